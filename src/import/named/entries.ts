/** Entries of a draft in an order of their own, so that the order of files and keys makes no difference. */
import type { DraftEntry, Origin } from '../draft.ts';
import type { Source } from '../importer.ts';

/** Entries ordered by id. */
export function byId<T>(entries: readonly DraftEntry<T>[]): DraftEntry<T>[] {
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Something that the files may define once. */
export interface Definition {
  readonly key: string;
  readonly name: string;
  readonly origin: Origin;
}

/** Reports each definition of something that is defined before, at its place and with the place of the first one. */
export function reportTwice(definitions: readonly Definition[], sources: readonly Source[]): void {
  const lists = new Map(sources.map(({ path, problems }) => [path, problems]));
  const first = new Map<string, Definition>();
  for (const each of definitions) {
    const earlier = first.get(each.key);
    if (earlier === undefined) {
      first.set(each.key, each);
      continue;
    }
    const { file, span } = each.origin;
    const values = { name: each.name, file: earlier.origin.file };
    const related = { ...earlier.origin.span, file: earlier.origin.file, note: 'first defined here' };
    lists.get(file)?.add('defined-twice', span.start, span.end, values, [related]);
  }
}
