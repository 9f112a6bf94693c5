import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/index.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { folderWith, run } from '../cli/run.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectOpens, expectSample, sampleText, troublesIn } from './samples.ts';

const FORMAT = 'fideslang';
const ROAD = sampleText(FORMAT, 'road-tolls.yml');
const asJson = (resources: object): string =>
  JSON.stringify(resources).replace(
    /[^ -~]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
const manifestOf = (resources: object) => manifestAs(FORMAT, { 'fides.json': asJson(resources) });

describe('samples', () => {
  it.each([
    ['YAML with all sections', ['road-tolls.yml'], 'road-tolls'],
    ['JSON with nulls', ['shop.json'], 'shop'],
    ['several files', ['road-tolls.yml', 'shop.json'], 'both'],
  ])('%s', (_, names, expected) => {
    expect(expectSample(FORMAT, names, expected)).not.toContain('authorizations');
  });

  it('move their data, which comes from somewhere', () => {
    const { manifest = '' } = importedAs(FORMAT, { 'road-tolls.yml': ROAD });
    const { facts } = inspect({ files: [{ path: 'x.flow.yaml', text: manifest }] }, { at: '2025-06-01' });
    const held = facts?.holdings.filter(({ system }) => system === 'third-party.postal-services');
    expect(held?.map(({ data, certain, grounded }) => [data, certain, grounded])).toContainEqual([
      'user.contact.address',
      true,
      true,
    ]);
    expect(facts?.holdings.filter(({ certain, grounded }) => certain && !grounded)).toEqual([]);
  });

  it('count what they have and a manifest has not', () => {
    const { summary } = importedAs(FORMAT, { 'road-tolls.yml': ROAD });
    expect(summary?.dropped.map(({ field, count }) => `${field} ${count}`)).toEqual([
      'dataset.fides_meta 1',
      'organization.description 1',
      'policy 1',
      'system.privacy_declarations.data_subjects 1',
    ]);
    expect(summary?.open).toContain('flows without data: 3');
  });
});

describe('what moves', () => {
  const store = {
    fides_key: 'store',
    collections: [{ fields: [{ data_categories: ['user.contact.email', 'user.name'] }] }],
  };
  const reader = (fields: object) => ({ fides_key: 'reader', system_type: 'Service', ...fields });

  it('is what the special categories of a dataset are of the general one that is named', () => {
    const ingress = [{ fides_key: 'store', type: 'dataset', data_categories: ['user.contact'] }];
    const { flows, systems } = manifestOf({ dataset: [store], system: [reader({ ingress })] });
    expect(flows).toEqual({
      'dataset.store.to.reader': { from: 'dataset.store', to: 'reader', data: ['user.contact.email'] },
    });
    expect(systems?.reader.collects).toBeUndefined();
  });

  it('is nobody knows what where neither the flow nor a declaration says it', () => {
    const { flows } = manifestOf({
      dataset: [store],
      system: [reader({ ingress: [{ fides_key: 'store', type: 'dataset' }] })],
    });
    expect(flows).toEqual({ 'dataset.store.to.reader': { from: 'dataset.store', to: 'reader' } });
  });

  it('is told by one end where the other one is silent', () => {
    const sender = {
      fides_key: 'sender',
      egress: [{ fides_key: 'reader', type: 'system', data_categories: ['user.name'] }],
    };
    const { flows } = manifestOf({
      system: [sender, reader({ ingress: [{ fides_key: 'sender', type: 'system' }] })],
    });
    expect(flows).toEqual({ 'sender.to.reader': { from: 'sender', to: 'reader', data: ['user.name'] } });
  });

  it('has a purpose for each declaration that names the flow', () => {
    const declared = (use: string, category: string) => ({
      data_use: use,
      data_categories: [category],
      egress: ['out'],
    });
    const system = reader({
      egress: [{ fides_key: 'out', type: 'system', data_categories: ['user.name', 'user.contact'] }],
      privacy_declarations: [declared('marketing', 'user.contact'), declared('analytics', 'user')],
    });
    const { flows } = manifestOf({ system: [system, { fides_key: 'out' }] });
    expect(Object.values(flows ?? {}).map(({ purpose, data }) => [purpose, data])).toEqual([
      ['analytics', ['user.contact', 'user.name']],
      ['marketing', ['user.contact']],
    ]);
  });
});

describe('names', () => {
  it('of categories mean what is certain, or what the mapping says, or themselves', () => {
    const system = {
      fides_key: 's',
      privacy_declarations: [{ data_categories: ['user.biometric.fingerprint', 'user.odd', 'user.Straße!'] }],
    };
    const mapping = { categories: { 'user.odd': ['health', 'financial'] } };
    const { data } = manifestAs(FORMAT, { 'f.json': asJson({ system: [system] }) }, mapping);
    expect(Object.values(data ?? {}).map(({ category }) => category)).toEqual([
      'biometric.fingerprint',
      ['health', 'financial'],
      'fides.user.stra-e',
    ]);
  });

  it('of vendors are parties that can be declared elsewhere', () => {
    const system = { fides_key: 's', legal_name: 'Quill Ltd', privacy_declarations: [] };
    const { parties, zones } = manifestAs(
      FORMAT,
      { 'f.json': asJson({ system: [system] }) },
      { parties: { 'Quill Ltd': 'quill' } },
    );
    expect(parties?.quill).toEqual({ name: 'Quill Ltd' });
    expect(zones).toEqual({ 'no-boundary.quill': { operator: 'quill' } });
  });
});

describe('files that are none', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['empty', { 'a.yml': '' }, ['not-a-model a.yml:1:1']],
    ['of another format', { 'a.yml': 'services: {}\n' }, ['not-a-model a.yml:1:1']],
    ['truncated', { 'a.json': '{"system": [{"fides_key": "a"' }, ['json-syntax a.json:1:30']],
    ['without a key', { 'a.yml': 'system:\n  - name: x\n' }, ['missing-field a.yml:2:5']],
    ['of a wrong form', { 'a.yml': 'system: many\n' }, ['wrong-type a.yml:1:9']],
    [
      'twice of one system',
      { 'a.yml': 'system:\n  - fides_key: x\n', 'b.yml': 'system:\n  - fides_key: x\n' },
      ['defined-twice b.yml:2:16'],
    ],
  ])('%s', (_, files, expected) => {
    expect(troublesIn(FORMAT, files)).toEqual(expected);
  });

  it('however random, have a manifest or problems', () => {
    const piece = fc.constantFrom(
      'system:',
      'dataset:',
      '\n',
      '\n  - ',
      'fides_key: a',
      ' ',
      '{',
      '}',
      '[',
      'egress',
      ': ',
      '"',
      'user',
      '\u202e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const { manifest, problems } = importedAs(FORMAT, { 'f.yml': parts.join('') });
        expect(manifest === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('whatever they hold', () => {
  const key = fc.constantFrom('a', 'b', 'C', 'user', '__proto__', 'all', 'x y', '\u200bq', 'é', '1');
  const category = fc.constantFrom(
    'user',
    'user.name',
    'user.contact.email',
    'system',
    'Ü.x',
    '.',
    '__proto__',
  );
  const flow = fc.record({
    fides_key: key,
    type: fc.constantFrom('system', 'dataset', 'user', null),
    data_categories: fc.array(category, { maxLength: 2 }),
  });
  const declaration = fc.record({
    data_categories: fc.array(category, { maxLength: 3 }),
    data_use: fc.constantFrom('marketing', 'odd use', null),
    dataset_references: fc.array(key, { maxLength: 2 }),
    egress: fc.array(key, { maxLength: 2 }),
    third_parties: fc.constantFrom(null, 'Others', ''),
  });
  const system = fc.record({
    fides_key: key,
    legal_name: fc.constantFrom(null, 'Vendor', 'a'),
    responsibility: fc.constantFrom([], ['Processor'], ['Controller']),
    egress: fc.array(flow, { maxLength: 3 }),
    ingress: fc.array(flow, { maxLength: 3 }),
    privacy_declarations: fc.array(declaration, { maxLength: 2 }),
    system_dependencies: fc.array(key, { maxLength: 2 }),
  });
  const systems = fc.uniqueArray(system, { selector: ({ fides_key }) => fides_key, maxLength: 4 });

  it('the manifest opens, authorizes nothing, and a stranger beside changes no entry', () => {
    fc.assert(
      fc.property(systems, (list) => {
        const { manifest = '', problems } = importedAs(FORMAT, { 'f.json': asJson({ system: list }) });
        expect(problems).toEqual([]);
        expectOpens(manifest);
        expect(manifest).not.toContain('\nauthorizations:');
        const stranger = {
          fides_key: 'stranger',
          organization_fides_key: 'elsewhere',
          privacy_declarations: [{ data_categories: ['stranger.thing'] }],
        };
        const before = manifestOf({ system: list });
        const after = manifestOf({ system: [...list, stranger] });
        for (const section of ['parties', 'zones', 'data', 'systems', 'flows'] as const)
          expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
      }),
      { numRuns: 200 },
    );
  });
});

describe('the program', () => {
  it('imports and checks them', async () => {
    const cwd = folderWith({ 'road-tolls.yml': ROAD });
    const imported = await run(['import', FORMAT, 'road-tolls.yml'], { cwd });
    expect(imported).toMatchObject({ code: 0, stdout: sampleText(FORMAT, 'road-tolls.expected.yaml') });
    const checked = await run(['check', '--from', FORMAT, 'road-tolls.yml', '--at', '2025-06-01'], { cwd });
    expect(checked.stdout).toMatch(/road-tolls\.yml:\d+:\d+ +error/);
    expect(checked.code).toBe(1);
  });
});

describe('docs/import/fideslang.md', () => {
  it('shows what its example becomes', () => {
    const blocks = blocksOf(textOf('docs/import/fideslang.md'));
    const named = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
    const { manifest = '' } = importedAs(FORMAT, { 'post.yml': named('post.yml') });
    expect(manifest.split('\n').slice(2).join('\n')).toBe(named('post.flow.yaml'));
  });
});
