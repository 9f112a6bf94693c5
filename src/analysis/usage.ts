/** Which permissions something relies on (docs/semantics.md, decision on used authorizations). */
import { groupBy, row } from '../model/rows.ts';
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
  readonly tally: Tally;
  readonly action: Action;
  readonly truth: Truth;
}

/** How far each active authorization is relied on; nothing for the others. */
export const usageOf = perFacts((facts): ReadonlyMap<number, Usage> => {
  const { model, at, precedents } = facts;
  const { authorizations } = model;
  const active = [...authorizations.ids.keys()].filter((a) => isActive(authorizations, a, at));
  const tallies = new Map<number, Tally>();
  for (const a of active) tallies.set(a, { open: [], used: FALSE, actions: new Map(), data: new Map() });
  const known: (readonly Link[] | undefined)[] = []; // cases are alike in what they rely on

  const linksOf = (number: number): readonly Link[] =>
    (known[number] ??= precedents.asked(number).flatMap((asked) => linksFor(facts, asked, tallies)));
  eachRequest(facts, (of, i, number, datum, certain) => {
    for (const { tally, action, truth } of linksOf(number)) {
      const relied = and(certain, truth);
      count(tally, action, datum, relied);
      // What is made under a permission is used under it as well.
      if (of === 'productions') count(tally, action, facts.productions.datum[i], relied);
      if (relied === UNKNOWN) tally.open.push({ of, i });
    }
  });
  for (const { a, source } of releases(facts, active)) count(tallies.get(a), 'declassify', source, TRUE);
  return tallies;
});

/** Is told the case of a fact, with its datum, and whether the fact makes use of permissions for certain. */
type Visit = (of: OpenUse['of'], i: number, number: number, datum: number, certain: Truth) => void;

/** A possible transfer, and an access whose kind leaves open what it needs, make use of nothing for certain. */
function eachRequest(
  { transfers, collections, productions, accesses, precedents }: Facts,
  visit: Visit,
): void {
  const { ofSystem, ofAccess, caseOf } = precedents;
  for (let i = 0; i < transfers.datum.length; i++) {
    visit(
      'transfers',
      i,
      transfers.group[i],
      transfers.datum[i],
      transfers.certain[i] === 1 ? TRUE : UNKNOWN,
    );
  }
  for (let i = 0; i < collections.datum.length; i++) {
    const datum = collections.datum[i];
    visit('collections', i, caseOf(ofSystem(collections.system[i], 'collect'), datum), datum, TRUE);
  }
  productions.sources.forEach((sources, i) => {
    const circumstances = ofSystem(productions.system[i], 'derive');
    for (const source of sources) visit('productions', i, caseOf(circumstances, source), source, TRUE);
  });
  for (let i = 0; i < accesses.datum.length; i++) {
    const [access, system, datum] = [accesses.access[i], accesses.system[i], accesses.datum[i]];
    const actions = accesses.actions(i);
    for (const action of actions) {
      const number = caseOf(ofAccess(access, system, action), datum);
      visit('accesses', i, number, datum, actions.length > 1 ? UNKNOWN : TRUE);
    }
  }
}

/**
 * Authorizations that something relies on: what is above a link leads to the owner, and what is below it to the grantee.
 * Only what is given to the grantee, or to somebody from whom a chain leads there, can be such a link.
 */
function linksFor({ model, permissions }: Facts, asked: Asked, tallies: ReadonlyMap<number, Tally>): Link[] {
  const { owner, grantee, request } = asked;
  const { by, delegable } = model.authorizations;
  const links: Link[] = [];
  const add = (a: number, above: Truth, below: Truth): void => {
    const truth = and(permissions.covers(a, request), and(above, below));
    const tally = tallies.get(a);
    if (truth !== FALSE && tally !== undefined) links.push({ tally, action: request.action, truth });
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
  if (tally.actions.get(action) !== TRUE) raise(tally.actions, action, truth);
  raise(tally.data, datum, truth);
}

function raise<K>(truths: Map<K, Truth>, key: K, truth: Truth): void {
  const known = truths.get(key);
  if (known === undefined || known < truth) truths.set(key, truth);
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
export function isNamed(facts: Facts, asked: readonly Asked[], what: Named): Truth {
  const named = (what === 'purposes' ? namingPurposes : namingChannels)(facts);
  let answer: Truth = TRUE;
  for (const each of asked) answer = and(answer, named(each));
  return answer;
}

const namingPurposes = perFacts((facts) => namingFinder(facts, 'purposes'));
const namingChannels = perFacts((facts) => namingFinder(facts, 'channels'));

/** Is what is asked granted by a permission that names something itself? Asked once for each kind of request. */
function namingFinder({ model, at, permissions }: Facts, what: Named): (asked: Asked) => Truth {
  const { authorizations, parties } = model;
  const naming = [...authorizations.ids.keys()].filter(
    (a) => authorizations.entry.at(a)[what] !== undefined && isActive(authorizations, a, at),
  );
  const given = groupBy(
    parties.ids.length,
    naming.map((a) => authorizations.to[a]),
    naming,
  );
  const known = new Map<number, Map<number, Truth>>();
  return ({ owner, grantee, request }) => {
    const kind = permissions.kinds.of(request);
    const pair = owner * parties.ids.length + grantee;
    const ofKind = known.get(kind) ?? new Map<number, Truth>();
    known.set(kind, ofKind);
    let named = ofKind.get(pair);
    if (named === undefined) {
      named = FALSE;
      for (const a of row(given, grantee)) {
        const by = authorizations.by[a];
        const above = by === owner ? TRUE : permissions.passable(owner, by, request);
        named = or(named, and(permissions.covers(a, request), above));
      }
      ofKind.set(pair, named);
    }
    return named;
  };
}
