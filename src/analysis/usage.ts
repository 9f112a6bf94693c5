/** Which permissions something relies on (docs/semantics.md, decision on used authorizations). */
import { groupBy, row } from '../model/rows.ts';
import { permissionGroups } from './alike.ts';
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

/** How far each active authorization is relied on; nothing for the others. */
export const usageOf = perFacts((facts): ReadonlyMap<number, Usage> => {
  const { model, at } = facts;
  const { authorizations } = model;
  const active = [...authorizations.ids.keys()].filter((a) => isActive(authorizations, a, at));
  const tallies = new Map<number, Tally>();
  for (const a of active) tallies.set(a, { open: [], used: FALSE, actions: new Map(), data: new Map() });
  const linksOf = linksFinder(facts, active);
  const needsOf = ({ request, ...asked }: Asked): Need => ({
    action: request.action,
    datum: request.datum,
    links: linksOf({ request, ...asked }),
  });
  const rely = (of: OpenUse['of'], i: number, { action, links }: Need, datum: number): void => {
    const certain = certainty(facts, of, i);
    for (const { a, truth } of links) {
      const tally = tallies.get(a);
      const relied = and(certain, truth);
      count(tally, action, datum, relied);
      // What is made under a permission is used under it as well.
      if (of === 'productions') count(tally, action, facts.productions.datum[i], relied);
      if (relied === UNKNOWN) tally?.open.push({ of, i });
    }
  };
  const { transfers } = facts;
  const groups = permissionGroups(facts);
  const known: (readonly Need[] | undefined)[] = [];
  for (let i = 0; i < groups.length; i++) {
    const needs = (known[groups[i]] ??= transfers.asked(i).map(needsOf));
    for (const need of needs) rely('transfers', i, need, transfers.datum[i]);
  }
  for (const of of ['collections', 'productions', 'accesses'] as const) {
    for (let i = 0; i < facts[of].authorized.length; i++) {
      for (const need of facts[of].asked(i).map(needsOf)) rely(of, i, need, need.datum);
    }
  }
  for (const { a, source } of releases(facts, active)) count(tallies.get(a), 'declassify', source, TRUE);
  return tallies;
});

/** A permission that is needed, and what it rests on. */
interface Need {
  readonly action: Action;
  readonly datum: number;
  readonly links: readonly Link[];
}

/** An authorization that something relies on, and how surely. */
interface Link {
  readonly a: number;
  readonly truth: Truth;
}

/** Finds what a permission relies on, once for requests that no authorization can tell apart. */
function linksFinder(facts: Facts, active: readonly number[]): (asked: Asked) => readonly Link[] {
  const { permissions, model } = facts;
  const { parties } = model;
  const relianceOn = relianceOf(facts);
  const leading = leadingTo(facts, active);
  const known = new Map<number, Map<number, readonly Link[]>>();
  return (asked) => {
    const kind = permissions.kinds.of(asked.request);
    const pair = asked.owner * parties.ids.length + asked.grantee;
    const ofKind = known.get(kind) ?? new Map<number, readonly Link[]>();
    known.set(kind, ofKind);
    let links = ofKind.get(pair);
    if (links === undefined) {
      links = leading(asked).flatMap((a) => {
        const truth = relianceOn(a, asked);
        return truth === FALSE ? [] : [{ a, truth }];
      });
      ofKind.set(pair, links);
    }
    return links;
  };
}

/** Authorizations that may stand on a chain down to a grantee for what is asked: to it, and to those who gave it one. */
function leadingTo(
  { model: { authorizations, parties }, permissions }: Facts,
  active: readonly number[],
): (asked: Asked) => readonly number[] {
  const given = groupBy(
    parties.ids.length,
    active.map((a) => authorizations.to[a]),
    active,
  );
  return ({ grantee, request }) => {
    const found: number[] = [];
    const reached = new Set([grantee]);
    for (const party of reached) {
      for (const a of row(given, party)) {
        if (permissions.covers(a, request) === FALSE) continue;
        found.push(a);
        reached.add(authorizations.by[a]);
      }
    }
    return found.sort((a, b) => a - b);
  };
}

/** A link counts where what is above it leads to the owner, and what is below it to the grantee. */
function relianceOf({ model: { authorizations }, permissions }: Facts) {
  return (a: number, { owner, grantee, request }: Asked): Truth => {
    const [by, to] = [authorizations.by[a], authorizations.to[a]];
    // Where nothing grants what is asked, what is given to the grantee is relied on all the same, in vain.
    const inVain = to === grantee ? not(permissions.authorized(owner, grantee, request)) : FALSE;
    const above = by === owner ? TRUE : or(inVain, permissions.passable(owner, by, request));
    const below =
      to === grantee
        ? TRUE
        : authorizations.delegable[a] >= 1
          ? permissions.authorized(to, grantee, request)
          : FALSE;
    return and(permissions.covers(a, request), and(above, below));
  };
}

function count(tally: Tally | undefined, action: Action, datum: number, truth: Truth): void {
  if (tally === undefined) return;
  tally.used = or(tally.used, truth);
  raise(tally.actions, action, truth);
  raise(tally.data, datum, truth);
}

function raise<K>(truths: Map<K, Truth>, key: K, truth: Truth): void {
  const known = truths.get(key);
  if (known === undefined || known < truth) truths.set(key, truth);
}

/** A possible transfer, and an access whose kind leaves open what it needs, make use of nothing for certain. */
function certainty({ transfers, accesses, model }: Facts, of: OpenUse['of'], i: number): Truth {
  if (of === 'transfers') return transfers.certain[i] === 1 ? TRUE : UNKNOWN;
  if (of === 'accesses') return model.access.entry.at(accesses.access[i]).kind === undefined ? UNKNOWN : TRUE;
  return TRUE;
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
