/** Controls of systems, and what a pilot lacks beside production (DHS OIG-20-71, recommendation 2). */
import type { EntryIn, Systems } from '../model/model.ts';
import { row, type Rows } from '../model/rows.ts';
import { isPortOpen, isUnencrypted } from './abilities.ts';
import type { Facts } from './facts.ts';
import { isCertain } from './holdings.ts';
import { PairTable } from './pairs.ts';
import { perFacts } from './per-facts.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth.ts';

type System = EntryIn<Systems>;

/** A control that is compared. */
export interface Control {
  /** The field that states it. */
  readonly field: string;
  readonly name: string;
  inPlace(system: System): Truth;
}

/** Controls that are compared between pilots and production. */
export const CONTROLS: readonly Control[] = [
  {
    field: 'ports.removableMedia',
    name: 'a blocked port',
    inPlace: ({ ports }) => not(isPortOpen(ports?.removableMedia)),
  },
  {
    field: 'encryption.atRest',
    name: 'encryption of what is stored',
    inPlace: ({ encryption }) => not(isUnencrypted(encryption?.atRest)),
  },
  {
    field: 'logging',
    name: 'logging',
    inPlace: ({ logging }) => (logging === undefined ? UNKNOWN : logging ? TRUE : FALSE),
  },
];

/** Is a system used in production? */
function isProduction({ environment }: System): Truth {
  if (environment === undefined) return UNKNOWN;
  return environment === 'production' ? TRUE : FALSE;
}

/** What systems state, in columns: each is asked about for every datum that it holds. */
interface Stated {
  readonly production: Uint8Array;
  /** For each of `CONTROLS`, by system. */
  readonly inPlace: readonly Uint8Array[];
}

const statedOf = perFacts(({ model: { systems } }): Stated => {
  const count = systems.ids.length;
  const stated = { production: new Uint8Array(count), inPlace: CONTROLS.map(() => new Uint8Array(count)) };
  for (let s = 0; s < count; s++) {
    const system = systems.entry.at(s);
    stated.production[s] = isProduction(system);
    CONTROLS.forEach(({ inPlace }, c) => (stated.inPlace[c][s] = inPlace(system)));
  }
  return stated;
});

/** For whom a standard holds that is set by owners who keep a system alone. */
const EVERYBODY = -1;

/** Kinds of data, a category with an owner each; those of datum d stand in row d. */
interface DataKinds {
  readonly pairs: PairTable;
  readonly ofDatum: Rows;
}

const dataKinds = perFacts(({ model, owners }): DataKinds => {
  const pairs = new PairTable(1024);
  const ofDatum = model.data.ids.map((_, datum) =>
    [...row(model.data.categories, datum)].flatMap((category) =>
      [...row(owners, datum)].map((owner) => pairs.slot(category, owner)),
    ),
  );
  return { pairs, ofDatum: rowsOf(ofDatum) };
});

/**
 * Which systems that may be in production set standards: by the kind of the data that they hold for certain and whom the
 * standard is for. Systems that owners of the data keep alone set it for everybody, others for those who keep them.
 */
interface Standards {
  readonly pairs: PairTable;
  /** By slot: the systems, ascending. */
  readonly systems: readonly number[][];
}

const standardsOf = perFacts((facts): Standards => {
  const { model, holdings, owners } = facts;
  const { keepers, keeperSet } = model.systems;
  const { production } = statedOf(facts);
  const { ofDatum } = dataKinds(facts);
  const pairs = new PairTable(1024);
  const systems: number[][] = [];
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    if (production[system] === FALSE || !isCertain(holdings.preference[h])) continue;
    const audience = isKeptByOwners(row(keepers, system), row(owners, datum)) ? EVERYBODY : keeperSet[system];
    // Nobody is known to keep it, so that it is a standard for nobody.
    if (audience === EVERYBODY && keeperSet[system] < 0) continue;
    for (let i = ofDatum.starts[datum]; i < ofDatum.starts[datum + 1]; i++) {
      const slot = pairs.slot(ofDatum.items[i], audience);
      if (slot === systems.length) systems.push([system]);
      else if (systems[slot].at(-1) !== system) systems[slot].push(system);
    }
  }
  return { pairs, systems };
});

