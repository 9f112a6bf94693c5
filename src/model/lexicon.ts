/** Names that the gate knows: clauses by every id of theirs, categories, purposes. */
import { byCodePoint } from './names.ts';

/** Names of one sort. */
export interface KnownNames {
  /** Is it one of the names, or below one that no other name is below? */
  has(name: string): boolean;
  /** All of them, in order. */
  readonly all: readonly string[];
}

/** What the gate knows by name. Each is worked out when it is first asked for. */
export interface Lexicon {
  /** The clauses that an id stands for: under the id of the catalogue, and those that it replaces. */
  clauses(id: string): readonly string[];
  categories(): KnownNames;
  purposes(): KnownNames;
}

/** Where nothing is known by name, every name will do. */
export const ANY_NAMES: Lexicon = {
  clauses: (id) => [id],
  categories: () => ANY,
  purposes: () => ANY,
};

const ANY: KnownNames = { has: () => true, all: [] };

/** Names as a set; one without a name below it may be made more special by anyone. */
export function knownNames(names: Iterable<string>): KnownNames {
  const known = new Set(names);
  const inner = new Set([...known].map(parentOf));
  const has = (name: string): boolean => {
    if (known.has(name)) return true;
    for (let above = parentOf(name); above !== ''; above = parentOf(above)) {
      if (known.has(above)) return !inner.has(above);
    }
    return false;
  };
  return { has, all: [...known].sort(byCodePoint) };
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}
