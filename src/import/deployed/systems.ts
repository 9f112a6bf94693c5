/** Zones and systems of a deployment: its grounds and units, and hosts outside with zones of their own. */
import type { System, Zone } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
import { classesIn, nameOf } from './labels.ts';
import { endKey, firstByKey, type Ground, type Host, type Landscape, type Unit } from './landscape.ts';
import type { Parties } from './parties.ts';

/** Zones, and which one a thing stands in. */
export interface Zones {
  readonly entries: readonly DraftEntry<Zone>[];
  ofGround(key: string): string;
  ofHost(host: Host): string;
}

/** A zone for each ground, and one for each party outside. */
export function zonesOf({ grounds, hosts }: Landscape, parties: Parties, names: Names): Zones {
  const wanted = grounds.map(({ key: name, ...rest }) => ({ name, ...rest }));
  const ids = names.ids('zones', wanted, { fallback: 'zone' });
  const outside = idsFor(
    [...new Set(hosts.map((host) => parties.ofHost(host)))].map((party) => [party, `outside.${party}`]),
    'outside',
    [...ids.values()].map(({ id }) => id),
  );
  const ofHost = (host: Host): string => outside.get(parties.ofHost(host)) ?? '';
  const entries = [
    ...grounds.map((ground) => groundEntry(ground, ids.get(ground.key), parties)),
    ...hosts.map((host): DraftEntry<Zone> => {
      const value = { operator: parties.ofHost(host) };
      return { id: ofHost(host), value, origin: host.origin, remarks: [], isMention: true };
    }),
  ];
  return {
    entries: firstByKey(entries, ({ id }) => id),
    ofGround: (key) => ids.get(key)?.id ?? '',
    ofHost,
  };
}

function groundEntry(ground: Ground, named: NamedId | undefined, parties: Parties): DraftEntry<Zone> {
  const { origin, remarks, isMention } = ground;
  const value = { operator: parties.operatorOf(ground) };
  return {
    id: named?.id ?? '',
    value,
    origin,
    remarks,
    isMention: isMention || named?.isMapped === true,
  };
}

/** Systems, and the id of each end of a link by its key. */
export interface Systems {
  readonly entries: readonly DraftEntry<System>[];
  readonly ids: ReadonlyMap<string, string>;
}

/** What systems are made from, beside the landscape. */
export interface Surroundings {
  readonly names: Names;
  readonly zones: Zones;
  readonly parties: Parties;
  readonly classes: ReadonlyMap<string, string>;
}

/** A system for each unit and each host. What a label says is there is collected there, as nothing is known to bring it. */
export function systemsOf({ units, hosts }: Landscape, surroundings: Surroundings): Systems {
  const { zones } = surroundings;
  const things = [
    ...units.map((unit) => ({ end: endKey({ unit: unit.key }), name: unit.key, ...unit })),
    ...hosts.map((host) => ({ end: endKey({ host: host.name }), wish: host.name, ...host })),
  ];
  const { ids, mapped } = systemIds(things, surroundings.names);
  const idOf = (end: string): string => ids.get(end) ?? '';
  const entries = [
    ...units.map((unit) => {
      const id = idOf(endKey({ unit: unit.key }));
      return unitEntry(unit, { id, isMapped: mapped.has(id) }, surroundings);
    }),
    ...hosts.map((host): DraftEntry<System> => {
      const { name, origin, remarks } = host;
      const value = { zone: zones.ofHost(host), identifiers: [name.slice(0, 1000)] };
      return { id: idOf(endKey({ host: name })), value, origin, remarks, isMention: true };
    }),
  ];
  return { entries: firstByKey(entries, ({ id }) => id), ids };
}

interface Wanting {
  readonly end: string;
  readonly name: string;
  readonly wish: string;
}

/** Ids by ends. The mapping may have them; it is not asked for each thing that runs, as few are declared elsewhere. */
function systemIds(
  things: readonly Wanting[],
  names: Names,
): { readonly ids: ReadonlyMap<string, string>; readonly mapped: ReadonlySet<string> } {
  const ids = new Map<string, string>();
  for (const { end, name } of things) {
    const id = names.has('systems', name) ? names.find('systems', { name, what: 'system' }) : undefined;
    if (id !== undefined) ids.set(end, id);
  }
  const mapped = new Set(ids.values());
  const open = things.filter(({ end }) => !ids.has(end)).map(({ end, wish }) => [end, wish] as const);
  for (const [end, id] of idsFor(open, 'system', [...mapped])) ids.set(end, id);
  return { ids, mapped };
}

function unitEntry(unit: Unit, { id, isMapped }: NamedId, around: Surroundings): DraftEntry<System> {
  const { names, zones, parties, classes } = around;
  const { kind, origin, remarks, isMention } = unit;
  const custodian = parties.custodianOf(unit);
  const data = classesIn(unit.labels, names).map((label) => classes.get(nameOf(label)) ?? '');
  const collects = [...new Set(data)].sort();
  const value = {
    zone: zones.ofGround(unit.ground),
    ...(kind && { kind }),
    ...(custodian && { custodian }),
    ...(collects.length > 0 && { collects }),
  };
  return { id, value, origin, remarks, isMention: isMention || isMapped };
}
