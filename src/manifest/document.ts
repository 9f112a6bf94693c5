import type { Manifest } from './format.ts';
import { linesOfBytes } from './fast/lines.ts';
import { utf16Offsets } from './fast/offsets.ts';
import { locateOnTape } from './fast/locate.ts';
import { headOf, type Head } from './head.ts';
import { linesOf, type Lines } from './lines.ts';
import { locate, type Location, type Reader, type Span } from './locate.ts';
import type { EntryPlaces, Tree } from './tree.ts';
import { sectionKeys } from './fast/section-keys.ts';
import { tapeOf, valueOf } from './fast/values.ts';
import type { Tape } from './fast/tape.ts';
import type { Strings } from './fast/strings.ts';

/** One manifest that has passed every check of a single file. */
export interface ManifestDocument {
  readonly path: string;
  /** What it says. */
  readonly tape: Tape;
  readonly head: Head;
  /** The decoded text, to which all offsets refer; decoded when it is first asked for. */
  readonly text: string;
  /** Its lines, which are there without the whole of it. */
  readonly lines: Lines;
  /** The plain value of the whole, made when it is first asked for. */
  readonly manifest: Manifest;
  /** Place of an entry's key; undefined when the section has no such id. */
  spanOf(section: string, id: string): Span | undefined;
  /** Places of paths; segments are keys and decimal list indices. */
  locate(paths: readonly (readonly string[])[]): Location[];
}

/** A document of which a fast reader has made a tape; the bytes have no byte order mark. */
export function documentOfTape(path: string, bytes: Uint8Array, tape: Tape): ManifestDocument {
  const text = once(() => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const lines = once(() => linesOfBytes(bytes));
  const manifest = once(() => valueOf(tape, 0) as unknown as Manifest);
  const offsets = once(() => utf16Offsets(bytes));
  const keysOf = sectionKeys(tape);
  const span = ({ start, end }: Span): Span => ({ start: offsets()(start), end: offsets()(end) });
  return {
    path,
    tape,
    head: headOf(tape),
    get text() {
      return text();
    },
    get lines() {
      return lines();
    },
    get manifest() {
      return manifest();
    },
    spanOf(section, id) {
      const at = keysOf(section)(id);
      if (at < 0 || tape.spans === undefined) return undefined;
      return span({ start: tape.spans.starts[at], end: tape.spans.ends[at] });
    },
    locate: (paths) =>
      paths.map((each) => {
        const { key, value, isExact } = locateOnTape(tape, each, keysOf);
        return { key: span(key), value: span(value), isExact };
      }),
  };
}

/** A document that the reference reader has read. */
export function documentOfValue(
  path: string,
  text: string,
  { value, places }: { readonly value: Tree; readonly places: EntryPlaces },
  strings: Strings,
  reader: Reader,
): ManifestDocument {
  const tape = tapeOf(value, strings);
  return {
    path,
    tape,
    head: headOf(tape),
    text,
    lines: linesOf(text),
    manifest: value as unknown as Manifest,
    spanOf: places.find,
    locate: (paths) => locate(text, path, reader, paths),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
