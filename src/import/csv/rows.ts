/** Rows to the values of entries, with what is wrong at its cell. */
import { isUnstated } from '../../manifest/cell-words.ts';
import type { Column } from '../../manifest/tables.ts';
import { isEmpty, type Cell, type Row } from './cells.ts';
import { cellFor } from './entries.ts';
import { dayOf, type Reading } from './days.ts';
import { originOf, partsOf, type Meanings } from './meanings.ts';
import type { Left, ReadTable } from './table.ts';
import { readingOf } from './values.ts';

/** What values are read by. */
export interface Reader {
  readonly meanings: Meanings;
  readonly left: Left;
  /** Takes ids that no table declares. */
  readonly dangling: Map<string, { readonly file: string; readonly section: string }>;
}

export type Fields = Record<string, unknown>;

/** The fields of a row, in the order of the format. */
export function fieldsOf(table: ReadTable, row: Row, reader: Reader): Fields {
  const fields: Fields = {};
  for (const role of table.table.roles) {
    if (role.is !== 'field') continue;
    const { column } = role;
    const cell = cellFor(table, row, role.name);
    const value = cell && valueOf({ table, cell, column }, reader);
    if (value !== undefined) put(fields, column.path, value);
    else if (column.isNeeded && isSilent(cell) && table.at.has(role.name)) reportMissing(table, row, column);
  }
  return fields;
}

// A cell that says something wrong has been reported.
function isSilent(cell: Cell | undefined): boolean {
  return isEmpty(cell) || isUnstated(cell?.text.trim() ?? '');
}

function reportMissing(table: ReadTable, row: Row, column: Column): void {
  const cell = row.cells[table.at.get(column.name) ?? -1];
  const { start, end } = cell?.span ?? row.span;
  const values = { section: table.table.name, column: column.name };
  table.source.problems.add('missing-cell', start, end, values);
}

function put(fields: Fields, [key, ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) fields[key] = value;
  else put((fields[key] ??= {}) as Fields, inner, value);
}

interface Place {
  readonly table: ReadTable;
  readonly cell: Cell;
  readonly column: Column;
}

function valueOf(place: Place, reader: Reader): unknown {
  const { cell, column } = place;
  if (column.takesAll && /^(?:all|everything)$/i.test(cell.text.trim())) return 'all';
  const values = partsOf(cell, column).flatMap((part): readonly unknown[] => {
    const isKept = column.kind === 'text' || column.kind === 'clause';
    const text = isKept ? part.text : part.text.trim();
    switch (column.kind) {
      case 'id':
        return idsIn(text, place, reader);
      case 'name':
        return reader.meanings.dotted(column, text);
      case 'clause':
        return [clauseOf(text, part.tail, part.isQuoted, place)];
      default:
        return told(readingOf(withTail(text, part.tail), column, place.table.divider), text, place, reader);
    }
  });
  if (values.length === 0) return undefined;
  return column.isList && !(column.isBare && values.length === 1) ? values : values[0];
}

function withTail(text: string, tail: string): string {
  return tail === '' ? text : `${text} ${tail}`;
}

function told(reading: Reading, text: string, place: Place, { left }: Reader): unknown[] {
  if (reading === 'unstated') {
    left.unstated.add(`${place.table.source.path} ${place.column.name}`);
    return [];
  }
  if ('value' in reading) return [reading.value];
  reportCell(place, text, reading);
  return [];
}

function reportCell(
  { table, cell, column }: Place,
  text: string,
  { expected, why, suggestion, remedy }: Exclude<Reading, 'unstated' | { readonly value: unknown }>,
): void {
  table.source.problems.add('wrong-cell', cell.span.start, cell.span.end, {
    column: column.name,
    cell: text.trim(),
    expected,
    ...(why !== undefined && { why }),
    ...(suggestion !== undefined && { suggestion }),
    ...(remedy !== undefined && { remedy }),
  });
}

function idsIn(text: string, place: Place, { meanings, left, dangling }: Reader): string[] {
  const { table, cell, column } = place;
  const { section = '' } = column;
  const found = meanings.refer(section, text, originOf(table, cell, column.name));
  const { start, end } = cell.span;
  if (found === 'unstated') left.unstated.add(`${table.source.path} ${column.name}`);
  else if ('id' in found) {
    if (!found.isDeclared) dangling.set(`${section} ${found.id}`, { file: table.source.path, section });
    return [found.id];
  } else if ('several' in found) {
    const ids = found.several.join(', ');
    table.source.problems.add('ambiguous-name', start, end, { name: text, section, ids });
  } else table.source.problems.add('unknown-reference', start, end, { id: text, section, ...found });
  return [];
}

// A day in brackets behind a clause is that of its version; what else is in brackets belongs to its name.
const DATED = /^(.*\S)\s*\(([^()]*)\)$/s;
const IS_DAY = /^\s*\d{1,4}[^\w()]+\w+[^\w()]+\d{1,4}\s*$/;

function clauseOf(text: string, tail: string, isQuoted: boolean, place: Place): unknown {
  const [, id = '', date = ''] = isQuoted
    ? ['', text, /^\(([^()]*)\)$/.exec(tail)?.[1]]
    : (DATED.exec(text) ?? []);
  if (!IS_DAY.test(date)) return withTail(text, tail);
  const reading = dayOf(date.trim());
  if (typeof reading === 'object' && 'value' in reading) return { id, date: reading.value };
  if (reading !== 'unstated') reportCell(place, date, reading);
  return text;
}
