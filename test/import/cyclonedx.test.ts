import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFiles, IMPORTERS } from '../../src/import/formats.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { LOSSES } from '../../src/export/cyclonedx/losses.ts';
import { ownLabel, ownRef } from '../../src/import/cyclonedx/own.ts';
import { describe as told } from '../../src/manifest/problem.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { blocksOf, tableAfter, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';

type Bill = Record<string, unknown>;

const sample = (name: string): string => readFileSync(new URL(`cyclonedx/${name}`, import.meta.url), 'utf8');
const bill = (rest: Bill, version = '1.6'): string =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: version, version: 1, ...rest });
const imported = (rest: Bill, mapping?: Mapping) =>
  manifestAs('cyclonedx', { 'bom.json': bill(rest) }, mapping);
const dropped = (rest: Bill): Record<string, number> =>
  Object.fromEntries(
    (importedAs('cyclonedx', { 'bom.json': bill(rest) }).summary?.dropped ?? []).map(({ field, count }) => [
      field,
      count,
    ]),
  );
const problemsOf = (text: string, file = 'bom.json'): string[] =>
  importedAs('cyclonedx', { [file]: text }).problems.map(
    ({ code, start, values }) => `${code} at ${start}: ${String(values?.what ?? '')}`,
  );

const SAMPLES: readonly (readonly [expected: string, files: readonly string[]])[] = [
  ['shop', ['shop.json']],
  ['both', ['pay.json', 'shop.json']],
  ['old', ['old.json']],
  ['clinic-2.0-draft', ['clinic-2.0-draft.json']],
];
const filesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, sample(name)]));

describe('samples', () => {
  it.each(SAMPLES)('%s becomes the manifest that is expected, and it can be checked', (name, files) => {
    const { manifest = '', problems } = importedAs('cyclonedx', filesOf(files));
    expect(problems).toEqual([]);
    expect(manifest).toBe(sample(`${name}.expected.yaml`));
    const opened = openWorkspace({ files: [{ path: 'x.flow.yaml', text: manifest }], config: {} });
    expect(opened.problems).toEqual([]);
  });

  it('gives the same bytes whatever the order of files and of keys', () => {
    const swapped = {
      'shop.json': reordered(sample('shop.json')),
      'pay.json': reordered(sample('pay.json')),
    };
    const manifest = manifestAs('cyclonedx', swapped);
    expect(manifest).toEqual(manifestAs('cyclonedx', filesOf(['pay.json', 'shop.json'])));
    expect(importedAs('cyclonedx', swapped)).toEqual(importedAs('cyclonedx', swapped));
  });

  it('counts all that is left out', () => {
    const { summary } = importedAs('cyclonedx', filesOf(['clinic-2.0-draft.json']));
    expect(Object.fromEntries((summary?.dropped ?? []).map(({ field, count }) => [field, count]))).toEqual({
      'blueprints.boundaries': 1,
      'blueprints.dataSets.description': 1,
      'blueprints.flows of the type energy': 1,
      'blueprints.relationships.contains': 1,
      'profiles.dataProfiles.retention': 1,
    });
  });
});

/** The same JSON with the keys of every map the other way round. */
function reordered(text: string): string {
  return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toReversed())
      : value,
  );
}

