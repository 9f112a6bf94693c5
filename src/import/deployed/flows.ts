/** Links as flows that state no data, and rules on who may reach what as access. */
import type { Access, Flow } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import { endKey, firstByKey, groupedBy, type Landscape, type Link, type Reach } from './landscape.ts';

/** The id of the system at an end. */
type SystemIds = ReadonlyMap<string, string>;

interface Way {
  readonly from: string;
  readonly to: string;
  readonly link: Link;
  readonly isAnswer: boolean;
}

/** A flow for each ordered pair of systems that a link joins; who calls whom does not tell where data goes. */
export function flowsOf({ links }: Landscape, systems: SystemIds): DraftEntry<Flow>[] {
  const ways = links.flatMap((link): Way[] => {
    const from = systems.get(endKey(link.from)) ?? '';
    const to = systems.get(endKey(link.to)) ?? '';
    if (from === to) return [];
    const there = { from, to, link, isAnswer: false };
    return link.isOneWay ? [there] : [there, { from: to, to: from, link, isAnswer: true }];
  });
  const pairs = groupedBy(ways, ({ from, to }) => JSON.stringify([from, to]));
  const ids = idsFor(
    [...pairs].map(([key, [{ from, to }]]) => [key, `${from}.to.${to}`] as const),
    'flow',
  );
  const entries = [...pairs].map(([key, group]) => flowEntry(ids.get(key) ?? key, group));
  return firstByKey(entries, ({ id }) => id);
}

// The comment above a flow is to be read; the files have the rest.
const REASONS = 5;

function flowEntry(id: string, ways: readonly Way[]): DraftEntry<Flow> {
  const [first] = ways;
  const reasons = [
    ...new Set(ways.map(({ link, isAnswer }) => (isAnswer ? `answers to ${link.reason}` : link.reason))),
  ];
  const more = reasons.length > REASONS ? [`and ${reasons.length - REASONS} more`] : [];
  const inTransit = agreed(ways.map(({ link }) => link.inTransit));
  const channel = agreed(ways.map(({ link }) => link.channel));
  return {
    id,
    value: {
      from: first.from,
      to: first.to,
      ...(channel && { channel }),
      ...(inTransit && { encryption: { inTransit } }),
    },
    origin: first.link.origin,
    remarks: [...reasons.slice(0, REASONS), ...more],
  };
}

/** What all say, if they say the same. */
function agreed<T>(values: readonly T[]): T | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

/** Access of each party that a rule lets in, other than those that keep the systems anyway. */
export function accessOf(
  { reaches }: Landscape,
  systems: SystemIds,
  keeperOf: (end: Reach['by'][number]) => string,
): DraftEntry<Access>[] {
  const wanted = reaches.flatMap((reach) => {
    const parties = [...new Set(reach.by.map(keeperOf))].sort();
    return parties.flatMap((party) => {
      const others = reach.to.filter((end) => keeperOf(end) !== party);
      const ids = [...new Set(others.map((end) => systems.get(endKey(end)) ?? ''))].sort();
      return ids.length === 0 ? [] : [{ party, systems: ids, reach }];
    });
  });
  const ids = idsFor(
    wanted.map(
      ({ party, reach }) => [JSON.stringify([reach.wish, party]), `${reach.wish}.${party}`] as const,
    ),
    'access',
  );
  const entries = wanted.map(({ party, systems: reached, reach }) => ({
    id: ids.get(JSON.stringify([reach.wish, party])) ?? '',
    value: { party, systems: reached },
    origin: reach.origin,
    remarks: reach.remarks,
  }));
  return firstByKey(entries, ({ id }) => id);
}
