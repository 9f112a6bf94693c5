import type { Access, Authorization, Flow } from '../../src/manifest/format.ts';
import { concerns, keepers, owners } from './custody.ts';
import { all, any, truth, type Verdict } from './kleene.ts';
import { byCodePoint } from './order.ts';
import { found, isA, isActive, unlessUnknown } from './vocabulary.ts';
import type { Model } from './workspace.ts';

type Action = Authorization['actions'][number];

/** What is asked of an authorization: (d, action, purpose, zone, channel). */
export interface Request {
  data: string;
  action: Action;
  purpose: string | undefined;
  zone: string;
  /** The channel of a flow, which may be unstated; `none` if the request is not a flow's. */
  channel: Flow['channel'] | 'none';
}

export interface Judgement {
  authorized: Verdict;
  /** The factors that fail in the authorization that comes closest; empty where authorized. */
  failed: string[];
}

/** A permission that is needed: of an owner, for somebody who is not that owner (D20, asked permissions). */
export interface Asked {
  owner: string;
  grantee: string;
  request: Request;
}

/** One that is not given, or perhaps not. */
export interface Lacking extends Asked {
  authorized: Verdict;
}

/** A judgement with all that it rests on. */
export interface Reasoned extends Judgement {
  /** The authorization that comes closest, where there is one and it is asked for. */
  closest: string | undefined;
  /** The first permission that is not given. */
  lacking: Lacking | undefined;
  asked: Asked[];
}

const AUTHORIZED: Reasoned = {
  authorized: 'true',
  failed: [],
  closest: undefined,
  lacking: undefined,
  asked: [],
};
const CUSTODY_UNKNOWN: Reasoned = {
  authorized: 'false',
  failed: ['custody'],
  closest: undefined,
  lacking: undefined,
  asked: [],
};

/** Section 2, transfer authorized. */
export function judgeTransfer(model: Model, flow: Flow, data: string): Reasoned {
  return allowed(model, flow.to, {
    data,
    action: flow.mode === 'view' ? 'view' : 'hold',
    purpose: unlessUnknown(flow.purpose),
    zone: zoneOf(model, flow.to),
    channel: flow.channel,
  });
}

/** Section 2, collection (s, d), authorized. */
export function judgeCollection(model: Model, system: string, data: string): Reasoned {
  return allowed(model, system, requestOfSystem(model, system, data, 'collect'));
}

/** Section 2, production (s, c), authorized: for each source that was held on a day of it. */
export function judgeProduction(model: Model, system: string, sourcesById: string[]): Reasoned {
  return conjunction(
    sourcesById.map((source) => allowed(model, system, requestOfSystem(model, system, source, 'derive'))),
  );
}

/** Section 2, access authorized (x, s, d). */
export function judgeAccess(model: Model, access: Access, system: string, data: string): Reasoned {
  const judge = (action: Action) => {
    const request: Request = {
      data,
      action,
      purpose: unlessUnknown(access.purpose),
      zone: zoneOf(model, system),
      channel: 'none',
    };
    return conjunction(owners(model, data).map((owner) => judgePair(model, owner, access.party, request)));
  };
  switch (access.kind) {
    case 'physical':
    case 'maintenance':
    case 'admin':
      return judge('maintain');
    case 'remote':
    case 'user':
      return judge('view');
    case undefined:
      return agreement(judge('maintain'), judge('view'));
  }
}

/** Section 2, access whose kind is not stated: the answer where both agree, else unknown. */
function agreement(maintain: Reasoned, view: Reasoned): Reasoned {
  const authorized = maintain.authorized === view.authorized ? maintain.authorized : 'unknown';
  const { failed, closest, lacking } = maintain.authorized === 'true' ? view : maintain;
  return { authorized, failed, closest, lacking, asked: [...maintain.asked, ...view.asked] };
}

/** allowed (s, d, request): for every keeper and every owner, by owner and then keeper (section 2, authorization). */
function allowed(model: Model, system: string, request: Request): Reasoned {
  if (!model.custody.has(system)) return CUSTODY_UNKNOWN;
  return conjunction(
    owners(model, request.data).flatMap((owner) =>
      keepers(model, system).map((keeper) => judgePair(model, owner, keeper, request)),
    ),
  );
}

/** All of them, with the failure of the first that is not true. */
function conjunction(judgements: Reasoned[]): Reasoned {
  const first = judgements.find((judgement) => judgement.authorized !== 'true');
  return {
    authorized: all(judgements.map((judgement) => judgement.authorized)),
    failed: first?.failed ?? [],
    closest: first?.closest,
    lacking: first?.lacking,
    asked: judgements.flatMap((judgement) => judgement.asked),
  };
}

