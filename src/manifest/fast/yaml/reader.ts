import { CR, HASH, isJoiner, LF, SPACE, classOf, WIDE, wideLength } from '../bytes.ts';
import { HASH_FACTOR, hashOn, NAME, type Strings } from '../strings.ts';
import type { TapeWriter } from '../tape.ts';

/** Where a reading stands, and what is open. */
export interface YamlReader {
  /** INVARIANT: the last byte is a line end. */
  readonly bytes: Uint8Array;
  /** How many bytes the file has, without a line end that it lacks. */
  readonly size: number;
  readonly strings: Strings;
  readonly tape: TapeWriter;
  // Of the block collections that are open, by depth from 1: their column, their sort, whether the value of the last
  // key or dash is still to come, and where an empty one would stand.
  readonly columns: Int32Array;
  readonly isList: Uint8Array;
  readonly isWaiting: Uint8Array;
  readonly waitsAt: Int32Array;
  depth: number;
  at: number;
  /** Of the text that is being passed. */
  hash: number;
  /** Where the last value ended. */
  contentEnd: number;
  /** Commas in brackets on this line. */
  commas: number;
}

// Well below what the reference allows (../../guard.ts), so that no corner of counting matters.
export const COLUMN_LIMIT = 200;
export const DEPTH_LIMIT = 48;
export const COMMA_LIMIT = 10_000;
export const KEY_LIMIT = 512;

/** Bytes that a colon or a dash must stand before to mean something, in block style. */
export const BLANK = classOf(/[ \t\n\r]/);
const IN_COMMENT = classOf(/[\t -~]/);

// Each function here and beside says whether to go on, unless it says otherwise.

/** Passes the bytes of a class, and characters beyond ASCII, and hashes them; false at a character that is doubtful. */
export function pass(reader: YamlReader, belongs: Uint8Array): boolean {
  const { bytes } = reader;
  let { at, hash } = reader;
  for (;;) {
    const byte = bytes[at];
    if (belongs[byte] === 1) {
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
      at++;
    } else if (byte < WIDE) break;
    else {
      const length = wideLength(bytes, at);
      if (length === 0 || (isJoiner(bytes, at) && !reader.tape.isAfter(NAME))) return false;
      hash = hashOn(hash, bytes, at, at + length);
      at += length;
    }
  }
  reader.at = at;
  reader.hash = hash;
  return true;
}

export function skipSpaces(reader: YamlReader): void {
  const { bytes } = reader;
  let { at } = reader;
  while (bytes[at] === SPACE) at++;
  reader.at = at;
}

/** Does a byte after spaces end what counts on a line? */
export function isLineEnd(byte: number): boolean {
  return byte === LF || byte === CR || byte === HASH;
}

/** Passes what may stand after a value: spaces, a comment after a space, the line end. */
export function endLine(reader: YamlReader): boolean {
  const { bytes } = reader;
  skipSpaces(reader);
  if (bytes[reader.at] === HASH && !skipComment(reader)) return false;
  if (bytes[reader.at] === CR) reader.at++;
  return bytes[reader.at++] === LF;
}

function skipComment(reader: YamlReader): boolean {
  const { bytes, at: start } = reader;
  if (start > 0 && bytes[start - 1] !== SPACE && bytes[start - 1] !== LF) return false;
  let at = start;
  for (;;) {
    while (IN_COMMENT[bytes[at]] === 1) at++;
    if (bytes[at] < WIDE) break;
    const length = wideLength(bytes, at);
    if (length === 0) return false;
    at += length;
  }
  reader.at = at;
  return true;
}
