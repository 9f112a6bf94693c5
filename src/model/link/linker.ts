import { parseDay } from '../../manifest/calendar.ts';
import type { Ledger } from '../effective.ts';
import { BEGINNING, END, type Entries, type Period, type Periods, type SectionName } from '../model.ts';
import type { Names } from '../names.ts';
import type { References } from '../references.ts';
import { rowsOf, type Rows } from '../rows.ts';
import type { Trust } from '../trust.ts';

/** What the linking of every section needs. */
export interface Linker {
  readonly refs: References;
  readonly parties: Entries<unknown>;
  readonly ledger: Ledger;
  readonly trust: Trust | undefined;
  readonly purposes: Interner;
}

/** Numbers names in the order in which they are first seen. */
export interface Interner {
  readonly names: string[];
  /** The number of a name; -1 for one that is not stated. */
  number(name: string | undefined): number;
}

/** An empty interner. */
export function interner(): Interner {
  const names: string[] = [];
  const index = new Map<string, number>();
  const number = (name: string | undefined): number => {
    if (name === undefined) return -1;
    const known = index.get(name);
    if (known !== undefined) return known;
    index.set(name, names.length);
    return names.push(name) - 1;
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
export function referenceColumn<T>(
  entries: Entries<T>,
  { section, field, of, names }: Reference,
  read: (entry: T) => string | undefined,
  { refs }: Linker,
): Int32Array {
  return Int32Array.from(entries.entry.all(), (entry, i) => {
    const id = read(entry);
    if (id === undefined) return -1;
    return refs.resolve(names, of, id, entries.file[i], () => [section, entries.ids[i], field]);
  });
}

/** The field of every entry as a row of numbers, ascending, what refers to nothing left out. */
export function referenceRows<T>(
  entries: Entries<T>,
  { section, field, of, names }: Reference,
  read: (entry: T) => readonly string[] | undefined,
  { refs }: Linker,
): Rows {
  return rowsOf(
    entries.entry.all().map((entry, i) => {
      const ids = read(entry);
      if (ids === undefined) return undefined;
      const path = () => [section, entries.ids[i], field];
      return ascending(refs.resolveAll(names, of, ids, entries.file[i], path));
    }),
  );
}

/** Each number once, in ascending order. */
export function ascending(numbers: number[]): number[] {
  return numbers.length < 2 ? numbers : [...new Set(numbers)].sort((a, b) => a - b);
}

/** Columns of the periods of entries; an end that is not stated is open. */
export function periodsOf(entries: readonly { period?: Period }[]): Periods {
  const days = (end: 'from' | 'until', open: number) =>
    Int32Array.from(entries, ({ period }) => {
      const day = period?.[end];
      return day === undefined ? open : (parseDay(day) ?? open);
    });
  const dated = Uint8Array.from(entries, ({ period }) => (period === undefined ? 0 : 1));
  return { from: days('from', BEGINNING), until: days('until', END), dated };
}
