import { schema as manifestSchema } from '../generated/manifest-schema.js';
import { documentOfTape, documentOfValue, type ManifestDocument } from './document.ts';
import { acceptor, keysOf } from './fast/accept.ts';
import { withoutMark } from './fast/bytes.ts';
import { tapeOfJson } from './fast/json.ts';
import { Strings } from './fast/strings.ts';
import { utf16Offsets } from './fast/offsets.ts';
import { replay, TAPE_LIMIT, type Tape } from './fast/tape.ts';
import { valueOf } from './fast/values.ts';
import type { JsonSchema } from './schema.ts';
import type { Sink } from './sink.ts';
import { tapeOfYaml } from './fast/yaml.ts';
import { readJson } from './json.ts';
import { locate, type Location, type Reader, type Span } from './locate.ts';
import type { ProblemCode } from './messages.ts';
import { compareProblems, PROBLEM_LIMIT, problemList, type Problem } from './problem.ts';
import { checkText, decode, SIZE_LIMIT } from './text.ts';
import { documentSink, type DocumentSink, type EntryPlaces, type Tree } from './tree.ts';
import { validate, type SchemaIssue } from './validate.ts';
import { readForeignYaml, readYaml } from './yaml.ts';

/** A file to read: its path (whose extension names the format) and its bytes, or its text when that is decoded already. */
export type Source =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly bytes: Uint8Array };

export type { ManifestDocument } from './document.ts';

/** What came of reading; `text` is there whenever the bytes could be decoded, so that problems can show their line. */
export interface ManifestReading {
  /** INVARIANT: there is a document exactly when there are no problems. */
  readonly document?: ManifestDocument;
  readonly problems: Problem[];
  /** There whenever the bytes could be decoded and there is no document, so that problems can show their line. */
  readonly text?: string;
  /** The plain value where there is no document and the structure of the file is known all the same. */
  readonly draft?: Tree;
}

/** What came of reading a file of any of our schemas. */
export interface DocumentReading {
  /** The plain value, which has passed the check; absent when there are problems. */
  readonly value?: Tree;
  readonly places?: EntryPlaces;
  readonly problems: Problem[];
  readonly text?: string;
  /** The plain value where the structure of the file is known, sound or not. */
  readonly draft?: Tree;
}

/** Reads the manifests of one workspace, whose texts share their numbers. */
export interface ManifestReader {
  readonly strings: Strings;
  /** Reads one manifest: `.json` as JSON, anything else as YAML. Problems are sorted by position. Never throws. */
  read(source: Source): ManifestReading;
}

/**
 * A reader of manifests. What the fast readers and the schema accept is taken; whatever else goes to the reference
 * readers and the validator, which take it or say what is wrong with it.
 */
export function manifestReader(limit = SIZE_LIMIT): ManifestReader {
  const strings = new Strings(keysOf(manifestSchema));
  const accepts = acceptor(manifestSchema, strings);
  return {
    strings,
    read(source) {
      const bytes = bytesOf(source, limit);
      const tape = bytes && tapeOfFile(source.path, bytes, strings);
      if (bytes !== undefined && tape !== undefined && accepts(tape)) {
        return { document: documentOfTape(source.path, bytes, tape), problems: [] };
      }
      return readSlowly(source, strings, limit);
    },
  };
}

