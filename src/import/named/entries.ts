/** Entries of a draft in an order of their own, so that the order of files and keys makes no difference. */
import type { DraftEntry, Origin } from '../draft.ts';
import type { Source } from '../importer.ts';
import { reportIn } from '../reporting.ts';

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
  const report = reportIn(sources);
  const first = new Map<string, Definition>();
  for (const each of definitions) {
    const origin = first.get(each.key)?.origin;
    if (origin === undefined) first.set(each.key, each);
    else
      report(
        'defined-twice',
        each.origin,
        { name: each.name, file: origin.file },
        { origin, note: 'first defined here' },
      );
  }
}