function isKeptByOwners(keepers: Int32Array, owners: Int32Array): boolean {
  return keepers.length > 0 && keepers.every((keeper) => owners.includes(keeper));
}

/** Slots of the standards that a system has to meet for a datum. */
function slotsFor(facts: Facts, system: number, datum: number): readonly number[] {
  const { pairs } = standardsOf(facts);
  const kinds = row(dataKinds(facts).ofDatum, datum);
  const keeperSet = facts.model.systems.keeperSet[system];
  const slots = Array.from(kinds, (kind) => pairs.find(kind, EVERYBODY));
  if (keeperSet >= 0) for (const kind of kinds) slots.push(pairs.find(kind, keeperSet));
  return slots.filter((slot) => slot >= 0);
}

/** The system that most surely has a control in production, and how surely the best of the others has it. */
interface Best {
  readonly truth: Truth;
  readonly system: number;
  readonly next: Truth;
}

/** By slot of the standards, for each control. */
const bestOf = perFacts((facts): readonly (readonly Best[])[] => {
  const { production, inPlace } = statedOf(facts);
  return standardsOf(facts).systems.map((systems) =>
    inPlace.map((has) => bestAmong(systems, production, has)),
  );
});

function bestAmong(systems: readonly number[], production: Uint8Array, has: Uint8Array): Best {
  let best: Best = { truth: FALSE, system: -1, next: FALSE };
  for (const system of systems) {
    const truth = and(production[system] as Truth, has[system] as Truth);
    if (truth > best.truth) best = { truth, system, next: best.truth };
    else if (truth > best.next) best = { ...best, next: truth };
  }
  return best;
}

/** For each control: does a system lack it that another one in production has for data of the same category and owner? */
export function lackedControls(facts: Facts, system: number, datum: number): readonly Truth[] {
  const { inPlace } = statedOf(facts);
  if (inPlace.every((has) => has[system] === TRUE)) return NOTHING_LACKED;
  const slots = slotsFor(facts, system, datum);
  return CONTROLS.map((_, c) => {
    let elsewhere: Truth = FALSE;
    for (const slot of slots) {
      const best = bestOf(facts)[slot][c];
      elsewhere = or(elsewhere, best.system === system ? best.next : best.truth);
    }
    return and(elsewhere, not(inPlace[c][system] as Truth));
  });
}

const NOTHING_LACKED: readonly Truth[] = CONTROLS.map(() => FALSE);

/** Systems whose fields are named at most: what one of them states can decide it. */
const OTHERS_LIMIT = 5;

/** Fields that leave it open whether a system lacks a control, as `systems.id.field`: its own, and those of some others. */
export function openControls(facts: Facts, system: number, datum: number): readonly string[] {
  const { systems } = facts.model;
  const lacked = lackedControls(facts, system, datum);
  const open = CONTROLS.filter((_, c) => lacked[c] === UNKNOWN);
  const own = open
    .filter(({ inPlace }) => inPlace(systems.entry.at(system)) === UNKNOWN)
    .map(({ field }) => `systems.${systems.ids[system]}.${field}`);
  const others = new Set<string>();
  let told = 0;
  for (const slot of slotsFor(facts, system, datum)) {
    for (const other of standardsOf(facts).systems[slot]) {
      if (told === OTHERS_LIMIT) break;
      const fields = other === system ? [] : openFields(facts, other, open);
      for (const field of fields) others.add(field);
      if (fields.length > 0) told++;
    }
  }
  return [...own, ...others];
}

function openFields(
  { model: { systems } }: Facts,
  system: number,
  open: readonly Control[],
): readonly string[] {
  const entry = systems.entry.at(system);
  const missing = open.filter(({ inPlace }) => inPlace(entry) === UNKNOWN).map(({ field }) => field);
  const fields = open.length > 0 && isProduction(entry) === UNKNOWN ? ['environment', ...missing] : missing;
  return fields.map((field) => `systems.${systems.ids[system]}.${field}`);
}
