// A workspace as the relations that an engine without days and without names needs: all references resolved to numbers, all
// periods decided at the day of the check, everything that is-a something else spelled out. It is what a generous reading
// gives such an engine for nothing. The meaning is that of docs/semantics.md for what the generator writes: it has no
// declassification, no disposals, no transient systems, and no two periods of which the order matters.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AT } from './days.mjs';
import { regionsOf } from './regions.mjs';
import { RELATIONS } from './relations.mjs';

/** The number of a flow or other thing that is not there. */
const NONE = -1;

/** Writes the relations of a workspace of so many flows as one CSV file each. */
export async function writeFacts(folder, { flows }) {
  await mkdir(folder, { recursive: true });
  const relations = openRelations(folder);
  const scribe = scribeOf(relations);
  for (const { region } of regionsOf(flows)) {
    scribe(region.entries);
    await relations.drained();
  }
  await relations.close();
}

function openRelations(folder) {
  const streams = {};
  for (const [name, columns] of Object.entries(RELATIONS)) {
    streams[name] = createWriteStream(join(folder, `${name}.csv`));
    streams[name].write(`${columns.join(',')}\n`);
  }
  const all = Object.values(streams);
  return {
    row: (name, ...values) => streams[name].write(`${values.join(',')}\n`),
    drained: () => Promise.all(all.filter((out) => out.writableNeedDrain).map((out) => once(out, 'drain'))),
    close: () => Promise.all(all.map((out) => (out.end(), once(out, 'finish')))),
  };
}

/** Numbers for names, in the order in which they are first seen. */
function numbering() {
  const numbers = new Map();
  return (name) => {
    if (name === undefined) return NONE;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
}

const active = (period) => (period?.from ?? '') <= AT && AT <= (period?.until ?? '9999');

/** Whether a period has had a day by the day of the check. */
const begun = (period) => (period?.from ?? '') <= AT && (period?.from ?? '') <= (period?.until ?? '9999');

/** A dotted name and all above it. */
function* upwards(name) {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) yield name.slice(0, end);
}

/** A function that writes the entries of a region, of which all that they refer to stands in it or in one before. */
function scribeOf({ row }) {
  const system = numbering();
  const data = numbering();
  const party = numbering();
  const zone = numbering();
  const channel = numbering();
  const purpose = numbering();
  const permission = numbering();
  const labels = numbering();
  // A copy as itself; every category and every product has a label of its own.
  labels('');
  const operators = new Map();
  const spelled = new Set();

  const purposeOf = (name) => {
    if (name === undefined || spelled.has(name)) return purpose(name);
    spelled.add(name);
    for (const above of upwards(name)) row('purposes', purpose(name), purpose(above));
    return purpose(name);
  };

  return ({ zones, data: sets, systems, flows, authorizations }) => {
    for (const [id, { operator }] of zones) operators.set(id, operator);
    writeData(sets, { row, data, party, labels });
    for (const [id, entry] of systems) {
      row('systems', system(id), zone(entry.zone));
      for (const keeper of new Set([operators.get(entry.zone), entry.custodian ?? operators.get(entry.zone)]))
        row('keepers', system(id), party(keeper));
      for (const item of entry.collects ?? []) row('begins', system(id), data(item));
      for (const item of entry.produces ?? [])
        row('edges', system(id), system(id), labels(`product ${item}`), NONE, 1);
    }
    for (const [id, entry] of flows) {
      const view = entry.mode === 'view';
      if (!(view ? active(entry.period) : begun(entry.period))) continue;
      const flow = Number(id.replace('flow-', ''));
      const action = view ? 1 : 0;
      row('flows', flow, system(entry.to), action, purposeOf(entry.purpose), channel(entry.channel));
      if (Array.isArray(entry.data))
        for (const item of entry.data) row('lists', system(entry.to), data(item), flow, 1 - action);
      const over = entry.data === 'all' ? [''] : (entry.categories ?? []).map((name) => `category ${name}`);
      for (const label of over)
        row('edges', system(entry.from), system(entry.to), labels(label), flow, 1 - action);
    }
    writePermissions(authorizations, { row, permission, data, party, zone, channel, purposeOf, labels });
  };
}

function writeData(sets, { row, data, party, labels }) {
  const entries = new Map(sets);
  const insideOf = (id) => [id, ...(entries.get(id).contains ?? []).flatMap(insideOf)];
  const ownersOf = (id) => [entries.get(id).owner, ...(entries.get(id).derivedFrom ?? []).flatMap(ownersOf)];
  for (const [id, entry] of sets) {
    for (const owner of new Set(ownersOf(id))) row('owners', data(id), party(owner));
    for (const name of upwards(entry.category)) row('names', data(id), labels(`category ${name}`));
    row('brings', data(id), labels(''), data(id));
    for (const part of new Set(insideOf(id))) {
      row('inside', data(id), data(part));
      for (const name of upwards(entries.get(part).category))
        row('brings', data(id), labels(`category ${name}`), data(part));
      for (const [product, { derivedFrom = [] }] of sets)
        if (derivedFrom.includes(part)) row('brings', data(id), labels(`product ${product}`), data(product));
    }
  }
}

const ACTIONS = ['hold', 'view'];

function writePermissions(
  authorizations,
  { row, permission, data, party, zone, channel, purposeOf, labels },
) {
  for (const [key, entry] of authorizations) {
    if (!active(entry.period)) continue;
    for (const [action, name] of ACTIONS.entries()) {
      if (!entry.actions.includes(name)) continue;
      const id = permission(`${name} ${key}`);
      const limits = [entry.purposes, entry.zones, entry.channels].map((list) =>
        list === undefined ? 0 : 1,
      );
      row('permissions', id, party(entry.by), party(entry.to), action, entry.delegable ?? 0, ...limits);
      for (const item of entry.categories ?? []) row('permitted_names', id, labels(`category ${item}`));
      for (const item of entry.data ?? []) row('permitted_data', id, data(item));
      for (const item of entry.purposes ?? []) row('permitted_purposes', id, purposeOf(item));
      for (const item of entry.zones ?? []) row('permitted_zones', id, zone(item));
      for (const item of entry.channels ?? []) row('permitted_channels', id, channel(item));
    }
  }
}
