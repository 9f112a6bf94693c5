/** What every import promises, whatever the file. Needs no test runner, so that a long run can use it by itself. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importFiles, manifestText } from '../../src/import/formats.ts';
import type { Importer } from '../../src/import/importer.ts';
import type { Draft } from '../../src/import/draft.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';

/** Samples of a format: every file in its folder that is not what is expected of one. */
export function samplesOf(
  name: string,
  folder: string,
): readonly { readonly path: string; readonly text: string }[] {
  const own = join(folder, name);
  if (!existsSync(own)) return [];
  return readdirSync(own, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.expected\.|\.test\.ts$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: path.slice(folder.length), text: readFileSync(path, 'utf8') }));
}

/** Imports a text, and holds whatever comes of it against what every import promises; undefined where it was refused. */
export function importedSoundly(importer: Importer, path: string, text: string): Draft | undefined {
  const files = [{ path, bytes: new TextEncoder().encode(text) }];
  const { result, problems, textOf } = importFiles(importer, files, {});
  assert.equal(result === undefined, problems.length > 0);
  for (const problem of problems) {
    assert.equal(problem.file, path);
    assert.ok(
      0 <= problem.start && problem.start <= problem.end,
      'a place before the file, or the wrong way round',
    );
    assert.ok(problem.end <= (textOf(path)?.length ?? 0), 'a place after the file');
    assert.notEqual(wordsOf(problem).message, '');
  }
  if (result === undefined) return undefined;
  const manifest = manifestText(result.draft, textOf);
  assert.deepEqual(readManifest({ path: 'x.flow.yaml', text: manifest }).problems, []);
  const again = importFiles(importer, files, {});
  assert.equal(again.result && manifestText(again.result.draft, again.textOf), manifest);
  return result.draft;
}
