/** Texts in the order of their code points, without making a string of any. */
import type { Strings } from '../manifest/fast/strings.ts';

// Fewer than these are put in order by insertion.
const FEW = 16;

/** Indexes of texts, so that the texts ascend. Multikey quicksort (Bentley and Sedgewick 1997), byte by byte. */
export function orderedByText(texts: Int32Array, strings: Strings): Int32Array {
  const order = Int32Array.from(texts.keys());
  if (isSorted(texts, strings)) return order;
  const { bytes, starts } = strings.raw();
  // Parts still to be put in order: from, until, and how many bytes they share.
  const open: number[] = [0, texts.length, 0];
  while (open.length > 0) {
    const depth = open.pop() as number;
    const until = open.pop() as number;
    const from = open.pop() as number;
    if (until - from <= FEW) {
      insertionSort(order, from, until, texts, strings);
      continue;
    }
    const byteOf = (i: number): number => {
      const text = texts[order[i]];
      const at = starts[text] + depth;
      return at < starts[text + 1] ? bytes[at] : -1;
    };
    const pivot = middleOf(byteOf(from), byteOf((from + until) >>> 1), byteOf(until - 1));
    let low = from;
    let high = until;
    for (let i = from; i < high;) {
      const byte = byteOf(i);
      if (byte < pivot) swap(order, low++, i++);
      else if (byte > pivot) swap(order, i, --high);
      else i++;
    }
    open.push(from, low, depth, high, until, depth);
    // Of texts that have ended there is only one.
    if (pivot >= 0) open.push(low, high, depth + 1);
  }
  return order;
}

function isSorted(texts: Int32Array, strings: Strings): boolean {
  for (let i = 1; i < texts.length; i++) if (strings.compare(texts[i - 1], texts[i]) >= 0) return false;
  return true;
}

function insertionSort(
  order: Int32Array,
  from: number,
  until: number,
  texts: Int32Array,
  strings: Strings,
): void {
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

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a];
  order[a] = order[b];
  order[b] = kept;
}
