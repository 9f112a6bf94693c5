// Beyond this length nobody mistypes a field name, and the table below would grow with its square.
const LENGTH_LIMIT = 64;

/**
 * The candidate that a word was probably meant to be: the one with the fewest slips (a letter added, lost,
 * changed, or two neighbours swapped), if they are at most a third of its letters; ties by order of candidates.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > LENGTH_LIMIT) return undefined;
  const lower = word.toLowerCase();
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (Math.abs(candidate.length - word.length) > allowed) continue;
    const slips = withoutCommonEnds(lower, candidate.toLowerCase(), Math.min(allowed, fewest - 1));
    if (slips <= allowed && slips < fewest && slips < candidate.length) {
      best = candidate;
      fewest = slips;
    }
    // Nothing is nearer than one slip but another way to write the same letters.
    if (fewest === 0) break;
  }
  return best;
}

/** The distance of what is left of two words without their common beginning and end, which does not change it. */
function withoutCommonEnds(a: string, b: string, limit: number): number {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < shorter - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end))
    end += 1;
  return distance(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
}

/**
 * Damerau-Levenshtein distance in its restricted form: no letter is touched twice. One over the limit may be told as
 * infinite.
 */
export function distance(a: string, b: string, limit = Infinity): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = last[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      current[column] = Math.min(change, last[column] + 1, current[column - 1] + 1);
      const areSwapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (areSwapped) current[column] = Math.min(current[column], beforeLast[column - 2] + 1);
    }
    // Whatever follows goes through one of the last two rows.
    if (Math.min(...current) > limit && Math.min(...last) > limit) return Infinity;
    beforeLast = last;
    last = current;
  }
  return last[b.length];
}
