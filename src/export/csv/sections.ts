/** Sections of a manifest as rows of cells, and lists inside their entries as rows of their own. */
import { cellOf } from '../../manifest/cell-list.ts';
import type { Manifest } from '../../manifest/format.ts';
import type { Column, DetailTable, SectionTable } from '../../manifest/tables.ts';

/** The names of the columns, then a row for each entry. */
export function sectionRows({ name, columns }: SectionTable, manifest: Manifest): string[][] {
  const rows = entriesOf(manifest, name).map(([id, entry]) => [id, ...cellsOf(entry, columns)]);
  return [['id', ...columns.map((column) => column.name)], ...rows];
}

/** The same for lists inside entries; the first columns say to which entry a row belongs. */
export function detailRows({ name, holders, columns }: DetailTable, manifest: Manifest): string[][] {
  const rows = holders.flatMap(({ section }, at) =>
    entriesOf(manifest, section).flatMap(([id, entry]) => {
      const list = (entry as Readonly<Record<string, unknown>>)[name];
      const items = Array.isArray(list) ? (list as object[]) : [];
      return items.map((item) => [...holders.map((_, i) => (i === at ? id : '')), ...cellsOf(item, columns)]);
    }),
  );
  return [[...holders.map(({ column }) => column), ...columns.map((column) => column.name)], ...rows];
}

function entriesOf(manifest: Manifest, section: string): [string, object][] {
  const entries = (manifest as Readonly<Record<string, unknown>>)[section];
  return Object.entries((entries ?? {}) as Readonly<Record<string, object>>);
}

function cellsOf(entry: object, columns: readonly Column[]): string[] {
  return columns.map(({ path, kind, isList, takesAll }) => {
    const value = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], entry);
    if (value === undefined) return '';
    if (!isList || (takesAll && value === 'all')) return written(value);
    return cellOf((Array.isArray(value) ? value : [value]).map(itemOf), { hasTails: kind === 'clause' });
  });
}

/** An item of a list; clauses can have a date. */
function itemOf(item: unknown): { readonly text: string; readonly tail?: string } {
  if (typeof item !== 'object' || item === null) return { text: written(item) };
  const { id, date } = item as { readonly id: string; readonly date: string };
  return { text: id, tail: `(${date})` };
}

function written(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