describe('services', () => {
  const service = (data: readonly object[], more: object = {}) => ({
    services: [
      { 'bom-ref': 'a', name: 'A', data, ...more },
      { 'bom-ref': 'b', name: 'B', endpoints: ['https://b.example/api/'] },
    ],
  });
  const ways = (rest: Bill): string[] =>
    Object.values(imported(rest).flows ?? {})
      .map(({ from, to, data }) => `${from} > ${to}: ${data === undefined ? 'open' : String(data)}`)
      .sort();

  it.each([
    ['inbound', { source: ['b'] }, ['b > a: d']],
    ['outbound', { destination: ['b'] }, ['a > b: d']],
    ['bi-directional', { source: ['b'] }, ['a > b: d', 'b > a: d']],
    ['bi-directional', { destination: ['b'] }, ['a > b: d', 'b > a: d']],
    ['unknown', { source: ['b'], destination: ['b'] }, ['a > b: d', 'b > a: d']],
    ['inbound', { source: 'https://b.example/api/v1?x=1' }, ['b > a: d']],
    ['outbound', { destination: ['https://b.example/apiary'] }, ['a > b.example: d']],
    ['outbound', { destination: ['a'] }, []],
    ['outbound', {}, ['a > destination-not-stated: open']],
    ['inbound', {}, []],
  ])('%s %j leads %j', (flow, ends, expected) => {
    expect(ways(service([{ name: 'D', classification: 'C', flow, ...ends }]))).toEqual(expected);
  });

  it('opens dependencies of which no data is stated, in both directions', () => {
    const dependencies = [{ ref: 'a', dependsOn: ['b'] }];
    expect(ways({ ...service([]), dependencies })).toEqual(['a > b: open', 'b > a: open']);
    const stated = service([{ name: 'D', classification: 'C', flow: 'inbound', source: ['b'] }]);
    expect(ways({ ...stated, dependencies })).toEqual(['b > a: d']);
  });

  it('takes what the mapping says of names, and asks for the others', () => {
    const data = [
      { name: 'D', classification: 'pubic', flow: 'outbound', destination: ['https://c.example'] },
    ];
    const bills = bill(service(data, { provider: { name: 'Acme' }, trustZone: 'Inner' }));
    const mapping = {
      parties: { Acme: 'acme-corp' },
      zones: { Inner: 'enclave' },
      systems: { 'c.example': 'partner-api' },
      categories: { public: 'operational' },
    };
    const bytes = new TextEncoder().encode(bills);
    const importer = IMPORTERS.get('cyclonedx');
    const { result } = importFiles(importer ?? fail(), [{ path: 'bom.json', bytes }], mapping);
    expect(result?.draft.parties?.[0]).toMatchObject({ id: 'acme-corp', isMention: true });
    expect(result?.draft.zones?.[0]).toMatchObject({ id: 'enclave', value: { operator: 'acme-corp' } });
    expect(result?.draft.flows?.[0].value).toMatchObject({ from: 'a', to: 'partner-api' });
    expect(result?.names.unmapped).toMatchObject([
      { kind: 'data', name: 'D' },
      { kind: 'categories', name: 'pubic', suggestion: 'public' },
    ]);
  });

  it('divides a trust zone by who runs what stands in it', () => {
    const services = ['One', 'Two'].map((name) => ({ name, provider: { name }, trustZone: 'Shared' }));
    expect(imported({ services }).zones).toEqual({
      'shared.one': { operator: 'one' },
      'shared.two': { operator: 'two' },
    });
  });

  it('counts libraries and their dependencies as left out', () => {
    const components = [{ type: 'library', 'bom-ref': 'l', name: 'l' }];
    const dependencies = [{ ref: 'a', dependsOn: ['l', 'gone'] }];
    expect(dropped({ ...service([]), components, dependencies })).toEqual({
      'components of other types': 1,
      'dependencies.dependsOn': 2,
    });
  });
});

function fail(): never {
  throw new Error('no importer');
}

