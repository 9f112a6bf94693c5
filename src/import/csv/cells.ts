/** Text to rows of cells: RFC 4180, and what spreadsheets and people write beside it. */
import { closing } from '../../manifest/cell-list.ts';
import { unguarded } from '../../manifest/csv.ts';
import type { Span } from '../../manifest/locate.ts';
import type { ProblemList } from '../../manifest/problem.ts';

export type Divider = ',' | ';' | '\t';

/** A cell, without the apostrophes that guard it; spaces around it count where it stood in quotes. */
export interface Cell {
  readonly text: string;
  readonly span: Span;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly span: Span;
}

/** What is read of a text: from where, with what between cells, and at most how many rows that are not empty. */
export interface Extent {
  readonly start: number;
  readonly divider: Divider;
  readonly limit?: number;
}

/** Rows with something in them; what is wrong with their quotes goes to the problems. */
export function rowsOf(
  text: string,
  { start, divider, limit = Infinity }: Extent,
  problems?: ProblemList,
): Row[] {
  const rows: Row[] = [];
  for (let at = start; at < text.length && rows.length < limit;) {
    const { cells, end } = cellsOf(text, at, divider, problems);
    if (cells.some((cell) => !isEmpty(cell))) rows.push({ cells, span: { start: at, end } });
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return rows;
}

export function isEmpty(cell: Cell | undefined): boolean {
  return cell === undefined || cell.text.trim() === '';
}

interface Line {
  readonly cells: readonly Cell[];
  readonly end: number;
}

function cellsOf(text: string, start: number, divider: Divider, problems?: ProblemList): Line {
  const cells: Cell[] = [];
  let end = start - 1;
  do {
    const cell = cellAt(text, end + 1, divider, problems);
    cells.push(cell);
    end = cell.next;
  } while (text[end] === divider);
  return { cells, end };
}

const ENDS: Readonly<Record<Divider, RegExp>> = {
  ',': /[,\r\n]|$/g,
  ';': /[;\r\n]|$/g,
  '\t': /[\t\r\n]|$/g,
};

/** The cell that begins at a place; `next` is where its divider, or the end of its row, stands. */
function cellAt(
  text: string,
  start: number,
  divider: Divider,
  problems?: ProblemList,
): Cell & { readonly next: number } {
  let from = start;
  while (text[from] === ' ') from += 1;
  if (text[from] === '"') return quotedAt(text, from, divider, problems);
  const next = endOf(text, start, divider);
  const plain = text.slice(start, next).trim();
  return { text: unguarded(plain), span: { start: from, end: from + plain.length }, next };
}

function quotedAt(
  text: string,
  start: number,
  divider: Divider,
  problems?: ProblemList,
): Cell & { readonly next: number } {
  const close = closing(text, start);
  if (close === -1) {
    problems?.add('open-quote', start, start + 1);
    return { text: '', span: { start, end: text.length }, next: text.length };
  }
  const next = endOf(text, close + 1, divider);
  const behind = text.slice(close + 1, next).trim();
  if (behind !== '') problems?.add('behind-quote', close + 1, next, { text: behind });
  const inner = text.slice(start + 1, close).replaceAll('""', '"');
  return { text: unguarded(inner), span: { start, end: close + 1 }, next };
}

function endOf(text: string, start: number, divider: Divider): number {
  const pattern = ENDS[divider];
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? text.length;
}
