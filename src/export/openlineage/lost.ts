/** What lineage has no place for. */
import type { Manifest } from '../../manifest/format.ts';
import type { Lost } from '../exporter.ts';

const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  zones: new Set(),
  systems: new Set(['zone', 'collects', 'produces']),
  data: new Set(['category', 'owner', 'derivedFrom', 'fields', 'deidentified']),
  flows: new Set(['from', 'to', 'data', 'categories', 'mode']),
};

const SECTIONS = ['parties', 'contracts', 'access', 'authorizations', 'waivers'] as const;

/** Sections and fields that an export leaves out, ordered by their names. */
export function lostFields(manifest: Manifest): Lost[] {
  const counts = new Map<string, number>();
  const add = (field: string, count = 1) => counts.set(field, (counts.get(field) ?? 0) + count);
  for (const section of SECTIONS) {
    const count = Object.keys(manifest[section] ?? {}).length;
    if (count > 0) add(section, count);
  }
  for (const [section, kept] of Object.entries(KEPT)) {
    const entries = Object.values(manifest[section as 'zones'] ?? {});
    for (const entry of entries)
      for (const [field, value] of Object.entries(entry))
        if (value !== undefined && !kept.has(field)) add(`${section}.*.${field}`);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, count]) => ({ field, count, reason: reasonOf(field) }));
}

function reasonOf(field: string): string {
  if (field === 'parties') return 'owners are told by their ids alone';
  if (field.endsWith('.period') || field.endsWith('.disposals')) return 'static lineage knows no days';
  return 'lineage says what is made from what, and neither who may nor how';
}
