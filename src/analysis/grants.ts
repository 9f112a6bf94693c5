/** Which authorizations carry a permission: the chain itself, where the facts only say that there is one. */
import type { Model } from '../model/model.ts';
import type { Permissions } from './authorization.ts';
import type { Request } from './requests.ts';

/**
 * The shortest chain of authorizations that grants a request for certain, from the owner's down to the grantee's own;
 * of several, the one whose ids come first. Undefined where there is none; empty where the grantee is the owner.
 */
export function grantOf(
  owner: number,
  grantee: number,
  request: Request,
  { permissions, model }: { readonly permissions: Permissions; readonly model: Model },
): readonly number[] | undefined {
  if (owner === grantee) return [];
  const { by } = model.authorizations;
  const rounds: number[][] = [];
  const reached = new Set([grantee]);
  let level = [grantee];
  for (let depth = 0; level.length > 0; depth++) {
    const links = level.flatMap((party) => permissions.links(party, request, depth));
    rounds.push(links);
    if (links.some((a) => by[a] === owner)) return chainOf(owner, rounds, model);
    level = [...new Set(links.map((a) => by[a]))].filter((party) => !reached.has(party));
    for (const party of level) reached.add(party);
  }
  return undefined;
}

/** Follows the links down again; `rounds[depth]` are those that may be passed on `depth` times, as far as they must be. */
function chainOf(owner: number, rounds: readonly number[][], { authorizations }: Model): number[] {
  const chain: number[] = [];
  let giver = owner;
  for (const links of [...rounds].reverse()) {
    const link = links.filter((a) => authorizations.by[a] === giver).sort((a, b) => a - b)[0];
    chain.push(link);
    giver = authorizations.to[link];
  }
  return chain;
}
