/**
 * The block style that manifests are written in, bytes to tape in one pass, line by line.
 *
 * It knows: maps and lists in block style, lists and maps in brackets on one line, plain and quoted texts on one line,
 * comments, `---` at the beginning. Whatever else a file has, right or wrong, is left to the reference reader
 * (../yaml.ts), which reads the file whole.
 * INVARIANT: what this reader accepts, the reference accepts, with the same values at the same places.
 */
import { numberTrouble } from '../number.ts';
import { classOf, PLAIN, textBetween, wideLength } from './bytes.ts';
import { HASH_FACTOR, HASH_START, isReserved, type Strings } from './strings.ts';
import { Node, TapeWriter, Word, type Tape } from './tape.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

// Well below what the reference allows (../guard.ts), so that no corner of counting matters.
const COLUMN_LIMIT = 200;
const DEPTH_LIMIT = 48;
const COMMA_LIMIT = 10_000;
const KEY_LIMIT = 512;

const one = (pattern: RegExp): Uint8Array =>
  classOf((byte) => byte < 0x80 && pattern.test(String.fromCharCode(byte)));
/** Bytes of plain keys. */
const IN_KEY = one(/[\w.$/*-]/);
const STARTS_KEY = one(/[\w$]/);
/** Bytes that a plain text may begin with, whatever follows. */
const STARTS_PLAIN = one(/[\w$./+~^();=<\\]/);
/** Bytes that need no second look in a plain text, in block style and within brackets. */
const IN_PLAIN = one(/[\x21-\x7e]/);
const IN_BRACKETS = one(/[\w$./+~^();=<>\\@%&*!|'"`-]/);
IN_PLAIN[HASH] = 0;
IN_PLAIN[COLON] = 0;
/** First bytes of plain texts that may be something else: numbers, truths, nothing. */
const MAY_BE_OTHER = one(/[\d+.~tTfFnN-]/);

/** Reads YAML without a byte order mark; undefined where something is wrong, or doubtful, or not known to this reader. */
export function tapeOfYaml(bytes: Uint8Array, strings: Strings, isTracking = false): Tape | undefined {
  const reader: Reader = {
    bytes,
    strings,
    tape: new TapeWriter(strings, bytes.length, isTracking),
    columns: new Int32Array(DEPTH_LIMIT + 1),
    isList: new Uint8Array(DEPTH_LIMIT + 1),
    isWaiting: new Uint8Array(DEPTH_LIMIT + 1),
    waitsAt: new Int32Array(DEPTH_LIMIT + 1),
    depth: 0,
    at: 0,
    contentEnd: 0,
    commas: 0,
    meanings: new Map(),
  };
  return readLines(reader) && reader.tape.length > 0 ? finished(reader) : undefined;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly strings: Strings;
  readonly tape: TapeWriter;
  // Of the block collections that are open, by depth from 1: their column, their sort, whether the value of the last
  // key or dash is still to come, and where that ended.
  readonly columns: Int32Array;
  readonly isList: Uint8Array;
  readonly isWaiting: Uint8Array;
  readonly waitsAt: Int32Array;
  depth: number;
  at: number;
  // Where the last value ended.
  contentEnd: number;
  commas: number;
  // What a plain text means that may be more than a text, by its number.
  readonly meanings: Map<number, Meaning>;
}

type Meaning = { readonly word: number } | { readonly value: number } | 'text' | 'doubtful';

// Each function below says whether to go on, unless it says otherwise.

function readLines(reader: Reader): boolean {
  const { bytes } = reader;
  if (!skipStart(reader)) return false;
  while (reader.at < bytes.length) {
    const lineStart = reader.at;
    let at = lineStart;
    while (bytes[at] === SPACE) at++;
    reader.at = at;
    const byte = bytes[at];
    if (byte === LF || byte === CR || byte === HASH || at === bytes.length) {
      if (!endLine(reader)) return false;
    } else if (at - lineStart > COLUMN_LIMIT || !readLine(reader, lineStart)) return false;
  }
  return true;
}

/** Passes comments and blank lines up to a `---` on a line of its own, if there is one. */
function skipStart(reader: Reader): boolean {
  const { bytes } = reader;
  for (;;) {
    const byte = bytes[reader.at];
    if (byte === LF || byte === CR || byte === HASH) {
      if (!endLine(reader)) return false;
    } else break;
  }
  if (bytes[reader.at] !== DASH || bytes[reader.at + 1] !== DASH || bytes[reader.at + 2] !== DASH)
    return true;
  reader.at += 3;
  return endLine(reader);
}

function finished(reader: Reader): Tape | undefined {
  while (reader.depth > 0) closeLevel(reader);
  return reader.tape.finish();
}

/** The content of a line: dashes, then a key with its value, or a value after a dash. */
function readLine(reader: Reader, lineStart: number): boolean {
  const { bytes } = reader;
  reader.commas = 0;
  while (bytes[reader.at] === DASH && isBlank(bytes, reader.at + 1)) {
    if (!readDash(reader, lineStart)) return false;
    if (isLineEnd(bytes, reader.at)) return endLine(reader);
    if (reader.at - lineStart > COLUMN_LIMIT) return false;
    if (startsEntry(reader)) return readEntry(reader, lineStart);
    if (bytes[reader.at] === DASH && isBlank(bytes, reader.at + 1)) continue;
    reader.isWaiting[reader.depth] = 0;
    return readValue(reader) && endLine(reader);
  }
  return startsEntry(reader) && readEntry(reader, lineStart);
}

/** A dash, and the spaces after it. */
function readDash(reader: Reader, lineStart: number): boolean {
  const { bytes, at: start } = reader;
  if (!enterLevel(reader, start - lineStart, true)) return false;
  reader.at++;
  reader.isWaiting[reader.depth] = 1;
  reader.waitsAt[reader.depth] = reader.at;
  reader.contentEnd = reader.at;
  while (bytes[reader.at] === SPACE) reader.at++;
  return true;
}

/** A key and its value, or the end of the line where the value comes later. */
function readEntry(reader: Reader, lineStart: number): boolean {
  const { bytes, tape, at: start } = reader;
  if (!enterLevel(reader, start - lineStart, false)) return false;
  const key = readKey(reader);
  if (key < 0 || reader.at - start > KEY_LIMIT || isReserved(key)) return false;
  if (!tape.key(key, start, reader.at)) return false;
  if (bytes[reader.at] !== COLON || !isBlank(bytes, reader.at + 1)) return false;
  reader.at++;
  reader.contentEnd = reader.at;
  while (bytes[reader.at] === SPACE) reader.at++;
  if (isLineEnd(bytes, reader.at)) {
    reader.isWaiting[reader.depth] = 1;
    reader.waitsAt[reader.depth] = reader.contentEnd;
    return endLine(reader);
  }
  reader.isWaiting[reader.depth] = 0;
  return readValue(reader) && endLine(reader);
}

/** Closes what ends before a column, and opens what begins there. */
function enterLevel(reader: Reader, column: number, isList: boolean): boolean {
  const { columns } = reader;
  while (reader.depth > 0 && columns[reader.depth] > column) closeLevel(reader);
  // A list may stand in the column of its key; then the next key ends it.
  if (!isList && reader.depth > 1 && isListUnderKey(reader, column)) closeLevel(reader);
  const { depth } = reader;
  if (depth === 0) return reader.tape.length === 0 && column === 0 && openLevel(reader, column, isList);
  if (columns[depth] < column) return reader.isWaiting[depth] === 1 && openLevel(reader, column, isList);
  if ((reader.isList[depth] === 1) === isList) {
    endWaiting(reader);
    return true;
  }
  return isList && reader.isWaiting[depth] === 1 && openLevel(reader, column, isList);
}

function isListUnderKey({ columns, isList, depth }: Reader, column: number): boolean {
  return (
    isList[depth] === 1 &&
    columns[depth] === column &&
    isList[depth - 1] === 0 &&
    columns[depth - 1] === column
  );
}

function openLevel(reader: Reader, column: number, isList: boolean): boolean {
  if (reader.depth === DEPTH_LIMIT) return false;
  reader.isWaiting[reader.depth] = 0;
  reader.depth++;
  reader.columns[reader.depth] = column;
  reader.isList[reader.depth] = isList ? 1 : 0;
  reader.isWaiting[reader.depth] = 0;
  return reader.tape.begin(isList ? Node.list : Node.map, reader.at);
}

function closeLevel(reader: Reader): void {
  endWaiting(reader);
  reader.tape.end(reader.contentEnd);
  reader.depth--;
}

/** A key or a dash that nothing follows has nothing as its value. */
function endWaiting(reader: Reader): void {
  const { depth, isWaiting, waitsAt, tape } = reader;
  if (isWaiting[depth] === 0) return;
  isWaiting[depth] = 0;
  tape.word(Word.null, waitsAt[depth], waitsAt[depth]);
}

/** Does an entry, and not a mere value, begin here? Only asked where a line or what follows a dash begins. */
function startsEntry({ bytes, at: start }: Reader): boolean {
  let at = start;
  const quote = bytes[at];
  if (quote === QUOTE || quote === APOSTROPHE) {
    at++;
    while (at < bytes.length && bytes[at] !== quote && bytes[at] !== LF) at++;
    at++;
  } else {
    if (STARTS_KEY[quote] !== 1) return false;
    while (IN_KEY[bytes[at]] === 1) at++;
  }
  return bytes[at] === COLON && isBlank(bytes, at + 1);
}

/** The number of a key, plain or in quotes; -1 for others. */
function readKey(reader: Reader): number {
  const { bytes, at: start, strings } = reader;
  const first = bytes[start];
  let at = start;
  let hash = HASH_START;
  if (first === QUOTE || first === APOSTROPHE) {
    at++;
    while (PLAIN[bytes[at]] === 1) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
    if (bytes[at] !== first) return -1;
    reader.at = at + 1;
    return strings.number(bytes, start + 1, at, hash);
  }
  if (STARTS_KEY[first] !== 1) return -1;
  while (IN_KEY[bytes[at]] === 1) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
  reader.at = at;
  return strings.number(bytes, start, at, hash);
}

/** A value that begins and ends on this line. */
function readValue(reader: Reader): boolean {
  switch (reader.bytes[reader.at]) {
    case QUOTE:
      return readDouble(reader);
    case APOSTROPHE:
      return readSingle(reader);
    case OPEN_LIST:
    case OPEN_MAP:
      return readBrackets(reader, 1);
    default:
      return readPlain(reader);
  }
}

/** A plain text in block style: to the end of the line, or to a comment. */
function readPlain(reader: Reader): boolean {
  const { bytes, at: start } = reader;
  if (!startsPlain(bytes, start)) return false;
  let at = start;
  // Up to where the text without the spaces after it has come, and its hash.
  let end = start;
  let hash = HASH_START;
  for (;;) {
    const byte = bytes[at];
    if (IN_PLAIN[byte] === 1) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      end = ++at;
    } else if (byte === SPACE) {
      let next = at;
      while (bytes[next] === SPACE) next++;
      if (next === bytes.length || bytes[next] === LF || bytes[next] === CR || bytes[next] === HASH) break;
      for (; at < next; at++) hash = Math.imul(hash ^ SPACE, HASH_FACTOR);
    } else if (byte === HASH || (byte === COLON && !isBlank(bytes, at + 1))) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      end = ++at;
    } else if (byte >= 0x80) {
      const length = wideLength(bytes, at, bytes.length);
      if (length === 0) return false;
      for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
      end = at;
    } else if (byte === LF || byte === CR || byte === undefined) break;
    else return false;
  }
  reader.at = end;
  return tellPlain(reader, start, end, hash);
}

/** May a plain text begin here? What begins like an indicator is left to the reference, but for a dash before a word. */
function startsPlain(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return STARTS_PLAIN[byte] === 1 || byte >= 0x80 || (byte === DASH && STARTS_KEY[bytes[at + 1]] === 1);
}

function tellPlain(reader: Reader, start: number, end: number, hash: number): boolean {
  const { bytes, tape, strings } = reader;
  const text = strings.number(bytes, start, end, hash);
  reader.contentEnd = end;
  if (MAY_BE_OTHER[bytes[start]] === 1 && !isDay(bytes, start, end)) {
    let meaning = reader.meanings.get(text);
    if (meaning === undefined)
      reader.meanings.set(text, (meaning = meaningOf(textBetween(bytes, start, end))));
    if (meaning === 'doubtful') return false;
    if (meaning !== 'text') {
      if ('word' in meaning) tape.word(meaning.word, start, end);
      else tape.number(meaning.value, start, end);
      return true;
    }
  }
  tape.text(text, start, end);
  return true;
}

/** Is it a day, 2019-05-31? Most texts that begin with a digit are. */
function isDay(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start === 10 && bytes[start + 4] === DASH && bytes[start + 7] === DASH && bytes[end - 1] <= 0x39
  );
}

/** What a plain text means in the core schema of YAML 1.2 (chapter 10.3.2); hexadecimal and such are left to the reference. */
function meaningOf(text: string): Meaning {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return { word: Word.null };
  if (/^(?:true|True|TRUE)$/.test(text)) return { word: Word.true };
  if (/^(?:false|False|FALSE)$/.test(text)) return { word: Word.false };
  if (/^[-+]?(?:\d+(?:\.\d+)?)$/.test(text)) {
    const value = Number(text);
    return numberTrouble(text, value) === undefined ? { value } : 'doubtful';
  }
  return OTHER_NUMBER.test(text) ? 'doubtful' : 'text';
}

const OTHER_NUMBER =
  /^(?:0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** A text in double quotes that ends on its line. */
function readDouble(reader: Reader): boolean {
  const { bytes, at: open, strings } = reader;
  const start = open + 1;
  let at = start;
  let hash = HASH_START;
  for (;;) {
    const byte = bytes[at];
    if (PLAIN[byte] === 1 || byte === APOSTROPHE) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      at++;
    } else if (byte >= 0x80) {
      const length = wideLength(bytes, at, bytes.length);
      if (length === 0) return false;
      for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
    } else break;
  }
  if (bytes[at] !== QUOTE) return false;
  return tellQuoted(reader, strings.number(bytes, start, at, hash), open, at + 1);
}

/** A text in single quotes that ends on its line; two of them stand for one. */
function readSingle(reader: Reader): boolean {
  const { bytes, at: open, strings } = reader;
  const start = open + 1;
  let at = start;
  let hash = HASH_START;
  let isDoubled = false;
  for (;;) {
    const byte = bytes[at];
    if (PLAIN[byte] === 1 || byte === QUOTE || byte === BACKSLASH) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      at++;
    } else if (byte === APOSTROPHE && bytes[at + 1] === APOSTROPHE) {
      isDoubled = true;
      at += 2;
    } else if (byte >= 0x80) {
      const length = wideLength(bytes, at, bytes.length);
      if (length === 0) return false;
      for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
    } else break;
  }
  if (bytes[at] !== APOSTROPHE) return false;
  const text = isDoubled
    ? strings.of(textBetween(bytes, start, at).replaceAll("''", "'"))
    : strings.number(bytes, start, at, hash);
  return tellQuoted(reader, text, open, at + 1);
}

