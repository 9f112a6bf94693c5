/**
 * The YAML that manifests are written in, bytes to tape in one pass, line by line.
 *
 * It knows: maps and lists in block style and in brackets, texts without quotes and in quotes that end on their line,
 * texts on lines of their own, comments, `---` at the beginning. Whatever else a file has, right or wrong, is left to
 * the reference reader (../yaml.ts), which reads the file whole.
 * INVARIANT: what this reader accepts, the reference accepts, with the same values at the same places.
 */
import { APOSTROPHE, DASH, GREATER, OPEN_LIST, OPEN_MAP, PIPE, QUOTE, withLineEnd } from './bytes.ts';
import { isReserved, type Strings } from './strings.ts';
import { Node, TapeWriter, Word, type Tape } from './tape.ts';
import { readBlockText } from './yaml/block-text.ts';
import { readBrackets } from './yaml/brackets.ts';
import { readKey } from './yaml/key.ts';
import { IN_BLOCK, readPlain } from './yaml/plain.ts';
import { readDouble, readSingle } from './yaml/quoted.ts';
import {
  BLANK,
  COLUMN_LIMIT,
  DEPTH_LIMIT,
  endLine,
  isLineEnd,
  skipSpaces,
  type YamlReader,
} from './yaml/reader.ts';

/** Reads YAML without a byte order mark; undefined where something is wrong, or doubtful, or not known to this reader. */
export function tapeOfYaml(bytes: Uint8Array, strings: Strings, isTracking = false): Tape | undefined {
  const reader: YamlReader = {
    bytes: withLineEnd(bytes),
    size: bytes.length,
    strings,
    tape: new TapeWriter(strings, bytes.length, isTracking),
    columns: new Int32Array(DEPTH_LIMIT + 1),
    isList: new Uint8Array(DEPTH_LIMIT + 1),
    isWaiting: new Uint8Array(DEPTH_LIMIT + 1),
    waitsAt: new Int32Array(DEPTH_LIMIT + 1),
    depth: 0,
    at: 0,
    hash: 0,
    contentEnd: 0,
    commas: 0,
  };
  return readLines(reader) && reader.tape.length > 0 ? finished(reader) : undefined;
}

function readLines(reader: YamlReader): boolean {
  const { bytes } = reader;
  if (!skipStart(reader)) return false;
  while (reader.at < bytes.length) {
    const lineStart = reader.at;
    skipSpaces(reader);
    if (isLineEnd(bytes[reader.at])) {
      if (!endLine(reader)) return false;
    } else if (!readLine(reader, lineStart)) return false;
  }
  return true;
}

/** Passes comments and blank lines up to a `---` on a line of its own, if there is one. */
function skipStart(reader: YamlReader): boolean {
  const { bytes } = reader;
  while (reader.at < bytes.length && isLineEnd(bytes[reader.at])) if (!endLine(reader)) return false;
  const { at } = reader;
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH || bytes[at + 2] !== DASH) return true;
  reader.at += 3;
  return endLine(reader);
}

function finished(reader: YamlReader): Tape {
  while (reader.depth > 0) closeLevel(reader);
  return reader.tape.finish();
}

/** The content of a line, and of those after it that belong to its value: dashes, then a key with its value, or a value. */
function readLine(reader: YamlReader, lineStart: number): boolean {
  const { bytes } = reader;
  reader.commas = 0;
  let isItem = false;
  while (bytes[reader.at] === DASH && BLANK[bytes[reader.at + 1]] === 1) {
    if (!readDash(reader, lineStart)) return false;
    if (isLineEnd(bytes[reader.at])) return endLine(reader);
    isItem = true;
  }
  const { at: start } = reader;
  const key = readKey(reader);
  if (key >= 0) return readEntry(reader, key, start, start - lineStart);
  if (!isItem) return false;
  reader.isWaiting[reader.depth] = 0;
  return readValue(reader);
}

/** A dash, and the spaces after it. */
function readDash(reader: YamlReader, lineStart: number): boolean {
  const { at: start } = reader;
  if (!enterLevel(reader, start, start - lineStart, true)) return false;
  reader.at++;
  skipSpaces(reader);
  wait(reader);
  return true;
}

/** A key that has been passed, and its value, or the end of the line where the value comes later. */
function readEntry(reader: YamlReader, key: number, start: number, column: number): boolean {
  if (isReserved(key) || !enterLevel(reader, start, column, false)) return false;
  if (!reader.tape.key(key, start, reader.at)) return false;
  reader.at++;
  skipSpaces(reader);
  if (!isLineEnd(reader.bytes[reader.at])) return readValue(reader);
  wait(reader);
  return endLine(reader);
}

/** A value, to the end of its last line. */
function readValue(reader: YamlReader): boolean {
  switch (reader.bytes[reader.at]) {
    case QUOTE:
      return readDouble(reader) && endLine(reader);
    case APOSTROPHE:
      return readSingle(reader) && endLine(reader);
    case OPEN_LIST:
    case OPEN_MAP:
      return readBrackets(reader) && endLine(reader);
    case PIPE:
    case GREATER:
      return readBlockText(reader);
    default:
      return readPlain(reader, IN_BLOCK) && endLine(reader);
  }
}

/** Closes what ends before a column, and opens what begins there. */
function enterLevel(reader: YamlReader, start: number, column: number, isList: boolean): boolean {
  const { columns } = reader;
  while (reader.depth > 0 && columns[reader.depth] > column) closeLevel(reader);
  // A list may stand in the column of its key; then the next key ends it.
  if (!isList && reader.depth > 1 && isListUnderKey(reader, column)) closeLevel(reader);
  const { depth } = reader;
  if (depth === 0) return column === 0 && openLevel(reader, start, column, isList);
  if (columns[depth] === column && (reader.isList[depth] === 1) === isList) {
    endWaiting(reader);
    return true;
  }
  const mayOpen = columns[depth] < column || isList;
  return mayOpen && reader.isWaiting[depth] === 1 && openLevel(reader, start, column, isList);
}

function isListUnderKey({ columns, isList, depth }: YamlReader, column: number): boolean {
  return (
    isList[depth] === 1 &&
    columns[depth] === column &&
    isList[depth - 1] === 0 &&
    columns[depth - 1] === column
  );
}

function openLevel(reader: YamlReader, start: number, column: number, isList: boolean): boolean {
  if (reader.depth === DEPTH_LIMIT || column > COLUMN_LIMIT) return false;
  reader.isWaiting[reader.depth] = 0;
  reader.depth++;
  reader.columns[reader.depth] = column;
  reader.isList[reader.depth] = isList ? 1 : 0;
  reader.isWaiting[reader.depth] = 0;
  return reader.tape.begin(isList ? Node.list : Node.map, start);
}

function closeLevel(reader: YamlReader): void {
  endWaiting(reader);
  reader.tape.end(reader.contentEnd);
  reader.depth--;
}

/** The value of the last key or dash comes later, or there is none. */
function wait(reader: YamlReader): void {
  reader.isWaiting[reader.depth] = 1;
  reader.waitsAt[reader.depth] = reader.at;
}

/** A key or a dash that nothing follows has nothing as its value. */
function endWaiting(reader: YamlReader): void {
  const { depth, isWaiting, waitsAt, tape } = reader;
  if (isWaiting[depth] === 0) return;
  isWaiting[depth] = 0;
  reader.contentEnd = waitsAt[depth];
  tape.word(Word.null, waitsAt[depth], waitsAt[depth]);
}
