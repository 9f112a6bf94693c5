/** Who handles which data, for certain or perhaps, and by which contracts (docs/semantics.md, "What could happen"). */
import { groupBy, row } from '../model/rows.ts';
import { chainsOf, contractsOf, type Tier } from './chains.ts';
import type { Facts } from './facts.ts';
import { isCertain, type SomeData } from './holdings.ts';
import { isSoleOwner } from './owners.ts';
import { perFacts } from './per-facts.ts';
import { hasDays, isActive } from './steps.ts';

/** A party that handles a datum. */
export interface Handling {
  readonly party: number;
  readonly datum: number;
  /** Is it certain that the data is there? */
  certain: boolean;
  /** A system where it does so, by its number the first of those that make it as certain. */
  system: number;
  /** All systems where it does so. */
  readonly systems: { readonly sure: Set<number>; readonly maybe: Set<number> };
}

/** Every (party, datum) that is handled, for certain or perhaps; by party, then datum. */
export const handlingsOf = perFacts((facts): readonly Handling[] => {
  const { model, holdings, views, at } = facts;
  const { systems, access } = model;
  const found = new Map<number, Handling>();
  const handle = (party: number, system: number, datum: number, certain: boolean): void => {
    const key = party * model.data.ids.length + datum;
    let known = found.get(key);
    if (known === undefined) {
      known = { party, datum, certain, system, systems: { sure: new Set(), maybe: new Set() } };
      found.set(key, known);
    } else if (certain && !known.certain) Object.assign(known, { certain, system });
    else if (certain === known.certain && system < known.system) known.system = system;
    (certain ? known.systems.sure : known.systems.maybe).add(system);
  };
  const open = [...access.ids.keys()].filter((x) => isActive(access, x, at));
  const pairs = open.flatMap((x) => [...row(access.systems, x)].map((system) => ({ x, system })));
  const visitors = groupBy(
    systems.ids.length,
    pairs.map(({ system }) => system),
    pairs.map(({ x }) => access.party[x]),
  );
  for (let h = 0; h < holdings.system.length; h++) {
    const [system, datum] = [holdings.system[h], holdings.datum[h]];
    const certain = isCertain(holdings.preference[h]);
    for (const keeper of row(systems.keepers, system)) handle(keeper, system, datum, certain);
    for (const party of row(visitors, system)) handle(party, system, datum, certain);
  }
  for (let v = 0; v < views.system.length; v++) {
    for (const keeper of row(systems.keepers, views.system[v])) {
      handle(keeper, views.system[v], views.datum[v], views.certain[v] === 1);
    }
  }
  return [...found.values()].sort((a, b) => a.party - b.party || a.datum - b.datum);
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
