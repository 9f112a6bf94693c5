/** Which permissions something relies on (docs/semantics.md, decision on used authorizations). */
import { row } from '../model/rows.ts';
import type { Action } from './requests.ts';
import type { Asked } from './custody.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';
import { isActive } from './steps.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** A fact by whose permission it is open whether an authorization is relied on. */
export interface OpenUse {
  readonly of: 'transfers' | 'collections' | 'productions' | 'accesses';
  readonly i: number;
}

/** What relies on an authorization. */
export interface Usage {
  readonly open: readonly OpenUse[];
  readonly used: Truth;
  readonly actions: ReadonlyMap<Action, Truth>;
  /** Data that something relies on it for. */
  readonly data: ReadonlyMap<number, Truth>;
}

interface Tally {
  readonly open: OpenUse[];
  used: Truth;
  readonly actions: Map<Action, Truth>;
  readonly data: Map<number, Truth>;
}

/** An authorization that something relies on, for an action. */
interface Link {
  readonly a: number;
  readonly action: Action;
  readonly truth: Truth;
}
const NO_LINKS: readonly Link[] = [];

/** How far each active authorization is relied on; nothing for the others. */
export const usageOf = perFacts((facts): ReadonlyMap<number, Usage> => {
  const { model, at, precedents } = facts;
  const { authorizations } = model;
  const active = [...authorizations.ids.keys()].filter((a) => isActive(authorizations, a, at));
  const tallies = new Map<number, Tally>();
  for (const a of active) tallies.set(a, { open: [], used: FALSE, actions: new Map(), data: new Map() });
  const known: (readonly Link[] | undefined)[] = [];

  /** Cases that are alike rely on the same links. */
  const linksOf = (circumstances: number, datum: number): readonly Link[] => {
    const number = precedents.caseOf(circumstances, datum);
    if (number < 0) return NO_LINKS;
    return (known[number] ??= precedents.asked(number).flatMap((asked) => linksFor(facts, asked)));
  };
  eachRequest(facts, (of, i, circumstances, datum, certain) => {
    for (const { a, action, truth } of linksOf(circumstances, datum)) {
      const tally = tallies.get(a);
      const relied = and(certain, truth);
      count(tally, action, datum, relied);
      // What is made under a permission is used under it as well.
      if (of === 'productions') count(tally, action, facts.productions.datum[i], relied);
      if (relied === UNKNOWN) tally?.open.push({ of, i });
    }
  });
  for (const { a, source } of releases(facts, active)) count(tallies.get(a), 'declassify', source, TRUE);
  return tallies;
});

/** Is told what a fact needs permission for, and whether it makes use of it for certain. */
type Visit = (of: OpenUse['of'], i: number, circumstances: number, datum: number, certain: Truth) => void;

/** A possible transfer, and an access whose kind leaves open what it needs, make use of nothing for certain. */
function eachRequest(
  { transfers, collections, productions, accesses, precedents }: Facts,
  visit: Visit,
): void {
  for (let f = 0; f + 1 < transfers.starts.length; f++) {
    if (transfers.starts[f] === transfers.starts[f + 1]) continue;
    const circumstances = precedents.ofFlow(f);
    for (let i = transfers.starts[f]; i < transfers.starts[f + 1]; i++) {
      visit('transfers', i, circumstances, transfers.datum[i], transfers.certain[i] === 1 ? TRUE : UNKNOWN);
    }
  }
  collections.datum.forEach((datum, i) =>
    visit('collections', i, precedents.ofSystem(collections.system[i], 'collect'), datum, TRUE),
  );
  productions.sources.forEach((sources, i) => {
    const circumstances = precedents.ofSystem(productions.system[i], 'derive');
    for (const source of sources) visit('productions', i, circumstances, source, TRUE);
  });
  accesses.datum.forEach((datum, i) => {
    const actions = accesses.actions(i);
    for (const action of actions) {
      const circumstances = precedents.ofAccess(accesses.access[i], accesses.system[i], action);
      visit('accesses', i, circumstances, datum, actions.length > 1 ? UNKNOWN : TRUE);
    }
  });
}

/**
 * Authorizations that something relies on: what is above a link leads to the owner, and what is below it to the grantee.
 * Only what is given to the grantee, or to somebody from whom a chain leads there, can be such a link.
 */
function linksFor({ model, permissions }: Facts, asked: Asked): Link[] {
  const { owner, grantee, request } = asked;
  const { by, delegable } = model.authorizations;
  const links: Link[] = [];
  const add = (a: number, above: Truth, below: Truth): void => {
    const truth = and(permissions.covers(a, request), and(above, below));
    if (truth !== FALSE) links.push({ a, action: request.action, truth });
  };
  const leads = (a: number): Truth => (by[a] === owner ? TRUE : permissions.passable(owner, by[a], request));
  // Where nothing grants what is asked, what is given to the grantee is relied on all the same, in vain.
  const inVain = not(permissions.authorized(owner, grantee, request));
  for (const a of permissions.to(grantee)) add(a, or(inVain, leads(a)), TRUE);
  for (const party of permissions.grantors(grantee, request)) {
    if (party === grantee) continue;
    const below = permissions.authorized(party, grantee, request);
    for (const a of permissions.to(party)) if (delegable[a] >= 1) add(a, leads(a), below);
  }
  return links;
}

function count(tally: Tally | undefined, action: Action, datum: number, truth: Truth): void {
  if (tally === undefined) return;
  tally.used = or(tally.used, truth);
  tally.actions.set(action, or(tally.actions.get(action) ?? FALSE, truth));
  tally.data.set(datum, or(tally.data.get(datum) ?? FALSE, truth));
}

/** Releases that some datum rests on: it is de-identified, and made from what its owner was released. */
function releases({ model, owners, permissions }: Facts, active: readonly number[]) {
  const { authorizations, data } = model;
  const relied: { a: number; source: number }[] = [];
  const releasing = active.filter((a) => authorizations.entry.at(a).actions.includes('declassify'));
  if (releasing.length === 0) return relied;
  data.entry.all().forEach(({ deidentified }, datum) => {
    if (deidentified === undefined) return;
    for (const source of row(data.derivedFrom, datum)) {
      for (const a of releasing) {
        const [by, to] = [authorizations.by[a], authorizations.to[a]];
        if (to !== data.owner[datum] || by === to || !row(owners, source).includes(by)) continue;
        if (permissions.names(a, source)) relied.push({ a, source });
      }
    }
  });
  return relied;
}

/** What an authorization may have to name, beside covering it. */
export type Named = 'purposes' | 'channels';

/** Is everything that is asked granted by permissions that name the purpose, or the channel, themselves? */
export function isNamed({ model, permissions }: Facts, asked: readonly Asked[], what: Named): Truth {
  const { authorizations } = model;
  let answer: Truth = TRUE;
  for (const { owner, grantee, request } of asked) {
    let named: Truth = FALSE;
    for (const a of permissions.to(grantee)) {
      if (authorizations.entry.at(a)[what] === undefined) continue;
      const above =
        authorizations.by[a] === owner ? TRUE : permissions.passable(owner, authorizations.by[a], request);
      named = or(named, and(permissions.covers(a, request), above));
    }
    answer = and(answer, named);
  }
  return answer;
}
