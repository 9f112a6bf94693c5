import type { Facts } from '../../analysis/facts.ts';
import type { Closest } from '../../analysis/authorization.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { joined } from '../../model/names.ts';
import { row } from '../../model/rows.ts';

/** Ids of parties, joined. */
export function partyNames({ model }: Facts, parties: Iterable<number>): string {
  return joined([...parties].map((party) => model.parties.ids[party]));
}

/** The parties that answer for a system, or that nobody may be named. */
export function keeperNames(facts: Facts, system: number): string {
  const keepers = row(facts.model.systems.keepers, system);
  return keepers.length === 0 ? 'a keeper that nobody entitled has named' : partyNames(facts, keepers);
}

/** The zone of a system. */
export function zoneName({ model }: Facts, system: number): string {
  return model.zones.ids[model.systems.zone[system]] ?? model.systems.entry[system].zone;
}

/** Categories of a datum. */
export function categoryNames({ model }: Facts, datum: number): readonly string[] {
  return Array.from(row(model.data.categories, datum), (category) => model.categories[category]);
}

/** Words on a datum and its owners. */
export function datumWords(facts: Facts, datum: number): Record<string, string> {
  return {
    owners: partyNames(facts, row(facts.owners, datum)),
    categories: joined(categoryNames(facts, datum)),
  };
}

/** Words on the owner and keeper between whom a permission is missing. */
export function refusalWords(facts: Facts, refusal: Closest, datum: number): Record<string, string> {
  const { parties } = facts.model;
  return {
    owner: parties.ids[refusal.owner] ?? partyNames(facts, row(facts.owners, datum)),
    keeper: parties.ids[refusal.keeper] ?? 'its keepers',
  };
}

/** Is somebody who does not own a datum among those who have it? Nobody known counts as such. */
export function isContractor({ owners }: Facts, holders: Iterable<number>, datum: number): Truth {
  const own = row(owners, datum);
  let isKnown = false;
  for (const holder of holders) {
    if (!own.includes(holder)) return TRUE;
    isKnown = true;
  }
  return isKnown ? FALSE : TRUE;
}
