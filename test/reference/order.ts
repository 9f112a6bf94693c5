/** Order by code point; ids, dates and step names are ASCII, where `<` is that order. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Order of sequences, compared one by one; a prefix comes first (section 2, witness). */
export function bySequence(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return byCodePoint(a[i], b[i]);
  }
  return a.length - b.length;
}

/** The sorted copy of a list by the strings that the key gives (section 6, arrays sorted by their fields). */
export function sortedBy<T>(list: Iterable<T>, key: (item: T) => string[]): T[] {
  return [...list].sort((a, b) => bySequence(key(a), key(b)));
}

/** The distinct strings, sorted by code point. */
export function sorted(strings: Iterable<string>): string[] {
  return [...new Set(strings)].sort(byCodePoint);
}
