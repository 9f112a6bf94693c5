import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csv } from '../../src/export/csv.ts';
import { mergedManifest } from '../../src/export/exporters.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { noFacts } from '../export/exported.ts';
import { manifests } from './csv/manifests.ts';
import { manifestAs } from './models.ts';

const facts = noFacts();

function exportOf(manifest: Manifest) {
  return csv.export({ manifest: mergedManifest([manifest]), facts, held: () => [] });
}

/** The tables of a manifest, by their names. */
function tablesOf(manifest: Manifest): Record<string, string> {
  const exported = exportOf(manifest);
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

// Fields of texts; others are ids and words, which can be called "unknown".
const TEXTS = new Set(
  'name country contact kind reference topic method certificate ownership rule subject reason'.split(' '),
);

function keptText(text: string, path: readonly string[]): string | undefined {
  const word = text.trim().toLowerCase();
  const saysNothing = /^(?:|n\/a|unknown|-+)$/.test(word);
  if (path[1] === 'encryption' && path[0] !== 'keyHolder') {
    if (['no', 'n', '0', 'none'].includes(word)) return 'none';
    if (word !== '' && saysNothing) return 'unknown';
  }
  const isText = TEXTS.has(path[0]) || path[1] === 'encryption';
  return saysNothing && isText ? undefined : text;
}

it('a manifest comes back from its tables, but for what is listed', () => {
  fc.assert(
    fc.property(manifests, (manifest) => {
      const merged = mergedManifest([manifest]);
      const back = kept(merged);
      expect(manifestAs('csv', tablesOf(manifest))).toEqual(back);
      // What does not come back is counted, but for a list of one category.
      const { lost } = exportOf(manifest);
      const bare = JSON.stringify(merged).replace(/"category":\["([^"]*)"\]/g, '"category":"$1"');
      expect(lost.length > 0).toBe(bare !== JSON.stringify(back));
    }),
    { numRuns: 120 },
  );
});
