/** One file: which table it is, what divides its cells, where its header is, what its columns are. */
import { nearest } from '../../manifest/nearest.ts';
import { listWords } from '../../manifest/words.ts';
import type { Source } from '../importer.ts';
import type { Tally } from '../summary.ts';
import { isEmpty, rowsOf, type Cell, type Divider, type Row } from './cells.ts';
import { tableNamed, type KnownTable, type Role } from './columns.ts';
import { DERIVED_TABLES, plainWords } from './words.ts';

/** A file of which each column is understood, or left out. */
export interface ReadTable {
  readonly source: Source;
  readonly table: KnownTable;
  readonly divider: Divider;
  /** By the number of the column; absent where it is left out. */
  readonly roles: readonly (Role | undefined)[];
  /** The numbers of columns by the names of their roles. */
  readonly at: ReadonlyMap<string, number>;
  readonly rows: readonly Row[];
}

/** What is left out, with the reasons. */
export const LEFT = {
  derived: 'it follows from the other tables',
  above: 'it stands above the names of the columns',
  note: 'the name of the column begins with #',
  unnamed: 'the column has no name',
  unknown: 'no column of that name is known',
  unstated: 'it says that it is not known, as an empty cell does',
  same: 'the mapping takes it for the same as another row, which counts',
} as const;

/** Counts what is left out: `field`, and why. */
export type Left = Readonly<Record<keyof typeof LEFT, Tally>>;

/** The table in a file; undefined where there is none to read. What is wrong goes to its problems. */
export function readTable(
  source: Source,
  tables: ReadonlyMap<string, KnownTable>,
  left: Left,
): ReadTable | undefined {
  const { path, problems } = source;
  const { name = '', suggestion } = tableNamed(path, tables);
  if (DERIVED_TABLES.includes(name)) {
    left.derived.add(path);
    return undefined;
  }
  const table = tables.get(name);
  if (table === undefined) {
    const example = suggestion ?? 'parties';
    const known = listWords([...tables.keys()], 'and');
    problems.add('unnamed-table', 0, 0, { known, example, ...(suggestion !== undefined && { suggestion }) });
    return undefined;
  }
  const layout = layoutOf(source.text, table);
  if (layout === undefined) {
    const example = table.roles.slice(0, 4).map((role) => role.name);
    problems.add('no-header', 0, 0, { section: table.name, example: example.join(',') });
    return undefined;
  }
  return { source, table, ...read(source, table, layout, left) };
}

interface Layout {
  readonly divider: Divider;
  readonly start: number;
  /** The number of the header among the rows that are not empty. */
  readonly header: number;
}

const DIVIDERS: readonly Divider[] = [',', ';', '\t'];
// A title and some remarks, but no more.
const ROWS_ABOVE = 20;

/** The divider and the row that name the most columns; of several the first. Two at least, or all there are, in the first row. */
function layoutOf(text: string, { byWords }: KnownTable): Layout | undefined {
  // A line that spreadsheets write and read: what divides the cells.
  const stated = /^sep=([,;\t])\r?\n/i.exec(text);
  const start = stated?.[0].length ?? 0;
  const dividers = stated === null ? DIVIDERS : [stated[1] as Divider];
  let best: (Layout & { readonly count: number }) | undefined;
  for (const divider of dividers) {
    rowsOf(text, { start, divider, limit: ROWS_ABOVE }).forEach(({ cells }, header) => {
      const count = cells.filter((cell) => byWords.has(plainWords(cell.text))).length;
      const isEnough = count > 1 || (count === 1 && header === 0);
      if (isEnough && count > (best?.count ?? 0)) best = { divider, start, header, count };
    });
  }
  return best;
}

function read(
  source: Source,
  table: KnownTable,
  { divider, start, header }: Layout,
  left: Left,
): Pick<ReadTable, 'divider' | 'roles' | 'at' | 'rows'> {
  const all = rowsOf(source.text, { start, divider }, source.problems);
  if (header > 0) left.above.add(`${source.path} rows`, header);
  const [names] = all.slice(header);
  const rows = all.slice(header + 1);
  const roles = rolesOf(names, table, source);
  countLeft({ source, rows, roles, names }, left);
  reportBeyond(rows, names, divider, source);
  const at = new Map(
    roles.flatMap((role, column) => (role === undefined ? [] : [[role.name, column] as const])),
  );
  return { divider, roles, at, rows };
}

function rolesOf(names: Row, table: KnownTable, { problems }: Source): (Role | undefined)[] {
  const taken = new Map<string, Cell>();
  const roles = names.cells.map((cell) => {
    const role = table.byWords.get(plainWords(cell.text));
    if (role === undefined) {
      reportSlip(cell, table, problems);
      return undefined;
    }
    const other = taken.get(role.name);
    if (other !== undefined) {
      const values = { column: role.name, one: other.text, name: cell.text };
      problems.add('column-twice', cell.span.start, cell.span.end, values);
    }
    taken.set(role.name, cell);
    return role;
  });
  for (const role of table.roles) {
    if (role.is !== 'field' || !role.column.isNeeded || taken.has(role.name)) continue;
    const { start, end } = names.span;
    problems.add('missing-column', start, end, { section: table.name, column: role.name });
  }
  return roles;
}

/** A name that is nearly one of ours is a slip; others are columns that only their makers know. */
function reportSlip(
  { text, span }: Cell,
  { name, roles, byWords }: KnownTable,
  problems: Source['problems'],
): void {
  if (text.trim() === '' || text.trim().startsWith('#')) return;
  const names = roles.map((role) => role.name);
  // Of short words too many are alike.
  const longer = [...byWords.keys()].filter((word) => word.length > 5);
  const near = nearest(text.trim(), names) ?? byWords.get(nearest(plainWords(text), longer) ?? '')?.name;
  if (near === undefined) return;
  problems.add('unknown-column', span.start, span.end, { section: name, name: text, suggestion: near });
}

interface Body {
  readonly source: Source;
  readonly rows: readonly Row[];
  readonly roles: readonly (Role | undefined)[];
  readonly names: Row;
}

function countLeft({ source, rows, roles, names }: Body, left: Left): void {
  names.cells.forEach((cell, at) => {
    if (roles[at] !== undefined) return;
    const count = rows.filter(({ cells }) => !isEmpty(cells[at])).length;
    if (count === 0) return;
    const title = cell.text.trim();
    if (title === '') left.unnamed.add(`${source.path} column ${at + 1}`, count);
    else left[title.startsWith('#') ? 'note' : 'unknown'].add(`${source.path} ${title}`, count);
  });
}

function reportBeyond(rows: readonly Row[], names: Row, divider: Divider, { problems }: Source): void {
  const word = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }[divider];
  for (const { cells } of rows) {
    const cell = cells.slice(names.cells.length).find((each) => !isEmpty(each));
    if (cell !== undefined) problems.add('cells-beyond', cell.span.start, cell.span.end, { divider: word });
  }
}