function tellQuoted(reader: Reader, text: number, start: number, end: number): boolean {
  reader.tape.text(text, start, end);
  reader.at = end;
  reader.contentEnd = end;
  return true;
}

/** A list or a map in brackets that ends on its line; at most as deep as block collections may be. */
function readBrackets(reader: Reader, depth: number): boolean {
  const { bytes, tape, at: start } = reader;
  const isMap = bytes[start] === OPEN_MAP;
  const closer = isMap ? CLOSE_MAP : CLOSE_LIST;
  if (depth + reader.depth >= DEPTH_LIMIT || !tape.begin(isMap ? Node.map : Node.list, start)) return false;
  reader.at++;
  for (;;) {
    skipSpaces(reader);
    // The list is empty, or there is a comma before its end.
    if (bytes[reader.at] === closer) break;
    if (isMap && !readBracketKey(reader)) return false;
    if (!readInBrackets(reader, depth)) return false;
    skipSpaces(reader);
    if (bytes[reader.at] === closer) break;
    if (bytes[reader.at] !== COMMA || ++reader.commas > COMMA_LIMIT) return false;
    reader.at++;
  }
  reader.at++;
  reader.contentEnd = reader.at;
  tape.end(reader.at);
  return true;
}

function readBracketKey(reader: Reader): boolean {
  const { bytes, tape, at: start } = reader;
  const key = readKey(reader);
  if (key < 0 || reader.at - start > KEY_LIMIT || isReserved(key)) return false;
  if (bytes[reader.at] !== COLON || bytes[reader.at + 1] !== SPACE) return false;
  if (!tape.key(key, start, reader.at)) return false;
  reader.at++;
  skipSpaces(reader);
  return true;
}

