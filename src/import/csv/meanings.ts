/** What the names in the cells of all tables mean: references, categories, purposes. */
import { itemsOf } from '../../manifest/cell-list.ts';
import type { Column } from '../../manifest/tables.ts';
import type { Origin } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import { isEmpty, type Cell } from './cells.ts';
import { columnsIn, type TableEntry } from './entries.ts';
import { isId, sectionIds, type Named, type Reference, type SectionIds } from './references.ts';
import type { ReadTable } from './table.ts';

/** What names mean. */
export interface Meanings {
  ids(section: string): SectionIds | undefined;
  refer(section: string, text: string, origin: Origin): Reference;
  /** Dotted names for a text that is one or is none; of categories the mapping may have several. */
  dotted(column: Column, text: string): readonly string[];
  /** Names in plain words that were given a dotted name, by what they are. */
  readonly made: { readonly categories: number; readonly purposes: number };
}

/** Looks all names up, so that what each becomes depends on no order. */
export function meaningsOf(
  tables: readonly ReadTable[],
  entries: ReadonlyMap<string, readonly TableEntry[]>,
  names: Names,
): Meanings {
  const named = namedIn(tables);
  const ids = new Map(
    [...entries].map(([section, each]) => {
      const hasTable = tables.some(({ table }) => table.name === section);
      const around = { named: section === 'parties' ? named.parties : [], hasTable };
      return [section, sectionIds(section, each, around, names)];
    }),
  );
  const categories = new Map<string, readonly string[]>();
  for (const [text, origin] of named.categories) {
    const found = names.categories({ name: text, what: 'category', origin });
    if (found !== undefined) categories.set(text, found);
  }
  const open = [...named.categories.keys()].filter((text) => !categories.has(text));
  for (const [text, id] of dottedFor(open, 'category')) categories.set(text, [`csv.${id}`]);
  const purposes = dottedFor([...named.purposes.keys()], 'purpose');
  return {
    ids: (section) => ids.get(section),
    refer: (section, text, origin) => ids.get(section)?.refer(text, origin) ?? {},
    dotted: (column, text) => {
      if (isDotted(text)) return [text];
      return isCategory(column) ? (categories.get(text) ?? []) : [purposes.get(text) ?? ''];
    },
    made: { categories: open.length, purposes: purposes.size },
  };
}

/** The items of a cell; where names cannot hold commas and each part is one, commas divide them too. */
export function partsOf(cell: Cell, { kind, isList }: Column): readonly ReturnType<typeof itemsOf>[number][] {
  if (!isList) return [{ text: kind === 'text' ? cell.text : cell.text.trim(), isQuoted: true, tail: '' }];
  const isPart = kind === 'id' ? isId : kind === 'name' ? isDotted : () => kind === 'word';
  return itemsOf(cell.text).flatMap((item) => {
    const parts = item.isQuoted ? [] : item.text.split(',').map((part) => part.trim());
    return parts.length > 1 && parts.every(isPart) ? parts.map((text) => ({ ...item, text })) : [item];
  });
}

/** Where a cell stands. */
export function originOf({ source }: ReadTable, cell: Cell, column: string): Origin {
  return { file: source.path, place: column, span: cell.span };
}

function isDotted(text: string): boolean {
  return text.length <= 256 && /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/.test(text);
}

function isCategory({ name }: Column): boolean {
  return name === 'category' || name === 'categories';
}

function dottedFor(texts: readonly string[], fallback: string): ReadonlyMap<string, string> {
  return idsFor(
    texts.map((text) => [text, text.replaceAll('.', ' ')] as const),
    fallback,
  );
}

interface NamedIn {
  readonly parties: readonly Named[];
  readonly categories: ReadonlyMap<string, Origin>;
  readonly purposes: ReadonlyMap<string, Origin>;
}

/** Parties, categories and purposes that are named in the cells of all tables, each where it is named first. */
function namedIn(tables: readonly ReadTable[]): NamedIn {
  const parties = new Map<string, Named>();
  const categories = new Map<string, Origin>();
  const purposes = new Map<string, Origin>();
  for (const table of tables) {
    for (const { at, role } of columnsIn(table)) {
      if (role.is !== 'field' || (role.column.kind !== 'id' && role.column.kind !== 'name')) continue;
      const { column } = role;
      const dotted = isCategory(column) ? categories : purposes;
      // Of what has no row, parties alone can come from a name.
      if (column.kind === 'id' && column.section !== 'parties') continue;
      for (const { cells } of table.rows) {
        const cell = cells[at];
        if (cell === undefined || isEmpty(cell)) continue;
        for (const part of partsOf(cell, column)) {
          const text = part.text.trim();
          const origin = (): Origin => originOf(table, cell, role.name);
          if (column.kind === 'name') {
            if (!isDotted(text) && !dotted.has(text)) dotted.set(text, origin());
          } else if (!parties.has(text)) parties.set(text, { text, origin: origin() });
        }
      }
    }
  }
  return { parties: [...parties.values()], categories, purposes };
}
