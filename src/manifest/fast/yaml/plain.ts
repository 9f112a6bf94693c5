/** Texts without quotes, in block style and within brackets, and what they mean. */
import { numberTrouble } from '../../number.ts';
import { classOf, COLON, DASH, DIGIT, HASH, SPACE, textBetween, WIDE } from '../bytes.ts';
import { HASH_START, hashOn } from '../strings.ts';
import { Word } from '../tape.ts';
import { pass, type YamlReader } from './reader.ts';

/** Bytes that need no second look in a plain text, in block style and within brackets. */
export const IN_BLOCK = classOf(/(?![#:])[!-~]/);
export const IN_BRACKETS = classOf(/(?![#:,[\]{}])[!-~]/);
/** Bytes that a plain text may begin with, whatever follows. */
const STARTS_PLAIN = classOf(/[\w$./+~^();=<\\]/);
/** Bytes that it may begin with after a dash. */
const AFTER_DASH = classOf(/[\w$]/);

/** A plain text on one line, of bytes of a class: to a comment, or to what does not belong to it. */
export function readPlain(reader: YamlReader, belongs: Uint8Array): boolean {
  const { bytes, at: start } = reader;
  if (!startsPlain(bytes, start)) return false;
  reader.hash = HASH_START;
  do {
    if (!pass(reader, belongs)) return false;
  } while (goesOn(reader, belongs));
  return tellPlain(reader, start);
}

// What begins like an indicator is left to the reference, but for a dash before a word.
function startsPlain(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at];
  return STARTS_PLAIN[byte] === 1 || byte >= WIDE || (byte === DASH && AFTER_DASH[bytes[at + 1]] === 1);
}

/** Passes what only belongs to a text for what stands before or after it: spaces, colons, hashes. False: the text ends. */
function goesOn(reader: YamlReader, belongs: Uint8Array): boolean {
  const { bytes, at } = reader;
  let next = at;
  while (bytes[next] === SPACE) next++;
  const byte = bytes[next];
  const isOwn = byte === HASH ? next === at : byte === COLON ? isInText(bytes[next + 1], belongs) : false;
  if (isOwn) next++;
  else if (next === at || !(belongs[byte] === 1 || byte >= WIDE)) return false;
  reader.hash = hashOn(reader.hash, bytes, at, next);
  reader.at = next;
  return true;
}

/** Is a colon before this byte a part of a text? */
function isInText(byte: number, belongs: Uint8Array): boolean {
  return belongs[byte] === 1 || byte >= WIDE || byte === COLON || byte === HASH;
}

function tellPlain(reader: YamlReader, start: number): boolean {
  const { bytes, tape, strings, at: end } = reader;
  reader.contentEnd = end;
  const first = bytes[start];
  const word = wordOf(bytes, start, end);
  if (word !== undefined) {
    tape.word(word, start, end);
    return true;
  }
  if (STARTS_NUMBER[first] === 1 && !isDay(bytes, start, end)) {
    const value = numberOf(bytes, start, end);
    if (value !== undefined) {
      tape.number(value, start, end);
      return !Number.isNaN(value);
    }
  }
  tape.text(strings.number(bytes, start, end, reader.hash), start, end);
  return true;
}

/** Plain texts that mean something else in the core schema of YAML 1.2 (chapter 10.3.2). */
const WORDS = [
  ...['~', 'null', 'Null', 'NULL'].map((text) => ({ text, word: Word.null })),
  ...['true', 'True', 'TRUE'].map((text) => ({ text, word: Word.true })),
  ...['false', 'False', 'FALSE'].map((text) => ({ text, word: Word.false })),
];
const WORDS_BY_START = Array.from({ length: 256 }, (_, byte) =>
  WORDS.filter(({ text }) => text.charCodeAt(0) === byte),
);

function wordOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  for (const { text, word } of WORDS_BY_START[bytes[start]]) {
    if (text.length === end - start && isText(bytes, start, text)) return word;
  }
  return undefined;
}

function isText(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}

const STARTS_NUMBER = classOf(/[\d+.-]/);
const DECIMAL = /^[-+]?\d+(?:\.\d+)?$/;
/** What is a number in the core schema and is left to the reference: hexadecimal, octal, exponents and such. */
const OTHER_NUMBER =
  /^(?:0o[0-7]+|0x[\da-fA-F]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The number that a plain text means; undefined where it is a text, NaN where the reference must say. */
function numberOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  const whole = wholeOf(bytes, start, end);
  if (whole >= 0) return whole;
  const literal = textBetween(bytes, start, end);
  if (!DECIMAL.test(literal)) return OTHER_NUMBER.test(literal) ? Number.NaN : undefined;
  const value = Number(literal);
  return numberTrouble(literal, value) === undefined ? value : Number.NaN;
}

/** The whole number that stands there, without a sign and with at most fifteen digits, which are exact; else -1. */
function wholeOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 15 || (bytes[start] === 0x30 && end > start + 1)) return -1;
  let whole = 0;
  for (let at = start; at < end; at++) {
    if (DIGIT[bytes[at]] !== 1) return -1;
    whole = whole * 10 + bytes[at] - 0x30;
  }
  return whole;
}

/** Is it a day, 2019-05-31? Most texts that begin with a digit are, and with these dashes nothing is a number. */
function isDay(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 10 && bytes[start + 4] === DASH && bytes[start + 7] === DASH;
}
