import type { Facts } from '../../analysis/facts.ts';
import { isSoleOwner } from '../../analysis/owners.ts';
import type { Closest } from '../../analysis/authorization.ts';
import { FALSE, TRUE, type Truth } from '../../analysis/truth.ts';
import { row } from '../../model/rows.ts';
import type { Words } from './kind.ts';

/** Ids of parties. */
export function partyNames({ model }: Facts, parties: Iterable<number>): readonly string[] {
  return [...parties].map((party) => model.parties.ids[party]);
}

/** The parties that answer for a system, or that nobody may be named. */
export function keeperNames(facts: Facts, system: number): readonly string[] {
  const keepers = row(facts.model.systems.keepers, system);
  return keepers.length === 0 ? ['a keeper that nobody entitled has named'] : partyNames(facts, keepers);
}

/** The zone of a system. */
export function zoneName({ model }: Facts, system: number): string {
  return model.zones.ids[model.systems.zone[system]] ?? model.systems.entry.at(system).zone;
}

/** Categories of a datum. */
export function categoryNames({ model }: Facts, datum: number): readonly string[] {
  return Array.from(row(model.data.categories, datum), (category) => model.categories[category]);
}

/** Words on a datum and its owners. */
export function datumWords(facts: Facts, datum: number): Words {
  return {
    owners: partyNames(facts, row(facts.owners, datum)),
    categories: categoryNames(facts, datum),
  };
}

/** Words on the owner and keeper between whom a permission is missing. */
export function refusalWords(facts: Facts, refusal: Closest, datum: number): Words {
  const { parties } = facts.model;
  return {
    owner: parties.ids[refusal.owner] ?? partyNames(facts, row(facts.owners, datum)),
    keeper: parties.ids[refusal.keeper] ?? 'its keepers',
  };
}

/** Does somebody answer for a system who does not own a datum alone? Nobody known counts as such. */
export function isKeptByContractor(facts: Facts, system: number, datum: number): Truth {
  const { starts, items } = facts.model.systems.keepers;
  if (starts[system] === starts[system + 1]) return TRUE;
  for (let at = starts[system]; at < starts[system + 1]; at++) {
    if (!isSoleOwner(facts, items[at], datum)) return TRUE;
  }
  return FALSE;
}
