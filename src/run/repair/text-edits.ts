/** Entries taken out of manifests or put in, as changes of their texts: whatever else stands there stays, byte for byte. */
import type { TextChange } from '../../answers/repairs.ts';
import type { ManifestDocument } from '../../manifest/document.ts';
import type { Location, Span } from '../../manifest/locate.ts';
import { yamlText } from '../../report/yaml.ts';

/** The text with changes that do not overlap. */
export function changed(text: string, changes: readonly TextChange[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: put } of [...changes].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, start), put);
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** Changes that take entries out of a section, and with the last one the section, since none may be left empty. */
export function withoutEntries(
  document: ManifestDocument,
  section: string,
  ids: ReadonlySet<string>,
): readonly TextChange[] {
  const map = mapAt(document, [section]);
  if (map.names.every((name) => ids.has(name))) return withoutNames(document, [], new Set([section]));
  return withoutNames(document, [section], ids);
}

/** The change that puts entries that are not there yet into a map; the maps around them are made. */
export function withNew(
  document: ManifestDocument,
  path: readonly string[],
  entries: Readonly<Record<string, unknown>>,
): TextChange {
  const [here] = document.locate([path]);
  if (path.length > 0 && !here.isExact) {
    return withNew(document, path.slice(0, -1), { [path[path.length - 1]]: entries });
  }
  const map = mapAt(document, path);
  return map.isBraced ? intoBraces(document, map, entries) : intoLines(document, map, path, entries);
}

/** The change that gives a key of a map a value, whether it has one or not. */
export function withValue(
  document: ManifestDocument,
  path: readonly string[],
  key: string,
  value: string,
): TextChange {
  const [there] = document.locate([[...path, key]]);
  if (there.isExact) return { ...there.value, text: inline(document, value) };
  return withNew(document, path, { [key]: value });
}

/** A map as it stands in the text. */
interface TextMap {
  readonly span: Span;
  readonly isBraced: boolean;
  /** Keys in the order of the text. */
  readonly names: readonly string[];
  at(name: string): Location;
}

function mapAt(document: ManifestDocument, path: readonly string[]): TextMap {
  const [{ value: span }] = document.locate([path]);
  let value: unknown = document.manifest;
  for (const key of path) value = (value as Record<string, unknown>)[key];
  const names = Object.keys(value as object);
  const at = (name: string): Location => document.locate([[...path, name]])[0];
  // Numbers as keys come first in an object, wherever they stand in the text.
  const starts = new Map(
    names.map((name) => {
      const known = path.length === 1 ? document.spanOf(path[0], name)?.start : undefined;
      return [name, known ?? at(name).key.start];
    }),
  );
  names.sort((a, b) => (starts.get(a) ?? 0) - (starts.get(b) ?? 0));
  return { span, names, at, isBraced: document.text[span.start] === '{' };
}

function isJson({ path }: ManifestDocument): boolean {
  return path.toLowerCase().endsWith('.json');
}

/** Neighbours that go are taken out together. */
function withoutNames(
  document: ManifestDocument,
  path: readonly string[],
  gone: ReadonlySet<string>,
): readonly TextChange[] {
  const map = mapAt(document, path);
  const changes: TextChange[] = [];
  for (let first = 0; first < map.names.length; first++) {
    if (!gone.has(map.names[first])) continue;
    let last = first;
    while (last + 1 < map.names.length && gone.has(map.names[last + 1])) last++;
    const run = { start: map.at(map.names[first]).key.start, end: map.at(map.names[last]).value.end };
    const before = first === 0 ? undefined : map.at(map.names[first - 1]).value.end;
    const next = last + 1 === map.names.length ? undefined : map.at(map.names[last + 1]).key.start;
    const cut = map.isBraced
      ? outOfBraces(document, run, before, next)
      : wholeLines(document.text, run, before === undefined);
    changes.push({ ...cut, text: '' });
    first = last;
  }
  return changes;
}

