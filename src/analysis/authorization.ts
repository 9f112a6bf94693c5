/** Authorization (docs/semantics.md): who may do what with whose data, link by link, in three values. */
import { CHANNELS } from '../model/channels.ts';
import type { Model } from '../model/model.ts';
import { groupBy, row, type Rows } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import { and, FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';
import { isActive } from './steps.ts';
import { requestMemo, requestNumbers } from './request-kinds.ts';
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
  /** Has an owner released what is derived from a datum to a party? */
  declassified(owner: number, to: number, datum: number): boolean;
  /** Does an authorization cover a request, whoever gives and gets it, and whenever it holds? */
  covers(authorization: number, request: Request): Truth;
  /** Does an authorization name a datum, or what contains it, or each of its categories? */
  names(authorization: number, datum: number): boolean;
  /** authorized(o, g, request, 1): may the grantee pass on what is asked? */
  passable(owner: number, grantee: number, request: Request): Truth;
  /** Equal numbers for requests that no authorization can tell apart. */
  kindOf(request: Request): number;
}

/** Permissions at a day. */
export function permissionsOf(model: Model, at: number): Permissions {
  const { authorizations, data, parties, purposes } = model;
  const entries = authorizations.entry.all();
  const active: number[] = [];
  for (let a = 0; a < entries.length; a++) if (isActive(authorizations, a, at)) active.push(a);
  const toGrantee = groupBy(
    parties.ids.length,
    active.map((a) => authorizations.to[a]),
    active,
  );
  let everyLink: Rows | undefined;
  const toGranteeEver = (): Rows =>
    (everyLink ??= groupBy(parties.ids.length, authorizations.to, Int32Array.from(entries.keys())));
  const categoryNames = categoriesOf(model);
  const namedData = entries.map((_, a) => new Set(row(authorizations.data, a)));
  const namesDatum = memo((a, datum) => {
    for (const container of row(data.containers, datum)) if (namedData[a].has(container)) return true;
    const { categories } = entries[a];
    return categories !== undefined && categoryNames(datum).every((name) => isAnyOf(name, categories));
  }, data.ids.length);

  const purposeFactor = (a: number, purpose: number): Truth => {
    const wanted = entries[a].purposes;
    if (wanted === undefined) return TRUE;
    if (purpose < 0) return UNKNOWN;
    return isAnyOf(purposes[purpose], wanted) ? TRUE : FALSE;
  };
  const zoneFactor = (a: number, zone: number): Truth => {
    if (entries[a].zones === undefined) return TRUE;
    return row(authorizations.zones, a).includes(zone) ? TRUE : FALSE;
  };
  const channelFactor = (a: number, channel: number | undefined): Truth => {
    const wanted = entries[a].channels;
    if (wanted === undefined || channel === undefined) return TRUE;
    if (channel < 0) return UNKNOWN;
    return wanted.includes(CHANNELS[channel]) ? TRUE : FALSE;
  };
  /** All factors but grantee, period and delegation, which the search itself sees to; perhaps without one of them. */
  const coversBut = (a: number, request: Request, without?: Factor): Truth => {
    const { datum, action, purpose, zone, channel } = request;
    if (without !== 'action' && !entries[a].actions.includes(action)) return FALSE;
    if (without !== 'data' && !namesDatum(a, datum)) return FALSE;
    const inZone = without === 'zone' ? TRUE : zoneFactor(a, zone);
    const byChannel = without === 'channel' ? TRUE : channelFactor(a, channel);
    return and(and(inZone, byChannel), without === 'purpose' ? TRUE : purposeFactor(a, purpose));
  };
  const covers = (a: number, request: Request): Truth => coversBut(a, request);

  /**
   * Parties from whom a chain of authorizations leads to the grantee, every link at least as true as `least`. A shorter
   * way to a party is never worse, since what may be passed on k + 1 times may be passed on k times.
   */
  const chained = (
    grantee: number,
    request: Request,
    least: Truth,
    depth: number,
    without?: Factor,
  ): Set<number> => {
    const links = without === 'period' ? toGranteeEver() : toGrantee;
    const reached = new Set<number>();
    let level = [grantee];
    for (let passed = depth; level.length > 0; passed++) {
      const next: number[] = [];
      for (const party of level) {
        for (const a of row(links, party)) {
          const by = authorizations.by[a];
          if (reached.has(by) || authorizations.delegable[a] < passed) continue;
          if (coversBut(a, request, without) < least) continue;
          reached.add(by);
          next.push(by);
        }
      }
      level = next;
    }
    return reached;
  };
  const numberOf = requestNumbers(model, namedData);
  /** Grantors of a request to a party: those of whom it is true, and those of whom it is true or unknown. */
  const grantors = [0, 1].map((depth) => {
    const memo = requestMemo<{ sure: Set<number>; open: Set<number> }>(numberOf);
    return (grantee: number, request: Request) =>
      memo(grantee, request, () => ({
        sure: chained(grantee, request, TRUE, depth),
        open: chained(grantee, request, UNKNOWN, depth),
      }));
  });
  const authorizedFrom = (owner: number, grantee: number, request: Request, depth: 0 | 1): Truth => {
    if (toGrantee.starts[grantee] === toGrantee.starts[grantee + 1]) return FALSE;
    const { sure, open } = grantors[depth](grantee, request);
    return sure.has(owner) ? TRUE : open.has(owner) ? UNKNOWN : FALSE;
  };
  const authorized = (owner: number, grantee: number, request: Request): Truth =>
    authorizedFrom(owner, grantee, request, 0);

  const factorTruths = (a: number, owner: number, grantee: number, request: Request) => {
    const by = authorizations.by[a];
    const certainly = (holds: boolean): Truth => (holds ? TRUE : FALSE);
    return {
      delegation: by === owner ? TRUE : authorizedFrom(owner, by, request, 1),
      grantee: certainly(authorizations.to[a] === grantee),
      data: certainly(namesDatum(a, request.datum)),
      action: certainly(entries[a].actions.includes(request.action)),
      purpose: purposeFactor(a, request.purpose),
      zone: zoneFactor(a, request.zone),
      channel: channelFactor(a, request.channel),
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
    if (failures < limit) failures += Number(!entries[a].actions.includes(action));
    if (failures < limit) failures += Number(!isActive(authorizations, a, at));
    if (failures < limit) failures += Number(purposeFactor(a, purpose) !== TRUE);
    if (failures < limit) failures += Number(zoneFactor(a, zone) !== TRUE);
    if (failures < limit) failures += Number(channelFactor(a, channel) !== TRUE);
    if (failures < limit) failures += Number(!namesDatum(a, datum));
    return failures;
  };
  const nearAnswers = requestMemo<Map<number, readonly NearMiss[]>>(numberOf);
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
    const isGranted = by === owner || chained(by, request, TRUE, 1, factor).has(owner);
    return isGranted ? factor : undefined;
  };
  const closestAnswers = requestMemo<Map<number, Closest>>(numberOf);
  const closest = (owner: number, grantee: number, request: Request): Closest => {
    const byOwner = closestAnswers(grantee, request, () => new Map());
    let best = byOwner.get(owner);
    if (best !== undefined) return best;
    best = { owner, keeper: grantee, authorization: -1, failed: ['none'] };
    for (let a = 0; a < entries.length; a++) {
      // Most fail on so much that there is no need to search for the chain above them.
      const limit = best.authorization < 0 ? Infinity : best.failed.length;
      if (plainFailures(a, grantee, request, limit) >= limit) continue;
      const failed = failedFactors(a, owner, grantee, request);
      if (best.authorization < 0 || failed.length < best.failed.length) {
        best = { owner, keeper: grantee, authorization: a, failed };
      }
    }
    byOwner.set(owner, best);
    return best;
  };

  const links = (grantee: number, request: Request, depth: number): readonly number[] =>
    [...row(toGrantee, grantee)].filter(
      (a) => authorizations.delegable[a] >= depth && covers(a, request) === TRUE,
    );

  const declassified = (owner: number, to: number, datum: number): boolean =>
    owner === to ||
    row(toGrantee, to).some(
      (a) =>
        authorizations.by[a] === owner && entries[a].actions.includes('declassify') && namesDatum(a, datum),
    );
  return {
    authorized,
    closest,
    nearMisses,
    links,
    declassified,
    covers,
    names: namesDatum,
    passable: (owner, grantee, request) => authorizedFrom(owner, grantee, request, 1),
    kindOf: numberOf,
  };
}

function categoriesOf({ data, categories }: Model): (datum: number) => readonly string[] {
  return (datum) => Array.from(row(data.categories, datum), (category) => categories[category]);
}

/** Remembers a yes-or-no answer for (first, second), one byte each, for the firsts that are asked about. */
function memo(
  ask: (first: number, second: number) => boolean,
  seconds: number,
): (first: number, second: number) => boolean {
  const known: (Uint8Array | undefined)[] = [];
  return (first, second) => {
    const answers = (known[first] ??= new Uint8Array(seconds));
    if (answers[second] === 0) answers[second] = ask(first, second) ? 2 : 1;
    return answers[second] === 2;
  };
}
