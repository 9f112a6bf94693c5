/** Samples of other formats in their folders, each with the manifest that it becomes beside it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readMapping } from '../../src/import/formats.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { importedAs } from './models.ts';

const FOLDER = new URL('.', import.meta.url);

/** The files below a folder of samples, by their paths from there on; without manifests and mappings. */
export function sampleFiles(folder: string): Record<string, Uint8Array> {
  const paths = readdirSync(new URL(`${folder}/`, FOLDER), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^mapping\.yaml$|\.expected\.yaml$/.test(entry.name))
    .map(({ parentPath, name }) =>
      `${parentPath}/${name}`.replace(/.*?\/import\//, '').replaceAll('//', '/'),
    );
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(new URL(path, FOLDER))]),
  );
}

/** The mapping in a folder of samples. */
export function sampleMapping(folder: string): Mapping {
  const place = new URL(`${folder}/mapping.yaml`, FOLDER);
  if (!existsSync(place)) return {};
  const { mapping, problems } = readMapping({ path: 'mapping.yaml', bytes: readFileSync(place) });
  if (mapping === undefined) throw new Error(JSON.stringify(problems));
  return mapping;
}

/** Holds files against the manifest that is expected of them, which is sound; UPDATE_SAMPLES writes it anew. */
export function expectManifest(
  format: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  expected: string,
  mapping: Mapping = {},
): void {
  const { manifest = '', problems } = importedAs(format, files, mapping);
  expect(problems).toEqual([]);
  const place = new URL(expected, FOLDER);
  if (process.env.UPDATE_SAMPLES !== undefined) writeFileSync(place, manifest);
  expect(manifest).toBe(readFileSync(place, 'utf8'));
  const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: manifest }] });
  expect(opened.problems).toEqual([]);
  expect(manifest).not.toMatch(/^authorizations:/m);
}