/** Reads one manifest by itself. */
export function readManifest(source: Source): ManifestReading {
  return manifestReader().read(source);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The bytes without a byte order mark; undefined where a fast reader is not to see them. */
function bytesOf(source: Source, limit: number): Uint8Array | undefined {
  if ('bytes' in source) return source.bytes.length > limit ? undefined : withoutMark(source.bytes);
  const { text } = source;
  // The encoder would replace half of a pair, and nobody would be told.
  return text.length > limit || LONE_SURROGATE.test(text)
    ? undefined
    : withoutMark(new TextEncoder().encode(text));
}

// No node takes less than a byte.
function tapeOfFile(path: string, bytes: Uint8Array, strings: Strings): Tape | undefined {
  if (bytes.length > TAPE_LIMIT) return undefined;
  return isJson(path) ? tapeOfJson(bytes, strings, true) : tapeOfYaml(bytes, strings, true);
}

function readSlowly(source: Source, strings: Strings, limit: number): ManifestReading {
  const { path } = source;
  const { value, places, problems, text, draft } = readDocument(source, validate, limit);
  if (value === undefined || places === undefined || text === undefined) return { problems, text, draft };
  return { document: documentOfValue(path, text, { value, places }, strings, readerOf(path)), problems };
}

/**
 * The value of a small file of another schema, where the fast readers and that schema accept it; undefined where
 * `readDocument` has to look.
 */
export function acceptedValue(source: Source, schema: JsonSchema): Tree | undefined {
  const strings = new Strings(keysOf(schema));
  const bytes = bytesOf(source, SIZE_LIMIT);
  const tape = bytes && tapeOfFile(source.path, bytes, strings);
  return tape !== undefined && acceptor(schema, strings)(tape) ? valueOf(tape, 0) : undefined;
}

/** The same for a file of another schema, by the check that finds its faults, such as a use of `schemaIssues`. */
export function readDocument(
  source: Source,
  check: (value: unknown) => SchemaIssue[],
  limit = SIZE_LIMIT,
): DocumentReading {
  return readBy(readerOf(source.path), source, check, limit);
}

/** The same for YAML in which anchors count, names are in any script, and each scalar is a text. */
export function readForeignDocument(
  source: Source,
  check: (value: unknown) => SchemaIssue[],
): DocumentReading {
  return readBy(readForeignYaml, source, check, SIZE_LIMIT);
}

function readBy(
  reader: Reader,
  source: Source,
  check: (value: unknown) => SchemaIssue[],
  limit: number,
): DocumentReading {
  const { path } = source;
  const decoded = 'text' in source ? checkText(source.text, path, limit) : decode(source.bytes, path, limit);
  const { text } = decoded;
  if (text === undefined || decoded.problems.length > 0) return { problems: decoded.problems, text };
  const sink = documentSink();
  const problems = problemsWith(reader, text, path, sink, check);
  const draft = problems.every(isBeyondStructure) ? sink.value() : undefined;
  if (problems.length > 0) return { problems, text, draft };
  return { value: sink.value(), places: sink.places(), problems, text, draft };
}

/** The reader for a path, by its extension: the fast one, and where that declines the reference. */
export function readerOf(path: string): Reader {
  const reference = isJson(path) ? readJson : readYaml;
  return (text, file, sink) => (tellFast(text, path, sink) ? [] : reference(text, file, sink));
}

/** Tells a sink what the fast reader reads; false where that declines, and the sink has been told nothing. */
function tellFast(text: string, path: string, sink: Sink): boolean {
  const bytes = new TextEncoder().encode(text);
  const tape = tapeOfFile(path, bytes, new Strings());
  if (tape === undefined) return false;
  tape.strings.decodeAll();
  replay(tape, bytes.length === text.length ? sink : atOffsets(sink, utf16Offsets(bytes)));
  return true;
}

/** A sink that is told places in other units. */
function atOffsets(sink: Sink, unit: (offset: number) => number): Sink {
  return {
    mapStart: (start) => sink.mapStart(unit(start)),
    key: (text, start, end) => sink.key(text, unit(start), unit(end)),
    listStart: (start) => sink.listStart(unit(start)),
    scalar: (value, start, end) => sink.scalar(value, unit(start), unit(end)),
    end: (end) => sink.end(unit(end)),
  };
}

function isJson(path: string): boolean {
  return path.toLowerCase().endsWith('.json');
}

/** Places of paths in a document (segments are keys and decimal list indices), found by reading its text once more. */
export function locateIn(
  document: Pick<ManifestDocument, 'path' | 'text'>,
  paths: readonly (readonly string[])[],
): Location[] {
  return locate(document.text, document.path, readerOf(document.path), paths);
}

// After these what stands where in the file is not known, so that nothing can be said of its fields.
const HIDES_STRUCTURE: ReadonlySet<ProblemCode> = new Set([
  'yaml-syntax',
  'json-syntax',
  'unreadable',
  'nesting',
  'alias',
  'tag',
  'directive',
  'several-documents',
  'empty',
]);

function isBeyondStructure({ code }: Problem): boolean {
  return !HIDES_STRUCTURE.has(code);
}

function problemsWith(
  reader: Reader,
  text: string,
  file: string,
  sink: DocumentSink,
  check: (value: unknown) => SchemaIssue[],
): Problem[] {
  const problems = reader(text, file, sink);
  if (!problems.every(isBeyondStructure)) return problems.sort(compareProblems);
  const issues = check(sink.value());
  if (issues.length === 0) return problems.sort(compareProblems);
  const placed = placeIssues(issues, text, file, reader);
  // A value that is refused as such needs no second problem about its type.
  const refused = new Set(problems.map((problem) => problem.start));
  return [...problems, ...placed.filter((problem) => !refused.has(problem.start))].sort(compareProblems);
}

function placeIssues(issues: readonly SchemaIssue[], text: string, file: string, reader: Reader): Problem[] {
  const listed = issues.slice(0, PROBLEM_LIMIT);
  const locations = locate(
    text,
    file,
    reader,
    listed.map((issue) => issue.path),
  );
  const problems = problemList(file);
  listed.forEach((issue, index) => {
    const span = spanOfIssue(issue, locations[index]);
    problems.add(issue.code, span.start, span.end, issue.values);
  });
  for (const issue of issues.slice(PROBLEM_LIMIT)) problems.add(issue.code, 0, 0, issue.values);
  return problems.finish();
}

function spanOfIssue(issue: SchemaIssue, location: Location): Span {
  // What the whole file lacks is shown at its beginning rather than over all of it.
  if (issue.path.length === 0) return { start: location.value.start, end: location.value.start };
  // An empty value has no extent of its own; its key shows the place better.
  const isEmptyValue = location.value.end === location.value.start;
  return issue.at === 'key' || isEmptyValue ? location.key : location.value;
}
