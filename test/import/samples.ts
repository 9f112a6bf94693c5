/** Samples of a format, with the manifest that they become beside them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { describe, type Problem } from '../../src/manifest/problem.ts';
import { linesOf } from '../../src/manifest/lines.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { importedAs } from './models.ts';

/** The text of a sample. */
export function sampleText(format: string, name: string): string {
  return readFileSync(new URL(`${format}/${name}`, import.meta.url), 'utf8');
}

/**
 * Imports samples together and compares the manifest with `<expected>.expected.yaml`, byte for byte. It has to open as a
 * workspace without problems, and to come out the same from files in any order. With WRITE_SAMPLES=1 it is written anew, for
 * people to read before it is committed.
 */
export function expectSample(
  format: string,
  names: readonly string[],
  expected: string,
  mapping: Mapping = {},
): string {
  const files = Object.fromEntries(names.map((name) => [name, sampleText(format, name)]));
  const { manifest = '', problems } = importedAs(format, files, mapping);
  expect(problems.map((each) => describe(each).message)).toEqual([]);
  const path = new URL(`${format}/${expected}.expected.yaml`, import.meta.url);
  if (process.env.WRITE_SAMPLES === '1') writeFileSync(path, manifest);
  expect(manifest).toBe(readFileSync(path, 'utf8'));
  expectOpens(manifest);
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect(importedAs(format, reversed, mapping).manifest).toBe(manifest);
  return manifest;
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
