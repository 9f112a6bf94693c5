/** Which data sets there are, where they come into being, and what each connection carries. */
import { originsOf } from '../origins.ts';
import { isBelow, type Network } from './connections.ts';
import type { Place } from './places.ts';

/** Data of one category and one owner: the organization, or undefined where it is not stated whose. */
export interface Datum {
  readonly ref: string;
  readonly category: string;
  readonly organization: string | undefined;
  readonly place: Place;
}

/** Data by their refs, with what each place collects and each connection carries. */
export interface Holdings {
  readonly data: ReadonlyMap<string, Datum>;
  readonly collected: ReadonlyMap<string, readonly { readonly datum: string; readonly isChosen: boolean }[]>;
  /** Refs of data, in the order of the connections; none where nothing is said. */
  readonly carried: readonly (readonly string[])[];
}

/** Follows the data of a network. */
export function holdingsOf({ places, connections, given }: Network): Holdings {
  const data = new Map<string, Datum>();
  const datumAt = (place: Place, category: string): string => {
    const ref = `${category}\n${place.organization ?? ''}`;
    if (!data.has(ref)) data.set(ref, { ref, category, organization: place.organization, place });
    return ref;
  };
  const placeOf = (ref: string) => places.get(ref) as Place;
  const carried = connections.map(({ from, categories }) =>
    expanded(categories, placeOf(from)).map((category) => datumAt(placeOf(from), category)),
  );
  const ways = new Map<string, { places: string[]; flows: { from: string; to: string }[] }>();
  const waysOf = (datum: string) => {
    const known = ways.get(datum) ?? { places: [], flows: [] };
    ways.set(datum, known);
    return known;
  };
  const brought = new Map<string, Set<string>>();
  connections.forEach(({ from, to }, at) => {
    for (const datum of carried[at]) {
      waysOf(datum).flows.push({ from, to });
      brought.set(to, (brought.get(to) ?? new Set()).add(data.get(datum)?.category ?? ''));
    }
  });
  for (const place of places.values()) {
    const coming = [...(brought.get(place.ref) ?? [])];
    const isOpen = (category: string) => !coming.some((each) => isBelow(each, category));
    for (const category of place.categories.filter(isOpen))
      waysOf(datumAt(place, category)).places.push(place.ref);
  }
  return {
    data,
    carried,
    collected: collectedIn(ways, given, (ref, category) => datumAt(placeOf(ref), category)),
  };
}

/** The keys of a place that are of the categories; a category of which it has nothing more special is itself one. */
function expanded(categories: readonly string[], from: Place): string[] {
  const keys = categories.flatMap((category) => {
    const below = from.categories.filter((own) => isBelow(own, category));
    return below.length > 0 ? below : [category];
  });
  return [...new Set(keys)];
}

function collectedIn(
  ways: ReadonlyMap<string, Parameters<typeof originsOf>[0]>,
  given: Network['given'],
  datumAt: (place: string, category: string) => string,
): Holdings['collected'] {
  const collected = new Map<string, Map<string, boolean>>();
  const add = (place: string, datum: string, isChosen: boolean) => {
    const known = collected.get(place) ?? new Map<string, boolean>();
    if (!known.has(datum)) known.set(datum, isChosen);
    collected.set(place, known);
  };
  for (const [place, categories] of given)
    for (const category of categories) add(place, datumAt(place, category), false);
  for (const [datum, way] of ways)
    for (const { place, isChosen } of originsOf(way, () => 0)) add(place, datum, isChosen);
  return new Map(
    [...collected].map(([place, found]) => [
      place,
      [...found]
        .map(([datum, isChosen]) => ({ datum, isChosen }))
        .sort((a, b) => (a.datum < b.datum ? -1 : 1)),
    ]),
  );
}
