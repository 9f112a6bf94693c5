import type { Manifest } from './format.ts';
import { headOf, type Head } from './head.ts';
import type { Span } from './locate.ts';
import type { EntryPlaces, Tree } from './tree.ts';
import { afterValue, tapeOf, valueOf } from './fast/values.ts';
import { payloadOf, valueAt, type Tape } from './fast/tape.ts';
import type { Strings } from './fast/strings.ts';

/** One manifest that has passed every check of a single file. */
export interface ManifestDocument {
  readonly path: string;
  /** What it says. */
  readonly tape: Tape;
  readonly head: Head;
  /** The decoded text, to which all offsets refer; decoded when it is first asked for. */
  readonly text: string;
  /** The plain value of the whole, made when it is first asked for. */
  readonly manifest: Manifest;
  /** Place of an entry's key; undefined when the section has no such id. */
  spanOf(section: string, id: string): Span | undefined;
}

/** A document of which a fast reader has made a tape; the bytes have no byte order mark. */
export function documentOfTape(path: string, bytes: Uint8Array, tape: Tape): ManifestDocument {
  const text = once(() => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const manifest = once(() => valueOf(tape, 0) as unknown as Manifest);
  const offsets = once(() => offsetsOf(bytes));
  const sections = new Map<string, ReadonlyMap<number, number>>();
  return {
    path,
    tape,
    head: headOf(tape),
    get text() {
      return text();
    },
    get manifest() {
      return manifest();
    },
    spanOf(section, id) {
      let starts = sections.get(section);
      if (starts === undefined) sections.set(section, (starts = startsIn(tape, section)));
      const start = starts.get(tape.strings.find(id));
      if (start === undefined) return undefined;
      const end = keyEnd(bytes, start, id.length);
      return { start: offsets()(start), end: offsets()(end) };
    },
  };
}

/** A document that the reference reader has read. */
export function documentOfValue(
  path: string,
  text: string,
  value: Tree,
  places: EntryPlaces,
  strings: Strings,
): ManifestDocument {
  const tape = tapeOf(value, strings);
  const manifest = value as unknown as Manifest;
  return { path, tape, head: headOf(tape), text, manifest, spanOf: places.find };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Where the keys of a section start, by the number of the id. */
function startsIn(tape: Tape, section: string): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  const { nodes, entryNodes, entryStarts } = tape;
  const map = valueAt(nodes, 0, tape.strings.find(section));
  if (map < 0) return starts;
  let entry = firstFrom(entryNodes, map);
  const end = afterValue(tape, map);
  for (; entry < entryNodes.length && entryNodes[entry] < end; entry++) {
    starts.set(payloadOf(nodes[entryNodes[entry]]), entryStarts[entry]);
  }
  return starts;
}

/** The first index whose number is at least `least`. */
function firstFrom(ascending: Int32Array, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a key ends: its quotes belong to it. */
function keyEnd(bytes: Uint8Array, start: number, length: number): number {
  const quote = bytes[start];
  return quote === 0x22 || quote === 0x27 ? start + length + 2 : start + length;
}

const CHECKPOINT = 1 << 12;

/** From offsets in UTF-8 to offsets in UTF-16: each byte that begins a character counts one, or two from four bytes on. */
function offsetsOf(bytes: Uint8Array): (offset: number) => number {
  const units = (from: number, until: number): number => {
    let count = 0;
    for (let at = from; at < until; at++) {
      const byte = bytes[at];
      if ((byte & 0xc0) !== 0x80) count += byte >= 0xf0 ? 2 : 1;
    }
    return count;
  };
  const checkpoints = [0];
  for (let at = 0; at + CHECKPOINT <= bytes.length; at += CHECKPOINT) {
    checkpoints.push(checkpoints[checkpoints.length - 1] + units(at, at + CHECKPOINT));
  }
  return (offset) => {
    const last = Math.floor(offset / CHECKPOINT);
    return checkpoints[last] + units(last * CHECKPOINT, offset);
  };
}
