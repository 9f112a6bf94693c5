import { hasJoiner, reportText } from './characters.ts';
import { checkKey, checkRepeated, seenKeys, type SeenKeys } from './keys.ts';
import { JSON_TROUBLE } from './messages.ts';
import { numberTrouble } from './number.ts';
import { problemList, type Problem, type ProblemList } from './problem.ts';
import { DEPTH_LIMIT, type Sink } from './sink.ts';

type Trouble = keyof typeof JSON_TROUBLE;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

// Short strings repeat (field names, ids): one copy of each is kept, found by a hash of its characters.
const INTERN_SLOTS = 2048;
const INTERN_LENGTH = 40;

interface Level {
  readonly seen: SeenKeys;
  isMap: boolean;
  isFirst: boolean;
}

interface Reader {
  readonly text: string;
  readonly file: string;
  readonly sink: Sink;
  readonly isForeign: boolean;
  readonly problems: ProblemList;
  readonly holdsJoiner: boolean;
  readonly interned: string[];
  // Levels are used again for the next map or list of the same depth.
  readonly levels: Level[];
  depth: number;
  at: number;
  // The string read last, and whether an escape stood in it.
  string: string;
  isEscaped: boolean;
  isName: boolean;
}

/**
 * Reads RFC 8259 JSON in one pass without recursion and tells the sink what it holds.
 * It accepts what `JSON.parse` accepts, less what the format refuses: keys used twice, reserved or not ASCII,
 * numbers that cannot be kept, forbidden characters, more than 64 levels. Never throws; the first problem of
 * syntax ends the reading. The text has passed `decode` or `checkText`.
 */
export function readJson(text: string, file: string, sink: Sink): Problem[] {
  return read(text, file, sink, false);
}

/**
 * Reads the JSON of other formats, by the same limits, with three differences: keys may be in any script, a number is told as
 * the text that is written, and escaped characters are taken as they are. Never throws.
 */
export function readForeignJson(text: string, file: string, sink: Sink): Problem[] {
  return read(text, file, sink, true);
}

function read(text: string, file: string, sink: Sink, isForeign: boolean): Problem[] {
  const problems = problemList(file);
  const reader: Reader = {
    text,
    file,
    sink,
    isForeign,
    problems,
    holdsJoiner: !isForeign && hasJoiner(text),
    interned: Array.from({ length: INTERN_SLOTS }, () => ''),
    levels: [],
    depth: 0,
    at: 0,
    string: '',
    isEscaped: false,
    isName: false,
  };
  skipSpace(reader);
  if (reader.at === text.length) problems.add('empty', 0, 0);
  else readDocument(reader);
  return problems.finish();
}

// Each reading function below says whether to go on; one that fails has reported why.

function readDocument(reader: Reader): void {
  if (!readValue(reader)) return;
  while (reader.depth > 0) if (!readNext(reader)) return;
  skipSpace(reader);
  if (reader.at < reader.text.length) failAt(reader, 'late-text');
}

function readNext(reader: Reader): boolean {
  const level = reader.levels[reader.depth - 1];
  const closer = level.isMap ? CLOSE_MAP : CLOSE_LIST;
  let code = skipSpace(reader);
  if (code === closer) return close(reader);
  if (!level.isFirst) {
    if (code !== COMMA) return failAt(reader, isCloser(code) ? 'wrong-bracket' : 'expected-comma');
    reader.at += 1;
    code = skipSpace(reader);
    if (isCloser(code)) return fail(reader, 'trailing-comma', reader.at);
  }
  level.isFirst = false;
  return level.isMap ? readEntry(reader, level) : readValue(reader);
}

function readEntry(reader: Reader, level: Level): boolean {
  const start = reader.at;
  if (reader.text.charCodeAt(start) !== QUOTE) return failAt(reader, 'expected-key');
  if (!readString(reader)) return false;
  const key = reader.string;
  const check = reader.isForeign ? checkRepeated : checkKey;
  check(key, start, reader.at, level.seen, reader.file, reader.problems);
  reader.sink.key(key, start, reader.at);
  if (skipSpace(reader) !== COLON) return failAt(reader, 'expected-colon');
  reader.at += 1;
  skipSpace(reader);
  reader.isName = key === 'name';
  return readValue(reader);
}

function readValue(reader: Reader): boolean {
  const { text, at: start, sink } = reader;
  const { isName } = reader;
  reader.isName = false;
  const code = text.charCodeAt(start);
  if (code === QUOTE) {
    if (!readString(reader)) return false;
    if (!reader.isForeign && (reader.isEscaped || reader.holdsJoiner)) {
      reportText(reader.string, isName, start, reader.at, reader.problems);
    }
    sink.scalar(reader.string, start, reader.at);
    return true;
  }
  if (code === OPEN_MAP || code === OPEN_LIST) return open(reader, code === OPEN_MAP);
  if (isDigit(code) || code === 0x2d) return readNumber(reader);
  return readWord(reader, 'true', true) || readWord(reader, 'false', false) || readWord(reader, 'null', null)
    ? true
    : failAt(reader, 'expected-value');
}

function open(reader: Reader, isMap: boolean): boolean {
  const start = reader.at;
  if (reader.depth === DEPTH_LIMIT) {
    reader.problems.add('nesting', start, start + 1, { what: `more than ${DEPTH_LIMIT} levels are open` });
    return false;
  }
  const level = reader.levels[reader.depth];
  if (level === undefined) reader.levels.push({ seen: seenKeys(), isMap, isFirst: true });
  else {
    level.seen.clear();
    level.isMap = isMap;
    level.isFirst = true;
  }
  reader.depth += 1;
  reader.at += 1;
  if (isMap) reader.sink.mapStart(start);
  else reader.sink.listStart(start);
  return true;
}

