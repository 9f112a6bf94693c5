/** Several values in one cell of a table: `plates; faces`, each in double quotes where it holds what divides them. */

/** An item of a list in a cell. */
export interface CellItem {
  readonly text: string;
  /** Where it stood in double quotes: taken as it is. */
  readonly isQuoted: boolean;
  /** What stands behind its quotes, such as a date in brackets. */
  readonly tail: string;
}

/** Items as one cell; where they can have tails, a text that ends like one is told from it. */
export function cellOf(
  items: readonly { readonly text: string; readonly tail?: string }[],
  { hasTails = false } = {},
): string {
  const isDoubtful = (text: string, tail: string): boolean => hasTails && tail === '' && text.endsWith(')');
  return items
    .map(({ text, tail = '' }) => {
      const shown = needsQuotes(text) || isDoubtful(text, tail) ? quoted(text) : text;
      return tail === '' ? shown : `${shown} ${tail}`;
    })
    .join('; ');
}

function needsQuotes(text: string): boolean {
  return /[;\r\n]|^\s|\s$|^"|^$/.test(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

const DIVIDER = /[;\r\n]|$/g;

/** The items of a cell, divided by semicolons or line breaks; empty ones are left out. */
export function itemsOf(cell: string): CellItem[] {
  const items: CellItem[] = [];
  for (let at = 0; at < cell.length;) {
    const start = firstAfter(/\S|$/g, cell, at);
    const close = cell[start] === '"' ? closing(cell, start) : -1;
    const end = firstAfter(DIVIDER, cell, Math.max(close, start));
    const plain = cell.slice(start, end).trim();
    if (close !== -1) {
      const text = cell.slice(start + 1, close).replaceAll('""', '"');
      items.push({ text, isQuoted: true, tail: cell.slice(close + 1, end).trim() });
    } else if (plain !== '') items.push({ text: plain, isQuoted: false, tail: '' });
    at = end + 1;
  }
  return items;
}

/** Where the quotes end that begin at a place, doubled ones being part of the text; -1 where they do not. */
export function closing(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function firstAfter(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}
