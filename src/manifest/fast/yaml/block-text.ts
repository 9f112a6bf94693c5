/** Texts on lines of their own: `|` keeps their line ends, `>` joins them, with a dash the last line end goes. */
import { classOf, CR, DASH, GREATER, LF, SPACE, textBetween } from '../bytes.ts';
import { endLine, pass, type YamlReader } from './reader.ts';

const IN_LINE = classOf(/[ -~]/);

/** Such a text whose first line says how far in it stands. Ends at the start of the line after it. */
export function readBlockText(reader: YamlReader): boolean {
  const { bytes, at: start } = reader;
  const isFolded = bytes[start] === GREATER;
  const isStripped = bytes[start + 1] === DASH;
  reader.at += isStripped ? 2 : 1;
  if (!endLine(reader)) return false;
  const text = linesOf(reader, isFolded);
  if (text === undefined) return false;
  const end = Math.min(reader.contentEnd, reader.size);
  reader.contentEnd = end;
  reader.tape.text(reader.strings.of(isStripped ? text : `${text}\n`), start, end);
  return true;
}

/** The text without its last line end; undefined where the reference must say. */
function linesOf(reader: YamlReader, isFolded: boolean): string | undefined {
  const { bytes } = reader;
  const margin = spacesAt(bytes, reader.at);
  if (margin <= reader.columns[reader.depth]) return undefined;
  let text: string | undefined;
  // Blank lines since the last line of text.
  let blanks = 0;
  while (reader.at < bytes.length) {
    const lineStart = reader.at;
    const spaces = spacesAt(bytes, lineStart);
    reader.at += spaces;
    const isBlank = endsLine(reader);
    // More spaces on a blank line than before others are text.
    if (isBlank && (spaces > margin || text === undefined)) return undefined;
    if (isBlank) blanks++;
    else if (spaces < margin) {
      reader.at = lineStart;
      return text;
    } else {
      if (isFolded && spaces > margin) return undefined;
      if (!pass(reader, IN_LINE)) return undefined;
      const line = textBetween(bytes, lineStart + margin, reader.at);
      if (!endsLine(reader)) return undefined;
      text =
        text === undefined
          ? line
          : text + (isFolded && blanks === 0 ? ' ' : '\n'.repeat(blanks + (isFolded ? 0 : 1))) + line;
      blanks = 0;
      reader.contentEnd = reader.at;
    }
  }
  return text;
}

function spacesAt(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === SPACE) at++;
  return at - start;
}

/** Passes a line end, if there is one. */
function endsLine(reader: YamlReader): boolean {
  const { bytes, at } = reader;
  const end = bytes[at] === CR ? at + 1 : at;
  if (bytes[end] !== LF) return false;
  reader.at = end + 1;
  return true;
}
