import type { Location, Span } from '../locate.ts';
import type { FindKey } from './section-keys.ts';
import { kindOf, Node, valueAt, type Tape } from './tape.ts';
import { afterValue } from './values.ts';

/**
 * Where a path leads on a tape that knows its places, as in `../locate.ts`; offsets are in bytes. Entries are looked up by
 * `keysOf`, for a section can have very many.
 */
export function locateOnTape(
  tape: Tape,
  path: readonly string[],
  keysOf: (section: string) => FindKey,
): Location {
  const [section, id, ...inside] = path;
  const entry = id === undefined ? -1 : keysOf(section)(id);
  let key = Math.max(entry, 0);
  let value = entry < 0 ? 0 : entry + 1;
  for (const segment of entry < 0 ? path : inside) {
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
