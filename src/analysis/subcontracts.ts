/** Contracts that hang under others: approval, clauses passed on, and chains that break. */
import { row } from '../model/rows.ts';
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import type { Facts } from './facts.ts';
import { handledByParty, NONE, tierFinder } from './handlings.ts';
import type { SomeData } from './holdings.ts';
import { perFacts } from './per-facts.ts';
import { isActive } from './steps.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** Contracts above another, from the one directly above to the top; a circle is walked once. */
export function contractsAbove({ contracts }: Model, contract: number): readonly number[] {
  const above: number[] = [];
  for (
    let k = contracts.under[contract];
    k >= 0 && k !== contract && !above.includes(k);
    k = contracts.under[k]
  ) {
    above.push(k);
  }
  return above;
}

/** Active contracts that stand under another one, ascending. */
export const subcontracts = perFacts(({ model: { contracts }, at }): readonly number[] =>
  [...contracts.ids.keys()].filter((k) => isActive(contracts, k, at) && contracts.under[k] >= 0),
);

/** Length of the longest chain of active contracts under each contract. */
export const tiersBelow = perFacts(({ model: { contracts }, at }): Int32Array => {
  const lengths = new Int32Array(contracts.ids.length);
  for (let lowest = 0; lowest < contracts.ids.length; lowest++) {
    const chain = new Set<number>();
    for (let k = lowest; isActive(contracts, k, at) && !chain.has(k);) {
      chain.add(k);
      k = contracts.under[k];
      if (k < 0 || chain.has(k)) break;
      lengths[k] = Math.max(lengths[k], chain.size);
    }
  }
  return lengths;
});

/** Has the contract above approved the supplier of a sub-contract? */
export function isApproved({ model: { contracts, parties } }: Facts, lower: number): Truth {
  const { allowed, approved } = contracts.entry.at(contracts.under[lower]).subcontracting ?? {};
  if (allowed === false) return FALSE;
  if (approved !== undefined) return approved.includes(parties.ids[contracts.supplier[lower]]) ? TRUE : FALSE;
  return UNKNOWN;
}

/** A clause of a contract, and an active contract somewhere under it. */
export interface PassedClause {
  readonly clause: string;
  /** The nearest contract above that carries the clause. */
  readonly upper: number;
  readonly lower: number;
}

/** Ids of the clauses of a contract, as the catalogue has them; undefined where none are stated. */
export function clausesOf({ contracts, lexicon }: Model, contract: number): readonly string[] | undefined {
  const { clauses } = contracts.entry.at(contract);
  return clauses && [...new Set(clauses.map((clause) => lexicon.clauses(idOf(clause))[0]))];
}

/** Those, and the clauses that they replace: who carries the newer text carries the duty of the older. */
export function clausesCarried(model: Model, contract: number): readonly string[] | undefined {
  return clausesOf(model, contract)?.flatMap((id) => model.lexicon.clauses(id));
}

function idOf(clause: string | { readonly id: string }): string {
  return typeof clause === 'string' ? clause : clause.id;
}

/** Each clause that stands in a contract above, once for each active sub-contract; by sub-contract, then clause. */
export const clausesAbove = perFacts((facts): readonly PassedClause[] =>
  subcontracts(facts).flatMap((lower) => {
    const carried = new Map<string, number>();
    for (const upper of contractsAbove(facts.model, lower)) {
      for (const clause of clausesOf(facts.model, upper) ?? []) {
        if (!carried.has(clause)) carried.set(clause, upper);
      }
    }
    return [...carried]
      .map(([clause, upper]) => ({ clause, upper, lower }))
      .sort((a, b) => byCodePoint(a.clause, b.clause));
  }),
);

/** Does the sub-contract carry the clause too? */
export function isPassedOn({ model }: Facts, { clause, lower }: PassedClause): Truth {
  const clauses = clausesCarried(model, lower);
  if (clauses === undefined) return UNKNOWN;
  return clauses.includes(clause) ? TRUE : FALSE;
}

/**
 * "A supplier's contract that should hang under another but does not say so": its acquirer works for the owner of data
 * that its supplier handles, and nothing but the missing `under` keeps the supplier out of the chain. That data.
 */
export function cutOffData(facts: Facts, contract: number): SomeData {
  const { model, at, owners } = facts;
  const { contracts } = model;
  if (!isActive(contracts, contract, at) || contracts.entry.at(contract).under !== undefined) return NONE;
  const [acquirer, supplier] = [contracts.acquirer[contract], contracts.supplier[contract]];
  const tierOf = tierFinder(facts);
  const isCutOff = (datum: number): boolean =>
    [...row(owners, datum)].some(
      (owner) =>
        owner !== acquirer &&
        owner !== supplier &&
        tierOf(acquirer, owner) !== undefined &&
        tierOf(supplier, owner) === undefined,
    );
  const { sure, maybe } = handledByParty(facts).get(supplier) ?? NONE;
  return { sure: new Set([...sure].filter(isCutOff)), maybe: new Set([...maybe].filter(isCutOff)) };
}
