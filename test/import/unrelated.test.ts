import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/format.ts';
import { manifestAs } from './models.ts';
import { sampleText } from './samples.ts';

type Files = Readonly<Record<string, string>>;

/** Entries of a manifest by section and id. */
function entriesOf(manifest: Manifest): Map<string, unknown> {
  return new Map(
    Object.entries(manifest).flatMap(([section, entries]) =>
      typeof entries === 'object' && entries !== null
        ? Object.entries(entries).map(([id, entry]) => [`${section} ${id}`, entry] as const)
        : [],
    ),
  );
}

/** Holds what files become with something else beside it against what they become alone: all of it, and nothing but that. */
function expectOnlyAdded(alone: Map<string, unknown>, together: Manifest, stranger: RegExp): void {
  const found = entriesOf(together);
  for (const [id, entry] of alone) expect([id, found.get(id)]).toEqual([id, entry]);
  const added = [...found.keys()].filter((id) => !alone.has(id));
  expect(added.filter((id) => !stranger.test(id))).toEqual([]);
  expect(added.length).toBeGreaterThan(0);
  expect(together.authorizations).toBeUndefined();
}

const word = fc.stringMatching(/^[a-z0-9]{1,8}$/).map((text) => `zz${text}`);

function deployment(name: string): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: name, labels: { app: name, owner: name, 'data-class': name } },
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name, image: 'x', env: [{ name: 'URL', value: `https://${name}.example` }] }],
        },
      },
    },
  });
}

function fidesSystem(name: string): string {
  return JSON.stringify({
    system: [
      {
        fides_key: name,
        organization_fides_key: name,
        system_type: 'Service',
        privacy_declarations: [{ data_categories: [`${name}.thing`], data_use: name }],
      },
    ],
  });
}

function lineageEvent(name: string): string {
  return JSON.stringify({
    eventType: 'COMPLETE',
    eventTime: '2025-05-05T00:00:00Z',
    run: { runId: name },
    job: { namespace: name, name },
    inputs: [{ namespace: name, name: 'in' }],
    outputs: [{ namespace: name, name: 'out' }],
  });
}

it.each<[format: string, sample: string, stranger: (name: string) => string]>([
  ['kubernetes', 'parking.yaml', deployment],
  ['kubernetes', 'plain.json', deployment],
  ['fideslang', 'road-tolls.yml', fidesSystem],
  ['fideslang', 'shop.json', fidesSystem],
  ['openlineage', 'plates.ndjson', lineageEvent],
  ['openlineage', 'round.json', lineageEvent],
])('%s: what has nothing to do with %s changes nothing of what that becomes', (format, sample, stranger) => {
  const files: Files = { [sample]: sampleText(format, sample) };
  const alone = entriesOf(manifestAs(format, files));
  fc.assert(
    fc.property(word, fc.constantFrom('a-first.json', 'z-last.json'), (name, path) => {
      const together = manifestAs(format, { ...files, [path]: stranger(name) });
      // Of whom no file tells is one for all.
      expectOnlyAdded(alone, together, new RegExp(`${name}|-not-stated$`));
    }),
    { numRuns: 25 },
  );
});
