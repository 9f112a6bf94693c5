/** Does what a certificate says of permissions hold, link by link? (docs/semantics.md, "Who permitted it") */
import type { Authorization, Flow } from '../manifest/format.ts';
import type { Permission } from './certificate-format.ts';
import type { Complain } from './copies.ts';
import type { Declared } from './declared.ts';
import { categoriesOf, isA, isActive, type Steps } from './steps.ts';

export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;
export type Truth = 0 | 1 | 2;

/** Their names, by their numbers. */
export const TRUTH_NAMES = ['false', 'unknown', 'true'] as const;

type Action = Authorization['actions'][number];

/** What is asked for. */
export interface Request {
  readonly owner: string;
  readonly party: string;
  readonly action: Exclude<Action, 'declassify'>;
  readonly data: string;
  readonly purpose?: string;
  readonly zone?: string;
  readonly channel?: string;
}

/** Answers what authorizations permit, one at a time. */
export interface Permits {
  /** Those to a party, in order. */
  to(party: string): readonly (readonly [string, Authorization])[];
  /** How far one covers a request, whoever gives and gets it; with the first factor that is not true. */
  covers(authorization: Authorization, request: Request): { readonly truth: Truth; readonly factor?: string };
  /** Those who own a datum, in order. */
  owners(data: string): readonly string[];
}

/** Reads what is declared as permissions. */
export function permitsOf(declared: Declared, steps: Steps): Permits {
  const { at, authorizations, data } = declared;
  const toParty = new Map<string, [string, Authorization][]>();
  for (const id of [...authorizations.keys()].sort()) {
    const authorization = authorizations.get(id);
    if (authorization === undefined) continue;
    const others = toParty.get(authorization.to);
    if (others === undefined) toParty.set(authorization.to, [[id, authorization]]);
    else others.push([id, authorization]);
  }
  const names = ({ data: named = [], categories = [] }: Authorization, datum: string): boolean => {
    const entry = data.get(datum);
    if (entry === undefined) return false;
    if (named.some((each) => steps.contents(each).has(datum))) return true;
    return categoriesOf(entry).every((category) => categories.some((each) => isA(category, each)));
  };
  const factors = (a: Authorization, asked: Request): readonly (readonly [string, Truth])[] => [
    ['data', truth(names(a, asked.data))],
    ['action', truth(a.actions.includes(asked.action))],
    ['purpose', listed(a.purposes, asked.purpose, isA)],
    ['zone', truth(a.zones === undefined || (asked.zone !== undefined && a.zones.includes(asked.zone)))],
    ['channel', asked.channel === undefined ? TRUE : listed(a.channels, statedIn(asked.channel), Object.is)],
    ['period', truth(isActive(a, at))],
  ];
  const to = (party: string): readonly (readonly [string, Authorization])[] => toParty.get(party) ?? [];
  const hasReleased = (owner: string, datum: string, source: string): boolean => {
    const { owner: own = '', deidentified } = data.get(datum) ?? {};
    if (deidentified === undefined) return false;
    return (
      owner === own ||
      to(own).some(
        ([, a]) => a.by === owner && a.actions.includes('declassify') && isActive(a, at) && names(a, source),
      )
    );
  };
  return {
    to,
    owners: ownersOf(data, hasReleased),
    covers(authorization, request) {
      const all = factors(authorization, request);
      const weakest = all.reduce((least, each) => (each[1] < least[1] ? each : least));
      return weakest[1] === TRUE ? { truth: TRUE } : { truth: weakest[1], factor: weakest[0] };
    },
  };
}

function truth(isTrue: boolean): Truth {
  return isTrue ? TRUE : FALSE;
}

/** Is a name one of those that are permitted? Any is where none are listed. */
function listed(
  permitted: readonly string[] | undefined,
  name: string | undefined,
  is: (name: string, general: string) => boolean,
): Truth {
  if (permitted === undefined) return TRUE;
  if (name === undefined) return UNKNOWN;
  return truth(permitted.some((each) => is(name, each)));
}

/** Owners of each datum: its own, and those of its sources that have not let go of it. */
function ownersOf(
  data: Declared['data'],
  hasReleased: (owner: string, datum: string, source: string) => boolean,
): (datum: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const sourcesOf = (datum: string): readonly string[] => data.get(datum)?.derivedFrom ?? [];
  const own = (datum: string): readonly string[] => {
    const others = sourcesOf(datum).flatMap((source) =>
      (known.get(source) ?? []).filter((owner) => !hasReleased(owner, datum, source)),
    );
    return [...new Set([data.get(datum)?.owner ?? '', ...others])].sort();
  };
  return (datum) => {
    // A datum waits on the stack until its sources are known; derivations can be longer than the stack of calls.
    const open = [datum];
    const asked = new Set<string>();
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const missing = asked.has(next) ? [] : sourcesOf(next).filter((source) => !known.has(source));
      asked.add(next);
      if (missing.length > 0) open.push(...missing);
      else known.set(open.pop() ?? next, own(next));
    }
    return known.get(datum) ?? [];
  };
}

