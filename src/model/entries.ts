/** Entries of a section over the tapes of their files. */
import { kindOf, Node, payloadOf, valueAt, Word, type Tape } from '../manifest/fast/tape.ts';
import type { Strings } from '../manifest/fast/strings.ts';
import { valueOf } from '../manifest/fast/values.ts';
import type { Entries, FieldColumn } from './model.ts';
import { sortedNames } from './names.ts';
import { IntColumn, type Rows } from './rows.ts';
import { eachText, type Declarations } from './statements.ts';

/** Entries with what linking them needs. */
export interface LinkedEntries<T> extends Entries<T> {
  readonly strings: Strings;
  /** The text of each id. */
  readonly text: Int32Array;
  /** The tape of each file. */
  readonly tapes: readonly Tape[];
  /** Where a field stands on the tape, by number of the entry; -1 where it is not stated. */
  places(field: string): Int32Array;
}

/** The entries of these declarations, which are in order of their ids, each once. */
export function entriesOf<T>(
  {
    strings,
    tapes,
    ids,
    nodes,
    files,
  }: Pick<Declarations<T>, 'strings' | 'tapes' | 'ids' | 'nodes' | 'files'>,
  kept: Int32Array,
): LinkedEntries<T> {
  const file = kept.map((at) => files[at]);
  const node = kept.map((at) => nodes[at]);
  const at = (i: number): T => valueOf(tapes[file[i]], node[i]) as unknown as T;
  const fields = new Map<string, FieldColumn>();
  const text = kept.map((each) => ids[each]);
  const names = sortedNames(text, strings);
  const entry = { length: kept.length, at, all: () => Array.from(kept, (_, i) => at(i)) };
  let places: ReadonlyMap<number, Int32Array> | undefined;
  const entries: LinkedEntries<T> = {
    ...names,
    text,
    strings,
    tapes,
    file,
    node,
    entry,
    places(field) {
      places ??= placesOf(tapes, file, node);
      return places.get(strings.find(field)) ?? new Int32Array(kept.length).fill(-1);
    },
    field(path) {
      let known = fields.get(path);
      if (known === undefined) fields.set(path, (known = fieldColumn(entries, path.split('.'))));
      return known;
    },
  };
  return entries;
}

/** Some of the entries, given in their order. */
export function someEntries<T>(entries: LinkedEntries<T>, kept: Int32Array): LinkedEntries<T> {
  const { strings, tapes, file, node } = entries;
  return entriesOf({ strings, tapes, ids: entries.text, files: file, nodes: node }, kept);
}

/** Where each field of entries stands, by its key: one walk over all entries. */
function placesOf(
  tapes: readonly Tape[],
  file: Int32Array,
  node: Int32Array,
): ReadonlyMap<number, Int32Array> {
  // Keys that a schema names come first among the texts, so that this is short.
  const byKey: (Int32Array | undefined)[] = [];
  for (let i = 0; i < node.length; i++) {
    const { nodes } = tapes[file[i]];
    const end = payloadOf(nodes[node[i]]);
    for (let at = node[i] + 1; at < end;) {
      const key = payloadOf(nodes[at]);
      let places = byKey[key];
      if (places === undefined) places = byKey[key] = new Int32Array(node.length).fill(-1);
      places[i] = at + 1;
      const value = nodes[at + 1];
      at = kindOf(value) <= Node.list ? payloadOf(value) : at + 2;
    }
  }
  return new Map(
    [...byKey.entries()].flatMap(([key, places]) => (places === undefined ? [] : [[key, places]])),
  );
}

/** Where a field inside fields stands, by number of the entry; -1 where it is not stated. */
export function nodesOf(entries: LinkedEntries<unknown>, [field, ...inside]: readonly string[]): Int32Array {
  const { tapes, strings, file } = entries;
  const places = entries.places(field);
  if (inside.length === 0) return places;
  const keys = inside.map((key) => strings.find(key));
  const found = new Int32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const { nodes } = tapes[file[i]];
    let at = places[i];
    for (let k = 0; k < keys.length && at >= 0; k++) {
      at = kindOf(nodes[at]) === Node.map ? valueAt(nodes, at, keys[k]) : -1;
    }
    found[i] = at;
  }
  return found;
}

/** The text of a field, by number of the entry; -1 where none is stated. */
export function textColumn(entries: LinkedEntries<unknown>, ...path: readonly string[]): Int32Array {
  const { tapes, file } = entries;
  const places = nodesOf(entries, path);
  const texts = new Int32Array(places.length).fill(-1);
  for (let i = 0; i < places.length; i++) {
    if (places[i] < 0) continue;
    const node = tapes[file[i]].nodes[places[i]];
    if (kindOf(node) === Node.text) texts[i] = payloadOf(node);
  }
  return texts;
}

/** The texts of a field that is a list; what is no list has none. */
export function textRows(entries: LinkedEntries<unknown>, field: string): Rows {
  const { tapes, file } = entries;
  const at = nodesOf(entries, [field]);
  const starts = new Int32Array(at.length + 1);
  const items = new IntColumn();
  for (let i = 0; i < at.length; i++) {
    if (at[i] >= 0) eachText(tapes[file[i]], at[i], (text) => items.push(text));
    starts[i + 1] = items.length;
  }
  return { starts, items: items.filled() };
}

function fieldColumn(entries: LinkedEntries<unknown>, path: readonly string[]): FieldColumn {
  const { tapes, file } = entries;
  const values: (string | number | boolean)[] = [];
  const known = new Map<string | number, number>();
  const number = (key: string | number, value: () => string | number | boolean): number => {
    let found = known.get(key);
    if (found === undefined) {
      known.set(key, (found = values.length));
      values.push(value());
    }
    return found;
  };
  const numbers = nodesOf(entries, path).map((place, i) => {
    if (place < 0) return -1;
    const tape = tapes[file[i]];
    const node = tape.nodes[place];
    const payload = payloadOf(node);
    switch (kindOf(node)) {
      case Node.text:
        return number(node, () => tape.strings.text(payload));
      case Node.number:
        return number(`${tape.numbers[payload]}`, () => tape.numbers[payload]);
      case Node.word:
        return payload === Word.null ? -1 : number(node, () => payload === Word.true);
      default:
        return -1;
    }
  });
  return { numbers, values };
}
