import type { Facts } from '../../analysis/facts.ts';
import type { Closest } from '../../analysis/authorization.ts';
import { row } from '../../model/rows.ts';

/** Joins names as people do: "a", "a and b", "a, b and c". */
export function joined(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

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
    data: facts.model.data.ids[datum],
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