const UNSTATED = 'unstated';

/** The channel that is asked about: also one that a flow does not state, since authorizations may name some. */
export function channelOf(flow: Flow): string {
  return flow.channel ?? UNSTATED;
}

function statedIn(channel: string): string | undefined {
  return channel === UNSTATED ? undefined : channel;
}

/** Checks one permission of a certificate. */
export function checkPermission(
  permission: Permission,
  place: string,
  { authorizations }: Declared,
  permits: Permits,
  complain: Complain,
): void {
  const { answer, chain, reached } = permission;
  const wanted = { true: [true, false], unknown: [true, true], false: [false, true] }[answer];
  if ((chain !== undefined) !== wanted[0] || (reached !== undefined) !== wanted[1]) {
    complain(
      place,
      `the answer ${answer} wants ${wanted[0] ? 'a chain' : 'no chain'}, and ${wanted[1] ? 'those who are reached' : 'nobody who is reached'}`,
    );
    return;
  }
  if (chain !== undefined) checkChain(permission, chain, place, authorizations, permits, complain);
  if (reached !== undefined) checkReached(permission, reached, place, authorizations, permits, complain);
}

/** The links of a chain: from the owner, each to the giver of the next, each passed on no more often than it allows. */
function checkChain(
  request: Permission,
  chain: readonly string[],
  place: string,
  authorizations: Declared['authorizations'],
  permits: Permits,
  complain: Complain,
): void {
  let giver = request.owner;
  let weakest: Truth = TRUE;
  for (const [i, id] of chain.entries()) {
    const at = `${place}.chain[${i}]`;
    const link = authorizations.get(id);
    if (link === undefined) return complain(at, `there is no authorization ${id} that counts`);
    if (link.by !== giver)
      return complain(at, `${id} is by ${link.by}, and the permission has come to ${giver}`);
    const onward = chain.length - 1 - i;
    if ((link.delegable ?? 0) < onward)
      return complain(
        at,
        `${id} may be passed on ${link.delegable ?? 0} times, and is passed on ${onward} times`,
      );
    const { truth: covered, factor } = permits.covers(link, request);
    if (covered < answerOf(request)) return complain(at, `${id} does not cover it: ${factor}`);
    if (covered < weakest) weakest = covered;
    giver = link.to;
  }
  if (giver !== request.party)
    complain(`${place}.chain`, `it ends with ${giver}, and not with ${request.party}`);
  else if (weakest !== answerOf(request))
    complain(place, `the answer is ${TRUTH_NAMES[weakest]} by this chain`);
}

function answerOf({ answer }: Permission): Truth {
  return answer === 'true' ? TRUE : answer === 'unknown' ? UNKNOWN : FALSE;
}

/**
 * Those from whom a permission leads to the party: the party itself, and whoever gives one of them what may be passed on
 * as far. The owner is not among them, so that no chain begins there.
 */
function checkReached(
  request: Permission,
  reached: NonNullable<Permission['reached']>,
  place: string,
  authorizations: Declared['authorizations'],
  permits: Permits,
  complain: Complain,
): void {
  // Where the answer is unknown, no chain is true; where it is false, none is even unknown.
  const least = request.answer === 'unknown' ? TRUE : UNKNOWN;
  const depths = new Map<string, number>();
  for (const [i, { party, depth, by }] of reached.entries()) {
    const at = `${place}.reached[${i}]`;
    const link = by === undefined ? undefined : authorizations.get(by);
    const isStart = i === 0 && by === undefined && party === request.party && depth === 0;
    const isLink =
      link?.by === party &&
      depths.get(link.to) === depth - 1 &&
      (link.delegable ?? 0) >= depth - 1 &&
      permits.covers(link, request).truth >= least;
    if (!isStart && !isLink) complain(at, `nothing leads from ${party} to ${request.party} like this`);
    if (depths.has(party)) complain(at, `${party} is there already`);
    if (party === request.owner) complain(at, `${party} is the owner, so that it is permitted`);
    depths.set(party, depth);
  }
  for (const [party, depth] of depths) {
    for (const [id, link] of permits.to(party)) {
      if ((link.delegable ?? 0) < depth || permits.covers(link, request).truth < least) continue;
      if (link.by === request.owner)
        complain(place, `${id} permits it to ${party}, and that leads to ${request.party}`);
      else if ((depths.get(link.by) ?? Infinity) > depth + 1)
        complain(`${place}.reached`, `${link.by} is left out, who gives ${party} the authorization ${id}`);
    }
  }
}
