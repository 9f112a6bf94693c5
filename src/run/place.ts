/** Problems at paths of keys -> problems at places in the text. */
import type { LinkProblem } from '../model/statements.ts';
import { nearest } from '../manifest/nearest.ts';
import { locateIn } from '../manifest/read.ts';
import { PROBLEM_LIMIT, type Problem } from '../manifest/problem.ts';

/** At most so many problems of each file as one can want to read, and then how many more there are. */
function bounded(problems: readonly LinkProblem[]): readonly LinkProblem[] {
  const counts = new Map<number, number>();
  const listed: LinkProblem[] = [];
  for (const problem of problems) {
    const count = (counts.get(problem.file) ?? 0) + 1;
    counts.set(problem.file, count);
    if (count <= PROBLEM_LIMIT) listed.push(problem);
  }
  for (const [file, count] of counts) {
    if (count <= PROBLEM_LIMIT) continue;
    const values = { count: String(count - PROBLEM_LIMIT) };
    listed.push({ code: 'more-problems', file, path: [], on: 'value', values });
  }
  return listed;
}

/** A file that problems are in; what it says of its places is quicker than a second reading. */
interface PlacedFile {
  readonly path: string;
  readonly text: string;
  locate?(paths: readonly (readonly string[])[]): ReturnType<typeof locateIn>;
}

/** Turns paths of keys into spans, one reading for each file concerned; `idsOf` gives the ids that could be meant. */
export function placeLinkProblems(
  found: readonly LinkProblem[],
  files: readonly PlacedFile[],
  idsOf: (section: string) => readonly string[],
): Problem[] {
  const problems = bounded(found);
  const spans = spansOf(problems, files);
  return problems.map(({ code, file, path, on, values, related }) => ({
    code,
    file: files[file].path,
    ...(spans(file, path)?.[on] ?? NOWHERE),
    values: withSuggestion(values, idsOf),
    related: (related ?? []).map((other) => ({
      file: files[other.file].path,
      ...(spans(other.file, other.path)?.key ?? NOWHERE),
      note: other.note,
    })),
  }));
}

const NOWHERE = { start: 0, end: 0 };

type Spans = (file: number, path: readonly string[]) => ReturnType<typeof locateIn>[number] | undefined;

function spansOf(problems: readonly LinkProblem[], files: readonly PlacedFile[]): Spans {
  const wanted = problems.flatMap(({ file, path, related }) => [{ file, path }, ...(related ?? [])]);
  const spans = new Map<string, ReturnType<typeof locateIn>[number]>();
  const keyOf = (file: number, path: readonly string[]): string => JSON.stringify([file, ...path]);
  for (const file of new Set(wanted.map((place) => place.file))) {
    const paths = wanted.filter((place) => place.file === file).map(({ path }) => path);
    const places = files[file].locate?.(paths) ?? locateIn(files[file], paths);
    places.forEach((place, i) => spans.set(keyOf(file, paths[i]), place));
  }
  return (file, path) => spans.get(keyOf(file, path));
}

/** "Did you mean", from the ids of the section that is referred to. */
function withSuggestion(
  values: Readonly<Record<string, string>>,
  idsOf: (section: string) => readonly string[],
): Record<string, string> {
  const { section, id } = values;
  if (id === undefined) return values;
  const others = idsOf(section).filter((other) => other !== id);
  const suggestion = nearest(id, others);
  return suggestion === undefined ? values : { ...values, suggestion };
}
