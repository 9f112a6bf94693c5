/** Files of another format to a draft of a manifest that passes the schema of manifests, or to what is wrong with them. */
import { hasJoiner, isDoubtful } from '../manifest/characters.ts';
import { escapeCharacter } from '../manifest/escape.ts';
import { compareProblems, problemList, type Problem, type ProblemList } from '../manifest/problem.ts';
import { validate } from '../manifest/validate.ts';
import { entriesIn, SECTION_NAMES, type Draft, type DraftEntry, type Origin } from './draft.ts';
import type { Importer, Source } from './importer.ts';
import { withIncluded, type Follow } from './includes.ts';
import type { Mapping } from './mapping-format.ts';
import { namesBy, type NamesReport } from './names.ts';
import { plainManifest } from './placed.ts';
import { readSource, type ForeignFile } from './read.ts';
import type { ImportSummary } from './summary.ts';

/** What came of an import. Texts are there as far as files could be decoded, so that problems can show their lines. */
export interface Imported {
  /** INVARIANT: there is a result exactly when there are no problems. */
  readonly result?: { readonly draft: Draft; readonly summary: ImportSummary; readonly names: NamesReport };
  readonly problems: readonly Problem[];
  /** The files, with those that they include, in their order. */
  readonly paths: readonly string[];
  textOf(path: string): string | undefined;
}

/** How files are read: up to which size, and where to find those that others include. */
export interface Reach {
  readonly limit?: number;
  readonly follow?: Follow;
}

/** Imports files of one format together. Never throws, but for what `follow` throws. */
export function importFiles(
  importer: Importer,
  files: readonly ForeignFile[],
  mapping: Mapping,
  { limit, follow }: Reach = {},
): Imported {
  const readings = withIncluded(
    files,
    (file) => {
      const reading = { path: file.path, ...readSource(file, importer, limit) };
      return { reading, includes: reading.source ? (importer.includes?.(reading.source) ?? []) : [] };
    },
    follow,
  ).sort((a, b) => (a.path < b.path ? -1 : 1));
  const texts = new Map(readings.map(({ path, text }) => [path, text]));
  const told = { paths: [...texts.keys()], textOf: (path: string) => texts.get(path) };
  const unread = readings.flatMap(({ problems }) => problems);
  const sources = readings.flatMap(({ source }) => source ?? []);
  if (unread.length > 0) return { problems: sortedProblems(unread, sources), ...told };
  const names = namesBy(mapping);
  const { draft: raw, summary } = importer.import(sources, names);
  const draft = printable(raw);
  const problems = sortedProblems([], sources);
  if (problems.length === 0) problems.push(...faultsOf(draft, sources));
  if (problems.length > 0) return { problems, ...told };
  return { result: { draft, summary, names: names.report() }, problems, ...told };
}

function sortedProblems(more: readonly Problem[], sources: readonly Source[]): Problem[] {
  return [...more, ...sources.flatMap(({ problems }) => problems.finish())].sort(compareProblems);
}

/** What a manifest could not say: texts that are too long, names that are none. Told where the entry comes from. */
function faultsOf(draft: Draft, [first]: readonly Source[]): Problem[] {
  const faults = validate(plainManifest(draft));
  if (faults.length === 0) return [];
  const origins = originsIn(draft);
  const lists = new Map<string, ProblemList>();
  for (const {
    code,
    path: [section, id],
    values,
  } of faults) {
    const { file, span } = origins.get(`${section}.${id}`) ?? {
      file: first.path,
      span: { start: 0, end: 0 },
    };
    const list = lists.get(file) ?? problemList(file);
    lists.set(file, list);
    list.add(code, span.start, span.end, { ...values });
  }
  return [...lists.values()].flatMap((list) => list.finish()).sort(compareProblems);
}

function originsIn(draft: Draft): Map<string, Origin | undefined> {
  return new Map(
    SECTION_NAMES.flatMap((section) =>
      entriesIn(draft, section).map(({ id, origin }) => [`${section}.${id}`, origin] as const),
    ),
  );
}

/** A draft whose texts a manifest can hold: what is not printable is written as its code point. */
function printable(draft: Draft): Draft {
  const sections = SECTION_NAMES.map((section) => [section, entriesIn(draft, section).map(printableEntry)]);
  return { ...(Object.fromEntries(sections) as Omit<Draft, 'head'>), head: draft.head };
}

function printableEntry<T extends object>(entry: DraftEntry<T>): DraftEntry<T> {
  return { ...entry, value: printableValue(entry.value) as T };
}

function printableValue(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return printableText(value, name === 'name');
  if (Array.isArray(value)) return value.map((item) => printableValue(item));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, printableValue(field, key)]);
  return Object.fromEntries(fields);
}

/** Names may hold joiners, as some scripts need them; other texts may not. */
function printableText(text: string, isName: boolean): string {
  if (!isDoubtful(text)) return text;
  const isKept = (each: string): boolean => !isDoubtful(each) || (isName && hasJoiner(each));
  return [...text].map((each) => (isKept(each) ? each : escapeCharacter(each))).join('');
}
