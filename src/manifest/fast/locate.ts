import type { Location, Span } from '../locate.ts';
import { kindOf, Node, valueAt, type Tape } from './tape.ts';
import { afterValue } from './values.ts';

/** Where a path leads on a tape that knows its places, as in `../locate.ts`; offsets are in bytes. */
export function locateOnTape(tape: Tape, path: readonly string[]): Location {
  let key = 0;
  let value = 0;
  for (const segment of path) {
    const isMap = kindOf(tape.nodes[value]) === Node.map;
    const next = isMap
      ? valueAt(tape.nodes, value, tape.strings.find(segment))
      : itemAt(tape, value, segment);
    if (next < 0) return { ...spansOf(tape, key, value), isExact: false };
    value = next;
    key = isMap ? next - 1 : next;
  }
  return { ...spansOf(tape, key, value), isExact: true };
}

function itemAt(tape: Tape, list: number, segment: string): number {
  if (kindOf(tape.nodes[list]) !== Node.list) return -1;
  const end = afterValue(tape, list);
  let item = list + 1;
  for (let left = Number(segment); left > 0 && item < end; left--) item = afterValue(tape, item);
  return item < end ? item : -1;
}

function spansOf(tape: Tape, key: number, value: number): { readonly key: Span; readonly value: Span } {
  return { key: spanAt(tape, key), value: spanAt(tape, value) };
}

function spanAt({ spans }: Tape, at: number): Span {
  return { start: spans?.starts[at] ?? 0, end: spans?.ends[at] ?? 0 };
}
