/** Quoted texts of several lines that stand further left than YAML has it, as many readers take them. */
import { YAML_OPEN_QUOTE } from '../manifest/messages.ts';
import type { Problem } from '../manifest/problem.ts';

// Each is found by a reading of its own.
const MOST = 20;

/**
 * Reads a text, and again as long as a quote in it is closed only behind lines that are not indented enough: with spaces for
 * these line ends, as they mean, so that every place stays what it was.
 */
export function readQuoted<T extends { readonly problems: readonly Problem[] }>(
  text: string,
  read: (text: string) => T,
): T {
  const first = read(text);
  let reading = first;
  let source = text;
  for (let count = 0; count < MOST; count += 1) {
    const open = reading.problems.find(({ values }) => values.what === YAML_OPEN_QUOTE[0]);
    if (open === undefined) return reading;
    const joined = withJoinedQuote(source, open.start);
    if (joined === undefined) return first;
    source = joined;
    reading = read(source);
  }
  return first;
}

// Of more nobody means it.
const LONGEST = 100_000;

/** A text in which the lines of a quote are one; undefined where the quote is not closed at the end of a line. */
function withJoinedQuote(text: string, start: number): string | undefined {
  const quote = text[start] === '"' ? /^"[^"\\]*(?:\\[^][^"\\]*)*"/ : /^'[^']*(?:''[^']*)*'/;
  const found = quote.exec(text.slice(start, start + LONGEST))?.[0];
  if (found === undefined) return undefined;
  const end = start + found.length;
  if (!/^[ \t]*(?:[,\]}#\r\n]|$)/.test(text.slice(end, end + 1000))) return undefined;
  return `${text.slice(0, start)}${found.replace(/[\r\n]/g, ' ')}${text.slice(end)}`;
}
