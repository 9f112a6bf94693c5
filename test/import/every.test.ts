/** What holds for every format: nothing that stands in a file makes an importer fail, or say something that is no place. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORTERS } from '../../src/import/formats.ts';
import type { Importer } from '../../src/import/importer.ts';
import { entriesIn, SECTION_NAMES } from '../../src/import/draft.ts';
import { importedSoundly, samplesOf } from './soundly.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const fileOf = ({ syntax }: Importer): string => (syntax.startsWith('json') ? 'x.json' : 'x.yaml');

// What a value may be instead, in JSON and YAML alike.
const OTHER = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '-1',
  '"x"',
  '[null]',
  '{"a": {}}',
  '[[["y"]]]',
  '"\\u0000\\u202e"',
];

describe.each([...IMPORTERS.values()])('$name', (importer) => {
  const samples = samplesOf(importer.name, HERE);

  it('takes random texts for what they are', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (each) => void importedSoundly(importer, fileOf(importer), each)),
      {
        numRuns: 300,
      },
    );
  });

  it.skipIf(samples.length === 0)('stands samples that are cut, doubled and changed anywhere', () => {
    const change = fc.record({
      sample: fc.nat(),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(60),
      put: fc.constantFrom('cut', 'end', 'double', ...OTHER),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const { path, text } = samples[changes[0].sample % samples.length];
        importedSoundly(importer, path, changes.reduce(changed, text));
      }),
      { numRuns: 300 },
    );
  });

  it.skipIf(samples.length === 0)('gives every entry a place in its file', () => {
    for (const { path, text } of samples) {
      const draft = importedSoundly(importer, path, text);
      if (draft === undefined) continue;
      for (const section of SECTION_NAMES) {
        for (const { origin } of entriesIn(draft, section)) {
          if (origin === undefined) continue;
          expect(origin.file).toBe(path);
          expect(origin.span.end).toBeLessThanOrEqual(text.length);
        }
      }
    }
  });
});

function changed(
  text: string,
  { at, length, put }: { readonly at: number; readonly length: number; readonly put: string },
): string {
  const from = Math.floor(at * text.length);
  if (put === 'end') return text.slice(0, from);
  if (put === 'double') return text.slice(0, from + length) + text.slice(from);
  if (put === 'cut') return text.slice(0, from) + text.slice(from + length);
  // In place of the value that begins next.
  const value = /(?<=:\s*)(?:"[^"\n]*"|[\w.-]+)/g;
  value.lastIndex = from;
  const found = value.exec(text);
  return found === null ? text : text.slice(0, found.index) + put + text.slice(found.index + found[0].length);
}

it('every file of the folder that is an importer is in the table', () => {
  const folder = fileURLToPath(new URL('../../src/import/', import.meta.url));
  const importers = readdirSync(folder).filter(
    (file) => file.endsWith('.ts') && /: Importer = \{/.test(readFileSync(join(folder, file), 'utf8')),
  );
  const table = readFileSync(join(folder, 'formats.ts'), 'utf8');
  for (const file of importers) expect(table).toContain(`from './${file}'`);
  expect(importers.length).toBeGreaterThan(0);
});
