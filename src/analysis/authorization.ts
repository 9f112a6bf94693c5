/** Authorization (docs/semantics.md): who may do what with whose data, link by link, in three values. */
import type { Model } from '../model/model.ts';
import { groupBy, row, type Rows } from '../model/rows.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';
import { isActive } from './steps.ts';
import { lazily } from './lazily.ts';
import { requestKindsOf, requestMemo, type RequestKinds } from './request-kinds.ts';
import { scopesOf, type Scopes } from './scopes.ts';
import type { Request } from './requests.ts';

/** What an authorization can fail on, in the order in which it is told. */
export const FACTORS = [
  'delegation',
  'grantee',
  'data',
  'action',
  'purpose',
  'zone',
  'channel',
  'period',
] as const;
/** What a refusal can rest on: what an authorization fails on, that nobody is known to ask, or that there is none. */
export const FAILURES = [...FACTORS, 'custody', 'none'] as const;
export type Factor = (typeof FAILURES)[number];

/** The authorization that comes closest to allowing something, and what it fails on. */
export interface Closest {
  readonly owner: number;
  readonly keeper: number;
  /** Number of the authorization, or -1 where there is none at all. */
  readonly authorization: number;
  readonly failed: readonly Factor[];
}

/**
 * An authorization to a grantee that would do, but for one factor: of that factor, no link of the chain through it is
 * asked; or, for delegation, it lacks nothing itself.
 */
export interface NearMiss {
  readonly authorization: number;
  readonly factor: (typeof FACTORS)[number];
  /** Is it open whether it fails on that? */
  readonly isOpen: boolean;
}

/** Questions about permission, answered at one day. */
export interface Permissions {
  /** authorized(o, g, request, 0). */
  authorized(owner: number, grantee: number, request: Request): Truth;
  /** The closest authorization where `authorized` is not true. */
  closest(owner: number, grantee: number, request: Request): Closest;
  /** Authorizations to the grantee that lack one factor only, by their numbers. */
  nearMisses(owner: number, grantee: number, request: Request): readonly NearMiss[];
  /** Active authorizations that grant a request to a party for certain and may be passed on `depth` times, by number. */
  links(grantee: number, request: Request, depth: number): readonly number[];
  /** Active authorizations to a party, ascending. */
  to(grantee: number): Int32Array;
  /** Parties o for which authorized(o, g, request, 0) is not false, nearest first. */
  grantors(grantee: number, request: Request): readonly number[];
  /** Has an owner released what is derived from a datum to a party? */
  declassified(owner: number, to: number, datum: number): boolean;
  /** Does an authorization cover a request, whoever gives and gets it, and whenever it holds? */
  covers(authorization: number, request: Request): Truth;
  /** Does an authorization name a datum, or what contains it, or each of its categories? */
  names(authorization: number, datum: number): boolean;
  /** authorized(o, g, request, 1): may the grantee pass on what is asked? */
  passable(owner: number, grantee: number, request: Request): Truth;
  /** What authorizations can tell apart. */
  readonly kinds: RequestKinds;
}

