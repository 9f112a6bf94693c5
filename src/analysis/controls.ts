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

/**
 * For each control, whether some system in production has it that holds data of a category and an owner: systems that
 * owners of that data keep alone set the standard for everybody, others for those who keep them.
 */
const controlsInProduction = perFacts(
  ({ model, holdings, owners }): ReadonlyMap<string, readonly Truth[]> => {
    const { systems } = model;
    const found = new Map<string, readonly Truth[]>();
    for (let h = 0; h < holdings.system.length; h++) {
      if (!isCertain(holdings.preference[h])) continue;
      const [s, datum] = [holdings.system[h], holdings.datum[h]];
      const production = isProduction(systems.entry[s]);
      if (production === FALSE) continue;
      const has = CONTROLS.map(({ inPlace }) => and(production, inPlace(systems.entry[s])));
      const keepers = row(systems.keepers, s);
      const isOwn = keepers.length > 0 && keepers.every((keeper) => row(owners, datum).includes(keeper));
      for (const kind of kindsOfData({ model, owners }, datum)) {
        const key = isOwn ? kind : `${kind},${systems.keeperSet[s]}`;
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
  const { systems } = facts.model;
  const production = controlsInProduction(facts);
  const keeperSet = systems.keeperSet[system];
  const standards = kindsOfData(facts, datum).flatMap((kind) => [
    production.get(kind),
    keeperSet < 0 ? undefined : production.get(`${kind},${keeperSet}`),
  ]);
  return CONTROLS.map(({ inPlace }, i) => {
    const elsewhere = standards.reduce<Truth>((answer, has) => or(answer, has?.[i] ?? FALSE), FALSE);
    return and(elsewhere, not(inPlace(systems.entry[system])));
  });
}
