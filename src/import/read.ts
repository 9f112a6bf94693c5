/** Files of other formats: bytes to text to trees with places. */
import { readForeignJson } from '../manifest/json.ts';
import { compareProblems, problemList, type Problem, type ProblemList } from '../manifest/problem.ts';
import { decodeForeign, SIZE_LIMIT } from '../manifest/text.ts';
import { readForeignDocuments, readForeignYaml } from '../manifest/yaml.ts';
import type { ProblemCode } from '../manifest/messages.ts';
import type { Importer, OtherFormat, Source, Syntax } from './importer.ts';
import { nodeSink, type Node } from './node.ts';
import { readQuoted } from './quotes.ts';

/** A file as it lies there, under the path by which it is shown. */
export interface ForeignFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that was read, or what is wrong with it. */
export interface SourceReading {
  readonly source?: Source;
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** Reads a file of a format. Never throws. */
export function readSource(
  { path, bytes }: ForeignFile,
  importer: Importer,
  limit = SIZE_LIMIT,
): SourceReading {
  const { text, problems: undecoded } = decodeForeign(bytes, path, limit);
  if (text === undefined || undecoded.length > 0) {
    const begin = text ?? String.fromCharCode(...bytes.subarray(0, 4));
    return { problems: instead(undecoded, begin, path, importer), text };
  }
  const { roots, problems } = rootsOf(
    text,
    path,
    importer.syntaxOf?.(path) ?? importer.syntax,
    importer.tags,
  );
  // A part of a model may have nothing in it; whether the whole has, its importer sees.
  if (importer.includes !== undefined && problems.every(({ code }) => code === 'empty'))
    return { source: { path, text, roots, problems: problemList(path) }, problems: [], text };
  const found = problems.map((problem) => emptyIsNoModel(problem, importer)).sort(compareProblems);
  if (found.some(hidesFields)) return { problems: instead(found, text, path, importer), text };
  const list = problemList(path);
  for (const { code, start, end, values, related } of found)
    list.add(code, start, end, values, related && [...related]);
  return { source: { path, text, roots, problems: list }, problems: [], text };
}

interface Roots {
  readonly roots: readonly Node[];
  readonly problems: readonly Problem[];
}

function rootsOf(text: string, path: string, syntax: Syntax, tags?: readonly string[]): Roots {
  const isJson = path.toLowerCase().endsWith('.json');
  switch (syntax) {
    case 'text':
      return { roots: [], problems: [] };
    case 'json':
      return rootOf(readForeignJson, text, path);
    case 'json-lines':
      return linesOf(text, path);
    case 'yaml':
      return isJson ? rootOf(readForeignJson, text, path) : yamlOf(text, path, tags);
    case 'yaml-documents':
      return isJson ? rootOf(readForeignJson, text, path) : documentsOf(text, path);
  }
}

function rootOf(read: typeof readForeignJson, text: string, path: string): Roots {
  const sink = nodeSink();
  const problems = read(text, path, sink);
  const root = sink.root();
  return { roots: root === undefined ? [] : [root], problems };
}

/** YAML, or JSON in a file of a name that does not tell: JSON is YAML too, but for its tabs and its depth. */
function yamlOf(text: string, path: string, tags?: readonly string[]): Roots {
  const readYaml: typeof readForeignJson = (source, file, sink) =>
    readForeignYaml(source, file, sink, undefined, tags);
  const read = (): Roots => readQuoted(text, (source) => rootOf(readYaml, source, path));
  if (!/^\s*\{/.test(text)) return read();
  const json = rootOf(readForeignJson, text, path);
  if (json.problems.length === 0) return json;
  const yaml = read();
  return yaml.problems.length === 0 || /\.ya?ml$/i.test(path) ? yaml : json;
}

function documentsOf(text: string, path: string): Roots {
  const sinks: ReturnType<typeof nodeSink>[] = [];
  const problems = readForeignDocuments(text, path, () => {
    const sink = nodeSink();
    sinks.push(sink);
    return sink;
  });
  return { roots: sinks.flatMap((sink) => sink.root() ?? []), problems };
}

/** A file that is one JSON value, or has one on each line that is not blank. */
function linesOf(text: string, path: string): Roots {
  const whole = rootOf(readForeignJson, text, path);
  if (whole.problems.length === 0) return whole;
  const lines = [...text.matchAll(/[^\r\n]*\S[^\r\n]*/g)];
  const isLines = lines.length > 1 && lines.every(([line]) => /^\s*\{.*\}\s*$/.test(line));
  if (!isLines) return whole;
  const roots: Node[] = [];
  const problems = problemList(path);
  for (const { 0: line, index } of lines) {
    const sink = nodeSink(index);
    for (const { code, start, end, values } of readForeignJson(line, path, sink))
      problems.add(code, start + index, end + index, values);
    const root = sink.root();
    if (root !== undefined) roots.push(root);
  }
  return { roots, problems: problems.finish() };
}

// After these some of the file has not been told, so that what is missing may be there.
const HIDING: ReadonlySet<ProblemCode> = new Set([
  'unreadable',
  'nesting',
  'unknown-anchor',
  'wrong-merge',
  'expansion',
  'yaml-syntax',
  'json-syntax',
  'several-documents',
  'not-a-model',
]);

function hidesFields({ code }: Problem): boolean {
  return HIDING.has(code);
}

/** What was found in a text that cannot be read, or what the text is instead, which explains the rest. */
function instead(
  found: readonly Problem[],
  text: string,
  path: string,
  { otherFormat }: Importer,
): readonly Problem[] {
  const other = otherFormat?.(text);
  if (other === undefined) return found;
  const list = problemList(path);
  reportOtherFormat({ problems: list }, other, other.span);
  return list.finish();
}

// The advice on an empty file is about manifests.
function emptyIsNoModel(problem: Problem, { title }: Importer): Problem {
  if (problem.code !== 'empty') return problem;
  const values = { format: title, what: 'the file is empty', remedy: 'Name the file that holds it.' };
  return { ...problem, code: 'not-a-model', values };
}

/** Says that a file is not of its format at all, at its beginning or at a place: what it is instead, and what to do. */
export function reportOtherFormat(
  { problems }: { readonly problems: ProblemList },
  { format, what, remedy }: Omit<OtherFormat, 'span'>,
  { start, end } = { start: 0, end: 0 },
): void {
  problems.add('not-a-model', start, end, { format, what, remedy });
}
