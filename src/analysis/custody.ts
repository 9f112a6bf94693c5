/** Permission to have something: asked of everybody who gets hold of it, for every owner. */
import type { Closest, Permissions } from './authorization.ts';
import type { Request } from './requests.ts';
import { and, FALSE, TRUE, type Truth } from './truth.ts';

/** One permission that a fact needs: from an owner, for somebody who is not that owner. */
export interface Asked {
  readonly owner: number;
  readonly grantee: number;
  readonly request: Request;
}

/** Asks of everybody who gets hold of something, for every owner of it. Where nobody is known to, nothing is allowed. */
export interface Custody {
  /** The permissions that are needed; none where nobody is known, since none would do. */
  asked(grantees: Int32Array, owners: Int32Array, request: Request): readonly Asked[];
  allowed(grantees: Int32Array, owners: Int32Array, request: Request): Truth;
  /** The first failing pair, by owner and grantee, and what comes closest to allowing it. */
  refusal(grantees: Int32Array, owners: Int32Array, request: Request): Closest;
}

/** Custody questions over a table of permissions. */
export function custodyOf(permissions: Permissions): Custody {
  return {
    asked(grantees, owners, request) {
      const asked: Asked[] = [];
      for (const owner of owners) {
        for (const grantee of grantees) if (grantee !== owner) asked.push({ owner, grantee, request });
      }
      return asked;
    },
    allowed(grantees, owners, request) {
      if (grantees.length === 0) return FALSE;
      let answer: Truth = TRUE;
      for (const owner of owners) {
        for (const grantee of grantees) {
          if (owner === grantee) continue;
          answer = and(answer, permissions.authorized(owner, grantee, request));
          if (answer === FALSE) return FALSE;
        }
      }
      return answer;
    },
    refusal(grantees, owners, request) {
      for (const owner of owners) {
        for (const grantee of grantees) {
          if (owner === grantee || permissions.authorized(owner, grantee, request) === TRUE) continue;
          return permissions.closest(owner, grantee, request);
        }
      }
      return { owner: owners[0], keeper: -1, authorization: -1, failed: ['custody'] };
    },
  };
}
