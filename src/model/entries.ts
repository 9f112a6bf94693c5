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
  /** The tape of each file. */
  readonly tapes: readonly Tape[];
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
  const names = sortedNames(
    kept.map((each) => ids[each]),
    strings,
  );
  const entry = { length: kept.length, at, all: () => Array.from(kept, (_, i) => at(i)) };
  const entries: LinkedEntries<T> = {
    ...names,
    strings,
    tapes,
    file,
    node,
    entry,
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
  const { strings, tapes, ids, file, node } = entries;
  const texts = Int32Array.from(ids, (id) => strings.find(id));
  return entriesOf({ strings, tapes, ids: texts, files: file, nodes: node }, kept);
}

/** Where a field stands on the tape, by number of the entry; -1 where it is not stated. */
export function nodesOf(entries: LinkedEntries<unknown>, path: readonly string[]): Int32Array {
  const { tapes, strings, file, node } = entries;
  const keys = path.map((key) => strings.find(key));
  return node.map((start, i) => {
    const { nodes } = tapes[file[i]];
    let at = start;
    for (const key of keys) {
      if (kindOf(nodes[at]) !== Node.map) return -1;
      at = valueAt(nodes, at, key);
      if (at < 0) return -1;
    }
    return at;
  });
}

/** The text of a field, by number of the entry; -1 where none is stated. */
export function textColumn(entries: LinkedEntries<unknown>, ...path: readonly string[]): Int32Array {
  const { tapes, file } = entries;
  return nodesOf(entries, path).map((at, i) => {
    if (at < 0) return -1;
    const node = tapes[file[i]].nodes[at];
    return kindOf(node) === Node.text ? payloadOf(node) : -1;
  });
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
  const at = nodesOf(entries, path).map((place, i) => {
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
  return { at, values };
}
