/** Who handles which data, for certain or perhaps, and by which contracts (docs/semantics.md, "What could happen"). */
import { groupBy, IntColumn, row, type Rows } from '../model/rows.ts';
import { chainsOf, contractsOf, type Tier } from './chains.ts';
import type { Facts } from './facts.ts';
import { isCertain, type SomeData } from './holdings.ts';
import { isSoleOwner } from './owners.ts';
import { PairTable } from './pairs.ts';
import { perFacts } from './per-facts.ts';
import { hasDays, isActive } from './steps.ts';

/** A party that handles a datum. */
export interface Handling {
  readonly party: number;
  readonly datum: number;
  /** Is it certain that the data is there? */
  readonly certain: boolean;
  /** A system where it does so, by its number the first of those that make it as certain. */
  readonly system: number;
}

/** Every (party, datum) that is handled, with the system that a handling names and whether it is certain. */
const handledPairs = perFacts((facts) => {
  const pairs = new PairTable(1024);
  const [first, sure] = [new IntColumn(), new IntColumn()]; // by pair
  eachHandling(facts, (party, system, datum, certain) => {
    const pair = pairs.slot(party, datum);
    if (pair === first.length) {
      first.push(system);
      sure.push(certain);
    } else if (certain > sure.get(pair) || (certain === sure.get(pair) && system < first.get(pair))) {
      first.set(pair, system);
      sure.set(pair, certain);
    }
  });
  return { pairs, first, sure };
});

/** Every (party, datum) that is handled, for certain or perhaps; by party, then datum. */
export const handlingsOf = perFacts((facts): readonly Handling[] => {
  const { parties, data } = facts.model;
  const { pairs, first, sure } = handledPairs(facts);
  return Array.from(pairs.sorted(parties.ids.length, data.ids.length), (pair) => ({
    party: pairs.rowOf.get(pair),
    datum: pairs.columnOf.get(pair),
    certain: sure.get(pair) === 1,
    system: first.get(pair),
  }));
});

/** The systems where a party handles a datum. */
export function systemsOf(facts: Facts, { party, datum }: Handling): SomeSystems {
  const { sure, maybe } = systemsByPair(facts);
  const pair = handledPairs(facts).pairs.find(party, datum);
  return { sure: new Set(row(sure, pair)), maybe: new Set(row(maybe, pair)) };
}

/** The systems of each pair, those that are certain apart from others. */
const systemsByPair = perFacts((facts): { readonly sure: Rows; readonly maybe: Rows } => {
  const { pairs } = handledPairs(facts);
  const rows = [0, 1].map((wanted) => {
    const [pair, at] = [new IntColumn(), new IntColumn()];
    eachHandling(facts, (party, system, datum, certain) => {
      if (certain !== wanted) return;
      pair.push(pairs.find(party, datum));
      at.push(system);
    });
    return groupBy(pairs.size, pair.filled(), at.filled());
  });
  return { maybe: rows[0], sure: rows[1] };
});

/** Systems that are certain, and further ones that are possible. */
export interface SomeSystems {
  readonly sure: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
}

/** Visits each party with each datum that it handles on a system: 1 where it is certain that it is there, else 0. */
function eachHandling(
  facts: Facts,
  visit: (party: number, system: number, datum: number, certain: number) => void,
): void {
  const { model, holdings, views } = facts;
  const { keepers } = model.systems;
  const visitors = visitorsOf(facts);
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    const certain = Number(isCertain(holdings.preference[h]));
    for (const parties of [keepers, visitors]) {
      for (let i = parties.starts[system]; i < parties.starts[system + 1]; i++)
        visit(parties.items[i], system, datum, certain);
    }
  }
  for (let v = 0; v < views.system.length; v++) {
    for (const keeper of row(keepers, views.system[v]))
      visit(keeper, views.system[v], views.datum[v], views.certain[v]);
  }
}

