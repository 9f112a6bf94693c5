import { clauseId, withReplaced } from './lexicon.ts';
import type { Contract } from '../../../src/manifest/format.ts';
import { beginsBy } from '../day.ts';
import { any, truth, type Verdict } from '../kleene.ts';
import { owners } from '../custody.ts';
import { bySequence, sorted } from '../order.ts';
import { found, isActive } from '../vocabulary.ts';
import type { Model } from '../workspace.ts';
import { momentAfter } from './durations.ts';
import { handledData, handlings } from './handlings.ts';
import { OPEN, perhaps, sure, type Values } from './values.ts';
import { perWorld, type World } from './world.ts';

/** A chain of contracts from an owner down to a party. */
export interface Tier {
  party: string;
  owner: string;
  chain: string[];
}

type Entry = [id: string, contract: Contract];

/** Section 9, tier, with its chain: each owner of data with each party to which there is one. */
export const tiers = perWorld(({ model }): Tier[] =>
  tiersAmong(
    model,
    [...model.contracts].filter(([, contract]) => isActive(model, contract)),
  ),
);

/** The tiers that there would be if every contract that has begun were still active (D20, lapsed). */
const pastTiers = perWorld(({ model }): Tier[] =>
  tiersAmong(
    model,
    [...model.contracts].filter(([, { period }]) => beginsBy(model.at, period)),
  ),
);

function tiersAmong(model: Model, contracts: Entry[]): Tier[] {
  const dataOwners = sorted([...model.data.values()].map((datum) => datum.owner));
  return dataOwners.flatMap((owner) =>
    sorted(model.parties.keys()).flatMap((party) => {
      const chain = party === owner ? undefined : shortestChain(contracts, owner, party);
      return chain === undefined ? [] : [{ party, owner, chain }];
    }),
  );
}

/** The shortest; of several, the one whose ids, read from the owner downwards, come first (D20, chain). */
function shortestChain(contracts: Entry[], owner: string, party: string): string[] | undefined {
  let chains = contracts.filter(([, { acquirer }]) => acquirer === owner).map((entry) => [entry]);
  // A chain without repetition is no longer than the number of contracts.
  for (let length = 1; length <= contracts.length; length++) {
    const arriving = chains.filter((chain) => chain[chain.length - 1][1].supplier === party);
    const ids = arriving.map((chain) => chain.map(([id]) => id)).sort(bySequence);
    if (ids.length > 0) return ids[0];
    chains = chains.flatMap((chain) => {
      const [id, { supplier }] = chain[chain.length - 1];
      return contracts
        .filter(([, { under, acquirer }]) => under === id && acquirer === supplier)
        .map((entry) => [...chain, entry]);
    });
  }
  return undefined;
}

function tierOf(among: Tier[], party: string, owner: string): Tier | undefined {
  return among.find((tier) => tier.party === party && tier.owner === owner);
}

/** The owners of a datum, the party aside, from whom no chain leads to it (D20, contracted). */
export function unboundOwners(world: World, party: string, data: string): string[] {
  return owners(world.model, data).filter(
    (owner) => owner !== party && tierOf(tiers(world), party, owner) === undefined,
  );
}

/** D20, lapsed. */
export function hasLapsed(world: World, party: string, data: string): boolean {
  const unbound = unboundOwners(world, party, data);
  return unbound.length > 0 && unbound.every((owner) => tierOf(pastTiers(world), party, owner) !== undefined);
}

/** D20, notice of a tier, in seconds from the day of the check; undefined where a window is not stated. */
export function noticeOf({ model }: World, { owner, chain }: Tier): number | undefined {
  const start = model.at * 86_400;
  let moment = start;
  for (const id of [...chain].reverse()) {
    const { within, to, direct } = found(model.contracts, id).incidentNotification ?? {};
    if (within === undefined) return undefined;
    moment = momentAfter(moment, within);
    if (direct || to === owner) break;
  }
  return moment - start;
}

/** D20, contracts behind a handling: those of the chains from the owners other than the party. */
export function contractsBehind(world: World, party: string, data: string): string[] {
  return sorted(
    owners(world.model, data).flatMap((owner) => tierOf(tiers(world), party, owner)?.chain ?? []),
  );
}

/** D20, tiers below: how many contracts the longest chain of active ones under a contract has. */
export function tiersBelow(model: Model, id: string, passed: string[] = []): number {
  const under = [...model.contracts].filter(
    ([lower, contract]) =>
      isActive(model, contract) && parentOf(model, lower) === id && ![...passed, id].includes(lower),
  );
  return Math.max(0, ...under.map(([lower]) => 1 + tiersBelow(model, lower, [...passed, id])));
}

