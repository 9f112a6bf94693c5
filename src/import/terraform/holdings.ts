/** What is known to be where: data by tags, and what movements of everything bring there. */
import { originsOf } from '../origins.ts';
import type { Moved } from './movements.ts';
import type { Tagged } from './tags.ts';

export interface Holdings {
  /** Does a thing hold anything that is known? */
  has(key: string): boolean;
  /** The data that first comes into being at a thing. */
  collectedAt(key: string): readonly string[];
}

/** Holdings by the keys of things. `mapped` are those that a manifest describes, and so may hold anything. */
export function holdingsOf(
  tagged: ReadonlyMap<string, readonly Tagged[]>,
  mapped: ReadonlySet<string>,
  movements: readonly Moved[],
): Holdings {
  const next = new Map<string, string[]>();
  for (const { from, to, cargo } of movements) {
    if (cargo !== 'all') continue;
    const targets = next.get(from.key);
    if (targets === undefined) next.set(from.key, [to.key]);
    else targets.push(to.key);
  }
  const places = new Map<string, string[]>();
  for (const [key, data] of tagged)
    for (const { id } of data) places.set(id, [...(places.get(id) ?? []), key]);
  const collected = new Map<string, string[]>();
  for (const [id, at] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const reached = reachedFrom(at, next);
    const flows = [...reached].flatMap((from) => (next.get(from) ?? []).map((to) => ({ from, to })));
    for (const { place } of originsOf({ places: at, flows }, () => 0))
      collected.set(place, [...(collected.get(place) ?? []), id]);
  }
  const holding = reachedFrom([...tagged.keys(), ...mapped], next);
  return { has: (key) => holding.has(key), collectedAt: (key) => collected.get(key) ?? [] };
}

function reachedFrom(starts: readonly string[], next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set(starts);
  // A set gives what is added while it is gone through, too.
  for (const key of reached) for (const to of next.get(key) ?? []) reached.add(to);
  return reached;
}
