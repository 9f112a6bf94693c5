/** Controls of systems, and what a pilot lacks beside production (DHS OIG-20-71, recommendation 2). */
import { groupBy, IntColumn, row, type Rows } from '../model/rows.ts';
import { isPortOpen, isUnencrypted } from './abilities.ts';
import type { Facts } from './facts.ts';
import { fieldTruths } from './field-truths.ts';
import { isCertain } from './holdings.ts';
import { PairTable } from './pairs.ts';
import { perFacts } from './per-facts.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** A control that is compared. */
export interface Control {
  /** The field that states it. */
  readonly field: string;
  readonly name: string;
  /** What the field says of it. */
  inPlace(value: string | boolean | undefined): Truth;
}

/** A control by the text of a field. */
function ofText(field: string, name: string, lacks: (text: string | undefined) => Truth): Control {
  return { field, name, inPlace: (value) => not(lacks(typeof value === 'string' ? value : undefined)) };
}

/** Controls that are compared between pilots and production. */
export const CONTROLS: readonly Control[] = [
  ofText('ports.removableMedia', 'a blocked port', isPortOpen),
  ofText('encryption.atRest', 'encryption of what is stored', isUnencrypted),
  {
    field: 'logging',
    name: 'logging',
    inPlace: (logging) => (logging === undefined ? UNKNOWN : logging ? TRUE : FALSE),
  },
];

