/** What tables have no place for. */
import type { Manifest } from '../../manifest/format.ts';
import { sectionTables } from '../../manifest/tables.ts';
import type { Lost } from '../exporter.ts';
import { addTo } from './words.ts';

const NOTHING = 'nothing is stated in it, and a table has columns for what is';
const BLANK = 'it has nothing but spaces';

/** Maps with nothing in them, and texts of nothing but spaces; ordered by field. */
export function lostIn(manifest: Manifest): Lost[] {
  const found = new Map<string, string[]>();
  for (const { name } of sectionTables()) {
    const entries = (manifest as Readonly<Record<string, unknown>>)[name] ?? {};
    for (const entry of Object.values(entries)) lookInto(entry, `${name}.*`, found);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, [reason, ...more]]) => ({ field, count: more.length + 1, reason }));
}

function lookInto(entry: object, place: string, found: Map<string, string[]>): void {
  for (const [key, value] of Object.entries(entry) as [string, unknown][]) {
    const here = `${place}.${key}`;
    if (typeof value === 'string' && value.trim() === '') addTo(found, here, BLANK);
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      // Items are quoted where they have to be; those with fields have rows of their own.
      for (const item of value)
        if (typeof item === 'object' && key !== 'clauses') lookInto(item as object, `${here}[]`, found);
    } else if (Object.keys(value).length === 0) addTo(found, here, NOTHING);
    else lookInto(value, here, found);
  }
}