/** Permissions at a day. */
export function permissionsOf(model: Model, at: number): Permissions {
  const { authorizations, parties } = model;
  const entries = authorizations.entry.all();
  const active: number[] = [];
  for (let a = 0; a < entries.length; a++) if (isActive(authorizations, a, at)) active.push(a);
  const toGrantee = groupBy(
    parties.ids.length,
    active.map((a) => authorizations.to[a]),
    active,
  );
  const toGranteeEver = lazily(() =>
    groupBy(parties.ids.length, authorizations.to, Int32Array.from(entries.keys())),
  );
  const scopes = scopesOf(model);
  const { granted, grantors } = searchOf(model, scopes);
  const kinds = requestKindsOf(model);

  const authorizedFrom = (owner: number, grantee: number, request: Request, depth: 0 | 1): Truth =>
    granted(owner, grantee, request, toGrantee, depth);
  const authorized = (owner: number, grantee: number, request: Request): Truth =>
    authorizedFrom(owner, grantee, request, 0);

  const factorTruths = (a: number, owner: number, grantee: number, request: Request) => {
    const by = authorizations.by[a];
    const certainly = (holds: boolean): Truth => (holds ? TRUE : FALSE);
    return {
      delegation: by === owner ? TRUE : authorizedFrom(owner, by, request, 1),
      grantee: certainly(authorizations.to[a] === grantee),
      data: certainly(scopes.names(a, request.datum)),
      action: certainly(scopes.permits(a, request.action)),
      purpose: scopes.purpose(a, request.purpose),
      zone: scopes.zone(a, request.zone),
      channel: scopes.channel(a, request.channel),
      period: certainly(isActive(authorizations, a, at)),
    } satisfies Record<(typeof FACTORS)[number], Truth>;
  };
  const failedFactors = (a: number, owner: number, grantee: number, request: Request): Factor[] => {
    const truths = factorTruths(a, owner, grantee, request);
    return FACTORS.filter((factor) => truths[factor] !== TRUE);
  };
  /** How many of the factors that are looked up, and not searched for, an authorization fails on: at least so many. */
  const plainFailures = (a: number, grantee: number, request: Request, limit: number): number => {
    const { datum, action, purpose, zone, channel } = request;
    let failures = Number(authorizations.to[a] !== grantee);
    if (failures < limit) failures += Number(!scopes.permits(a, action));
    if (failures < limit) failures += Number(!isActive(authorizations, a, at));
    if (failures < limit) failures += Number(scopes.purpose(a, purpose) !== TRUE);
    if (failures < limit) failures += Number(scopes.zone(a, zone) !== TRUE);
    if (failures < limit) failures += Number(scopes.channel(a, channel) !== TRUE);
    if (failures < limit) failures += Number(!scopes.names(a, datum));
    return failures;
  };
  const nearAnswers = requestMemo<Map<number, readonly NearMiss[]>>(kinds);
  const nearMisses = (owner: number, grantee: number, request: Request): readonly NearMiss[] => {
    const byOwner = nearAnswers(grantee, request, () => new Map());
    let found = byOwner.get(owner);
    if (found === undefined) {
      const isOpen = authorized(owner, grantee, request) === UNKNOWN;
      found = row(toGranteeEver(), grantee).reduce<NearMiss[]>((misses, authorization) => {
        const factor = missedFactor(authorization, owner, grantee, request);
        if (factor !== undefined) misses.push({ authorization, factor, isOpen });
        return misses;
      }, []);
      byOwner.set(owner, found);
    }
    return found;
  };
  /** The one factor that an authorization itself lacks, where a chain through it would grant all without that factor. */
  const missedFactor = (a: number, owner: number, grantee: number, request: Request) => {
    const truths = factorTruths(a, owner, grantee, request);
    const [factor, ...others] = FACTORS.filter((each) => each !== 'delegation' && truths[each] !== TRUE);
    if (others.length > 0) return undefined;
    if (factor === undefined) return truths.delegation === TRUE ? undefined : 'delegation';
    const by = authorizations.by[a];
    const links = factor === 'period' ? toGranteeEver() : toGrantee;
    const isGranted = by === owner || granted(owner, by, request, links, 1, factor) === TRUE;
    return isGranted ? factor : undefined;
  };
  /** How many factors those fail on that are given to the grantee: the closest, which stands anywhere, fails on no more. */
  const fewestFailures = (owner: number, grantee: number, request: Request): number => {
    let fewest = Infinity;
    for (const a of row(toGranteeEver(), grantee)) {
      if (plainFailures(a, grantee, request, fewest) >= fewest) continue;
      fewest = Math.min(fewest, failedFactors(a, owner, grantee, request).length);
    }
    return fewest;
  };
  // None fails on less than one factor, for what is asked is not granted.
  const isNext = ({ authorization, failed }: Closest): boolean => authorization >= 0 && failed.length <= 1;
  const closestAnswers = requestMemo<Map<number, Closest>>(kinds);
  const closest = (owner: number, grantee: number, request: Request): Closest => {
    const byOwner = closestAnswers(grantee, request, () => new Map());
    let best = byOwner.get(owner);
    if (best !== undefined) return best;
    best = { owner, keeper: grantee, authorization: -1, failed: ['none'] };
    let limit = fewestFailures(owner, grantee, request) + 1;
    for (let a = 0; a < entries.length && !isNext(best); a++) {
      // Most fail on so much that there is no need to search for the chain above them.
      if (plainFailures(a, grantee, request, limit) >= limit) continue;
      const failed = failedFactors(a, owner, grantee, request);
      if (failed.length >= limit) continue;
      best = { owner, keeper: grantee, authorization: a, failed };
      limit = failed.length;
    }
    byOwner.set(owner, best);
    return best;
  };

  const links = (grantee: number, request: Request, depth: number): readonly number[] =>
    [...row(toGrantee, grantee)].filter(
      (a) => authorizations.delegable[a] >= depth && scopes.covers(a, request) === TRUE,
    );

  const declassified = (owner: number, to: number, datum: number): boolean =>
    owner === to ||
    row(toGrantee, to).some(
      (a) => authorizations.by[a] === owner && scopes.permits(a, 'declassify') && scopes.names(a, datum),
    );
  return {
    authorized,
    closest,
    nearMisses,
    links,
    to: (grantee) => row(toGrantee, grantee),
    grantors: (grantee, request) => grantors(grantee, request, toGrantee),
    declassified,
    covers: (a, request) => scopes.covers(a, request),
    names: scopes.names,
    passable: (owner, grantee, request) => authorizedFrom(owner, grantee, request, 1),
    kinds,
  };
}

