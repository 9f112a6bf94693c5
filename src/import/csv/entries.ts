/** Rows of tables as entries with ids: what a row is called, and where something is declared twice. */
import { slug } from '../ids.ts';
import type { Cell, Row } from './cells.ts';
import { isEmpty } from './cells.ts';
import type { Role } from './columns.ts';
import type { ReadTable } from './table.ts';

/** A row of a table of a section. */
export interface TableEntry {
  readonly table: ReadTable;
  readonly row: Row;
  /** What tells it from all others: its id, its name, or what is in it. */
  readonly key: string;
  /** As the id column has it. */
  readonly id?: Cell;
  readonly name?: Cell;
  /** What its id is made from, where it has none. */
  readonly wish: string;
}

/** The cell of a row in the column with a role. */
export function cellFor({ at }: ReadTable, row: Row, name: string): Cell | undefined {
  const cell = row.cells[at.get(name) ?? -1];
  return isEmpty(cell) ? undefined : cell;
}

/** Columns with a role, each with its number. */
export function columnsIn({ roles }: ReadTable): { readonly at: number; readonly role: Role }[] {
  return roles.flatMap((role, at) => (role === undefined ? [] : [{ at, role }]));
}

/** The entries of the tables of a section, in the order of files and rows. What is there twice is reported, and counts once. */
export function entriesOf(section: string, tables: readonly ReadTable[]): TableEntry[] {
  const found = new Map<string, TableEntry>();
  const bare = new Map<string, number>();
  for (const table of tables.filter((each) => each.table.name === section)) {
    for (const row of table.rows) {
      const entry = entryOf(table, row, bare);
      const other = found.get(entry.key);
      if (other === undefined) found.set(entry.key, entry);
      else reportTwice(entry, other);
    }
  }
  return [...found.values()];
}

function entryOf(table: ReadTable, row: Row, bare: Map<string, number>): TableEntry {
  const id = cellFor(table, row, 'id');
  const name = cellFor(table, row, 'name');
  const called = (id ?? name)?.text.trim();
  if (called !== undefined) return { table, row, key: called, id, name, wish: called };
  // Rows without a name that say the same are as many entries as there are rows.
  const texts = columnsIn(table).map(({ at, role }) => [role.name, row.cells[at]?.text.trim() ?? '']);
  const content = JSON.stringify(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
  const count = bare.get(content) ?? 0;
  bare.set(content, count + 1);
  return { table, row, key: `${content} ${count}`, wish: wishOf(table, row) };
}

/** What an entry without a name is called by: what it leads from and to, or the first things that it says. */
function wishOf(table: ReadTable, row: Row): string {
  const texts = columnsIn(table)
    .filter(({ role }) => role.is === 'field' && role.column.isNeeded)
    .map(({ at }) => slug(row.cells[at]?.text.trim() ?? ''));
  return texts.filter((text) => text !== '').join('.');
}

function reportTwice({ table, row, id, name, key }: TableEntry, other: TableEntry): void {
  const { path: file, problems } = table.source;
  const { start, end } = (id ?? name)?.span ?? row.span;
  const first = other.table.source.path;
  const place = (other.id ?? other.name)?.span ?? other.row.span;
  const where = first === file ? 'another row of this file' : first;
  problems.add('defined-twice', start, end, { name: key, file: where }, [
    { start: place.start, end: place.end, file: first, note: 'first defined here' },
  ]);
}