function outOfBraces(
  document: ManifestDocument,
  run: Span,
  before: number | undefined,
  next: number | undefined,
): Span {
  const { text } = document;
  const lines = wholeLines(text, run, before === undefined);
  const hasOwnLines =
    text.slice(lineStart(text, run.start), run.start).trim() === '' &&
    /^\s*,?\s*(#.*)?$/.test(text.slice(run.end, lineEnd(text, run.end)));
  if (hasOwnLines && (next !== undefined || !isJson(document))) return lines;
  // A comment between entries is not thrown away unseen: then the comma alone goes.
  const isPlain = (start: number, end: number): boolean => !text.slice(start, end).includes('#');
  if (next !== undefined && isPlain(run.end, next)) return { start: run.start, end: next };
  if (next === undefined && before !== undefined && isPlain(before, run.start))
    return { start: before, end: run.end };
  const comma = /^\s*,/.exec(text.slice(run.end))?.[0].length ?? 0;
  return { start: run.start, end: run.end + comma };
}

/** The lines of a run, with the comments that stand right above it or inside it, and a blank line that would be left double. */
function wholeLines(text: string, run: Span, isFirst: boolean): Span {
  const column = run.start - lineStart(text, run.start);
  let start = lineStart(text, run.start);
  for (let above = lineStart(text, start - 1); start > 0; above = lineStart(text, start - 1)) {
    const line = text.slice(above, start);
    if (!line.trim().startsWith('#') || indentOf(line) !== column) break;
    start = above;
  }
  const end = endOfEntry(text, run.end, column);
  const isBlank = (from: number): boolean => text.slice(from, lineEnd(text, from)).trim() === '';
  const isAfterBlank = start > 0 && isBlank(lineStart(text, start - 1));
  if (end < text.length) {
    return { start, end: (isAfterBlank || isFirst) && isBlank(end) ? afterLine(text, end) : end };
  }
  return { start: isAfterBlank ? lineStart(text, start - 1) : start, end };
}

/** After the last line of an entry, with comments that are indented deeper than its key. */
function endOfEntry(text: string, valueEnd: number, column: number): number {
  let end = afterLine(text, valueEnd);
  while (end < text.length) {
    const line = text.slice(end, lineEnd(text, end));
    if (!line.trim().startsWith('#') || indentOf(line) <= column) break;
    end = afterLine(text, end);
  }
  return end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line ends, its break aside. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}

function afterLine(text: string, at: number): number {
  return Math.min(text.length, lineEnd(text, at) + 1);
}

function intoLines(
  document: ManifestDocument,
  { names, at }: TextMap,
  path: readonly string[],
  entries: Readonly<Record<string, unknown>>,
): TextChange {
  const { text } = document;
  const { key: first } = at(names[0]);
  const indent = text.slice(lineStart(text, first.start), first.start);
  const place = endOfEntry(text, at(names[names.length - 1]).value.end, indent.length);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  // A new section has a line for each entry, and an entry one for each field.
  const lines = yamlText(entries, { open: 3 - path.length })
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}${lineBreak}`);
  const isOpenEnd = place === text.length && !text.endsWith('\n');
  return { start: place, end: place, text: `${isOpenEnd ? lineBreak : ''}${lines.join('')}` };
}

function intoBraces(
  document: ManifestDocument,
  { span, names, at }: TextMap,
  entries: Readonly<Record<string, unknown>>,
): TextChange {
  const { text } = document;
  const written = inline(document, entries).slice(1, -1).trim();
  if (names.length === 0) return { ...span, text: `{ ${written} }` };
  const { key: lastKey, value: last } = at(names[names.length - 1]);
  const indent = text.slice(lineStart(text, lastKey.start), lastKey.start);
  const gap = indent.trim() === '' ? `${text.includes('\r\n') ? '\r' : ''}\n${indent}` : ' ';
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0].length;
  const place = last.end + (comma ?? 0);
  return { start: place, end: place, text: `${comma === undefined ? ',' : ''}${gap}${written}` };
}

/** A value on one line, in the form of the file. */
function inline(document: ManifestDocument, value: unknown): string {
  if (isJson(document)) return jsonLine(value);
  return yamlText({ it: value }, { width: Infinity }).slice('it:'.length).trim();
}

function jsonLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${jsonLine(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
