/** JSON, bytes to tape in one pass. What is wrong or doubtful is left to the reference reader (../json.ts), which tells it. */
import { isDoubtful } from '../characters.ts';
import { numberTrouble } from '../number.ts';
import {
  BACKSLASH,
  classOf,
  CLOSE_LIST,
  CLOSE_MAP,
  LF,
  COLON,
  COMMA,
  DIGIT,
  isJoiner,
  OPEN_LIST,
  OPEN_MAP,
  QUOTE,
  textBetween,
  unescaped,
  WIDE,
  wideLength,
  withLineEnd,
} from './bytes.ts';
import { HASH_FACTOR, HASH_START, hashOn, isReserved, NAME, type Strings } from './strings.ts';
import { Node, TapeWriter, Word, type Tape } from './tape.ts';

/** Stands for a byte where there is none. */
const END = 0;

const SPACE = classOf(/[ \n\r\t]/);
const IN_STRING = classOf(/(?!["\\])[ -~]/);
const IN_NUMBER = classOf(/[-+.\deE]/);
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads JSON without a byte order mark; undefined where something is wrong, or doubtful, or not known to this reader. */
export function tapeOfJson(bytes: Uint8Array, strings: Strings, isTracking = false): Tape | undefined {
  const reader: Reader = {
    bytes: withLineEnd(bytes),
    tape: new TapeWriter(strings, bytes.length, isTracking),
    isMap: new Uint8Array(65),
    at: 0,
    string: 0,
    isKeyLike: true,
  };
  return readDocument(reader) ? reader.tape.finish() : undefined;
}

interface Reader {
  /** INVARIANT: the last byte is a line end. */
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
  if (!readValue(reader, skipSpace(reader))) return false;
  while (tape.depth > 0) {
    const byte = skipSpace(reader);
    if (byte === COMMA) {
      reader.at++;
      const next = skipSpace(reader);
      if (!(isMap[tape.depth] === 1 ? readEntry(reader, next) : readValue(reader, next))) return false;
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
  return readValue(reader, skipSpace(reader));
}

function readValue(reader: Reader, byte: number): boolean {
  const { at: start, tape } = reader;
  switch (byte) {
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
  return isMap ? readEntry(reader, byte) : readValue(reader, byte);
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
  while (IN_NUMBER[bytes[at]] === 1) at++;
  if (at === start) return false;
  const literal = textBetween(bytes, start, at);
  const value = Number(literal);
  if (!NUMBER.test(literal) || numberTrouble(literal, value) !== undefined) return false;
  reader.at = at;
  reader.tape.number(value, start, at);
  return true;
}

function readString(reader: Reader): boolean {
  const { bytes, tape, at: start } = reader;
  let at = start + 1;
  let hash = HASH_START;
  let isEscaped = false;
  reader.isKeyLike = true;
  for (;;) {
    const byte = bytes[at];
    if (IN_STRING[byte] === 1) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      at++;
    } else if (byte === BACKSLASH && bytes[at + 1] !== LF) {
      isEscaped = true;
      at += 2;
    } else if (byte < WIDE) break;
    else {
      const length = wideLength(bytes, at);
      if (length === 0 || (isJoiner(bytes, at) && !tape.isAfter(NAME))) return false;
      reader.isKeyLike = false;
      hash = hashOn(hash, bytes, at, at + length);
      at += length;
    }
  }
  if (bytes[at] !== QUOTE) return false;
  reader.at = at + 1;
  if (isEscaped) return readEscaped(reader, start);
  reader.string = tape.strings.number(bytes, start + 1, at, hash);
  return true;
}

function readEscaped(reader: Reader, start: number): boolean {
  const text = unescaped(textBetween(reader.bytes, start, reader.at));
  if (text === undefined || isDoubtful(text)) return false;
  reader.string = reader.tape.strings.of(text);
  reader.isKeyLike = false;
  return true;
}

/** Moves to the next byte that is not JSON white space, and gives it. */
function skipSpace(reader: Reader): number {
  const { bytes } = reader;
  let { at } = reader;
  while (at < bytes.length && SPACE[bytes[at]] === 1) at++;
  reader.at = at;
  return at < bytes.length ? bytes[at] : END;
}