/** Parties with active access, by system. */
const visitorsOf = perFacts(({ model: { access, systems }, at }): Rows => {
  const [system, party] = [new IntColumn(), new IntColumn()];
  for (let x = 0; x < access.ids.length; x++) {
    if (!isActive(access, x, at)) continue;
    for (const reached of row(access.systems, x)) {
      system.push(reached);
      party.push(access.party[x]);
    }
  }
  return groupBy(systems.ids.length, system.filled(), party.filled());
});

/** Finds the chain of contracts between a party and an owner. */
export type FindTier = (party: number, owner: number) => Tier | undefined;

function finder(tiers: readonly Tier[]): FindTier {
  const found = new Map<number, Map<number, Tier>>();
  for (const tier of tiers) {
    const ofParty = found.get(tier.party) ?? new Map<number, Tier>();
    found.set(tier.party, ofParty.set(tier.owner, tier));
  }
  return (party, owner) => found.get(party)?.get(owner);
}

/** Chains of contracts that are active. */
export const tierFinder = perFacts(({ tiers }): FindTier => finder(tiers));

/** Chains of contracts that have begun, whether or not they have ended. */
export const pastTierFinder = perFacts(({ model, at }): FindTier => {
  const begun = [...model.contracts.ids.keys()].filter((k) => hasDays(model.contracts, k, at));
  return finder(chainsOf(model, begun));
});

/** Owners of a datum, the party aside, from whom no chain of active contracts leads to a party. */
export function unboundOwners(facts: Facts, { party, datum }: Handling): readonly number[] {
  const tierOf = tierFinder(facts);
  return [...row(facts.owners, datum)].filter(
    (owner) => owner !== party && tierOf(party, owner) === undefined,
  );
}

interface Gathered {
  readonly sure: Set<number>;
  readonly maybe: Set<number>;
}

function gather<K>(groups: Map<K, Gathered>, key: K, { datum, certain }: Handling): void {
  let group = groups.get(key);
  if (group === undefined) groups.set(key, (group = { sure: new Set(), maybe: new Set() }));
  (certain ? group.sure : group.maybe).add(datum);
}

/** Data that each party handles and does not own alone. */
export const handledByParty = perFacts((facts): ReadonlyMap<number, SomeData> => {
  const groups = new Map<number, Gathered>();
  for (const handling of handlingsOf(facts)) {
    if (!isSoleOwner(facts, handling.party, handling.datum)) gather(groups, handling.party, handling);
  }
  return groups;
});

/** Contracts by which a party handles a datum: those of its chains from the other owners of it. */
export function contractsBehind(facts: Facts, { party, datum }: Handling): ReadonlySet<number> {
  const tierOf = tierFinder(facts);
  const behind = new Set<number>();
  for (const owner of row(facts.owners, datum)) {
    const tier = owner === party ? undefined : tierOf(party, owner);
    if (tier !== undefined) for (const k of contractsOf(tier, facts.model)) behind.add(k);
  }
  return behind;
}

/** Data that is handled under each active contract: by the party at the end of a chain that it stands in, for its owner. */
export const handledUnder = perFacts((facts): ReadonlyMap<number, SomeData> => {
  const groups = new Map<number, Gathered>();
  for (const handling of handlingsOf(facts)) {
    for (const k of contractsBehind(facts, handling)) gather(groups, k, handling);
  }
  return groups;
});

/** Data of an owner that a party handles, by party and owner. */
const handledByOwner = perFacts((facts): ReadonlyMap<number, SomeData> => {
  const groups = new Map<number, Gathered>();
  for (const handling of handlingsOf(facts)) {
    const { party, datum } = handling;
    if (isSoleOwner(facts, party, datum)) continue;
    for (const owner of row(facts.owners, datum)) gather(groups, pairOf(facts, party, owner), handling);
  }
  return groups;
});

function pairOf({ model: { parties } }: Facts, party: number, owner: number): number {
  return party * parties.ids.length + owner;
}

/** Data of an owner that a party handles. */
export function handledFor(facts: Facts, party: number, owner: number): SomeData {
  return handledByOwner(facts).get(pairOf(facts, party, owner)) ?? NONE;
}

/** No data. */
export const NONE: SomeData = { sure: new Set(), maybe: new Set() };
