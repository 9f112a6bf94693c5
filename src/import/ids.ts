/** Ids of manifests for things that other formats call as they like. */

const LENGTH_LIMIT = 128;

/** The id that a name asks for: lower case, and dashes for what an id may not hold; empty where nothing is left. */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, LENGTH_LIMIT)
    .replace(/[^a-z0-9]+$/, '');
}

/** What wants an id: a key of its own, and the name that the id is made from. */
export type Wish = readonly [key: string, name: string];

/**
 * An id for each key, all different. A name that is an id already is kept; of several that ask for the same one the
 * first by code unit gets it and the others a number behind it, so that the order of the document makes no difference.
 */
export function idsFor(
  wishes: Iterable<Wish>,
  fallback: string,
  reserved: readonly string[] = [],
): ReadonlyMap<string, string> {
  const sorted = [...wishes].sort(([a, x], [b, y]) => compare(x, y) || compare(a, b));
  const ids = new Map<string, string>();
  const taken = new Set<string>(['all', ...reserved]);
  const give = (key: string, id: string) => {
    ids.set(key, id);
    taken.add(id);
  };
  for (const [key, name] of sorted) {
    if (name !== '' && slug(name) === name && !taken.has(name)) give(key, name);
  }
  // Where the numbers go on for an id that many ask for.
  const next = new Map<string, number>();
  for (const [key, name] of sorted) {
    if (ids.has(key)) continue;
    const wanted = slug(name) || fallback;
    let id = wanted;
    for (let at = next.get(wanted) ?? 2; taken.has(id); at += 1) {
      id = numbered(wanted, at);
      next.set(wanted, at + 1);
    }
    give(key, id);
  }
  return ids;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function numbered(id: string, at: number): string {
  const suffix = `-${at}`;
  return `${id.slice(0, LENGTH_LIMIT - suffix.length)}${suffix}`;
}