/** Data of an owner that a party handles. */
export function dataOfTier(world: World, { party, owner }: Tier): Values {
  return handledData(world, party, (data) => owners(world.model, data).includes(owner));
}

/** D20, data handled under a contract. */
export function handledUnder(world: World, contract: string): Values {
  const under = handlings(world).filter(({ party, data }) =>
    owners(world.model, data).some((owner) => tierOf(tiers(world), party, owner)?.chain.includes(contract)),
  );
  return perhaps(
    under.filter(({ certain }) => certain).map(({ data }) => data),
    under.map(({ data }) => data),
  );
}

/** All contracts above one; in a circle each once, and not itself. */
export function contractsAbove(model: Model, id: string): string[] {
  const above: string[] = [];
  for (let next = parentOf(model, id); next !== undefined; next = parentOf(model, next)) {
    if (next === id || above.includes(next)) break;
    above.push(next);
  }
  return above;
}

/** The contract that one hangs under, where that counts. */
function parentOf(model: Model, id: string): string | undefined {
  const under = found(model.contracts, id).under;
  return under !== undefined && model.contracts.has(under) ? under : undefined;
}

/** An active contract and the one that it hangs under. */
export interface Pair {
  lower: string;
  upper: string;
}

/** D20, sub-contract. */
export const subcontracts = perWorld(({ model }): Pair[] =>
  [...model.contracts].flatMap(([lower, contract]) => {
    const upper = parentOf(model, lower);
    return isActive(model, contract) && upper !== undefined ? [{ lower, upper }] : [];
  }),
);

/** D20, approved. */
export function isApproved({ model }: World, { lower, upper }: Pair): Verdict {
  const { allowed, approved } = found(model.contracts, upper).subcontracting ?? {};
  if (allowed === false) return 'false';
  if (approved === undefined) return 'unknown';
  return truth(approved.includes(found(model.contracts, lower).supplier));
}

/** The clauses of a contract, by the ids of the catalogue; undefined where it states none. */
function clausesOf(model: Model, id: string): string[] | undefined {
  const { clauses } = found(model.contracts, id);
  return clauses?.map((clause) => clauseId(typeof clause === 'string' ? clause : clause.id));
}

/** Those and the clauses that they replace; undefined where none are stated. */
export function clausesCarried(model: Model, id: string): string[] | undefined {
  return clausesOf(model, id)?.flatMap(withReplaced);
}

/** Clauses of the contract above that the sub-contract does not carry. */
export function missingClauses({ model }: World, { lower, upper }: Pair): Values {
  const above = clausesOf(model, upper);
  const below = clausesCarried(model, lower);
  if (above === undefined) return OPEN;
  if (below === undefined) return perhaps([], above);
  return sure(above.filter((clause) => !below.includes(clause)));
}

/** A clause of a contract above an active sub-contract. */
export interface PassedClause extends Pair {
  clause: string;
}

/** D20, clause above. */
export const clausesAbove = perWorld((world): PassedClause[] =>
  subcontracts(world).flatMap(({ lower }) => {
    const above = contractsAbove(world.model, lower);
    const clauses = sorted(above.flatMap((upper) => clausesOf(world.model, upper) ?? []));
    return clauses.flatMap((clause) => {
      // They stand in order, the nearest first.
      const upper = above.find((id) => clausesOf(world.model, id)?.includes(clause));
      return upper === undefined ? [] : [{ clause, lower, upper }];
    });
  }),
);

/** D20, passed on. */
export function isPassedOn({ model }: World, { clause, lower }: PassedClause): Verdict {
  const clauses = clausesCarried(model, lower);
  return clauses === undefined ? 'unknown' : truth(clauses.includes(clause));
}

/** D20, breaks the chain. */
export function breaksChain(world: World, id: string): Verdict {
  const { sure: certain, maybe } = cutOffFrom(world, id);
  return any([...certain.map(() => 'true' as const), ...maybe.map(() => 'unknown' as const)]);
}

/** Data that the supplier handles and from whose owner the missing link cuts it off (D20, breaks the chain). */
export function cutOffFrom(world: World, id: string): Values {
  const { model } = world;
  const contract = found(model.contracts, id);
  if (!isActive(model, contract) || contract.under !== undefined) return sure([]);
  const { acquirer, supplier } = contract;
  const isCutOff = (data: string) =>
    owners(model, data).some(
      (owner) =>
        owner !== acquirer &&
        owner !== supplier &&
        tierOf(tiers(world), acquirer, owner) !== undefined &&
        tierOf(tiers(world), supplier, owner) === undefined,
    );
  return handledData(world, supplier, isCutOff);
}
