import type { Manifest } from '../manifest/format.ts';
import type { SectionName } from './model.ts';

/** A manifest as the model takes it in: parsed, valid by the schema, with the path that positions name. */
export interface ManifestSource {
  readonly path: string;
  readonly manifest: Manifest;
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

/** Every declaration of a section, as parallel arrays in file order, and which ids are declared more than once. */
export interface Declarations<T> {
  readonly ids: string[];
  readonly entries: T[];
  readonly files: number[];
  /** First declaration of each id. */
  readonly first: Map<string, number>;
  /** All declarations of the ids that have several. */
  readonly repeated: Map<string, number[]>;
}

type EntryOf<S extends SectionName> = NonNullable<Manifest[S]>[string];

/** Gathers the declarations of one section over all files. */
export function declarationsOf<S extends SectionName>(
  sources: readonly ManifestSource[],
  section: S,
): Declarations<EntryOf<S>> {
  const found: Declarations<EntryOf<S>> = {
    ids: [],
    entries: [],
    files: [],
    first: new Map(),
    repeated: new Map(),
  };
  for (let file = 0; file < sources.length; file++) {
    const entries = sources[file].manifest[section] as Record<string, EntryOf<S>> | undefined;
    if (entries === undefined) continue;
    for (const id of Object.keys(entries)) declare(found, id, entries[id], file);
  }
  return found;
}

function declare<T>(found: Declarations<T>, id: string, entry: T, file: number): void {
  const at = found.ids.length;
  found.ids.push(id);
  found.entries.push(entry);
  found.files.push(file);
  const first = found.first.get(id);
  if (first === undefined) {
    found.first.set(id, at);
    return;
  }
  const others = found.repeated.get(id);
  if (others === undefined) found.repeated.set(id, [first, at]);
  else others.push(at);
}
