import type { Strings } from '../manifest/fast/strings.ts';

/** Ids of one section as dense integers, numbered in code-point order, so that ordering by number is ordering by id. */
export interface Names {
  readonly ids: readonly string[];
  /** The number of an id, or -1. */
  indexOf(id: string): number;
  /** The number of the id that is this text, or -1. */
  numberOf(text: number): number;
}

/** Numbers ids, each given as the number of its text, in the order of the texts. */
export function sortedNames(texts: Int32Array, strings: Strings): Names {
  const numbers = new Int32Array(strings.count);
  const ids: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    numbers[texts[i]] = i + 1;
    ids.push(strings.text(texts[i]));
  }
  const numberOf = (text: number): number => (text >= 0 && text < numbers.length ? numbers[text] - 1 : -1);
  return { ids, numberOf, indexOf: (id) => numberOf(strings.find(id)) };
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
