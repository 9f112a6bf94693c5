/** Permissions that are missing -> the fewest authorizations that would give them, and who has to grant each. */
import type { Asked } from '../../analysis/custody.ts';
import { contractsOf } from '../../analysis/chains.ts';
import type { Facts } from '../../analysis/facts.ts';
import type { Request } from '../../analysis/requests.ts';
import { formatDay } from '../../manifest/calendar.ts';
import type { Authorization } from '../../manifest/format.ts';
import { CHANNELS } from '../../model/channels.ts';
import { END } from '../../model/model.ts';
import { byCodePoint } from '../../model/names.ts';

/** An authorization to obtain: one link from a party to another. */
interface Link {
  readonly by: number;
  readonly to: number;
  readonly delegable: number;
  readonly request: Request;
  /** Last day of the contracts by which the grantee works for the owner; `END` where they have none. */
  readonly until: number;
}

/** Authorizations that give all of them; nobody grants anything to itself, and nobody passes on what it may not. */
export function grantsFor(missing: readonly Asked[], facts: Facts): readonly Authorization[] {
  return merged(
    missing.flatMap((asked) => linksFor(asked, facts)),
    facts,
  );
}

/**
 * From the owner along its contracts to the grantee, as far as links are missing; straight from the owner where that is
 * fewer, or where no chain of contracts leads there.
 */
function linksFor({ owner, grantee, request }: Asked, facts: Facts): readonly Link[] {
  const direct = { by: owner, to: grantee, delegable: 0, request, until: END };
  const { tiers, model } = facts;
  const tier = tiers.find((each) => each.owner === owner && each.party === grantee);
  if (tier === undefined) return [direct];
  const contracts = contractsOf(tier, model);
  const until = Math.min(...contracts.map((k) => model.contracts.until[k]));
  const chain = contracts.flatMap((k, i): Link[] => {
    const [by, to] = [model.contracts.acquirer[k], model.contracts.supplier[k]];
    const delegable = contracts.length - 1 - i;
    const isThere = facts.permissions
      .links(to, request, delegable)
      .some((a) => model.authorizations.by[a] === by);
    return isThere ? [] : [{ by, to, delegable, request, until }];
  });
  return chain.length === 1 ? chain : [{ ...direct, until }];
}

/** One authorization for all that one party needs of another in the same manner. */
function merged(links: readonly Link[], facts: Facts): readonly Authorization[] {
  const found = new Map<string, Authorization>();
  for (const link of links) {
    const made = authorizationOf(link, facts);
    const { data: _data, actions: _actions, delegable: _delegable, ...rest } = made;
    const key = JSON.stringify(rest);
    const known = found.get(key);
    found.set(key, known === undefined ? made : both(known, made));
  }
  return [...found].sort(([a], [b]) => byCodePoint(a, b)).map(([, made]) => made);
}

function both(one: Authorization, other: Authorization): Authorization {
  const delegable = Math.max(one.delegable ?? 0, other.delegable ?? 0);
  return {
    ...one,
    data: union(one.data, other.data),
    actions: union(one.actions, other.actions),
    ...(delegable > 0 && { delegable }),
  };
}

function union<T extends string>(a: readonly T[] = [], b: readonly T[] = []): T[] {
  return [...new Set([...a, ...b])].sort(byCodePoint);
}

/** What is asked and no more: a purpose or channel that the request does not state cannot be named. */
function authorizationOf({ by, to, delegable, request, until }: Link, { model, at }: Facts): Authorization {
  const { datum, action, purpose, zone, channel } = request;
  const last = until < END ? formatDay(Math.max(until, at)) : undefined;
  return {
    by: model.parties.ids[by],
    to: model.parties.ids[to],
    data: [model.data.ids[datum]],
    actions: [action],
    ...(purpose >= 0 && { purposes: [model.purposes[purpose]] }),
    ...(zone >= 0 && { zones: [model.zones.ids[zone]] }),
    ...(channel !== undefined && channel >= 0 && { channels: [CHANNELS[channel]] }),
    period: { from: formatDay(at) ?? '', ...(last !== undefined && { until: last }) },
    ...(delegable > 0 && { delegable }),
  };
}
