/** Rows of lists inside entries, such as disposals, put into the entries that they belong to. */
import type { DraftEntry } from '../draft.ts';
import type { Row } from './cells.ts';
import { cellFor } from './entries.ts';
import { originOf } from './meanings.ts';
import { fieldsOf, type Reader } from './rows.ts';
import type { ReadTable } from './table.ts';

type Sections = ReadonlyMap<string, readonly DraftEntry<object>[]>;

/** Sections with their details. */
export interface Attached {
  readonly sections: Sections;
}

/** Puts each row of a table of details into the entry that it names. */
export function attachDetails(tables: readonly ReadTable[], sections: Sections, reader: Reader): Attached {
  const lists = new Map<string, object[]>();
  const known = new Map([...sections].map(([name, entries]) => [name, new Set(entries.map(({ id }) => id))]));
  for (const table of tables) {
    if (table.table.holders === undefined) continue;
    for (const row of table.rows) {
      const fields = fieldsOf(table, row, reader);
      const holder = holderOf(table, row, known, reader);
      if (holder === undefined) continue;
      const list = lists.get(holder) ?? [];
      list.push(fields);
      lists.set(holder, list);
    }
  }
  const names = [
    ...new Set(tables.flatMap(({ table }) => (table.holders === undefined ? [] : [table.name]))),
  ];
  return {
    sections: new Map(
      [...sections].map(([section, entries]) => [
        section,
        lists.size === 0 ? entries : entries.map((entry) => withDetails(section, entry, names, lists)),
      ]),
    ),
  };
}

function keyOf(section: string, id: string, list: string): string {
  return `${section} ${id} ${list}`;
}

function withDetails(
  section: string,
  entry: DraftEntry<object>,
  names: readonly string[],
  lists: ReadonlyMap<string, readonly object[]>,
): DraftEntry<object> {
  const details = names.flatMap((name) => {
    const list = lists.get(keyOf(section, entry.id, name));
    return list === undefined ? [] : [[name, list]];
  });
  if (details.length === 0) return entry;
  // Something is said of it, and not only that there is such a thing.
  const { isMention: _said, ...rest } = entry;
  return { ...rest, value: { ...entry.value, ...Object.fromEntries(details) } };
}

/** The entry that a row belongs to, as a key; undefined where that is not clear, which is reported. */
function holderOf(
  table: ReadTable,
  row: Row,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  { meanings }: Reader,
): string | undefined {
  const { problems } = table.source;
  const holders = table.table.holders ?? [];
  const named = holders.flatMap(({ section, column }) => {
    const cell = cellFor(table, row, column);
    return cell === undefined ? [] : [{ section, column, cell }];
  });
  if (named.length !== 1) {
    const columns = holders.map(({ column }) => column).join(' and ');
    problems.add('two-holders', row.span.start, row.span.end, { count: String(named.length), columns });
    return undefined;
  }
  const [{ section, column, cell }] = named;
  const text = cell.text.trim();
  const found = meanings.refer(section, text, originOf(table, cell, column));
  const id = typeof found === 'object' && 'id' in found ? found.id : undefined;
  if (id !== undefined && known.get(section)?.has(id) === true) return keyOf(section, id, table.table.name);
  const suggestion = typeof found === 'object' && 'suggestion' in found ? found.suggestion : undefined;
  problems.add('unknown-reference', cell.span.start, cell.span.end, {
    id: text,
    section,
    ...(suggestion !== undefined && { suggestion }),
  });
  return undefined;
}
