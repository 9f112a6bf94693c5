import { reportText } from './characters.ts';
import type { ProblemList } from './problem.ts';

// Below this size a search is quicker than a hash table.
const SMALL_MAP = 16;

/** The keys seen so far in one map, with the place of each; `first` gives an earlier use of the same key. */
export interface SeenKeys {
  first(key: string): { start: number; end: number } | undefined;
  add(key: string, start: number, end: number): void;
  /** Makes the register ready for another map. */
  clear(): void;
}

/** An empty register of keys. */
export function seenKeys(): SeenKeys {
  const names: string[] = [];
  const spans: number[] = [];
  let index: Map<string, number> | undefined;
  const position = (key: string) => (index === undefined ? names.indexOf(key) : (index.get(key) ?? -1));
  return {
    first(key) {
      const at = position(key);
      return at === -1 ? undefined : { start: spans[at * 2], end: spans[at * 2 + 1] };
    },
    add(key, start, end) {
      names.push(key);
      spans.push(start, end);
      if (index !== undefined) index.set(key, names.length - 1);
      else if (names.length > SMALL_MAP) index = new Map(names.map((name, at) => [name, at]));
    },
    clear() {
      names.length = 0;
      spans.length = 0;
      index = undefined;
    },
  };
}

/** Reports what is wrong with a key as such, in any format: used twice, reserved, a merge, or not printable ASCII. */
export function checkKey(
  key: string,
  start: number,
  end: number,
  seen: SeenKeys,
  file: string,
  problems: ProblemList,
): void {
  checkRepeated(key, start, end, seen, file, problems);
  if (key === '__proto__') problems.add('reserved-key', start, end, { key });
  else if (key === '<<') problems.add('merge-key', start, end);
  else if (!isPrintableAscii(key)) reportKeyCharacters(key, start, end, problems);
}

/** Reports a key that stands twice in its map. */
export function checkRepeated(
  key: string,
  start: number,
  end: number,
  seen: SeenKeys,
  file: string,
  problems: ProblemList,
): void {
  const earlier = seen.first(key);
  if (earlier === undefined) seen.add(key, start, end);
  else {
    problems.add('duplicate-key', start, end, { key }, [{ ...earlier, file, note: 'first stated here' }]);
  }
}

function reportKeyCharacters(key: string, start: number, end: number, problems: ProblemList): void {
  problems.add('not-ascii-key', start, end, { key });
  reportText(key, true, start, end, problems);
}

function isPrintableAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}
