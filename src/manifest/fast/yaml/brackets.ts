/** Lists and maps in brackets, on one line or over several. */
import { APOSTROPHE, CLOSE_LIST, CLOSE_MAP, COMMA, HASH, OPEN_LIST, OPEN_MAP, QUOTE } from '../bytes.ts';
import { isReserved } from '../strings.ts';
import { Node } from '../tape.ts';
import { readKey } from './key.ts';
import { IN_BRACKETS, readPlain } from './plain.ts';
import { readDouble, readSingle } from './quoted.ts';
import {
  COLUMN_LIMIT,
  COMMA_LIMIT,
  DEPTH_LIMIT,
  endLine,
  isLineEnd,
  skipSpaces,
  type YamlReader,
} from './reader.ts';

/** A list or a map in brackets, of which `level` are open then; all in all at most as deep as block collections may be. */
export function readBrackets(reader: YamlReader, level = 1): boolean {
  const { bytes, tape, at: start } = reader;
  const isMap = bytes[start] === OPEN_MAP;
  const closer = isMap ? CLOSE_MAP : CLOSE_LIST;
  if (level + reader.depth >= DEPTH_LIMIT || !tape.begin(isMap ? Node.map : Node.list, start)) return false;
  reader.at++;
  for (;;) {
    if (!skipGap(reader, level)) return false;
    // Nothing is in it, or its last comma was the end.
    if (bytes[reader.at] === closer) break;
    if (isMap && !readKeyInBrackets(reader, level)) return false;
    if (!readInBrackets(reader, level) || !skipGap(reader, level)) return false;
    if (bytes[reader.at] === closer) break;
    if (bytes[reader.at] !== COMMA || ++reader.commas > COMMA_LIMIT) return false;
    reader.at++;
  }
  reader.at++;
  reader.contentEnd = reader.at;
  tape.end(reader.at);
  return true;
}

function readKeyInBrackets(reader: YamlReader, level: number): boolean {
  const { tape, at: start } = reader;
  const key = readKey(reader);
  if (key < 0 || isReserved(key) || !tape.key(key, start, reader.at)) return false;
  reader.at++;
  return skipGap(reader, level);
}

function readInBrackets(reader: YamlReader, level: number): boolean {
  switch (reader.bytes[reader.at]) {
    case QUOTE:
      return readDouble(reader);
    case APOSTROPHE:
      return readSingle(reader);
    case OPEN_LIST:
    case OPEN_MAP:
      return readBrackets(reader, level + 1);
    default:
      return readPlain(reader, IN_BRACKETS);
  }
}

/** Passes what may stand between the parts: spaces, comments, line ends. */
function skipGap(reader: YamlReader, level: number): boolean {
  skipSpaces(reader);
  return !isLineEnd(reader.bytes[reader.at]) || skipLines(reader, level);
}

// What goes on must stand further in than what it belongs to; only the last bracket may stand below that.
function skipLines(reader: YamlReader, level: number): boolean {
  const { bytes } = reader;
  const outside = reader.columns[reader.depth];
  while (endLine(reader) && reader.at < bytes.length) {
    const lineStart = reader.at;
    skipSpaces(reader);
    const byte = bytes[reader.at];
    // The library takes a comment at the margin for the end of the value before it, and finds no space between them.
    if (byte === HASH && reader.at === lineStart) return false;
    if (isLineEnd(byte)) continue;
    reader.commas = 0;
    const column = reader.at - lineStart;
    if (column > outside) return column <= COLUMN_LIMIT;
    return column === outside && level === 1 && (byte === CLOSE_LIST || byte === CLOSE_MAP);
  }
  return false;
}
