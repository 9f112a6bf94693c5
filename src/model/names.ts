/** Ids of one section as dense integers, numbered in code-point order, so that ordering by number is ordering by id. */
export interface Names {
  readonly ids: readonly string[];
  /** The number of an id, or -1. */
  indexOf(id: string): number;
}

/** Numbers a set of ids. Ids are ASCII, so comparing code units compares code points. */
export function nameTable(ids: Iterable<string>): Names {
  const sorted = [...ids].sort(byCodePoint);
  const index = new Map<string, number>();
  for (let i = 0; i < sorted.length; i++) index.set(sorted[i], i);
  return { ids: sorted, indexOf: (id) => index.get(id) ?? -1 };
}

/** Compares two strings by code unit, never by locale. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Joins names as people do: "a", "a and b", "a, b and c". */
export function joined(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
