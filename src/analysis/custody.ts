/** Permission at a place: asked of every keeper, for every owner. */
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import type { Closest, Permissions } from './authorization.ts';
import type { Request } from './requests.ts';
import { and, FALSE, TRUE, type Truth } from './truth.ts';

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
  const { keepers } = systems;
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
