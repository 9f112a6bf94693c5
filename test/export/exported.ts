/** What exporters make of manifests. */
import { heldIn } from '../../src/answers/held.ts';
import type { InspectedFacts } from '../../src/analysis/facts-format.ts';
import { factsOf } from '../../src/analysis/facts.ts';
import { inspectFacts } from '../../src/analysis/inspect.ts';
import { EXPORTERS, mergedManifest } from '../../src/export/exporters.ts';
import type { Exported } from '../../src/export/exporter.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** A workspace of one file in another format, at a day. */
export function exportedAs(format: string, text: string, at = '2025-06-01'): Exported {
  const exporter = EXPORTERS.get(format);
  if (exporter === undefined) throw new Error(`no exporter to ${format}`);
  const { workspace, problems } = openWorkspace({ files: [{ path: 'x.flow.yaml', text }] });
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  const facts = factsOf(workspace.model, parseDay(at) ?? 0);
  return exporter.export({
    manifest: mergedManifest(workspace.documents.map(({ manifest }) => manifest)),
    facts: inspectFacts(facts),
    held: () => heldIn(facts),
  });
}

/** The facts of a workspace in which nothing is. */
export function noFacts(): InspectedFacts {
  const { workspace } = openWorkspace({ files: [{ path: 'x.flow.yaml', text: 'flowdown: 1\n' }] });
  if (workspace === undefined) throw new Error('no workspace');
  return inspectFacts(factsOf(workspace.model, 0));
}

/** The one text of an export. */
export function textAs(format: string, text: string): string {
  const exported = exportedAs(format, text);
  if (!('text' in exported)) throw new Error('several files');
  return exported.text;
}

/** Names that would be something else where they are not escaped. */
export const HOSTILE_NAMES: readonly string[] = [
  '"];evil[label="x',
  '\\',
  '\\N \\l \\"',
  '&quot;<b>bold</b>',
  '<<TABLE><TR><TD>x</TD></TR></TABLE>>',
  '`end` %% comment',
  '"] --> evil["x',
  '#35;quot; #quot;',
  'click s0 "javascript:alert(1)"',
  '=cmd|calc!A0',
  '@SUM(A1);+1',
  '; subgraph cluster_x { evil }',
  '-->|x| --- ==>',
  '\u05d0\u05d1 \u202f \u0627\u0644 \u{1f600}',
  '##[error]x',
  'x'.repeat(300),
  '{{a}} [[b]] ((c))',
  'a\\',
];

/** A small workspace, one of whose parties has a name. */
export function workspaceWith(name: string): string {
  return JSON.stringify({
    flowdown: 1,
    parties: { owner: { name, country: 'US', contact: name }, keeper: { name: 'Keeper, Ltd.' } },
    zones: { home: { operator: 'owner', country: 'US' }, cloud: { operator: 'keeper', country: 'CA' } },
    data: {
      plates: { category: 'vehicle.license-plate.image', owner: 'owner', subjects: 12, retention: 'P30D' },
      faces: { category: ['biometric.face.image'], owner: 'owner' },
    },
    systems: {
      camera: { zone: 'home', kind: 'device', collects: ['plates', 'faces'], purpose: 'maintenance' },
      archive: { zone: 'cloud', kind: 'store', encryption: { atRest: 'AES-256' }, logging: true },
      desk: { zone: 'cloud', kind: 'workstation', retention: 'P1Y' },
    },
    flows: {
      nightly: {
        from: 'camera',
        to: 'archive',
        data: ['plates', 'faces'],
        encryption: { inTransit: 'TLS 1.3' },
      },
      look: { from: 'archive', to: 'desk', data: ['plates'], mode: 'view', purpose: 'maintenance' },
    },
    authorizations: {
      may: { by: 'owner', to: 'keeper', data: ['plates'], actions: ['hold', 'view'], reference: name },
    },
  });
}
