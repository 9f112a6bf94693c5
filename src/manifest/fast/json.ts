/** JSON, bytes to tape in one pass. What is wrong or doubtful is left to the reference reader (../json.ts), which tells it. */
import { isDoubtful } from '../characters.ts';
import { numberTrouble } from '../number.ts';
import { classOf, DIGIT, PLAIN, textBetween, wideLength } from './bytes.ts';
import { HASH_FACTOR, HASH_START, isReserved, type Strings } from './strings.ts';
import { Node, TapeWriter, Word, type Tape } from './tape.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

const SPACE = classOf((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
const IN_NUMBER = classOf((byte) => /[-+.\deE]/.test(String.fromCharCode(byte)));
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads JSON without a byte order mark; undefined where something is wrong, or doubtful, or not known to this reader. */
export function tapeOfJson(bytes: Uint8Array, strings: Strings, isTracking = false): Tape | undefined {
  const reader: Reader = {
    bytes,
    tape: new TapeWriter(strings, bytes.length, isTracking),
    isMap: new Uint8Array(65),
    at: 0,
    string: 0,
    isKeyLike: true,
  };
  return readDocument(reader) ? reader.tape.finish() : undefined;
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly tape: TapeWriter;
  // By depth.
  readonly isMap: Uint8Array;
  at: number;
  // The string read last, and whether it is plain ASCII as it stands.
  string: number;
  isKeyLike: boolean;
}

// Each function below says whether to go on.

function readDocument(reader: Reader): boolean {
  const { tape, isMap } = reader;
  skipSpace(reader);
  if (!readValue(reader)) return false;
  while (tape.depth > 0) {
    const byte = skipSpace(reader);
    if (byte === COMMA) {
      reader.at++;
      const next = skipSpace(reader);
      if (!(isMap[tape.depth] === 1 ? readEntry(reader, next) : readValue(reader))) return false;
    } else if (byte === (isMap[tape.depth] === 1 ? CLOSE_MAP : CLOSE_LIST)) tape.end(++reader.at);
    else return false;
  }
  skipSpace(reader);
  return reader.at === reader.bytes.length;
}

function readEntry(reader: Reader, byte: number): boolean {
  const start = reader.at;
  if (byte !== QUOTE || !readString(reader) || !reader.isKeyLike) return false;
  const key = reader.string;
  if (isReserved(key) || !reader.tape.key(key, start, reader.at)) return false;
  if (skipSpace(reader) !== COLON) return false;
  reader.at++;
  skipSpace(reader);
  return readValue(reader);
}

function readValue(reader: Reader): boolean {
  const { at: start, tape } = reader;
  switch (reader.bytes[start]) {
    case QUOTE:
      if (!readString(reader)) return false;
      tape.text(reader.string, start, reader.at);
      return true;
    case OPEN_MAP:
      return open(reader, true);
    case OPEN_LIST:
      return open(reader, false);
    case 0x74:
      return readWord(reader, 'true', Word.true);
    case 0x66:
      return readWord(reader, 'false', Word.false);
    case 0x6e:
      return readWord(reader, 'null', Word.null);
    default:
      return readNumber(reader);
  }
}

// Goes on to the first entry or item, so that what follows always stands after a comma; at most 64 calls deep.
function open(reader: Reader, isMap: boolean): boolean {
  const { tape } = reader;
  if (!tape.begin(isMap ? Node.map : Node.list, reader.at)) return false;
  reader.isMap[tape.depth] = isMap ? 1 : 0;
  reader.at++;
  const byte = skipSpace(reader);
  if (byte === (isMap ? CLOSE_MAP : CLOSE_LIST)) {
    tape.end(++reader.at);
    return true;
  }
  return isMap ? readEntry(reader, byte) : readValue(reader);
}

function readWord(reader: Reader, word: string, payload: number): boolean {
  const { bytes, at: start } = reader;
  for (let i = 1; i < word.length; i++) if (bytes[start + i] !== word.charCodeAt(i)) return false;
  reader.at += word.length;
  reader.tape.word(payload, start, reader.at);
  return true;
}

function readNumber(reader: Reader): boolean {
  const { bytes, at: start } = reader;
  let at = start;
  let whole = 0;
  while (DIGIT[bytes[at]] === 1) whole = whole * 10 + bytes[at++] - 0x30;
  // Fifteen digits are exact.
  const isPlain = at > start && at - start <= 15 && (bytes[start] !== 0x30 || at === start + 1);
  if (isPlain && IN_NUMBER[bytes[at]] !== 1) {
    reader.at = at;
    reader.tape.number(whole, start, at);
    return true;
  }
  while (at < bytes.length && IN_NUMBER[bytes[at]] === 1) at++;
  if (at === start) return false;
  const literal = textBetween(bytes, start, at);
  const value = Number(literal);
  if (!NUMBER.test(literal) || numberTrouble(literal, value) !== undefined) return false;
  reader.at = at;
  reader.tape.number(value, start, at);
  return true;
}

function readString(reader: Reader): boolean {
  const { bytes } = reader;
  const start = reader.at + 1;
  const end = bytes.length;
  let hash = HASH_START;
  let at = start;
  reader.isKeyLike = true;
  while (at < end) {
    const byte = bytes[at];
    if (PLAIN[byte] === 1 || byte === 0x27) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      at++;
    } else if (byte === QUOTE) {
      reader.string = reader.tape.strings.number(bytes, start, at, hash);
      reader.at = at + 1;
      return true;
    } else if (byte === BACKSLASH) return readEscaped(reader, start);
    else {
      const length = byte < 0x80 ? 0 : wideLength(bytes, at, end);
      if (length === 0) return false;
      reader.isKeyLike = false;
      for (let i = 0; i < length; i++) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
    }
  }
  return false;
}

function readEscaped(reader: Reader, start: number): boolean {
  const { bytes } = reader;
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  if (at >= bytes.length) return false;
  const text = unescaped(bytes, start - 1, at + 1);
  if (text === undefined || isDoubtful(text)) return false;
  reader.string = reader.tape.strings.of(text);
  reader.isKeyLike = false;
  reader.at = at + 1;
  return true;
}

function unescaped(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end)),
    ) as string;
  } catch {
    return undefined;
  }
}

/** Moves to the next byte that is not JSON white space, and gives it; undefined at the end. */
function skipSpace(reader: Reader): number {
  const { bytes } = reader;
  let { at } = reader;
  while (at < bytes.length && SPACE[bytes[at]] === 1) at++;
  reader.at = at;
  return bytes[at];
}
