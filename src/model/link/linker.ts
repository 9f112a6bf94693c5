import { parseDay } from '../../manifest/calendar.ts';
import type { Strings } from '../../manifest/fast/strings.ts';
import type { Ledger } from '../effective.ts';
import { textColumn, textRows, type LinkedEntries } from '../entries.ts';
import { BEGINNING, END, type Entries, type Periods, type SectionName } from '../model.ts';
import type { Names } from '../names.ts';
import type { References } from '../references.ts';
import { row, type Rows } from '../rows.ts';
import type { Trust } from '../trust.ts';

/** What the linking of every section needs. */
export interface Linker {
  readonly refs: References;
  readonly parties: Entries<unknown>;
  readonly ledger: Ledger;
  readonly trust: Trust | undefined;
  readonly purposes: Interner;
}

/** Numbers texts in the order in which they are first seen. */
export interface Interner {
  /** The texts as strings. */
  readonly names: string[];
  /** The number of a text; -1 for one that is not stated. */
  number(text: number): number;
}

/** An empty interner; a text that is `unstated` counts as none. */
export function interner(strings: Strings, unstated?: string): Interner {
  const names: string[] = [];
  const index = new Map<number, number>();
  if (unstated !== undefined) index.set(strings.of(unstated), -1);
  const number = (text: number): number => {
    if (text < 0) return -1;
    const known = index.get(text);
    if (known !== undefined) return known;
    index.set(text, names.length);
    return names.push(strings.text(text)) - 1;
  };
  return { names, number };
}

/** Where a field that holds references stands, and what it refers to. */
export interface Reference {
  readonly section: SectionName;
  readonly field: string;
  readonly of: SectionName;
  readonly names: Names;
}

/** The field of every entry as a column of numbers; -1 where it is not stated or refers to nothing. */
export function referenceColumn(
  entries: LinkedEntries<unknown>,
  { section, field, of, names }: Reference,
  { refs }: Linker,
): Int32Array {
  return textColumn(entries, field).map((text, i) =>
    text < 0 ? -1 : refs.resolve(names, of, text, entries.file[i], () => [section, entries.ids[i], field]),
  );
}

/** The field of every entry as a row of numbers, ascending, what refers to nothing left out. */
export function referenceRows(
  entries: LinkedEntries<unknown>,
  { section, field, of, names }: Reference,
  { refs }: Linker,
): Rows {
  const texts = textRows(entries, field);
  const starts = new Int32Array(texts.starts.length);
  const items = new Int32Array(texts.items.length);
  let length = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = texts.starts[i];
    for (let at = from; at < texts.starts[i + 1]; at++) {
      const path = (): readonly string[] => [section, entries.ids[i], field, String(at - from)];
      const number = refs.resolve(names, of, texts.items[at], entries.file[i], path);
      if (number >= 0) items[length++] = number;
    }
    starts[i + 1] = length = ascending(items, starts[i], length);
  }
  return { starts, items: items.slice(0, length) };
}

/** Puts a part of a list in ascending order, each number once; gives the new end of the part. */
function ascending(items: Int32Array, from: number, until: number): number {
  if (until - from < 2) return until;
  const part = items.subarray(from, until).sort();
  let end = from + 1;
  for (let i = 1; i < part.length; i++) if (part[i] !== part[i - 1]) items[end++] = part[i];
  return end;
}

/** Rows of texts as rows of the numbers that an interner gives them. */
export function internedRows(texts: Rows, { number }: Interner): Rows {
  return { starts: texts.starts, items: texts.items.map(number) };
}

/** Lists of texts, equal lists under one number; -1 for one that is empty. */
export function numberedLists(
  texts: Rows,
  strings: Strings,
): { readonly at: Int32Array; readonly lists: string[][] } {
  const lists: string[][] = [];
  const known = new Map<string, number>();
  const at = new Int32Array(texts.starts.length - 1).map((_, i) => {
    const list = row(texts, i);
    if (list.length === 0) return -1;
    const key = list.join();
    let found = known.get(key);
    if (found === undefined) {
      known.set(key, (found = lists.length));
      lists.push(Array.from(list, (text) => strings.text(text)));
    }
    return found;
  });
  return { at, lists };
}

/** Columns of the periods of entries; an end that is not stated is open. */
export function periodsOf(entries: LinkedEntries<unknown>): Periods {
  const known = new Map<number, number>();
  const days = (end: 'from' | 'until', open: number): Int32Array =>
    textColumn(entries, 'period', end).map((text) => {
      if (text < 0) return open;
      let day = known.get(text);
      if (day === undefined) known.set(text, (day = parseDay(entries.strings.text(text)) ?? open));
      return day;
    });
  const dated = Uint8Array.from(entries.places('period'), (at) => (at < 0 ? 0 : 1));
  return { from: days('from', BEGINNING), until: days('until', END), dated };
}
