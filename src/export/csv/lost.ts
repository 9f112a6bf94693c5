/** What tables have no place for. */
import { isUnstated, methodOf } from '../../manifest/cell-words.ts';
import type { Manifest } from '../../manifest/format.ts';
import { detailTables, sectionTables, type Column } from '../../manifest/tables.ts';
import type { Lost } from '../exporter.ts';
import { addTo } from './words.ts';

const NOTHING = 'nothing is stated in it, and a table has columns for what is';
const BLANK = 'in a cell it says that nothing is stated';
const METHOD = 'a cell takes it for none or unknown';

type Fields = Readonly<Record<string, unknown>>;

/** Maps with nothing in them, and texts that a cell takes for another word or for none; ordered by field. */
export function lostIn(manifest: Manifest): Lost[] {
  const found = new Map<string, string[]>();
  const sections = manifest as unknown as Readonly<
    Record<string, Readonly<Record<string, Fields>> | undefined>
  >;
  for (const { name, columns } of sectionTables())
    for (const entry of Object.values(sections[name] ?? {})) lookAt(entry, columns, `${name}.*`, found);
  for (const { name, holders, columns } of detailTables()) {
    for (const { section } of holders) {
      for (const entry of Object.values(sections[section] ?? {}))
        for (const item of (entry[name] ?? []) as readonly Fields[])
          lookAt(item, columns, `${section}.*.${name}[]`, found);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, [reason, ...more]]) => ({ field, count: more.length + 1, reason }));
}

function lookAt(
  entry: Fields,
  columns: readonly Column[],
  place: string,
  found: Map<string, string[]>,
): void {
  for (const { name, path, kind, isList } of columns) {
    const value = path.reduce<unknown>((inner, key) => (inner as Fields | undefined)?.[key], entry);
    const reason = kind !== 'text' || isList || typeof value !== 'string' ? undefined : lossOf(value, path);
    if (reason !== undefined) addTo(found, `${place}.${name}`, reason);
  }
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
      addTo(found, `${place}.${key}`, NOTHING);
  }
}

function lossOf(text: string, [first]: readonly string[]): string | undefined {
  if (text.trim() === '') return BLANK;
  if (first === 'encryption') return methodOf(text) === text ? undefined : METHOD;
  return isUnstated(text.trim()) ? BLANK : undefined;
}
