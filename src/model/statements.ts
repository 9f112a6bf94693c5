import { kindOf, Node, payloadOf, valueAt, type Tape } from '../manifest/fast/tape.ts';
import type { Strings } from '../manifest/fast/strings.ts';
import { afterValue, valueOf } from '../manifest/fast/values.ts';
import type { Manifest } from '../manifest/format.ts';
import type { Head } from '../manifest/head.ts';
import type { SectionName } from './model.ts';
import { IntColumn } from './rows.ts';

/** A manifest as the model takes it in: read, valid by the schema, with the path that positions name. */
export interface ManifestSource {
  readonly path: string;
  readonly tape: Tape;
  readonly head: Head;
}

/** Something that keeps a model from being built, at a path of keys in a file. */
export interface LinkProblem {
  readonly code: 'unknown-reference' | 'duplicate-id' | 'cycle' | 'too-involved' | 'more-problems';
  readonly file: number;
  readonly path: readonly string[];
  /** Point at the key of the last step, or at its value. */
  readonly on: 'key' | 'value';
  readonly values: Readonly<Record<string, string>>;
  readonly related?: readonly {
    readonly file: number;
    readonly path: readonly string[];
    readonly note: string;
  }[];
}

/** An entry as it is written in a section. */
export type EntryOf<S extends SectionName> = NonNullable<Manifest[S]>[string];

/** Every declaration of a section, as columns in file order, and which ids are declared more than once. */
export interface Declarations<T> {
  readonly strings: Strings;
  readonly tapes: readonly Tape[];
  /** Text of the id. */
  readonly ids: Int32Array;
  /** Where the entry stands on the tape of its file. */
  readonly nodes: Int32Array;
  readonly files: Int32Array;
  /** First declaration of an id, or -1. */
  first(text: number): number;
  /** All declarations of the ids that have several, by the text of the id. */
  readonly repeated: ReadonlyMap<number, readonly number[]>;
  /** A declared entry as it is written. */
  entry(at: number): T;
}

/** Gathers the declarations of one section over all files. */
export function declarationsOf<S extends SectionName>(
  sources: readonly ManifestSource[],
  section: S,
  strings: Strings,
): Declarations<EntryOf<S>> {
  const ids = new IntColumn();
  const nodes = new IntColumn();
  const files = new IntColumn();
  const key = strings.find(section);
  const tapes = sources.map(({ tape }) => tape);
  tapes.forEach((tape, file) => {
    const map = valueAt(tape.nodes, 0, key);
    if (map < 0) return;
    const end = afterValue(tape, map);
    for (let at = map + 1; at < end; at = afterValue(tape, at + 1)) {
      ids.push(payloadOf(tape.nodes[at]));
      nodes.push(at + 1);
      files.push(file);
    }
  });
  const declared = { ids: ids.filled(), nodes: nodes.filled(), files: files.filled() };
  return {
    strings,
    tapes,
    ...declared,
    ...firstsOf(declared.ids, strings),
    entry: (at) => valueOf(tapes[declared.files[at]], declared.nodes[at]) as unknown as EntryOf<S>,
  };
}

function firstsOf(ids: Int32Array, strings: Strings): Pick<Declarations<unknown>, 'first' | 'repeated'> {
  const firsts = new Int32Array(strings.count);
  const repeated = new Map<number, number[]>();
  for (let at = 0; at < ids.length; at++) {
    const first = firsts[ids[at]] - 1;
    if (first < 0) firsts[ids[at]] = at + 1;
    else {
      const others = repeated.get(ids[at]);
      if (others === undefined) repeated.set(ids[at], [first, at]);
      else others.push(at);
    }
  }
  return { first: (text) => (text < firsts.length ? firsts[text] - 1 : -1), repeated };
}

/** Tells the texts of a list that stands on a tape, in order; what is no list has none. */
export function eachText(tape: Tape, at: number, tell: (text: number) => void): void {
  if (kindOf(tape.nodes[at]) !== Node.list) return;
  const end = afterValue(tape, at);
  for (let item = at + 1; item < end; item = afterValue(tape, item)) {
    if (kindOf(tape.nodes[item]) === Node.text) tell(payloadOf(tape.nodes[item]));
  }
}
