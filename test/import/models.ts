/** Threagile models for the tests, and what becomes of them. */
import { readFileSync } from 'node:fs';
import { importThreagile, type Imported } from '../../src/import/threagile.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { describe } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';

/** A model in its file. */
export function modelText(name: string): string {
  return readFileSync(new URL(`models/${name}.yaml`, import.meta.url), 'utf8');
}

export function imported(text: string): Imported {
  return importThreagile({ path: 'model.yaml', bytes: new TextEncoder().encode(text) });
}

/** The manifest that a model becomes; its text has passed the reader of manifests. */
export function manifestOf(text: string): Manifest {
  const { manifest, problems } = imported(text);
  if (manifest === undefined) throw new Error(problems.map((each) => describe(each).message).join('\n'));
  const { document, problems: refused } = readManifest({ path: 'x.flow.yaml', text: manifest });
  if (document === undefined) throw new Error(refused.map((each) => describe(each).message).join('\n'));
  return document.manifest;
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
