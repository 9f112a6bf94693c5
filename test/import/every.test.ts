/** What holds for every format: nothing that stands in a file makes an importer fail, or say something that is no place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles, IMPORTERS, manifestText } from '../../src/import/formats.ts';
import type { Importer } from '../../src/import/importer.ts';
import { entriesIn, SECTION_NAMES, type Draft } from '../../src/import/draft.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Samples of a format: every file in its folder that is not what is expected of one. */
function samplesOf(name: string): readonly { readonly path: string; readonly text: string }[] {
  const folder = join(HERE, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.expected\.|\.test\.ts$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** Imports a text, and holds whatever comes of it against what every import promises. */
function importedSoundly(importer: Importer, path: string, text: string): Draft | undefined {
  const files = [{ path, bytes: new TextEncoder().encode(text) }];
  const { result, problems, textOf } = importFiles(importer, files, {});
  expect(result === undefined).toBe(problems.length > 0);
  for (const problem of problems) {
    expect(problem.file).toBe(path);
    expect(problem.start).toBeGreaterThanOrEqual(0);
    expect(problem.end).toBeGreaterThanOrEqual(problem.start);
    expect(problem.end).toBeLessThanOrEqual(textOf(path)?.length ?? 0);
    expect(wordsOf(problem).message).not.toBe('');
  }
  if (result === undefined) return undefined;
  const manifest = manifestText(result.draft, textOf);
  expect(readManifest({ path: 'x.flow.yaml', text: manifest }).problems).toEqual([]);
  const again = importFiles(importer, files, {});
  expect(again.result && manifestText(again.result.draft, again.textOf)).toBe(manifest);
  return result.draft;
}

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
  const samples = samplesOf(importer.name);

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
        importedSoundly(importer, path.slice(HERE.length), changes.reduce(changed, text));
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
