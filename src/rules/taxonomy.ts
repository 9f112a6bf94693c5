/** Names of categories and purposes, from several files: files add, and none redefines what another has said. */
import type { TaxonomyFile } from './catalogue-format.ts';

export const SECTIONS = ['categories', 'purposes'] as const;
type Section = (typeof SECTIONS)[number];

/** What names mean, and who says so. */
export type Taxonomy = ReadonlyMap<string, { readonly meaning: string; readonly by: string }>;

/** A name that has another meaning already. */
export interface TakenName {
  readonly section: Section;
  readonly id: string;
  /** Who gave it its meaning. */
  readonly by: string;
}

/** The names of a file, said by somebody, beside those that are known; names with another meaning are told. */
export function taxonomyOf(
  file: TaxonomyFile,
  by: string,
  known: Taxonomy = new Map(),
): { readonly taxonomy: Taxonomy; readonly taken: readonly TakenName[] } {
  const taxonomy = new Map(known);
  const taken: TakenName[] = [];
  for (const section of SECTIONS) {
    for (const [id, entry] of Object.entries(file[section] ?? {})) {
      const key = `${section} ${id}`;
      const meaning = meaningOf(entry);
      const before = known.get(key);
      if (before === undefined) taxonomy.set(key, { meaning, by });
      else if (before.meaning !== meaning) taken.push({ section, id, by: before.by });
    }
  }
  return { taxonomy, taken };
}

/** One text for one meaning, in whatever order its fields are written. */
export function meaningOf(entry: object): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}
