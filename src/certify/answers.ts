/** What answers a request for permission: a chain of authorizations, or everybody from whom none comes. */
import type { Permission } from '../verify/certificate-format.ts';
import { TRUE, UNKNOWN, type Permits, type Request, type Truth } from '../verify/permissions.ts';

/** Somebody from whom a permission leads to the party, and by which authorization it leads on. */
interface Reached {
  readonly party: string;
  readonly depth: number;
  readonly by?: string;
  /** Who is given it by that authorization. */
  readonly onward?: Reached;
}

/** The request with its answer. */
export function answered(request: Request, permits: Permits): Permission {
  const sure = search(request, TRUE, permits);
  if (sure.chain !== undefined) return { ...request, answer: 'true', chain: sure.chain };
  const perhaps = search(request, UNKNOWN, permits);
  if (perhaps.chain === undefined) return { ...request, answer: 'false', reached: listed(perhaps.reached) };
  return { ...request, answer: 'unknown', chain: perhaps.chain, reached: listed(sure.reached) };
}

interface Search {
  readonly chain?: string[];
  readonly reached: readonly Reached[];
}

/** Walks from the party up, level by level, along authorizations that cover the request at least so far. */
function search(request: Request, least: Truth, permits: Permits): Search {
  const reached: Reached[] = [{ party: request.party, depth: 0 }];
  const seen = new Set([request.party]);
  // A list goes on to what is added while it is walked.
  for (const here of reached) {
    for (const [by, link] of permits.to(here.party)) {
      if ((link.delegable ?? 0) < here.depth || permits.covers(link, request).truth < least) continue;
      if (link.by === request.owner)
        return { chain: chainFrom({ party: link.by, depth: 0, by, onward: here }), reached };
      if (seen.has(link.by)) continue;
      seen.add(link.by);
      reached.push({ party: link.by, depth: here.depth + 1, by, onward: here });
    }
  }
  return { reached };
}

function chainFrom(first: Reached): string[] {
  const chain: string[] = [];
  for (let at: Reached | undefined = first; at?.by !== undefined; at = at.onward) chain.push(at.by);
  return chain;
}

function listed(reached: readonly Reached[]): NonNullable<Permission['reached']> {
  return reached.map(({ party, depth, by }) => ({ party, depth, ...(by !== undefined && { by }) }));
}