function readInBrackets(reader: Reader, depth: number): boolean {
  switch (reader.bytes[reader.at]) {
    case QUOTE:
      return readDouble(reader);
    case APOSTROPHE:
      return readSingle(reader);
    case OPEN_LIST:
    case OPEN_MAP:
      return readBrackets(reader, depth + 1);
    default:
      return readPlainInBrackets(reader);
  }
}

/** A plain text within brackets: to a comma or a closing bracket. */
function readPlainInBrackets(reader: Reader): boolean {
  const { bytes, at: start } = reader;
  if (STARTS_PLAIN[bytes[start]] !== 1) return false;
  let at = start;
  let end = start;
  let hash = HASH_START;
  for (;;) {
    const byte = bytes[at];
    if (IN_BRACKETS[byte] === 1) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      end = ++at;
    } else if (byte === SPACE) {
      let next = at;
      while (bytes[next] === SPACE) next++;
      if (IN_BRACKETS[bytes[next]] !== 1) {
        at = next;
        break;
      }
      for (; at < next; at++) hash = Math.imul(hash ^ SPACE, HASH_FACTOR);
    } else break;
  }
  const follows = bytes[at];
  if (follows !== COMMA && follows !== CLOSE_LIST && follows !== CLOSE_MAP) return false;
  reader.at = end;
  return tellPlain(reader, start, end, hash);
}

