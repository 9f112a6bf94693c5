/** Controls of systems, and what a pilot lacks beside production (DHS OIG-20-71, recommendation 2). */
import type { EntryIn, Systems } from '../model/model.ts';
import { row } from '../model/rows.ts';
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
  readonly best: Truth;
  readonly system: number;
  readonly next: Truth;
}

const NO_STANDARD: Standard = { best: FALSE, system: -1, next: FALSE };

function raised(standard: Standard, system: number, has: Truth): Standard {
  if (system === standard.system) return { ...standard, best: or(standard.best, has) };
  return has > standard.best
    ? { best: has, system, next: standard.best }
    : { ...standard, next: or(standard.next, has) };
}

/**
 * For each control, which systems in production have it that hold data of a category and an owner: systems that owners
 * of that data keep alone set the standard for everybody, others for those who keep them.
 */
const standards = perFacts((facts): ReadonlyMap<string, readonly Standard[]> => {
  const { systems } = facts.model;
  const found = new Map<string, readonly Standard[]>();
  for (const { system, keys } of productionHoldings(facts)) {
    const production = isProduction(systems.entry.at(system));
    for (const key of keys) {
      const known = found.get(key) ?? CONTROLS.map(() => NO_STANDARD);
      found.set(
        key,
        known.map((standard, c) =>
          raised(standard, system, and(production, CONTROLS[c].inPlace(systems.entry.at(system)))),
        ),
      );
    }
  }
  return found;
});

/** What systems that may be in production hold for certain, with the keys under which they set a standard. */
const productionHoldings = perFacts((facts): readonly { system: number; keys: readonly string[] }[] => {
  const { model, holdings, owners } = facts;
  const { systems } = model;
  const found: { system: number; keys: readonly string[] }[] = [];
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    if (!isCertain(holdings.preference[h]) || isProduction(systems.entry.at(system)) === FALSE) continue;
    const keepers = row(systems.keepers, system);
    const isOwn = keepers.length > 0 && keepers.every((keeper) => row(owners, datum).includes(keeper));
    const kinds = kindsOfData(facts, datum);
    found.push({ system, keys: isOwn ? kinds : kinds.map((kind) => `${kind},${systems.keeperSet[system]}`) });
  }
  return found;
});

function kindsOfData({ model, owners }: Facts, datum: number): readonly string[] {
  return [...row(model.data.categories, datum)].flatMap((category) =>
    [...row(owners, datum)].map((owner) => `${category},${owner}`),
  );
}

function keysFor(facts: Facts, system: number, datum: number): readonly string[] {
  const keeperSet = facts.model.systems.keeperSet[system];
  const kinds = kindsOfData(facts, datum);
  return keeperSet < 0 ? kinds : [...kinds, ...kinds.map((kind) => `${kind},${keeperSet}`)];
}

/** For each control: does a system lack it that another one in production has for data of the same category and owner? */
export function lackedControls(facts: Facts, system: number, datum: number): readonly Truth[] {
  const found = keysFor(facts, system, datum).map((key) => standards(facts).get(key));
  return CONTROLS.map(({ inPlace }, c) => {
    const elsewhere = found.reduce<Truth>((answer, standard) => {
      if (standard === undefined) return answer;
      return or(answer, standard[c].system === system ? standard[c].next : standard[c].best);
    }, FALSE);
    return and(elsewhere, not(inPlace(facts.model.systems.entry.at(system))));
  });
}

/** Systems whose fields are named at most: what one of them states can decide it. */
const OTHERS_LIMIT = 5;

/** Systems that may set a standard, by the keys under which they do, ascending. */
const systemsByKey = perFacts((facts): ReadonlyMap<string, ReadonlySet<number>> => {
  const found = new Map<string, Set<number>>();
  for (const { system, keys } of productionHoldings(facts)) {
    for (const key of keys) {
      const systems = found.get(key);
      if (systems === undefined) found.set(key, new Set([system]));
      else systems.add(system);
    }
  }
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
