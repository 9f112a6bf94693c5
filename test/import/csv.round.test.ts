import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv } from '../../src/export/csv.ts';
import { mergedManifest } from '../../src/export/exporters.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { inspect } from '../../src/index.ts';
import { manifests } from './csv/manifests.ts';
import { manifestAs } from './models.ts';

const { facts } = inspect({ files: [{ path: 'x.flow.yaml', text: 'flowdown: 1\n' }] }, { at: '2025-06-01' });
if (facts === undefined) throw new Error('no facts of nothing');

/** The tables of a manifest, by their names. */
function tablesOf(manifest: Manifest): Record<string, string> {
  const exported = csv.export({ manifest: mergedManifest([manifest]), facts: facts!, held: () => [] });
  return 'files' in exported ? Object.fromEntries(exported.files.map(({ name, text }) => [name, text])) : {};
}

/** What docs/export.md lists as lost. */
function kept(value: unknown, path: readonly string[] = []): unknown {
  const [key] = path;
  if (typeof value === 'string') return keptText(value, path);
  if (Array.isArray(value)) {
    const items = value.map((item) => kept(item, ['[]', ...path]));
    return key === 'category' && items.length === 1 ? items[0] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .map(([name, field]) => [name, kept(field, [name, ...path])] as const)
    .filter(([, field]) => field !== undefined && (path.length !== 2 || !isEmptyMap(field)));
  return Object.fromEntries(fields);
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function keptText(text: string, [key, inner, list]: readonly string[]): string | undefined {
  const word = text.trim().toLowerCase();
  if (key === 'atRest' || key === 'inTransit') {
    if (['no', 'n', '0', 'none'].includes(word)) return 'none';
    if (/^(?:n\/a|unknown|-+)$/.test(word)) return 'unknown';
  }
  const isItem = key === '[]' || (inner === '[]' && list === 'clauses');
  return word === '' && !isItem ? undefined : text;
}

it('a manifest comes back from its tables, but for what is listed', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      expect(manifestAs('csv', tablesOf(manifest))).toEqual(kept(mergedManifest([manifest])));
    }),
    { numRuns: 120 },
  );
});
