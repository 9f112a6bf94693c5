/** Samples of other formats in their folders, each with the manifest that it becomes beside it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { readMapping } from '../../src/import/formats.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { describe, type Problem } from '../../src/manifest/problem.ts';
import { linesOf } from '../../src/manifest/lines.ts';
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

/** The text of a sample, or of the manifest that it becomes. */
export function sampleText(format: string, name: string): string {
  return readFileSync(new URL(`${format}/${name}`, FOLDER), 'utf8');
}

/**
 * Holds files against the manifest that is expected of them, byte for byte. It opens as a workspace without problems, comes
 * out the same from files in any order, and permits nothing. With UPDATE_SAMPLES it is written anew, for people to read
 * before it is committed.
 */
export function expectManifest(
  format: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  expected: string,
  mapping: Mapping = {},
): string {
  const { manifest = '', problems } = importedAs(format, files, mapping);
  expect(problems.map((each) => describe(each).message)).toEqual([]);
  const place = new URL(expected, FOLDER);
  if (process.env.UPDATE_SAMPLES !== undefined) writeFileSync(place, manifest);
  expect(manifest).toBe(readFileSync(place, 'utf8'));
  expectOpens(manifest);
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect(importedAs(format, reversed, mapping).manifest).toBe(manifest);
  return manifest;
}

/** Holds the samples of these names in a folder, imported together, against `<expected>.expected.yaml`. */
export function expectSample(
  folder: string,
  names: readonly string[],
  expected: string,
  mapping: Mapping = {},
  format = folder,
): string {
  const files = Object.fromEntries(names.map((name) => [name, sampleText(folder, name)]));
  return expectManifest(format, files, `${folder}/${expected}.expected.yaml`, mapping);
}

/** A manifest that a workspace takes in. */
export function expectOpens(manifest: string): void {
  const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: manifest }] });
  expect(opened.problems.map((each) => describe(each).message)).toEqual([]);
}

/** Code and place of each problem, such as `defined-twice 3:5`. */
export function troublesIn(format: string, files: Readonly<Record<string, string>>): string[] {
  const { problems, manifest } = importedAs(format, files);
  expect(manifest === undefined).toBe(problems.length > 0);
  return problems.map((problem) => placeOf(problem, files));
}

function placeOf({ code, file, start }: Problem, files: Readonly<Record<string, string>>): string {
  const { line, column } = linesOf(files[file]).at(start);
  return `${code} ${file}:${line}:${column}`;
}