/** g = o, or authorized (o, g, request, 0) (section 2, authorization). */
function judgePair(model: Model, owner: string, keeper: string, request: Request): Reasoned {
  if (keeper === owner) return AUTHORIZED;
  const asked: Asked = { owner, grantee: keeper, request };
  const verdict = authorized(model, owner, keeper, request, 0);
  if (verdict === 'true') return { ...AUTHORIZED, asked: [asked] };
  return {
    authorized: verdict,
    ...closestFailure(model, owner, keeper, request),
    lacking: { ...asked, authorized: verdict },
    asked: [asked],
  };
}

/**
 * authorized (o, g, request, depth): some chain of authorizations, each passed on no more often than it allows. A factor
 * can be left out of all that is asked of them.
 */
export function authorized(
  model: Model,
  owner: string,
  grantee: string,
  request: Request,
  depth: number,
  unasked?: string,
): Verdict {
  const links: Verdict[] = [];
  for (const authorization of model.authorizations.values()) {
    if ((authorization.delegable ?? 0) < depth) continue;
    const covered = covers(model, authorization, grantee, request, unasked);
    if (covered === 'false') continue;
    links.push(all([covered, delegation(model, authorization, owner, request, depth + 1, unasked)]));
  }
  return any(links);
}

/** a.by = o, or authorized (o, a.by, request, depth). */
export function delegation(
  model: Model,
  authorization: Authorization,
  owner: string,
  request: Request,
  depth: number,
  unasked?: string,
): Verdict {
  if (authorization.by === owner) return 'true';
  return authorized(model, owner, authorization.by, request, depth, unasked);
}

/** covers (a, g, d, action, purpose, zone, channel): the conjunction of its factors (section 2, authorization). */
function covers(
  model: Model,
  authorization: Authorization,
  grantee: string,
  request: Request,
  unasked?: string,
): Verdict {
  const asked = factors(model, authorization, grantee, request).filter(([factor]) => factor !== unasked);
  return all(asked.map(([, verdict]) => verdict));
}

/** The factors of covers, in the order of reports. */
export function factors(
  model: Model,
  authorization: Authorization,
  grantee: string,
  request: Request,
): [string, Verdict][] {
  return [
    ['grantee', truth(authorization.to === grantee)],
    ['data', truth(concerns(model, authorization, request.data))],
    ['action', truth(authorization.actions.includes(request.action))],
    ['purpose', purposeFactor(authorization, request)],
    ['zone', truth(authorization.zones === undefined || authorization.zones.includes(request.zone))],
    ['channel', channelFactor(authorization, request)],
    ['period', truth(isActive(model, authorization))],
  ];
}

function purposeFactor(authorization: Authorization, request: Request): Verdict {
  if (authorization.purposes === undefined) return 'true';
  const { purpose } = request;
  if (purpose === undefined) return 'unknown';
  return truth(authorization.purposes.some((general) => isA(purpose, general)));
}

function channelFactor(authorization: Authorization, request: Request): Verdict {
  if (authorization.channels === undefined || request.channel === 'none') return 'true';
  if (request.channel === undefined) return 'unknown';
  return truth(authorization.channels.includes(request.channel));
}

/** The factors that are not true in the authorization with the fewest of them, ties by id (section 2, authorization). */
function closestFailure(
  model: Model,
  owner: string,
  keeper: string,
  request: Request,
): Pick<Reasoned, 'failed' | 'closest'> {
  let least: { failed: string[]; closest: string } | undefined;
  for (const id of [...model.authorizations.keys()].sort(byCodePoint)) {
    const authorization = found(model.authorizations, id);
    const judged: [string, Verdict][] = [
      ['delegation', delegation(model, authorization, owner, request, 1)],
      ...factors(model, authorization, keeper, request),
    ];
    const failed = judged.filter(([, verdict]) => verdict !== 'true').map(([factor]) => factor);
    if (least === undefined || failed.length < least.failed.length) least = { failed, closest: id };
  }
  return least ?? { failed: ['none'], closest: undefined };
}

function requestOfSystem(model: Model, system: string, data: string, action: Action): Request {
  const purpose = unlessUnknown(found(model.systems, system).purpose);
  return { data, action, purpose, zone: zoneOf(model, system), channel: 'none' };
}

/** The zone that the system names, whether or not the zone counts. */
function zoneOf(model: Model, system: string): string {
  return found(model.systems, system).zone;
}
