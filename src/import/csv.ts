/** Tables for spreadsheets as a manifest: one table a section, one row an entry, one column a field. */
import type { Party } from '../manifest/format.ts';
import { SECTION_NAMES, type Draft, type DraftEntry } from './draft.ts';
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import { tally } from './summary.ts';
import { cut } from './texts.ts';
import { knownTables } from './csv/columns.ts';
import { attachDetails, type Attached } from './csv/details.ts';
import { entriesOf, type TableEntry } from './csv/entries.ts';
import { meaningsOf } from './csv/meanings.ts';
import type { SectionIds } from './csv/references.ts';
import { fieldsOf, type Reader } from './csv/rows.ts';
import { summaryOf } from './csv/summary.ts';
import { LEFT, readTable, type Left } from './csv/table.ts';

/** Tables of parties, contracts, systems, flows and so on, as procurement keeps them. */
export const csv: Importer = {
  name: 'csv',
  title: 'CSV tables',
  syntax: 'text',
  import: importTables,
};

function importTables(sources: readonly Source[], names: Names): Import {
  const left = Object.fromEntries(Object.keys(LEFT).map((why) => [why, tally()])) as unknown as Left;
  const known = knownTables();
  const tables = sources.flatMap((source) => readTable(source, known, left) ?? []);
  const entries = new Map(SECTION_NAMES.map((section) => [section as string, entriesOf(section, tables)]));
  const meanings = meaningsOf(tables, entries, names);
  const reader: Reader = { meanings, left, dangling: new Map() };
  const sections = new Map(
    SECTION_NAMES.map((section) => [
      section,
      draftEntries(entries.get(section) ?? [], meanings.ids(section), reader),
    ]),
  );
  const parties = mentionsOf(meanings.ids('parties'));
  sections.set('parties', [...(sections.get('parties') ?? []), ...parties]);
  const attached: Attached = attachDetails(tables, sections, reader);
  const draft = { ...Object.fromEntries(attached.sections), head: headOf(sources) } as Draft;
  return { draft, summary: summaryOf({ tables, draft, entries, meanings, left, dangling: reader.dangling }) };
}

/** Entries of one section. Of several rows that the mapping takes for one, the first counts. */
function draftEntries(
  entries: readonly TableEntry[],
  ids: SectionIds | undefined,
  reader: Reader,
): DraftEntry<object>[] {
  const made = new Map<string, DraftEntry<object>>();
  for (const { table, row, key, id: cell, name } of entries) {
    const id = ids?.ids.get(key) ?? key;
    const value = fieldsOf(table, row, reader);
    const isNamed = cell !== undefined && cell.text.trim() !== id;
    const entry = {
      id,
      value,
      origin: { file: table.source.path, place: '', span: row.span },
      remarks: isNamed
        ? [`called ${cell.text} in the table${name === undefined ? '' : `, ${name.text}`}`]
        : [],
      ...(ids?.mapped.has(key) && { isMention: true }),
    };
    if (made.has(id)) reader.left.same.add(`${table.source.path} rows`);
    else made.set(id, entry);
  }
  return [...made.values()];
}

/** Parties that are named and have no row of their own. */
function mentionsOf(ids: SectionIds | undefined): DraftEntry<Party>[] {
  return [...(ids?.mentioned ?? [])]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { name, origin }]) => ({
      id,
      value: name === id ? {} : { name: cut(name) },
      origin,
      remarks: [],
      isMention: true,
    }));
}

function headOf(sources: readonly Source[]): string[] {
  const paths = sources.map(({ path }) => path).join(', ');
  return [
    `From the tables ${paths}, by flowdown import csv.`,
    'What is not in the tables is not here: an empty cell states nothing.',
  ];
}
