import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectManifest, sampleFiles, sampleMapping } from './samples.ts';

const samples = sampleFiles('otm');
const imported = (text: string, path = 'x.otm') => importedAs('otm', { [path]: text });

/** A model of these parts, in one line. */
const model = (parts: Record<string, unknown>) =>
  JSON.stringify({ otmVersion: '0.2.0', project: { id: 'p', name: 'P' }, ...parts });

/** Code and place in the text of each problem. */
function troubles(text: string, path?: string): string[] {
  const { problems, manifest } = imported(text, path);
  if (problems.length > 0 && manifest !== undefined) throw new Error('a manifest in spite of problems');
  return problems.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

describe('a sample', () => {
  it.each(Object.keys(samples))('%s becomes the manifest beside it', (name) => {
    const expected = `otm/${name.replace(/\.otm$/, '')}.expected.yaml`;
    expectManifest('otm', { [name]: samples[name] }, expected, sampleMapping('otm'));
  });

  it('is counted whole', () => {
    const { summary } = importedAs('otm', { 'workshop.otm': samples['workshop.otm'] });
    expect(summary?.mapped.map(({ from, count, to, made }) => `${count} ${from}: ${made} ${to}`)).toEqual([
      '4 components: 5 systems',
      '3 trust zones: 4 zones',
      '2 assets: 2 data sets',
      '4 data flows: 5 flows',
      '3 owners: 5 parties',
    ]);
    expect(summary?.dropped.map(({ field, count }) => `${field} ${count}`)).toEqual([
      'assets.attributes.* 1',
      'assets.risk.availability 2',
      'assets.risk.comment 1',
      'assets.risk.integrity 2',
      'components.attributes.* 1',
      'components.tags 1',
      'components.threats 1',
      'project.tags 1',
      'representations 1',
      'threats 1',
      'trustZones.risk 3',
    ]);
    expect(summary?.dropped.every(({ reason }) => !reason.startsWith('not a field'))).toBe(true);
    expect(importedAs('otm', { 'parcels.otm': samples['parcels.otm'] }).summary?.dropped).toContainEqual({
      field: 'components.color',
      count: 1,
      reason: 'not a field of Open Threat Models',
    });
  });
});

it('docs/import/otm.md shows the manifest of its model', () => {
  const blocks = blocksOf(textOf('docs/import/otm.md'));
  const [text, manifest] = ['stall.otm', 'stall.flow.yaml'].map(
    (file) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '',
  );
  const { manifest: written } = importedAs('otm', { 'stall.otm': text });
  expect(written?.replace(/^(?:#.*\n)+/, '')).toBe(manifest);
});

describe('several files', () => {
  const zone = { id: 'z', name: 'Net', risk: { trustRating: 1 } };
  const part = (id: string, name = 'Net') =>
    model({
      trustZones: [{ ...zone, name }],
      components: [{ id, name: id, type: 't', parent: { trustZone: 'z' } }],
    });

  it('are one model, in which a trust zone of one id and name is one', () => {
    const { systems, zones } = manifestAs('otm', { 'b.json': part('b'), 'a.json': part('a') });
    expect(systems).toEqual({ a: { zone: 'z' }, b: { zone: 'z' } });
    expect(Object.keys(zones ?? {})).toEqual(['z']);
  });

  it('define nothing twice', () => {
    const files = { 'a.json': part('c'), 'b.json': part('c', 'Other') };
    const { problems } = importedAs('otm', files);
    expect(
      problems.map(({ code, file, start, end }) => [code, file, files['b.json'].slice(start, end)]),
    ).toEqual([
      ['defined-twice', 'b.json', '"z"'],
      ['defined-twice', 'b.json', '"c"'],
    ]);
  });
});

describe('what the format allows', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nothing but a project', {}],
    [
      'nulls',
      { assets: null, components: null, dataflows: null, trustZones: null, threats: null, mitigations: null },
    ],
    [
      'nulls inside',
      {
        components: [
          { id: 'c', name: null, type: null, parent: null, assets: null, tags: [null], attributes: null },
        ],
        dataflows: [
          { id: 'f', name: '', source: 'c', destination: 'c', assets: [null], bidirectional: null },
        ],
      },
    ],
    [
      'numbers as ids',
      { components: [{ id: 7, name: 7 }], dataflows: [{ id: 8, source: 7, destination: '7' }] },
    ],
    [
      'a parent that is an id, and one place that is no list',
      {
        trustZones: [
          { id: 'a', name: 'A' },
          { id: 'b', name: 'B', parent: 'a', representations: { id: 'x' } },
        ],
        components: [
          { id: 'c', parent: 'b' },
          { id: 'd', parent: 'c', representations: { file: 'x.tf', line: 3 } },
        ],
      },
    ],
    [
      'attributes of any form',
      { components: [{ id: 'c', attributes: ['a'] }], assets: [{ id: 'a', attributes: 'x' }] },
    ],
  ])('%s', (_, parts) => {
    const manifest = manifestAs('otm', { 'x.json': model(parts) });
    expect(Object.keys(manifest.systems ?? {})).toHaveLength(
      (parts.components as unknown[] | undefined)?.length ?? 0,
    );
  });

  it('a section in the letters of the examples', () => {
    const text = model({ trustzones: [{ id: 'z' }], components: [{ id: 'c', parent: { trustZone: 'z' } }] });
    expect(manifestAs('otm', { 'x.otm': text }).systems).toEqual({ c: { zone: 'z' } });
  });

  it('a zone of what stands in none, for each who keeps it', () => {
    const text = model({ components: [{ id: 'c' }, { id: 'd', attributes: { OWNER: 'Depot' } }] });
    expect(manifestAs('otm', { 'x.otm': text })).toMatchObject({
      systems: {
        c: { zone: 'no-boundary.operator-not-stated' },
        d: { zone: 'no-boundary.depot', custodian: 'depot' },
      },
      zones: { 'no-boundary.depot': { operator: 'depot' } },
    });
  });
});

describe('problems, each at its place', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['not-a-model: ']],
    ['a list', '[]', ['not-a-model: ']],
    ['a text', 'otmVersion', ['not-a-model: ']],
    ['another format', '{ "version": "2.0", "summary": {} }', ['not-a-model: ']],
    ['a version to come', '{ "otmVersion": "0.3.0" }', ['not-a-model: "0.3.0"']],
    ['a version that is none', '{ "otmVersion": ["0.2.0"] }', ['not-a-model: ["0.2.0"]']],
    ['cut off', model({}).slice(0, -5), ['json-syntax: ']],
    ['sections of another form', model({ components: { a: 1 } }), ['wrong-type: {"a":1}']],
    ['no id', model({ components: [{ name: 'x' }] }), ['missing-field: ']],
    ['no source', model({ dataflows: [{ id: 'f', destination: 'f' }] }), ['missing-field: ']],
    [
      'a flow to nothing, with assets that are none',
      model({
        components: [{ id: 'c' }],
        dataflows: [{ id: 'f', source: 'c', destination: 'd', assets: ['a'] }],
      }),
      ['unknown-reference: "d"', 'unknown-reference: "a"'],
    ],
    [
      'a parent that is nothing',
      model({ components: [{ id: 'c', parent: { trustZone: 'c' } }] }),
      ['unknown-reference: "c"'],
    ],
    ['an id twice', model({ assets: [{ id: 'a' }, { id: 'a' }] }), ['duplicate-id: "a"']],
    [
      'components in a circle',
      model({
        components: [
          { id: 'a', parent: { component: 'b' } },
          { id: 'b', parent: { component: 'a' } },
        ],
      }),
      ['nested-circle: "a"'],
    ],
    [
      'a quote that is never closed',
      'otmVersion: 0.2.0\nproject:\n  name: "x\nassets: []\n',
      ['yaml-syntax: "'],
    ],
  ])('%s', (_, text, expected) => {
    expect(troubles(text)).toEqual(expected);
  });

  it('a truncated file in YAML', () => {
    const text = new TextDecoder().decode(samples['workshop.otm']);
    expect(troubles(text.slice(0, text.indexOf('since:')))[0]).toMatch(/^yaml-syntax: /);
  });
});

