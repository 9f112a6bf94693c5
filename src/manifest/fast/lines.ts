import { linesFrom, lastAtMost, type Lines } from '../lines.ts';
import { CR, LF, textBetween } from './bytes.ts';
import { unitCounter } from './offsets.ts';

/** The lines of the text that bytes in UTF-8 say. Only what is asked for is decoded, since a large file takes long and much. */
export function linesOfBytes(bytes: Uint8Array): Lines {
  const inBytes = lineStarts(bytes);
  const units = unitCounter(bytes);
  const starts = new Uint32Array(inBytes.length);
  for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1] + units(inBytes[i - 1], inBytes[i]);
  const last = starts.length - 1;
  const length = starts[last] + units(inBytes[last], bytes.length);
  const texts = new Map<number, string>();
  const textOf = (line: number): string => {
    let text = texts.get(line);
    if (text === undefined) {
      text = textBetween(bytes, inBytes[line], line < last ? inBytes[line + 1] : bytes.length);
      texts.set(line, text);
    }
    return text;
  };
  const slice = (start: number, end: number): string => {
    let text = '';
    for (let line = lastAtMost(starts, start); line <= last && starts[line] < end; line++) {
      text += textOf(line).slice(Math.max(0, start - starts[line]), end - starts[line]);
    }
    return text;
  };
  const endOf = (start: number, next: number): number => {
    const ending = slice(Math.max(start, next - 2), next);
    return next - (/\r?\n$|\r$/.exec(ending)?.[0].length ?? 0);
  };
  return { length, slice, ...linesFrom(() => starts, length, endOf) };
}

/** Where lines start; LF, CR and CRLF each end one. */
function lineStarts(bytes: Uint8Array): Uint32Array {
  const starts = [0];
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) starts.push(at + 1);
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF) starts.push(at + 1);
  }
  return Uint32Array.from(starts).sort();
}
