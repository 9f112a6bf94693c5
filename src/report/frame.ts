import { escapeCharacter, escapeText, serviceMarks } from '../manifest/escape.ts';
import type { Lines } from '../manifest/lines.ts';

/** What a code frame shows: spans are UTF-16 offsets, `width` is in terminal cells and excludes the line numbers. */
export interface FrameOptions {
  readonly linesBefore?: number;
  readonly linesAfter?: number;
  readonly width?: number;
}

const TAB_STOP = 4;
const DEFAULT_WIDTH = 100;
const ELLIPSIS = '\u2026';

// Wide in a terminal: East Asian wide and full-width forms, and emoji that are shown as pictures.
const wide = (): RegExp =>
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const combining = (): RegExp => /\p{Mn}|\p{Me}/u;

/**
 * The line that holds `start`, with two lines before it, a line of carets below it and one line after it; one
 * string for each printed line, without line ends. A span that goes on to other lines is marked to the end of the first. Tabs
 * become spaces, what is not printable becomes `\u{...}`, and lines wider than `width` are cut around the carets.
 */
export function codeFrame(lines: Lines, start: number, end: number, options: FrameOptions = {}): string[] {
  const { linesBefore = 2, linesAfter = 1, width = DEFAULT_WIDTH } = options;
  const { line } = lines.at(start);
  const first = Math.max(1, line - linesBefore);
  const last = Math.min(lastShown(lines), line + linesAfter);
  const gutter = String(Math.max(last, line)).length;
  const frame: string[] = [];
  for (let shown = first; shown <= Math.max(last, line); shown += 1) {
    const span = lines.span(shown);
    if (span === undefined) continue;
    const number = String(shown).padStart(gutter);
    if (shown !== line) frame.push(row(number, leading(lines, span, width)));
    else {
      const marked = around(lines, span, start, end, width);
      frame.push(row(number, marked.source), row(' '.repeat(gutter), marked.carets));
    }
  }
  return frame;
}

// A text that ends with a line end has an empty last line, which nobody wrote.
function lastShown(lines: Lines): number {
  const count = lines.count();
  const span = lines.span(count);
  return count > 1 && span !== undefined && span.start === lines.length ? count - 1 : count;
}

function row(number: string, content: string): string {
  return `${number} |   ${content}`.trimEnd();
}

interface Cell {
  readonly text: string;
  readonly width: number;
  // Offset of the character in the whole text.
  readonly at: number;
}

/** The cells of a piece of one line; columns for tabs count from the beginning of the piece. */
function cellsOf(lines: Lines, from: number, to: number): Cell[] {
  const cells: Cell[] = [];
  let at = from;
  let column = 0;
  const piece = lines.slice(from, to);
  const marks = serviceMarks(piece);
  for (const character of piece) {
    const shown = shownAs(character, column, marks.has(at - from));
    const width = shown === character ? characterWidth(character) : shown.length;
    cells.push({ text: shown, width, at });
    column += width;
    at += character.length;
  }
  return cells;
}

function shownAs(character: string, column: number, isMark: boolean): string {
  if (character === '\t') return ' '.repeat(TAB_STOP - (column % TAB_STOP));
  return isMark ? escapeCharacter(character) : escapeText(character);
}

function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (combining().test(character)) return 0;
  return wide().test(character) ? 2 : 1;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The beginning of a line, cut to the width. */
function leading(lines: Lines, span: Span, width: number): string {
  const to = wholeCharacters(lines, Math.min(span.end, span.start + width * 2), span.end);
  const cells = cellsOf(lines, span.start, to);
  const kept = fitting(cells, width);
  const isCut = kept < cells.length || to < span.end;
  return cellText(cells.slice(0, isCut ? Math.max(0, kept - 1) : kept)) + (isCut ? ELLIPSIS : '');
}

/** The part of a line around a span, and the carets below it. */
function around(
  lines: Lines,
  span: Span,
  start: number,
  end: number,
  width: number,
): { source: string; carets: string } {
  const markStart = Math.min(Math.max(start, span.start), span.end);
  const markEnd = Math.max(markStart, Math.min(end, span.end));
  const from = windowStart(lines, span, markStart, markEnd, width);
  const to = wholeCharacters(lines, Math.min(span.end, from + width * 2), span.end);
  const cells = cellsOf(lines, from, to);
  const isCutBefore = from > span.start;
  const room = width - (isCutBefore ? 1 : 0);
  const fits = fitting(cells, room);
  const isCutAfter = fits < cells.length || to < span.end;
  const kept = cells.slice(0, isCutAfter ? Math.max(1, fitting(cells, room - 1)) : fits);
  const before = widthOf(kept.filter((cell) => cell.at < markStart)) + (isCutBefore ? 1 : 0);
  const marked = widthOf(kept.filter((cell) => cell.at >= markStart && cell.at < markEnd));
  return {
    source: (isCutBefore ? ELLIPSIS : '') + cellText(kept) + (isCutAfter ? ELLIPSIS : ''),
    carets: ' '.repeat(before) + '^'.repeat(Math.max(1, marked)),
  };
}

// A long line is shown from a little before the mark; how much depends on how much of the line fits after it.
function windowStart(lines: Lines, span: Span, markStart: number, markEnd: number, width: number): number {
  const reach = Math.min(markEnd, markStart + width);
  const probe = wholeCharacters(lines, Math.max(span.start, reach - width * 2), reach);
  const cells = cellsOf(lines, probe, reach);
  if (probe === span.start && widthOf(cells) <= width - 1) return span.start;
  let room = Math.floor(width / 2);
  let from = markStart;
  for (let index = cells.length - 1; index >= 0 && room > 0; index -= 1) {
    const cell = cells[index];
    if (cell.at >= markStart) continue;
    room -= cell.width;
    from = cell.at;
  }
  return from;
}

// Never between the halves of a surrogate pair.
function wholeCharacters(lines: Lines, at: number, limit: number): number {
  const code = lines.slice(at, at + 1).charCodeAt(0);
  return at < limit && code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** How many of the first cells fit into a width. */
function fitting(cells: readonly Cell[], width: number): number {
  let room = width;
  let index = 0;
  while (index < cells.length && cells[index].width <= room) {
    room -= cells[index].width;
    index += 1;
  }
  return index;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function cellText(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}
