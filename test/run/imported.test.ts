import { describe, expect, it } from 'vitest';
import { importFiles, IMPORTERS, placedManifests } from '../../src/import/formats.ts';
import type { PlacedManifest } from '../../src/manifest/placed.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** What two models in files of their own say; a party that both name is named twice. */
function placed(files: Readonly<Record<string, string>>): PlacedManifest[] {
  const importer = IMPORTERS.get('threagile');
  if (importer === undefined) throw new Error('no importer');
  return Object.entries(files).flatMap(([path, text]) => {
    const { result, textOf, paths } = importFiles(
      importer,
      [{ path, bytes: new TextEncoder().encode(text) }],
      {},
    );
    if (result === undefined) throw new Error(`${path} cannot be imported`);
    return placedManifests(
      result.draft,
      paths.map((each) => ({ path: each })),
      textOf,
    );
  });
}

describe('what several files name', () => {
  const imported = placed({
    'a.yaml': 'technical_assets: { A: { id: a, owner: Office } }\n',
    'b.yaml': 'technical_assets: { B: { id: b, owner: Office } }\n',
  });

  it('counts once, at the first of them', () => {
    const { workspace, problems } = openWorkspace({ files: [], imported });
    expect(problems).toEqual([]);
    const [a, b] = workspace?.documents ?? [];
    expect(a.spanOf('parties', 'office')).toBeDefined();
    expect(b.spanOf('parties', 'office')).toBeUndefined();
    expect(b.manifest.systems).toHaveProperty('b');
  });

  it('yields to a manifest that declares it', () => {
    const text = 'flowdown: 1\nparties: { office: { name: Head Office } }\n';
    const { workspace, problems } = openWorkspace({ files: [{ path: 'x.flow.yaml', text }], imported });
    expect(problems).toEqual([]);
    expect(workspace?.documents.map((each) => each.spanOf('parties', 'office') !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('yields to a file after it that declares it', () => {
    const declares: PlacedManifest = {
      path: 'c.json',
      text: '{}',
      manifest: { flowdown: 1, parties: { office: { name: 'The Office' } } },
      spanOf: (section, id) => (section === 'parties' && id === 'office' ? { start: 0, end: 1 } : undefined),
      isMention: () => false,
    };
    const { workspace, problems } = openWorkspace({ files: [], imported: [...imported, declares] });
    expect(problems).toEqual([]);
    expect(workspace?.documents.map((each) => each.spanOf('parties', 'office') !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
