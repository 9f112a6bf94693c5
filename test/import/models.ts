/** Models of others for the tests, and what becomes of them. */
import { readFileSync } from 'node:fs';
import { importFiles, IMPORTERS, manifestText } from '../../src/import/formats.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import type { ImportSummary } from '../../src/import/summary.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { describe, type Problem } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';

/** What came of an import, with the manifest as text. */
export interface ImportedText {
  readonly manifest?: string;
  readonly summary?: ImportSummary;
  readonly problems: readonly Problem[];
}

/** Imports texts by their paths. */
export function importedAs(
  format: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  mapping: Mapping = {},
): ImportedText {
  const importer = IMPORTERS.get(format);
  if (importer === undefined) throw new Error(`no importer for ${format}`);
  const sources = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  const { result, problems, textOf } = importFiles(importer, sources, mapping);
  if (result === undefined) return { problems };
  return { manifest: manifestText(result.draft, textOf), summary: result.summary, problems };
}

/** The manifest that files become; its text has passed the reader of manifests. */
export function manifestAs(
  format: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  mapping: Mapping = {},
): Manifest {
  const { manifest, problems } = importedAs(format, files, mapping);
  if (manifest === undefined) throw new Error(problems.map((each) => describe(each).message).join('\n'));
  const { document, problems: refused } = readManifest({ path: 'x.flow.yaml', text: manifest });
  if (document === undefined) throw new Error(refused.map((each) => describe(each).message).join('\n'));
  return document.manifest;
}

/** A model in its file. */
export function modelText(name: string): string {
  return readFileSync(new URL(`models/${name}.yaml`, import.meta.url), 'utf8');
}

export function imported(text: string): ImportedText {
  return importedAs('threagile', { 'model.yaml': text });
}

/** The manifest that a Threagile model becomes. */
export function manifestOf(text: string): Manifest {
  return manifestAs('threagile', { 'model.yaml': text });
}

/** Code and place in the text of each problem. */
export function troubles(text: string): string[] {
  const { problems, manifest } = imported(text);
  if (problems.length > 0 && manifest !== undefined) throw new Error('a manifest in spite of problems');
  return problems.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

/** A model of two assets, with these lines in the first one's only link. */
export function withLink(lines: string, asset = ''): string {
  return `threagile_version: 1.0.0
data_assets:
  Letters: { id: letters, owner: Sender }
technical_assets:
  Desk:
    id: desk
    type: process
    owner: Sender
    ${asset}
    communication_links:
      Post:
        target: shelf
        ${lines}
  Shelf: { id: shelf, type: datastore, owner: Keeper, data_assets_stored: [letters] }
`;
}
