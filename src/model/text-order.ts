/** Texts in the order of their code points, without making a string of any. */
import type { Strings } from '../manifest/fast/strings.ts';
import { indexes } from './rows.ts';

// Fewer than these are put in order by insertion.
const FEW = 24;

/**
 * Indexes of texts, which differ, so that the texts ascend. Four bytes at a time are one number; numbers are put in order
 * by two counting passes, and what is equal so far goes on with the next four bytes.
 */
export function orderedByText(texts: Int32Array, strings: Strings): Int32Array {
  const order = indexes(texts.length);
  if (isSorted(texts, strings)) return order;
  const sorting: Sorting = {
    texts,
    strings,
    ...strings.raw(),
    order,
    keys: new Uint32Array(texts.length),
    other: new Int32Array(texts.length),
  };
  // Parts still to be put in order: from, until, and how many bytes they share.
  const open: number[] = [0, texts.length, sharedBytes(texts, strings)];
  while (open.length > 0) {
    const depth = open.pop() as number;
    const until = open.pop() as number;
    const from = open.pop() as number;
    if (until - from <= FEW) insertionSort(sorting, from, until);
    else sortByKeys(sorting, from, until, depth, open);
  }
  return order;
}

interface Sorting {
  readonly texts: Int32Array;
  readonly strings: Strings;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly order: Int32Array;
  /** By index of a text: its next four bytes. */
  readonly keys: Uint32Array;
  readonly other: Int32Array;
}

function isSorted(texts: Int32Array, strings: Strings): boolean {
  for (let i = 1; i < texts.length; i++) if (strings.compare(texts[i - 1], texts[i]) >= 0) return false;
  return true;
}

/** How many bytes all texts begin with in common. */
function sharedBytes(texts: Int32Array, strings: Strings): number {
  const { bytes, starts } = strings.raw();
  const first = starts[texts[0]];
  let shared = strings.lengthOf(texts[0]);
  for (const text of texts) {
    const start = starts[text];
    const most = Math.min(shared, starts[text + 1] - start);
    shared = 0;
    while (shared < most && bytes[first + shared] === bytes[start + shared]) shared++;
  }
  return shared;
}

/** Puts a part in order by the next four bytes, and opens the parts in which these are equal. */
function sortByKeys(sorting: Sorting, from: number, until: number, depth: number, open: number[]): void {
  const { texts, bytes, starts, order, keys, other } = sorting;
  for (let i = from; i < until; i++) {
    const text = texts[order[i]];
    keys[order[i]] = fourBytes(bytes, starts[text] + depth, starts[text + 1]);
  }
  const bits = until - from > SEVERAL ? 16 : 8;
  for (let shift = 0; shift < 32; shift += 2 * bits) {
    countingPass(order, other, keys, shift, bits, from, until);
    countingPass(other, order, keys, shift + bits, bits, from, until);
  }
  for (let i = from; i < until;) {
    let next = i + 1;
    while (next < until && keys[order[next]] === keys[order[i]]) next++;
    if (next - i > 1) open.push(i, next, depth + 4);
    i = next;
  }
}

// From here on two passes over 65,536 counters are quicker than four over 256.
const SEVERAL = 8192;

/** Four bytes as one number, the first the most significant; nothing counts less than any byte of a text. */
function fourBytes(bytes: Uint8Array, start: number, end: number): number {
  let key = 0;
  for (let at = start; at < start + 4; at++) key = (key << 8) | (at < end ? bytes[at] : 0);
  return key >>> 0;
}

function countingPass(
  source: Int32Array,
  target: Int32Array,
  keys: Uint32Array,
  shift: number,
  bits: number,
  from: number,
  until: number,
): void {
  const mask = (1 << bits) - 1;
  const next = new Int32Array(mask + 2);
  for (let i = from; i < until; i++) next[((keys[source[i]] >>> shift) & mask) + 1]++;
  next[0] = from;
  for (let digit = 1; digit < next.length; digit++) next[digit] += next[digit - 1];
  for (let i = from; i < until; i++) target[next[(keys[source[i]] >>> shift) & mask]++] = source[i];
}

function insertionSort({ texts, strings, order }: Sorting, from: number, until: number): void {
  for (let i = from + 1; i < until; i++) {
    const moved = order[i];
    let at = i;
    while (at > from && strings.compare(texts[order[at - 1]], texts[moved]) > 0) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = moved;
  }
}