/** Is a system used in production? */
function isProduction(environment: string | undefined): Truth {
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

/** What systems have, by control and system, and whether they are used in production. */
interface Equipment {
  readonly production: Uint8Array;
  readonly inPlace: readonly Uint8Array[];
}

const equipmentOf = perFacts(({ model: { systems } }): Equipment => ({
  production: fieldTruths(systems.field('environment'), isProduction),
  inPlace: CONTROLS.map(({ field, inPlace }) => fieldTruths(systems.field(field), inPlace)),
}));

/** Who sets a standard: which systems in production hold data of a category and an owner. */
interface Producers {
  /** The slots of (category and owner, whose standard it is). */
  readonly keys: PairTable;
  /** Slot and system of each holding, in the order of holdings. */
  readonly slot: Int32Array;
  readonly system: Int32Array;
}

/**
 * Systems that owners of data keep alone set the standard for it for everybody, others for those who keep them.
 */
const producers = perFacts((facts): Producers => {
  const keys = new PairTable();
  const [slot, system] = [new IntColumn(), new IntColumn()];
  forEachProducer(facts, (producer, kind, whose) => {
    slot.push(keys.slot(kind, whose));
    system.push(producer);
  });
  return { keys, slot: slot.filled(), system: system.filled() };
});

/** For each control, by slot, which systems in production have it. */
const standards = perFacts((facts): readonly (readonly Standard[])[] => {
  const { production, inPlace } = equipmentOf(facts);
  const { keys, slot, system } = producers(facts);
  const found = Array.from({ length: keys.size }, (): readonly Standard[] =>
    CONTROLS.map(() => ({ best: FALSE, system: -1, next: FALSE })),
  );
  for (let i = 0; i < slot.length; i++) {
    const known = found[slot[i]];
    const inUse = production[system[i]] as Truth;
    for (let c = 0; c < known.length; c++)
      raise(known[c], system[i], and(inUse, inPlace[c][system[i]] as Truth));
  }
  return found;
});

/** What systems that may be in production hold for certain, and for whom that sets a standard. */
function forEachProducer(facts: Facts, use: (system: number, kind: number, whose: number) => void): void {
  const { model, holdings, owners } = facts;
  const { keepers, keeperSet } = model.systems;
  const { production } = equipmentOf(facts);
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    if (production[system] === FALSE || !isCertain(holdings.preference[h])) continue;
    const whose = isAmong(keepers, system, owners, datum) ? EVERYBODY : keeperSet[system];
    for (const kind of kindsOfData(facts, datum)) use(system, kind, whose);
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

/** A number for each category and owner of a datum. */
function kindsOfData(facts: Facts, datum: number): readonly number[] {
  const { model, owners } = facts;
  return (kindsByDatum(facts)[datum] ??= [...row(model.data.categories, datum)].flatMap((category) =>
    [...row(owners, datum)].map((owner) => category * model.parties.ids.length + owner),
  ));
}

const kindsByDatum = perFacts((): (readonly number[])[] => []);

/** Slots of the standards that concern what a system holds; those for everybody first. */
function slotsFor(facts: Facts, system: number, datum: number): readonly number[] {
  const { keys } = producers(facts);
  const keeperSet = facts.model.systems.keeperSet[system];
  const kinds = kindsOfData(facts, datum);
  const common = kinds.map((kind) => keys.find(kind, EVERYBODY));
  const own = keeperSet < 0 ? [] : kinds.map((kind) => keys.find(kind, keeperSet));
  return [...common, ...own].filter((slot) => slot >= 0);
}

/** For each control: does a system lack it that another one in production has for data of the same category and owner? */
export function lackedControls(facts: Facts, system: number, datum: number): readonly Truth[] {
  const { inPlace } = equipmentOf(facts);
  let slots: readonly number[] | undefined;
  return inPlace.map((truths, c) => {
    const own = truths[system] as Truth;
    if (own === TRUE) return FALSE;
    slots ??= slotsFor(facts, system, datum);
    return and(hasElsewhere(facts, system, slots, c), not(own));
  });
}

/** Does a system lack any of them? */
export function lacksAnyControl(facts: Facts, system: number, datum: number): Truth {
  return lackedControls(facts, system, datum).reduce(or, FALSE);
}

/** Has another system a control where it sets a standard? */
function hasElsewhere(facts: Facts, system: number, slots: readonly number[], c: number): Truth {
  const known = standards(facts);
  let answer: Truth = FALSE;
  for (const slot of slots) answer = or(answer, elsewhereThan(system, known[slot][c]));
  return answer;
}

/** How surely another system has what sets a standard. */
function elsewhereThan(system: number, standard: Standard): Truth {
  return standard.system === system ? standard.next : standard.best;
}

/** Systems whose fields are named at most: what one of them states can decide it. */
const OTHERS_LIMIT = 5;

/** Systems that may set a standard, by its slot, ascending. */
const systemsBySlot = perFacts((facts): Rows => {
  const { keys, slot, system } = producers(facts);
  return groupBy(keys.size, slot, system);
});

/** Fields that leave it open whether a system lacks a control, as `systems.id.field`: its own, and those of some others. */
export function openControls(facts: Facts, system: number, datum: number): readonly string[] {
  const { systems } = facts.model;
  const { inPlace } = equipmentOf(facts);
  const lacked = lackedControls(facts, system, datum);
  const open = [...CONTROLS.keys()].filter((c) => lacked[c] === UNKNOWN);
  const own = open
    .filter((c) => inPlace[c][system] === UNKNOWN)
    .map((c) => `systems.${systems.ids[system]}.${CONTROLS[c].field}`);
  const others = new Set<string>();
  let told = 0;
  for (const slot of slotsFor(facts, system, datum)) {
    for (const other of new Set(row(systemsBySlot(facts), slot))) {
      if (told === OTHERS_LIMIT) break;
      const fields = other === system ? [] : openFields(facts, other, open);
      for (const field of fields) others.add(field);
      if (fields.length > 0) told++;
    }
  }
  return [...own, ...others];
}

function openFields(facts: Facts, system: number, open: readonly number[]): readonly string[] {
  const { production, inPlace } = equipmentOf(facts);
  const id = facts.model.systems.ids[system];
  const missing = open.filter((c) => inPlace[c][system] === UNKNOWN).map((c) => CONTROLS[c].field);
  const fields = open.length > 0 && production[system] === UNKNOWN ? ['environment', ...missing] : missing;
  return fields.map((field) => `systems.${id}.${field}`);
}
