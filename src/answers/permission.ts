/** Who permitted something, link by link; or what comes closest to permitting it. */
import type { Request } from '../analysis/requests.ts';
import { grantOf } from '../analysis/grants.ts';
import { TRUE, TRUTH_NAMES, UNKNOWN } from '../analysis/truth.ts';
import { row } from '../model/rows.ts';
import { closestNamed } from '../findings/custody.ts';
import type { ClosestAuthorization, Span } from '../findings/finding.ts';
import { daysOf, placeOf, type Asked, type Days } from './asked.ts';

export type Authorized = (typeof TRUTH_NAMES)[number];

/** An authorization, as one link of a chain. */
export interface Link {
  readonly authorization: string;
  readonly by: string;
  readonly to: string;
  /** How many times it may be passed on. */
  readonly delegable: number;
  readonly period: Days;
  readonly reference?: string;
  readonly place?: Span;
}

/** The answer for one owner of the data and one keeper of the place. */
export interface Permission {
  readonly owner: string;
  /** Absent where nobody entitled has named a keeper. */
  readonly keeper?: string;
  /** The data that is asked about: for what is derived, its source. */
  readonly data: string;
  readonly action: string;
  readonly authorized: Authorized;
  /** The authorizations that grant it, the owner's first; empty where the owner is the keeper. */
  readonly chain?: readonly Link[];
  readonly closest?: ClosestAuthorization;
}

/** One answer for each owner of a datum and each keeper of a system. */
export function permissionsAt(asked: Asked, system: number, request: Request): readonly Permission[] {
  const { model, owners } = asked.facts;
  const keepers = [...row(model.systems.keepers, system)];
  return [...row(owners, request.datum)].flatMap((owner) =>
    keepers.length === 0
      ? [withoutKeeper(asked, owner, request)]
      : keepers.map((keeper) => permission(asked, owner, keeper, request)),
  );
}

/** The answer of several: that of the least certain. */
export function authorizedBy(permissions: readonly Permission[]): Authorized {
  const answers = permissions.map(({ authorized }) => authorized);
  if (answers.includes('false')) return 'false';
  return answers.includes('unknown') ? 'unknown' : 'true';
}

function permission(asked: Asked, owner: number, keeper: number, request: Request): Permission {
  const { facts, places } = asked;
  const { model, permissions } = facts;
  const truth = owner === keeper ? TRUE : permissions.authorized(owner, keeper, request);
  const chain = truth === TRUE ? grantOf(owner, keeper, request, facts) : undefined;
  return {
    owner: model.parties.ids[owner],
    keeper: model.parties.ids[keeper],
    data: model.data.ids[request.datum],
    action: request.action,
    authorized: TRUTH_NAMES[truth],
    ...(chain !== undefined
      ? { chain: chain.map((a) => linkOf(asked, a)) }
      : {
          closest: closestNamed(
            facts,
            permissions.closest(owner, keeper, request),
            truth === UNKNOWN,
            places,
          ),
        }),
  };
}

function withoutKeeper({ facts, places }: Asked, owner: number, request: Request): Permission {
  const { model } = facts;
  return {
    owner: model.parties.ids[owner],
    data: model.data.ids[request.datum],
    action: request.action,
    authorized: 'false',
    closest: closestNamed(
      facts,
      { owner, keeper: -1, authorization: -1, failed: ['custody'] },
      false,
      places,
    ),
  };
}

/** An authorization with its names. */
export function linkOf(asked: Asked, a: number): Link {
  const { authorizations } = asked.facts.model;
  const { by, to, delegable = 0, reference } = authorizations.entry.at(a);
  return {
    authorization: authorizations.ids[a],
    by,
    to,
    delegable,
    period: daysOf(authorizations, a),
    ...(reference !== undefined && { reference }),
    place: placeOf(asked, 'authorizations', a),
  };
}
