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

/** How far each active authorization is relied on; nothing for the others. */
export const usageOf = perFacts((facts): ReadonlyMap<number, Usage> => {
  const { model, at, permissions } = facts;
  const { authorizations } = model;
  const active = [...authorizations.ids.keys()].filter((a) => isActive(authorizations, a, at));
  const tallies = new Map<number, Tally>();
  for (const a of active) tallies.set(a, { open: [], used: FALSE, actions: new Map(), data: new Map() });
  const kinds = new Map<string, readonly { a: number; truth: Truth }[]>();

  /** A link counts where what is above it leads to the owner, and what is below it to the grantee. */
  const reliance = (a: number, { owner, grantee, request }: Asked): Truth => {
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
  const linksOf = (asked: Asked): readonly { a: number; truth: Truth }[] => {
    const { owner, grantee, request } = asked;
    const key = `${owner},${grantee},${permissions.kinds.of(request)}`;
    let links = kinds.get(key);
    if (links === undefined) {
      links = active.flatMap((a) => {
        const truth = reliance(a, asked);
        return truth === FALSE ? [] : [{ a, truth }];
      });
      kinds.set(key, links);
    }
    return links;
  };
  for (const of of ['transfers', 'collections', 'productions', 'accesses'] as const) {
    for (let i = 0; i < facts[of].authorized.length; i++) {
      const certain = certainty(facts, of, i);
      for (const asked of facts[of].asked(i)) {
        for (const { a, truth } of linksOf(asked)) {
          const tally = tallies.get(a);
          const relied = and(certain, truth);
          count(tally, asked.request.action, asked.request.datum, relied);
          // What is made under a permission is used under it as well.
          if (of === 'productions') count(tally, asked.request.action, facts.productions.datum[i], relied);
          if (relied === UNKNOWN) tally?.open.push({ of, i });
        }
      }
    }
  }
  for (const { a, source } of releases(facts, active)) count(tallies.get(a), 'declassify', source, TRUE);
  return tallies;
});

function count(tally: Tally | undefined, action: Action, datum: number, truth: Truth): void {
  if (tally === undefined) return;
  tally.used = or(tally.used, truth);
  tally.actions.set(action, or(tally.actions.get(action) ?? FALSE, truth));
  tally.data.set(datum, or(tally.data.get(datum) ?? FALSE, truth));
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
export function isNamed({ model, at, permissions }: Facts, asked: readonly Asked[], what: Named): Truth {
  const { authorizations } = model;
  let answer: Truth = TRUE;
  for (const { owner, grantee, request } of asked) {
    let named: Truth = FALSE;
    for (let a = 0; a < authorizations.ids.length; a++) {
      if (authorizations.to[a] !== grantee || authorizations.entry.at(a)[what] === undefined) continue;
      if (!isActive(authorizations, a, at)) continue;
      const above =
        authorizations.by[a] === owner ? TRUE : permissions.passable(owner, authorizations.by[a], request);
      named = or(named, and(permissions.covers(a, request), above));
    }
    answer = and(answer, named);
  }
  return answer;
}