describe('what is refused', () => {
  it.each([
    ['{"spdxVersion": "SPDX-2.3"}', 'not-a-model at 0: it is an SPDX document'],
    ['{"a": 1}', 'not-a-model at 0: it has neither bomFormat nor specFormat'],
    ['[]', 'not-a-model at 0: it is no JSON object'],
    ['', 'not-a-model at 0: the file is empty'],
    ['{"bomFormat": "Other"}', 'not-a-model at 14: its bomFormat is another than "CycloneDX"'],
    ['{"bomFormat": "CycloneDX"}', 'not-a-model at 0: it has no specVersion'],
    [
      '{"bomFormat": "CycloneDX", "specVersion": "1.3"}',
      'not-a-model at 42: its specVersion is none of 1.4, 1.5, 1.6, 1.7, 2.0',
    ],
    ['<?xml version="1.0"?><bom/>', 'not-a-model at 0: it is XML, and only the JSON of the format is read'],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  it('a file that breaks off, wherever it does', () => {
    const whole = sample('pay.json').trim();
    for (let at = 1; at < whole.length; at += 7) {
      const [problem] = importedAs('cyclonedx', { 'bom.json': whole.slice(0, at) }).problems;
      expect(problem, whole.slice(0, at)).toBeDefined();
      expect(told(problem).message).not.toBe('');
    }
  });

  it('fields of another form, all at once and at their places', () => {
    const text = bill({ services: [{ name: ['x'], data: 'none' }], dependencies: {}, metadata: 3 });
    const { problems } = importedAs('cyclonedx', { 'bom.json': text });
    expect(problems.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`)).toEqual([
      'wrong-type: ["x"]',
      'wrong-type: "none"',
      'wrong-type: 3',
    ]);
  });

  it('one bill in two files, and one service twice in a bill', () => {
    const same = { serialNumber: 'urn:uuid:11111111-2222-4333-8444-555555555555' };
    const { problems } = importedAs('cyclonedx', { 'a.json': bill(same), 'b.json': bill(same) });
    expect(problems).toMatchObject([
      { code: 'defined-twice', values: { file: 'a.json' }, related: [{ file: 'a.json' }] },
    ]);
    const services = [
      { 'bom-ref': 'x', name: 'X' },
      { 'bom-ref': 'x', name: 'Y' },
    ];
    expect(problemsOf(bill({ services }))).toMatchObject([expect.stringContaining('defined-twice')]);
  });

  it('properties of ours that are none', () => {
    const property = (name: string, value: string) => ({ properties: [{ name, value }] });
    const mark = { name: 'flowdown:manifest', value: '1' };
    expect(problemsOf(bill(property('flowdown:manifest', '2')))).toHaveLength(1);
    for (const value of ['{', '[]', '"x"', '['.repeat(100_000)])
      expect(problemsOf(bill({ properties: [mark, { name: 'flowdown:zones:z', value }] }))).toHaveLength(1);
    const wrong = { name: 'flowdown:flows:f', value: '{"from":"a","to":"b","authorized":true}' };
    expect(
      importedAs('cyclonedx', { 'bom.json': bill({ properties: [mark, wrong] }) }).problems,
    ).toMatchObject([{ code: 'unknown-key' }]);
  });

  it('permissions in properties: they count as left out', () => {
    const properties = [
      { name: 'flowdown:manifest', value: '1' },
      {
        name: 'flowdown:authorizations:a',
        value: '{"by":"x","to":"y","categories":["pii"],"actions":["hold"]}',
      },
    ];
    expect(imported({ properties })).toEqual({ flowdown: 1 });
    expect(dropped({ properties })).toEqual({ properties: 1 });
  });
});

// Fields that lead further in.
const KEYS = [
  'services',
  'data',
  'source',
  'name',
  'bom-ref',
  'dependencies',
  'ref',
  'dependsOn',
  'blueprints',
  'assets',
  'zones',
  'flows',
  'dataObjects',
  'components',
  'type',
  'governance',
  'owners',
  'actors',
  'party',
  'dataSets',
  'dataProfiles',
  'profiles',
  'properties',
  'value',
  'metadata',
  'component',
];

describe('properties', () => {
  const word = fc.constantFrom(
    'a',
    'b',
    'A b',
    'é',
    '',
    'constructor',
    '__proto__',
    'https://a.example/x',
    'urn:cdx:x/1#a',
  );
  const classification = fc.oneof(word, fc.record({ name: word }));
  const governance = fc.record(
    { owners: fc.array(fc.record({ organization: fc.record({ name: word }) }), { maxLength: 2 }) },
    { requiredKeys: [] },
  );
  const data = fc.record(
    {
      name: word,
      flow: fc.constantFrom('inbound', 'outbound', 'bi-directional', 'unknown', 'sideways'),
      classification,
      governance,
      source: fc.array(word, { maxLength: 2 }),
      destination: fc.array(word, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const services = fc.uniqueArray(
    fc.record(
      {
        'bom-ref': word,
        name: word,
        provider: fc.record({ name: word }),
        trustZone: word,
        endpoints: fc.array(word, { maxLength: 2 }),
        data: fc.array(data, { maxLength: 3 }),
      },
      { requiredKeys: ['bom-ref'] },
    ),
    { selector: (service) => service['bom-ref'].trim(), maxLength: 4 },
  );
  const dependencies = fc.array(fc.record({ ref: word, dependsOn: fc.array(word, { maxLength: 2 }) }), {
    maxLength: 3,
  });
  const bills = fc.record({ services, dependencies });

  it('whatever services say becomes a manifest that can be checked, without permissions', () => {
    fc.assert(
      fc.property(bills, (rest) => {
        const { manifest = '', problems } = importedAs('cyclonedx', { 'bom.json': bill(rest) });
        expect(problems).toEqual([]);
        const { workspace, problems: refused } = openWorkspace({
          files: [{ path: 'x.flow.yaml', text: manifest }],
          config: {},
        });
        expect(refused).toEqual([]);
        expect(workspace?.documents.map((document) => document.manifest.authorizations)).not.toContainEqual(
          expect.anything(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('something that has nothing to do with the rest changes nothing else', () => {
    const more = {
      'bom-ref': 'unrelated',
      name: 'Unrelated',
      provider: { name: 'Somebody Else' },
      trustZone: 'Elsewhere',
      data: [{ name: 'Unrelated data', classification: 'Unrelated class', flow: 'inbound' }],
    };
    fc.assert(
      fc.property(bills, (rest) => {
        const before = imported(rest);
        const after = imported({ ...rest, services: [...rest.services, more] });
        for (const section of ['parties', 'zones', 'data', 'systems', 'flows'] as const)
          expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
        expect(Object.keys(after.systems ?? {})).toHaveLength(Object.keys(before.systems ?? {}).length + 1);
      }),
      { numRuns: 200 },
    );
  });

  it('no JSON is too strange', () => {
    const importer = IMPORTERS.get('cyclonedx') ?? fail();
    const strange = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, 1.5, 'a', '', '\u202e'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...KEYS), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'services',
            'components',
            'blueprints',
            'profiles',
            'metadata',
            'dependencies',
            'properties',
          ),
          strange,
        ),
        (rest) => {
          for (const version of ['1.4', '2.0']) {
            const bytes = new TextEncoder().encode(bill(rest, version));
            const { result, problems } = importFiles(importer, [{ path: 'bom.json', bytes }], {});
            expect(result === undefined).toBe(problems.length > 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('names of ours', () => {
  it('are told from those of others', () => {
    expect(ownRef('system:archive-1')).toBe('archive-1');
    expect(ownRef('urn:system:archive')).toBeUndefined();
    expect(ownLabel('Road (toll) Agency (road-agency)')).toEqual({
      id: 'road-agency',
      name: 'Road (toll) Agency',
    });
    expect(ownLabel('road-agency')).toEqual({ id: 'road-agency' });
    expect(ownLabel('Road Agency')).toBeUndefined();
  });
});

describe('docs/import/cyclonedx.md', () => {
  const page = textOf('docs/import/cyclonedx.md');

  it('has an example that becomes what it shows', () => {
    const blocks = blocksOf(page);
    const [model, manifest] = ['parcels.cdx.json', 'parcels.flow.yaml'].map(
      (file) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '',
    );
    const { manifest: written } = importedAs('cyclonedx', { 'parcels.cdx.json': model });
    expect(written?.replace(/^(?:#.*\n)+/, '')).toBe(manifest);
  });

  it('lists what an export does not keep', () => {
    const listed = tableAfter(page, 'What a bill does not keep:');
    expect(listed).toEqual(LOSSES.map(({ field, reason }) => [field, reason]));
  });
});
