/** Where data must first come into being so that every flow that is known to carry it has something to carry. */

/** The ways of one data set: its places, and from where to where it is carried. */
export interface Ways {
  readonly places: readonly string[];
  readonly flows: readonly { readonly from: string; readonly to: string }[];
}

/** A place at which data must come into being: for certain, or as the best of several that hand it round. */
export interface Origin {
  readonly place: string;
  readonly isChosen: boolean;
}

/**
 * Origins of a data set, ordered by place. A place to which no flow brings it is one. Of places that hand it to each
 * other, with no flow from outside, one must be, and `rank` says which: the lowest counts, ties by code unit.
 */
export function originsOf({ places, flows }: Ways, rank: (place: string) => number): Origin[] {
  const next = neighbours(flows.map(({ from, to }) => [from, to]));
  const before = neighbours(flows.map(({ from, to }) => [to, from]));
  const all = [...new Set([...places, ...flows.flatMap(({ from, to }) => [from, to])])].sort();
  const grouped = new Set<string>();
  const origins: Origin[] = [];
  // Kosaraju: taken in the reverse order of leaving, what can reach a place and is not grouped yet is its group.
  for (const place of leavingOrder(all, next).reverse()) {
    if (grouped.has(place)) continue;
    const group = reached(place, before, grouped);
    const members = new Set(group);
    const isFed = group.some((member) => (before.get(member) ?? []).some((from) => !members.has(from)));
    group.forEach((member) => grouped.add(member));
    if (isFed) continue;
    const [best] = group.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    origins.push({ place: best, isChosen: group.length > 1 });
  }
  return origins.sort((a, b) => (a.place < b.place ? -1 : 1));
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighbours(pairs: readonly (readonly [string, string])[]): Neighbours {
  const lists = new Map<string, string[]>();
  for (const [from, to] of pairs) {
    const list = lists.get(from) ?? [];
    list.push(to);
    lists.set(from, list);
  }
  return lists;
}

/** The places in the order in which a search in depth leaves them; without recursion, as ways can be long. */
function leavingOrder(places: readonly string[], next: Neighbours): string[] {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const start of places) {
    if (seen.has(start)) continue;
    seen.add(start);
    const open = [{ place: start, at: 0 }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const following = next.get(top.place)?.[top.at];
      top.at += 1;
      if (following === undefined) {
        left.push(top.place);
        open.pop();
      } else if (!seen.has(following)) {
        seen.add(following);
        open.push({ place: following, at: 0 });
      }
    }
  }
  return left;
}

/** What a search from a place comes to, the place included, without entering what is excluded. */
function reached(start: string, next: Neighbours, excluded: ReadonlySet<string>): string[] {
  const seen = new Set([start]);
  const found = [start];
  for (let at = 0; at < found.length; at += 1) {
    for (const following of next.get(found[at]) ?? []) {
      if (seen.has(following) || excluded.has(following)) continue;
      seen.add(following);
      found.push(following);
    }
  }
  return found;
}
