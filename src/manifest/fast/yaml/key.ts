import { APOSTROPHE, classOf, COLON, PLAIN, QUOTE } from '../bytes.ts';
import { HASH_FACTOR, HASH_START } from '../strings.ts';
import { BLANK, KEY_LIMIT, type YamlReader } from './reader.ts';

/** Bytes of plain keys. */
const IN_KEY = classOf(/[\w.$/*-]/);
const STARTS_KEY = classOf(/[\w$]/);

/** The number of the key that begins here, with its colon next to be read; -1 where no key begins. */
export function readKey(reader: YamlReader): number {
  const { bytes, at: start } = reader;
  const first = bytes[start];
  if (STARTS_KEY[first] !== 1) return first === QUOTE || first === APOSTROPHE ? readQuotedKey(reader) : -1;
  let at = start;
  let hash = HASH_START;
  while (IN_KEY[bytes[at]] === 1) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
  return endsKey(reader, at) ? reader.strings.number(bytes, start, at, hash) : -1;
}

function readQuotedKey(reader: YamlReader): number {
  const { bytes, at: open } = reader;
  let at = open + 1;
  let hash = HASH_START;
  while (PLAIN[bytes[at]] === 1) hash = Math.imul(hash ^ bytes[at++], HASH_FACTOR);
  const isKey = bytes[at] === bytes[open] && endsKey(reader, at + 1);
  return isKey ? reader.strings.number(bytes, open + 1, at, hash) : -1;
}

function endsKey(reader: YamlReader, end: number): boolean {
  const { bytes, at: start } = reader;
  if (bytes[end] !== COLON || BLANK[bytes[end + 1]] !== 1 || end - start > KEY_LIMIT) return false;
  reader.at = end;
  return true;
}