function close(reader: Reader): boolean {
  reader.depth -= 1;
  reader.at += 1;
  reader.sink.end(reader.at);
  return true;
}

function readWord(reader: Reader, word: string, value: boolean | null): boolean {
  const { text, at: start } = reader;
  const end = start + word.length;
  if (!text.startsWith(word, start) || isWordPart(text.charCodeAt(end))) return false;
  reader.at = end;
  reader.sink.scalar(value, start, end);
  return true;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(reader: Reader): boolean {
  const { text, at: start } = reader;
  NUMBER.lastIndex = start;
  const end = NUMBER.test(text) ? NUMBER.lastIndex : start;
  if (end === start || isNumberPart(text.charCodeAt(end))) return fail(reader, 'bad-number', start);
  const literal = text.slice(start, end);
  const value = Number(literal);
  // Fifteen digits are always exact, so most numbers need no closer look.
  const isExact = reader.isForeign || (literal.length <= 15 && Number.isFinite(value));
  const what = isExact ? undefined : numberTrouble(literal, value);
  if (what !== undefined) reader.problems.add('number', start, end, { text: literal, what });
  reader.at = end;
  reader.sink.scalar(reader.isForeign ? literal : value, start, end);
  return true;
}

function readString(reader: Reader): boolean {
  const { text } = reader;
  const start = reader.at + 1;
  let hash = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      reader.string = intern(reader, start, at, hash);
      reader.isEscaped = false;
      reader.at = at + 1;
      return true;
    }
    if (code === BACKSLASH) return readEscaped(reader, start, at);
    if (code < 0x20) return failInString(reader, at, code);
    hash = (Math.imul(hash, 31) + code) | 0;
  }
  return fail(reader, 'unclosed-text', reader.at);
}

function readEscaped(reader: Reader, start: number, firstEscape: number): boolean {
  const { text } = reader;
  let decoded = '';
  let runStart = start;
  for (let at = firstEscape; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      reader.string = decoded + text.slice(runStart, at);
      reader.isEscaped = true;
      reader.at = at + 1;
      return true;
    }
    if (code < 0x20) return failInString(reader, at, code);
    if (code !== BACKSLASH) continue;
    const character = escapeAt(text, at);
    if (character === undefined) return fail(reader, 'bad-escape', at);
    decoded += text.slice(runStart, at) + character;
    at += text.charCodeAt(at + 1) === 0x75 ? 5 : 1;
    runStart = at + 1;
  }
  return fail(reader, 'unclosed-text', reader.at);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function escapeAt(text: string, at: number): string | undefined {
  const letter = text[at + 1] ?? '';
  if (letter !== 'u') return Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
  const digits = text.slice(at + 2, at + 6);
  return /^[\da-fA-F]{4}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
}

function intern(reader: Reader, start: number, end: number, hash: number): string {
  const { text, interned } = reader;
  const length = end - start;
  if (length > INTERN_LENGTH) return text.slice(start, end);
  const slot = (hash ^ (hash >>> 15)) & (INTERN_SLOTS - 1);
  const known = interned[slot];
  if (known.length === length && text.startsWith(known, start)) return known;
  const fresh = text.slice(start, end);
  interned[slot] = fresh;
  return fresh;
}

/** Moves to the next character that is not JSON white space; its code, or NaN at the end. */
function skipSpace(reader: Reader): number {
  const { text } = reader;
  let code = text.charCodeAt(reader.at);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
    reader.at += 1;
    code = text.charCodeAt(reader.at);
  }
  return code;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isCloser(code: number): boolean {
  return code === CLOSE_MAP || code === CLOSE_LIST;
}

function isWordPart(code: number): boolean {
  return (
    isDigit(code) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x24
  );
}

function isNumberPart(code: number): boolean {
  return isWordPart(code) || code === 0x2e || code === 0x2b || code === 0x2d;
}

function failInString(reader: Reader, at: number, code: number): false {
  const isLineEnd = code === 0x0a || code === 0x0d;
  return isLineEnd ? fail(reader, 'unclosed-text', reader.at) : fail(reader, 'control-in-text', at);
}

/** Fails at the current character, and names the usual slips rather than what was expected. */
function failAt(reader: Reader, expected: Trouble): false {
  const { text, at } = reader;
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return fail(reader, 'early-end', at);
  return fail(reader, usualSlip(text, at, code, expected) ?? expected, at);
}

function usualSlip(text: string, at: number, code: number, expected: Trouble): Trouble | undefined {
  if (text.startsWith('//', at) || text.startsWith('/*', at) || code === 0x23) return 'comment';
  const startsWord = isWordPart(code) && !isDigit(code);
  if (expected === 'expected-key') {
    if (isCloser(code)) return 'wrong-bracket';
    if (code === 0x27) return 'single-quote';
    return startsWord ? 'unquoted-key' : undefined;
  }
  if (expected !== 'expected-value') return undefined;
  if (isCloser(code)) return 'wrong-bracket';
  if (code === 0x27) return 'single-quote';
  if (code === 0x2b || code === 0x2e) return 'bad-number';
  return startsWord ? 'bad-word' : undefined;
}

function fail(reader: Reader, trouble: Trouble, at: number): false {
  const [what, remedy] = JSON_TROUBLE[trouble];
  reader.problems.add('json-syntax', at, Math.min(at + 1, reader.text.length), { what, remedy });
  return false;
}
