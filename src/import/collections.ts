/** Where data first comes into being, in a model that says only who has it and who hands it on. */
import { originsOf } from './origins.ts';

/** Data that comes into being at a place: since nothing brings it there, or chosen among places that hand it round. */
export interface Collected {
  readonly certain: readonly string[];
  readonly chosen: readonly string[];
}

/** What a model says of its data, all by ids. */
export interface Whereabouts {
  readonly data: readonly string[];
  /** Places that have data, by data. */
  readonly places: ReadonlyMap<string, ReadonlySet<string>>;
  readonly flows: readonly { readonly from: string; readonly to: string; readonly data: readonly string[] }[];
  /** Which of places that hand data round is likelier to be its origin: the lowest. */
  rank(data: string, place: string): number;
}

/** What comes into being where, by place; ordered by data as it was given. */
export function collectionsIn({ data, places, flows, rank }: Whereabouts): ReadonlyMap<string, Collected> {
  const ways = new Map<string, { from: string; to: string }[]>();
  for (const { from, to, data: carried } of flows) {
    for (const each of carried) {
      const list = ways.get(each) ?? [];
      list.push({ from, to });
      ways.set(each, list);
    }
  }
  const collected = new Map<string, { certain: string[]; chosen: string[] }>();
  for (const each of data) {
    const origins = originsOf(
      { places: [...(places.get(each) ?? [])], flows: ways.get(each) ?? [] },
      (place) => rank(each, place),
    );
    for (const { place, isChosen } of origins) {
      const at = collected.get(place) ?? { certain: [], chosen: [] };
      (isChosen ? at.chosen : at.certain).push(each);
      collected.set(place, at);
    }
  }
  return collected;
}

/** Adds to one of several sets. */
export function addTo<K, V>(sets: Map<K, Set<V>>, key: K | undefined, value: V): void {
  if (key !== undefined) sets.set(key, (sets.get(key) ?? new Set<V>()).add(value));
}
