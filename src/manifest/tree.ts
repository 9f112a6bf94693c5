import type { Scalar, Sink } from './sink.ts';

/** A plain value: scalars, arrays, and objects that inherit nothing. */
export type Tree = Scalar | Tree[] | { [key: string]: Tree };

/** Places of the keys at depth section and id, in UTF-16 offsets. */
export interface EntryPlaces {
  find(section: string, id: string): { start: number; end: number } | undefined;
}

/** A sink that builds the value of a document; `value` is complete once the reader has ended without trouble. */
export interface DocumentSink extends Sink {
  value(): Tree;
  places(): EntryPlaces;
}

// Objects made by this inherit from an empty object without a prototype, so that ids such as `constructor` are
// ids like any other; unlike Object.create(null) they keep the engine's compact form.
function Bare(this: object): void {}
Bare.prototype = Object.freeze(Object.create(null));

/** An empty object that inherits nothing. */
export function bareObject(): { [key: string]: Tree } {
  return new (Bare as unknown as new () => { [key: string]: Tree })();
}

// One number holds start and length of a key. Longer keys than this are no ids; their span is cut.
const LENGTH_BITS = 4096;

/** Builds the plain value of one document and remembers where its entries are, one number for each entry. */
export function documentSink(): DocumentSink {
  const open: (Tree[] | { [key: string]: Tree })[] = [];
  const keys: string[] = [];
  const sections = new Map<string, Map<string, number>>();
  let root: Tree = null;
  let pendingKey = '';

  const place = (value: Tree) => {
    const parent = open[open.length - 1];
    if (parent === undefined) root = value;
    else if (Array.isArray(parent)) parent.push(value);
    else parent[pendingKey] = value;
  };

  const enter = (value: Tree[] | { [key: string]: Tree }) => {
    place(value);
    open.push(value);
    keys.push(pendingKey);
  };

  const remember = (id: string, start: number, end: number) => {
    const section = keys[1];
    const entries = sections.get(section) ?? new Map<string, number>();
    if (entries.size === 0) sections.set(section, entries);
    entries.set(id, start * LENGTH_BITS + Math.min(end - start, LENGTH_BITS - 1));
  };

  return {
    mapStart: () => enter(bareObject()),
    listStart: () => enter([]),
    key(text, start, end) {
      pendingKey = text;
      if (open.length === 2 && !Array.isArray(open[0])) remember(text, start, end);
    },
    scalar: place,
    end() {
      open.pop();
      keys.pop();
    },
    value: () => root,
    places: () => ({ find: (section, id) => unpack(sections.get(section)?.get(id)) }),
  };
}

function unpack(packed: number | undefined): { start: number; end: number } | undefined {
  if (packed === undefined) return undefined;
  const start = Math.floor(packed / LENGTH_BITS);
  return { start, end: start + (packed % LENGTH_BITS) };
}
