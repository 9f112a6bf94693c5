/** Texts in quotes that end on their line. */
import { isDoubtful } from '../../characters.ts';
import { APOSTROPHE, BACKSLASH, classOf, LF, QUOTE, textBetween, unescaped } from '../bytes.ts';
import { HASH_START } from '../strings.ts';
import { pass, type YamlReader } from './reader.ts';

const IN_DOUBLE = classOf(/(?!["\\])[ -~]/);
const IN_SINGLE = classOf(/(?!')[ -~]/);

/** A text in double quotes. */
export function readDouble(reader: YamlReader): boolean {
  const { bytes, strings, at: open } = reader;
  reader.at++;
  reader.hash = HASH_START;
  let isEscaped = false;
  while (pass(reader, IN_DOUBLE)) {
    const { at: end } = reader;
    if (bytes[end] === QUOTE && !isEscaped) {
      return tell(reader, strings.number(bytes, open + 1, end, reader.hash), open, end + 1);
    }
    if (bytes[end] === QUOTE) return tellEscaped(reader, open, end + 1);
    if (bytes[end] !== BACKSLASH || bytes[end + 1] === LF) return false;
    isEscaped = true;
    reader.at += 2;
  }
  return false;
}

function tellEscaped(reader: YamlReader, open: number, end: number): boolean {
  const text = unescaped(textBetween(reader.bytes, open, end));
  return text !== undefined && !isDoubtful(text) && tell(reader, reader.strings.of(text), open, end);
}

/** A text in single quotes; two of them stand for one. */
export function readSingle(reader: YamlReader): boolean {
  const { bytes, strings, at: open } = reader;
  reader.at++;
  reader.hash = HASH_START;
  let isDoubled = false;
  while (pass(reader, IN_SINGLE)) {
    const { at: end } = reader;
    if (bytes[end] !== APOSTROPHE) return false;
    if (bytes[end + 1] !== APOSTROPHE) {
      const text = isDoubled
        ? strings.of(textBetween(bytes, open + 1, end).replaceAll("''", "'"))
        : strings.number(bytes, open + 1, end, reader.hash);
      return tell(reader, text, open, end + 1);
    }
    isDoubled = true;
    reader.at += 2;
  }
  return false;
}

function tell(reader: YamlReader, text: number, open: number, end: number): boolean {
  reader.at = end;
  reader.contentEnd = end;
  reader.tape.text(text, open, end);
  return true;
}