describe('whatever a model holds', () => {
  it('any characters end in a manifest or in problems', () => {
    const pieces = fc.constantFrom(
      'otmVersion: 0.2',
      '\n',
      '- ',
      'id: a',
      'components:',
      '{',
      '}',
      '"',
      "'",
      ' ',
      ':',
      '[',
      '&a',
      '*a',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const { manifest, problems } = imported(`otmVersion: 0.2\n${parts.join('')}`);
        expect(manifest === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  const word = fc
    .string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' })
    .filter((each) => each.trim() === each && each !== '');
  const shape = fc.record({
    components: fc.uniqueArray(
      fc.record({ id: word, name: word, type: word, at: fc.nat(5), stored: fc.array(fc.nat(3)) }),
      {
        minLength: 1,
        maxLength: 5,
        selector: ({ id }) => id.toLowerCase(),
      },
    ),
    flows: fc.array(
      fc.record({ from: fc.nat(9), to: fc.nat(9), both: fc.boolean(), assets: fc.array(fc.nat(3)) }),
      { maxLength: 6 },
    ),
  });
  const built = ({ components, flows }: typeof shape extends fc.Arbitrary<infer T> ? T : never) => {
    const at = (index: number) => components[index % components.length].id;
    const assets = (list: readonly number[]) => list.map((each) => `asset-${each}`);
    return {
      assets: [0, 1, 2, 3].map((each) => ({ id: `asset-${each}`, name: `Asset ${each}` })),
      trustZones: [0, 1].map((each) => ({ id: `zone-${each}`, name: `Zone ${each}` })),
      components: components.map(({ at: zone, stored, ...rest }) => ({
        ...rest,
        parent: zone < 2 ? { trustZone: `zone-${zone}` } : null,
        assets: { stored: assets(stored) },
      })),
      dataflows: flows.map(({ from, to, both, assets: carried }, index) => ({
        id: `flow-${index}`,
        source: at(from),
        destination: at(to),
        bidirectional: both,
        assets: assets(carried),
      })),
    };
  };

  it('an unrelated component changes nothing else, and nothing is authorized', () => {
    fc.assert(
      fc.property(shape, (parts) => {
        const model1 = built(parts);
        const added = { id: 'zz-new-one', name: 'New', type: 'x' };
        const before = manifestAs('otm', { 'x.json': model(model1) });
        const after = manifestAs('otm', {
          'x.json': model({ ...model1, components: [added, ...model1.components] }),
        });
        expect(after.flows).toEqual(before.flows);
        expect(after.data).toEqual(before.data);
        expect(after.systems).toEqual({
          ...before.systems,
          'zz-new-one': { zone: 'no-boundary.operator-not-stated' },
        });
        expect(after.authorizations).toBeUndefined();
        expect(imported(model(model1)).manifest).toBe(imported(model(model1)).manifest);
      }),
      { numRuns: 200 },
    );
  });
});
