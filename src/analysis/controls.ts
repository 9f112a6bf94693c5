/** Controls of systems, and what a pilot lacks beside production (DHS OIG-20-71, recommendation 2). */
import { row } from '../model/rows.ts';
import { isPortOpen, isUnencrypted } from './abilities.ts';
import type { Facts } from './facts.ts';
import { isCertain } from './holdings.ts';
import { perFacts } from './per-facts.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth.ts';

type System = Facts['model']['systems']['entry'][number];

/** Controls that are compared: the field that states each, and whether it is in place. */
export const CONTROLS: readonly { readonly field: string; inPlace(system: System): Truth }[] = [
  { field: 'ports.removableMedia', inPlace: ({ ports }) => not(isPortOpen(ports?.removableMedia)) },
  { field: 'encryption.atRest', inPlace: ({ encryption }) => not(isUnencrypted(encryption?.atRest)) },
  { field: 'logging', inPlace: ({ logging }) => (logging === undefined ? UNKNOWN : logging ? TRUE : FALSE) },
];

/** Is a system used in production? */
function isProduction({ environment }: System): Truth {
  if (environment === undefined) return UNKNOWN;
  return environment === 'production' ? TRUE : FALSE;
}

/** For each control, whether some system in production that holds data of a category and an owner has it. */
const controlsInProduction = perFacts(
  ({ model, holdings, owners }): ReadonlyMap<string, readonly Truth[]> => {
    const found = new Map<string, Truth[]>();
    for (let h = 0; h < holdings.system.length; h++) {
      if (!isCertain(holdings.preference[h])) continue;
      const system = model.systems.entry[holdings.system[h]];
      const production = isProduction(system);
      if (production === FALSE) continue;
      const has = CONTROLS.map(({ inPlace }) => and(production, inPlace(system)));
      for (const key of kindsOfData({ model, owners }, holdings.datum[h])) {
        const known = found.get(key);
        found.set(key, known === undefined ? has : known.map((truth, i) => or(truth, has[i])));
      }
    }
    return found;
  },
);

function kindsOfData({ model, owners }: Pick<Facts, 'model' | 'owners'>, datum: number): readonly string[] {
  return [...row(model.data.categories, datum)].flatMap((category) =>
    [...row(owners, datum)].map((owner) => `${category},${owner}`),
  );
}

/** For each control: does a system lack it that production has for data of the same category and owner? */
export function lackedControls(facts: Facts, system: number, datum: number): readonly Truth[] {
  const production = controlsInProduction(facts);
  return CONTROLS.map(({ inPlace }, i) => {
    const elsewhere = kindsOfData(facts, datum).reduce<Truth>(
      (answer, key) => or(answer, production.get(key)?.[i] ?? FALSE),
      FALSE,
    );
    return and(elsewhere, not(inPlace(facts.model.systems.entry[system])));
  });
}
