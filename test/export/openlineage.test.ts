import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { openlineage } from '../../src/export/openlineage.ts';
import { mergedManifest } from '../../src/export/exporters.ts';
import { inspect } from '../../src/index.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { folderWith, run } from '../cli/run.ts';
import { importedAs, manifestAs } from '../import/models.ts';

const FOLDER = new URL('openlineage/', import.meta.url);
const ajv = new Ajv2020({ strict: false });
ajv.addFormat('uri', (text: string) => URL.canParse(text));
ajv.addFormat('uuid', /^[0-9a-f-]{36}$/);
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
for (const name of readdirSync(FOLDER).filter((each) => each.endsWith('.json')))
  ajv.addSchema(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as object);
const isEvent = ajv.getSchema('https://openlineage.io/spec/2-0-2/OpenLineage.json');

const TEXT = `flowdown: 1
parties:
  clinic: { name: Clinic }
  lab: {}
zones:
  ward: { operator: clinic }
  bench: { operator: lab, kind: facility }
data:
  samples: { category: health, owner: clinic, fields: [name, value], contains: [names] }
  names: { category: personal.name, owner: clinic }
  sums: { category: [health, analytics-result], owner: lab, derivedFrom: [samples], deidentified: { method: sums } }
systems:
  desk: { zone: ward, collects: [samples] }
  rack: { zone: bench, produces: [sums], purpose: research }
  screen: { zone: ward }
flows:
  post: { from: desk, to: rack, data: [samples], channel: courier }
  look: { from: rack, to: screen, data: all, mode: view }
  other: { from: rack, to: desk }
authorizations:
  may: { by: clinic, to: lab, data: [samples], actions: [hold] }
`;

function exported(text: string) {
  const { document } = readManifest({ path: 'x.flow.yaml', text });
  const { facts } = inspect({ files: [{ path: 'x.flow.yaml', text }] }, { at: '2025-06-01' });
  if (document === undefined || facts === undefined) throw new Error('no workspace');
  const made = openlineage.export({ manifest: mergedManifest([document.manifest]), facts, held: () => [] });
  if (!('text' in made)) throw new Error('several files');
  return made;
}

interface Event {
  readonly eventTime: string;
  readonly dataset?: {
    readonly namespace: string;
    readonly name: string;
    readonly facets: Record<string, object>;
  };
  readonly job?: { readonly name: string };
  readonly inputs?: readonly { readonly name: string }[];
  readonly outputs?: readonly { readonly name: string }[];
}

const schemaOf = (facet: object): string => String(new Map(Object.entries(facet)).get('_schemaURL'));

const { text: TOLD, lost: LOST } = exported(TEXT);
const events = TOLD.trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Event);

describe('static lineage', () => {
  it('is valid by the schema of OpenLineage and of its facets', () => {
    expect(events.length).toBeGreaterThan(5);
    for (const event of events) {
      expect(isEvent?.(event), JSON.stringify(isEvent?.errors)).toBe(true);
      for (const [name, facet] of Object.entries(event.dataset?.facets ?? {})) {
        const isFacet = ajv.getSchema(schemaOf(facet).replace(/#.*/, ''));
        expect(isFacet?.({ [name]: facet }), JSON.stringify(isFacet?.errors)).toBe(true);
      }
    }
  });

  it('is of the day of the check', () => {
    expect(new Set(events.map(({ eventTime }) => eventTime))).toEqual(new Set(['2025-06-01T00:00:00Z']));
  });

  it('has a dataset for what a system holds, and a job for each flow and production', () => {
    const datasets = events.flatMap(({ dataset }) =>
      dataset ? [`${dataset.namespace} ${dataset.name}`] : [],
    );
    expect(datasets).toEqual([
      'ward desk/names',
      'ward desk/samples',
      'bench rack/names',
      'bench rack/samples',
      'bench rack/sums',
    ]);
    const names = (list: Event['inputs'] = []) => list.map(({ name }) => name);
    const jobs = events.flatMap(({ job, inputs, outputs }) =>
      job ? [[job.name, names(inputs), names(outputs)]] : [],
    );
    expect(jobs).toEqual([
      ['look', ['rack/names', 'rack/samples', 'rack/sums'], []],
      ['other', [], []],
      ['post', ['desk/names', 'desk/samples'], ['rack/names', 'rack/samples']],
      ['rack/sums', ['rack/samples'], ['rack/sums']],
    ]);
  });

  it('tells what it leaves out', () => {
    expect(LOST.map(({ field, count }) => `${field} ${count}`)).toEqual([
      'authorizations 1',
      'data.*.contains 1',
      'flows.*.channel 1',
      'parties 2',
      'systems.*.purpose 1',
      'zones.*.kind 1',
      'zones.*.operator 2',
      'flows.* without data 1',
    ]);
  });

  it('comes back by the importer with its owners, derivations and places', () => {
    const { problems } = importedAs('openlineage', { 'x.ndjson': TOLD });
    expect(problems).toEqual([]);
    const { data, zones } = manifestAs('openlineage', { 'x.ndjson': TOLD });
    expect(Object.keys(zones ?? {})).toEqual(['bench', 'flows', 'productions', 'ward']);
    expect(data?.['bench.rack-sums']).toMatchObject({ owner: 'lab', derivedFrom: ['bench.rack-samples'] });
    expect(data?.['bench.rack-samples']).toMatchObject({ owner: 'clinic', fields: ['name', 'value'] });
  });
});

it('the program writes it', async () => {
  const cwd = folderWith({ 'x.flow.yaml': TEXT });
  const ran = await run(['export', 'openlineage', '--at', '2025-06-01'], { cwd });
  expect(ran).toMatchObject({ code: 0, stdout: TOLD });
  expect(ran.stderr).toContain('authorizations 1');
});