function skipSpaces(reader: Reader): void {
  while (reader.bytes[reader.at] === SPACE) reader.at++;
}

/** Passes what may stand after a value: spaces, a comment after a space, the line end. */
function endLine(reader: Reader): boolean {
  const { bytes } = reader;
  const start = reader.at;
  skipSpaces(reader);
  let { at } = reader;
  if (bytes[at] === HASH) {
    const isComment = at > start || at === 0 || bytes[at - 1] === SPACE || bytes[at - 1] === LF;
    if (!isComment) return false;
    at = commentEnd(bytes, at);
    if (at < 0) return false;
  }
  if (bytes[at] === CR) at++;
  else if (at === bytes.length) {
    reader.at = at;
    return true;
  }
  reader.at = at + 1;
  return bytes[at] === LF;
}

/** Where a comment ends; -1 where a character of it is doubtful. */
function commentEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if ((byte >= SPACE && byte < 0x7f) || byte === TAB) at++;
    else if (byte >= 0x80) {
      const length = wideLength(bytes, at, bytes.length);
      if (length === 0) return -1;
      at += length;
    } else return byte === LF || byte === CR || byte === undefined ? at : -1;
  }
}

function isBlank(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === SPACE || byte === LF || byte === CR || byte === undefined;
}

function isLineEnd(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return byte === LF || byte === CR || byte === HASH || byte === undefined;
}
