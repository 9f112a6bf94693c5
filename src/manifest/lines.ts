/** A place as people count: both from 1; columns in UTF-16 code units, as editors and SARIF do by default. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Lines of one text. */
export interface Lines {
  /** How long the text is. */
  readonly length: number;
  /** The text between two offsets. */
  slice(start: number, end: number): string;
  /** Line and column of an offset; an offset past the end counts as the end. */
  at(offset: number): LineColumn;
  /** How many lines there are; a text that ends with a line end has an empty last line. */
  count(): number;
  /** Offsets of the first character of a line (from 1) and of its line end, or undefined when there is no such line. */
  span(line: number): { start: number; end: number } | undefined;
}

/** The lines of a text; the index is built on the first question. LF, CR and CRLF each end a line. */
export function linesOf(text: string): Lines {
  let known: Uint32Array | undefined;
  const starts = () => (known ??= lineStarts(text));
  return {
    length: text.length,
    slice: (start, end) => text.slice(start, end),
    ...linesFrom(starts, text.length, (start, next) => withoutLineEnd(text, start, next)),
  };
}

/** The lines of files by their texts, each file counted once; undefined where there is no text. */
export function lineIndex(textOf: (path: string) => string | undefined): (path: string) => Lines | undefined {
  const known = new Map<string, Lines>();
  return (path) => {
    const text = known.has(path) ? undefined : textOf(path);
    if (text !== undefined) known.set(path, linesOf(text));
    return known.get(path);
  };
}

/** Lines that start at these offsets, ascending; what ends a line is left out of it. */
export function linesFrom(
  starts: () => Uint32Array,
  length: number,
  endOf: (start: number, next: number) => number,
): Pick<Lines, 'at' | 'count' | 'span'> {
  return {
    at(offset) {
      const place = Math.max(0, Math.min(offset, length));
      const line = lastAtMost(starts(), place);
      return { line: line + 1, column: place - starts()[line] + 1 };
    },
    count: () => starts().length,
    span(line) {
      const index = starts();
      if (line < 1 || line > index.length) return undefined;
      const next = line < index.length ? index[line] : length;
      return { start: index[line - 1], end: endOf(index[line - 1], next) };
    },
  };
}

function lineStarts(text: string): Uint32Array {
  return Uint32Array.from(text.includes('\r') ? afterLineEnds(text) : afterLineFeeds(text));
}

// Almost no manifest has carriage returns; without them this is several times as fast as the expression below.
function afterLineFeeds(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function afterLineEnds(text: string): number[] {
  const starts = [0];
  const lineEnd = /\r\n?|\n/g;
  while (lineEnd.test(text)) starts.push(lineEnd.lastIndex);
  return starts;
}

/** Where the last of ascending numbers stands that is no more than a value. */
export function lastAtMost(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function withoutLineEnd(text: string, start: number, next: number): number {
  let end = next;
  if (end > start && text[end - 1] === '\n') end -= 1;
  if (end > start && text[end - 1] === '\r') end -= 1;
  return end;
}
