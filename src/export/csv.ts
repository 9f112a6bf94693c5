/** A workspace as tables for spreadsheets: a table a section, who holds what, and a record of processing. */
import { csvTable } from '../manifest/csv.ts';
import { detailTables, sectionTables } from '../manifest/tables.ts';
import type { Exporter } from './exporter.ts';
import { holdingsTable } from './csv/holdings.ts';
import { lostIn } from './csv/lost.ts';
import { processingTable } from './csv/processing.ts';
import { detailRows, sectionRows } from './csv/sections.ts';

/** Tables that `flowdown import csv` reads back, and two that follow from them. All are there, empty ones too. */
export const csv: Exporter = {
  name: 'csv',
  title: 'CSV tables',
  export(exportable) {
    const { manifest } = exportable;
    const tables: readonly (readonly [string, readonly (readonly string[])[]])[] = [
      ...sectionTables().map((table) => [table.name, sectionRows(table, manifest)] as const),
      ...detailTables().map((table) => [table.name, detailRows(table, manifest)] as const),
      ['holdings', holdingsTable(exportable)],
      ['processing', processingTable(exportable)],
    ];
    return {
      files: tables.map(([name, rows]) => ({ name: `${name}.csv`, text: csvTable(rows) })),
      lost: lostIn(manifest),
    };
  },
};