/**
 * Does a chain of authorizations lead from an owner to a grantee, the last link of which may be passed on `depth` times? It is
 * as true as its weakest link, and of several chains the truest counts. A factor can be left out of what links are asked.
 */
type Granted = (
  owner: number,
  grantee: number,
  request: Request,
  links: Rows,
  depth: number,
  without?: Factor,
) => Truth;

/** Looks for chains. */
interface ChainSearch {
  readonly granted: Granted;
  /** Parties from whom a chain leads to a grantee, every link of it at least unknown; nearest first. */
  grantors(grantee: number, request: Request, links: Rows): readonly number[];
}

/** An owner that nobody is: the search then goes as far as it can. */
const NO_OWNER = -1;

/**
 * Chains are walked from the grantee up, level by level. A shorter way to a party is never worse, since what may be passed
 * on k + 1 times may be passed on k times.
 */
function searchOf({ authorizations, parties }: Model, scopes: Scopes): ChainSearch {
  const { by, delegable } = authorizations;
  const seenIn = new Int32Array(parties.ids.length); // by party: the search that came to it last
  const found = new Int32Array(parties.ids.length + 1); // the grantee, then those from whom a chain leads there
  let end = 0;
  let searches = 0;
  let hasDoubts = false; // has the search met a link of which it is unknown?

  const reaches: (least: Truth, ...of: Parameters<Granted>) => boolean = (
    least,
    owner,
    grantee,
    request,
    links,
    depth,
    without,
  ) => {
    searches++;
    found[0] = grantee;
    end = 1;
    let [next, levelEnd, passed] = [0, 1, depth];
    while (next < end) {
      const party = found[next++];
      for (let i = links.starts[party]; i < links.starts[party + 1]; i++) {
        const a = links.items[i];
        if (seenIn[by[a]] === searches || delegable[a] < passed) continue;
        const covers = scopes.covers(a, request, without);
        if (covers === UNKNOWN) hasDoubts = true;
        if (covers < least) continue;
        if (by[a] === owner) return true;
        seenIn[by[a]] = searches;
        found[end++] = by[a];
      }
      if (next < levelEnd) continue;
      levelEnd = end;
      passed++;
    }
    return false;
  };
  return {
    granted(...of) {
      hasDoubts = false;
      if (reaches(TRUE, ...of)) return TRUE;
      return hasDoubts && reaches(UNKNOWN, ...of) ? UNKNOWN : FALSE;
    },
    grantors(grantee, request, links) {
      reaches(UNKNOWN, NO_OWNER, grantee, request, links, 0);
      return [...found.subarray(1, end)];
    },
  };
}
