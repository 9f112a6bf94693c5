/** Controls of systems, and what a pilot lacks beside production (DHS OIG-20-71, recommendation 2). */
import type { EntryIn, Systems } from '../model/model.ts';
import { row, type Rows } from '../model/rows.ts';
import { isPortOpen, isUnencrypted } from './abilities.ts';
import type { Facts } from './facts.ts';
import { isCertain } from './holdings.ts';
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

/** The system that most surely has a control in production, and how surely the best of the others has it. */
interface Standard {
  best: Truth;
  system: number;
  next: Truth;
}

function raise(standard: Standard, system: number, has: Truth): void {
  if (system === standard.system) standard.best = or(standard.best, has);
  else if (has > standard.best) Object.assign(standard, { best: has, system, next: standard.best });
  else standard.next = or(standard.next, has);
}

/** What a system has, by control, and whether it is used in production; each system is looked at once. */
interface Equipment {
  readonly production: Truth;
  readonly inPlace: readonly Truth[];
}

const equipments = perFacts((): (Equipment | undefined)[] => []);

function equipmentOf(facts: Facts, system: number): Equipment {
  const known = equipments(facts);
  return (known[system] ??= equipmentIn(facts.model.systems.entry.at(system)));
}

function equipmentIn(system: System): Equipment {
  return { production: isProduction(system), inPlace: CONTROLS.map(({ inPlace }) => inPlace(system)) };
}

/**
 * For each control, which systems in production have it that hold data of a category and an owner: systems that owners
 * of that data keep alone set the standard for everybody, others for those who keep them.
 */
const standards = perFacts((facts): ReadonlyMap<number, readonly Standard[]> => {
  const found = new Map<number, readonly Standard[]>();
  forEachProducer(facts, (system, key) => {
    const { production, inPlace } = equipmentOf(facts, system);
    let known = found.get(key);
    if (known === undefined) {
      found.set(key, (known = CONTROLS.map(() => ({ best: FALSE, system: -1, next: FALSE }))));
    }
    for (let c = 0; c < known.length; c++) raise(known[c], system, and(production, inPlace[c]));
  });
  return found;
});

/** What systems that may be in production hold for certain, under each key under which that sets a standard. */
function forEachProducer(facts: Facts, use: (system: number, key: number) => void): void {
  const { model, holdings, owners } = facts;
  const { keepers, keeperSet } = model.systems;
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    if (!isCertain(holdings.preference[h]) || equipmentOf(facts, system).production === FALSE) continue;
    const isOwn = isAmong(keepers, system, owners, datum);
    for (const kind of kindsOfData(facts, datum)) {
      use(system, keyOf(facts, kind, isOwn ? EVERYBODY : keeperSet[system]));
    }
  }
}

/** Does a row have something, and all of it in another row? */
function isAmong(rows: Rows, i: number, others: Rows, j: number): boolean {
  for (let at = rows.starts[i]; at < rows.starts[i + 1]; at++)
    if (!has(others, j, rows.items[at])) return false;
  return rows.starts[i] < rows.starts[i + 1];
}

function has({ starts, items }: Rows, i: number, item: number): boolean {
  for (let at = starts[i]; at < starts[i + 1]; at++) if (items[at] === item) return true;
  return false;
}

/** Whose standard it is, beside the numbers of sets of keepers, of which -1 stands for nobody known. */
const EVERYBODY = -2;

function keyOf({ model }: Facts, kind: number, keeperSet: number): number {
  return kind * (model.systems.ids.length + 2) + keeperSet + 2;
}

/** A number for each category and owner of a datum. */
function kindsOfData(facts: Facts, datum: number): readonly number[] {
  const { model, owners } = facts;
  return (kindsByDatum(facts)[datum] ??= [...row(model.data.categories, datum)].flatMap((category) =>
    [...row(owners, datum)].map((owner) => category * model.parties.ids.length + owner),
  ));
}

const kindsByDatum = perFacts((): (readonly number[])[] => []);

function keysFor(facts: Facts, system: number, datum: number): readonly number[] {
  const keeperSet = facts.model.systems.keeperSet[system];
  const kinds = kindsOfData(facts, datum);
  const common = kinds.map((kind) => keyOf(facts, kind, EVERYBODY));
  return keeperSet < 0 ? common : [...common, ...kinds.map((kind) => keyOf(facts, kind, keeperSet))];
}

/** For each control: does a system lack it that another one in production has for data of the same category and owner? */
export function lackedControls(facts: Facts, system: number, datum: number): readonly Truth[] {
  return CONTROLS.map((_, c) => lacksControl(facts, system, datum, c));
}

/** Does a system lack any of them? */
export function lacksAnyControl(facts: Facts, system: number, datum: number): Truth {
  let answer: Truth = FALSE;
  for (let c = 0; c < CONTROLS.length; c++) answer = or(answer, lacksControl(facts, system, datum, c));
  return answer;
}

function lacksControl(facts: Facts, system: number, datum: number, c: number): Truth {
  const inPlace = equipmentOf(facts, system).inPlace[c];
  if (inPlace === TRUE) return FALSE;
  const keeperSet = facts.model.systems.keeperSet[system];
  const known = standards(facts);
  let elsewhere: Truth = FALSE;
  for (const kind of kindsOfData(facts, datum)) {
    elsewhere = or(elsewhere, elsewhereThan(system, known.get(keyOf(facts, kind, EVERYBODY))?.[c]));
    if (keeperSet < 0) continue;
    elsewhere = or(elsewhere, elsewhereThan(system, known.get(keyOf(facts, kind, keeperSet))?.[c]));
  }
  return and(elsewhere, not(inPlace));
}

/** How surely another system has what sets a standard. */
function elsewhereThan(system: number, standard: Standard | undefined): Truth {
  if (standard === undefined) return FALSE;
  return standard.system === system ? standard.next : standard.best;
}

/** Systems whose fields are named at most: what one of them states can decide it. */
const OTHERS_LIMIT = 5;

/** Systems that may set a standard, by the keys under which they do, ascending. */
const systemsByKey = perFacts((facts): ReadonlyMap<number, ReadonlySet<number>> => {
  const found = new Map<number, Set<number>>();
  forEachProducer(facts, (system, key) => {
    const systems = found.get(key);
    if (systems === undefined) found.set(key, new Set([system]));
    else systems.add(system);
  });
  return found;
});

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
  for (const key of keysFor(facts, system, datum)) {
    for (const other of systemsByKey(facts).get(key) ?? []) {
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
