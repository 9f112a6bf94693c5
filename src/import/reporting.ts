/** Problems of several files, each told in its own. */
import type { ProblemList } from '../manifest/problem.ts';
import type { Origin } from './draft.ts';
import type { Source } from './importer.ts';

/** Tells a problem where something stands; `first` is the place that was there before, with a note on it. */
export type Report = (
  code: Parameters<ProblemList['add']>[0],
  origin: Origin,
  values: Readonly<Record<string, string>>,
  first?: { readonly origin: Origin; readonly note: string },
) => void;

/** Tells problems in the files of an import. */
export function reportIn(sources: readonly Source[]): Report {
  const lists = new Map(sources.map(({ path, problems }) => [path, problems]));
  return (code, { file, span }, values, first) => {
    const related = first && [{ ...first.origin.span, file: first.origin.file, note: first.note }];
    lists.get(file)?.add(code, span.start, span.end, values, related);
  };
}
