/** Authorization (docs/semantics.md): who may do what with whose data, link by link, in three values. */
import { CHANNELS } from '../model/channels.ts';
import type { Model } from '../model/model.ts';
import { groupBy, row, type Rows } from '../model/rows.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import type { Authorization } from '../manifest/format.ts';
import { and, FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';
import { isActive } from './steps.ts';

export type Action = Authorization['actions'][number];

/** A record, so that an action that is added to the format cannot be forgotten here. */
const ACTION_NUMBERS: Readonly<Record<Action, number>> = {
  collect: 0,
  hold: 1,
  view: 2,
  derive: 3,
  maintain: 4,
  declassify: 5,
};
const ACTION_COUNT = Object.keys(ACTION_NUMBERS).length;

/** What is asked for one datum. */
export interface Request {
  readonly datum: number;
  readonly action: Action;
  /** Purpose number, or -1 where it is not stated. */
  readonly purpose: number;
  /** Zone number, or -1 where it refers to nothing. */
  readonly zone: number;
  /** Channel number; -1 where the flow does not state it; undefined where the request is not a flow's. */
  readonly channel: number | undefined;
}

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
export type Factor = (typeof FACTORS)[number] | 'custody' | 'none';

/** The authorization that comes closest to allowing something, and what it fails on. */
export interface Closest {
  readonly owner: number;
  readonly keeper: number;
  /** Number of the authorization, or -1 where there is none at all. */
  readonly authorization: number;
  readonly failed: readonly Factor[];
}

/** An authorization that would do, but for one factor. */
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
  /** Authorizations that lack one factor only, by their numbers. */
  nearMisses(owner: number, grantee: number, request: Request): readonly NearMiss[];
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
  const entries = authorizations.entry;
  const active: number[] = [];
  for (let a = 0; a < entries.length; a++) if (isActive(authorizations, a, at)) active.push(a);
  const toGrantee = groupBy(
    parties.ids.length,
    active.map((a) => authorizations.to[a]),
    active,
  );
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
  /** All factors but grantee, period and delegation, which the search itself sees to. */
  const covers = (a: number, { datum, action, purpose, zone, channel }: Request): Truth => {
    if (!entries[a].actions.includes(action) || !namesDatum(a, datum)) return FALSE;
    return and(and(zoneFactor(a, zone), channelFactor(a, channel)), purposeFactor(a, purpose));
  };

  /**
   * Parties from whom a chain of authorizations leads to the grantee, every link at least as true as `least`. A shorter
   * way to a party is never worse, since what may be passed on k + 1 times may be passed on k times.
   */
  const chained = (grantee: number, request: Request, least: Truth, depth: number): Set<number> => {
    const reached = new Set<number>();
    let level = [grantee];
    for (let passed = depth; level.length > 0; passed++) {
      const next: number[] = [];
      for (const party of level) {
        for (let i = toGrantee.starts[party]; i < toGrantee.starts[party + 1]; i++) {
          const a = toGrantee.items[i];
          const by = authorizations.by[a];
          if (reached.has(by) || authorizations.delegable[a] < passed || covers(a, request) < least) continue;
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
  const nearAnswers = requestMemo<Map<number, readonly NearMiss[]>>(numberOf);
  const nearMisses = (owner: number, grantee: number, request: Request): readonly NearMiss[] => {
    const byOwner = nearAnswers(grantee, request, () => new Map());
    let found = byOwner.get(owner);
    if (found === undefined) {
      found = entries.flatMap((_, a): NearMiss[] => {
        const truths = factorTruths(a, owner, grantee, request);
        const [factor, ...others] = FACTORS.filter((each) => truths[each] !== TRUE);
        if (factor === undefined || others.length > 0) return [];
        return [{ authorization: a, factor, isOpen: truths[factor] === UNKNOWN }];
      });
      byOwner.set(owner, found);
    }
    return found;
  };
  const closestAnswers = requestMemo<Map<number, Closest>>(numberOf);
  const closest = (owner: number, grantee: number, request: Request): Closest => {
    const byOwner = closestAnswers(grantee, request, () => new Map());
    let best = byOwner.get(owner);
    if (best !== undefined) return best;
    best = { owner, keeper: grantee, authorization: -1, failed: ['none'] };
    for (let a = 0; a < entries.length; a++) {
      const failed = failedFactors(a, owner, grantee, request);
      if (best.authorization < 0 || failed.length < best.failed.length) {
        best = { owner, keeper: grantee, authorization: a, failed };
      }
    }
    byOwner.set(owner, best);
    return best;
  };

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
    declassified,
    covers,
    names: namesDatum,
    passable: (owner, grantee, request) => authorizedFrom(owner, grantee, request, 1),
    kindOf: numberOf,
  };
}

/** Remembers answers by (grantee, request). */
type RequestMemo<T> = (grantee: number, request: Request, answer: () => T) => T;

/**
 * What no authorization can tell apart (data of the same categories inside the same named data, zones and purposes that
 * none names) shares its answers: there are as many questions as kinds of requests, not as many as facts.
 */
function requestNumbers(
  model: Model,
  namedData: readonly ReadonlySet<number>[],
): (request: Request) => number {
  const { data, purposes, zones, authorizations } = model;
  const { entry } = authorizations;
  const named = new Set(namedData.flatMap((set) => [...set]));
  const namedPurposes = [...new Set(entry.flatMap((authorization) => authorization.purposes ?? []))];
  const namedZones = new Set(authorizations.zones.items);
  const tellsChannels = entry.some(({ channels }) => channels !== undefined);
  const dataClass = classesOf(data.ids.length, (datum) => {
    const containers = row(data.containers, datum).filter((container) => named.has(container));
    return `${row(data.categories, datum).join()};${containers.join()}`;
  });
  const purposeClass = classesOf(purposes.length, (purpose) =>
    namedPurposes.map((name) => (isAnyOf(purposes[purpose], [name]) ? 1 : 0)).join(''),
  );
  const zoneClass = classesOf(zones.ids.length, (zone) => (namedZones.has(zone) ? String(zone) : ''));
  return ({ datum, action, purpose, zone, channel }) => {
    let asked = dataClass[datum] * ACTION_COUNT + ACTION_NUMBERS[action];
    asked = asked * (purposes.length + 1) + (purpose < 0 ? purposes.length : purposeClass[purpose]);
    asked = asked * (zones.ids.length + 1) + (zone < 0 ? zones.ids.length : zoneClass[zone]);
    return asked * (CHANNELS.length + 2) + (channel === undefined || !tellsChannels ? 0 : channel + 2);
  };
}

function requestMemo<T>(numberOf: (request: Request) => number): RequestMemo<T> {
  const byRequest = new Map<number, Map<number, T>>();
  return (grantee, request, answer) => {
    const asked = numberOf(request);
    let known = byRequest.get(asked);
    if (known === undefined) byRequest.set(asked, (known = new Map()));
    let found = known.get(grantee);
    if (found === undefined) known.set(grantee, (found = answer()));
    return found;
  };
}

/** Numbers the classes of things whose keys are equal. */
function classesOf(count: number, keyOf: (i: number) => string): Int32Array {
  const classes = new Map<string, number>();
  return Int32Array.from({ length: count }, (_, i) => {
    const key = keyOf(i);
    const known = classes.get(key) ?? classes.size;
    classes.set(key, known);
    return known;
  });
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

/** One permission that a fact needs: from an owner, for somebody who is not that owner. */
export interface Asked {
  readonly owner: number;
  readonly grantee: number;
  readonly request: Request;
}

/** Asks of a copy at a system: every keeper, for every owner. Unknown custody allows nothing. */
export interface Custody {
  /** The permissions that are needed; none where custody is unknown, since none would do. */
  asked(system: number, owners: Int32Array, request: Request): readonly Asked[];
  allowed(system: number, owners: Int32Array, request: Request): Truth;
  /** The first failing pair, by owner and keeper, and what comes closest to allowing it. */
  refusal(system: number, owners: Int32Array, request: Request): Closest;
}

/** Custody questions over a table of permissions. */
export function custodyOf({ systems }: Model, permissions: Permissions): Custody {
  const { keepers }: { keepers: Rows } = systems;
  return {
    asked: (system, owners, request) =>
      [...owners].flatMap((owner) =>
        [...row(keepers, system)]
          .filter((keeper) => keeper !== owner)
          .map((grantee) => ({ owner, grantee, request })),
      ),
    allowed(system, owners, request) {
      if (keepers.starts[system] === keepers.starts[system + 1]) return FALSE;
      let answer: Truth = TRUE;
      for (const owner of owners) {
        for (const keeper of row(keepers, system)) {
          if (owner === keeper) continue;
          answer = and(answer, permissions.authorized(owner, keeper, request));
          if (answer === FALSE) return FALSE;
        }
      }
      return answer;
    },
    refusal(system, owners, request) {
      for (const owner of owners) {
        for (const keeper of row(keepers, system)) {
          if (owner === keeper || permissions.authorized(owner, keeper, request) === TRUE) continue;
          return permissions.closest(owner, keeper, request);
        }
      }
      return { owner: owners[0], keeper: -1, authorization: -1, failed: ['custody'] };
    },
  };
}
