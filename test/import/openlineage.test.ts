import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/index.ts';
import { utcDay } from '../../src/import/named/moments.ts';
import { formatDay } from '../../src/manifest/calendar.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { folderWith, run } from '../cli/run.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectOpens, expectSample, sampleText, troublesIn } from './samples.ts';

const FORMAT = 'openlineage';
const PLATES = sampleText(FORMAT, 'plates.ndjson');
const manifestOf = (events: unknown) => manifestAs(FORMAT, { 'events.json': JSON.stringify(events) });
const table = (name: string, facets: object = {}) => ({ namespace: 'db', name, facets });
const event = (fields: object, day = '2025-01-10') => ({
  eventTime: `${day}T12:00:00Z`,
  eventType: 'COMPLETE',
  run: { runId: `run-${day}` },
  job: { namespace: 'jobs', name: 'copy' },
  ...fields,
});

describe('samples', () => {
  it.each([
    ['one event a line', ['plates.ndjson'], 'plates'],
    ['a list, with circles', ['round.json'], 'round'],
    ['several files', ['plates.ndjson', 'round.json'], 'both'],
  ])('%s', (_, names, expected) => {
    expect(expectSample(FORMAT, names, expected)).not.toContain('authorizations');
  });

  it('lead data on, from where it comes into being to what is made of it', () => {
    const { manifest = '' } = importedAs(FORMAT, { 'plates.ndjson': PLATES });
    const { facts } = inspect({ files: [{ path: 'x.flow.yaml', text: manifest }] }, { at: '2025-06-01' });
    const held = (facts?.holdings ?? []).map(({ system, data, grounded }) => `${data}@${system} ${grounded}`);
    expect(held).toContain('s3-partner.copies@s3-partner.copies true');
    expect(held.filter((each) => each.endsWith('false'))).toEqual([]);
    // Dropped in April.
    expect(held.filter((each) => each.includes('@postgres'))).toEqual([]);
  });
});

describe('runs', () => {
  it('are folded by job, over the days of their events', () => {
    const start = { eventType: 'START', inputs: [table('a')] };
    const { flows } = manifestOf([
      event(start),
      event({ outputs: [table('b')] }),
      event(start, '2025-02-01'),
    ]);
    expect(flows).toEqual({
      'db.a.to.job.jobs.copy': {
        from: 'db.a',
        to: 'job.jobs.copy',
        data: ['db.a'],
        period: { from: '2025-01-10', until: '2025-02-01' },
      },
      'job.jobs.copy.to.db.b': {
        from: 'job.jobs.copy',
        to: 'db.b',
        data: ['db.b'],
        period: { from: '2025-01-10', until: '2025-01-10' },
      },
    });
  });

  it('leave what is written on the day of a disposal', () => {
    const gone = (lifecycleStateChange: string) => ({ lifecycleStateChange: { lifecycleStateChange } });
    const drop = event({ outputs: [table('b', gone('TRUNCATE'))] });
    const write = event({
      job: { namespace: 'jobs', name: 'fill' },
      inputs: [table('a')],
      outputs: [table('b')],
    });
    expect(manifestOf([drop, write]).systems?.['db.b'].disposals?.map(({ on }) => on)).toEqual([
      '2025-01-09',
    ]);
    expect(manifestOf([drop]).systems?.['db.b'].disposals?.map(({ on }) => on)).toEqual(['2025-01-10']);
  });
});

describe('masking', () => {
  const column = (masking: boolean) => ({
    inputFields: [{ namespace: 'db', name: 'a', field: 'x', transformations: [{ type: 'DIRECT', masking }] }],
  });
  const output = (fields: object, columns: readonly string[] = []) =>
    manifestOf([
      event({
        inputs: [table('a')],
        outputs: [
          table('b', { columnLineage: { fields }, schema: { fields: columns.map((name) => ({ name })) } }),
        ],
      }),
    ]).data?.['db.b'].deidentified;

  it('of all columns is a claim that people can no longer be identified', () => {
    expect(output({ x: column(true) })).toEqual({ method: 'masking of all columns, by their lineage' });
    expect(output({ x: { ...column(false), transformationType: 'MASKED' } })).toBeDefined();
  });

  it('of some columns, or of columns that are not all told, is none', () => {
    expect(output({ x: column(true), y: column(false) })).toBeUndefined();
    expect(output({ x: column(true) }, ['x', 'z'])).toBeUndefined();
    expect(output({ x: { inputFields: [{ namespace: 'db', name: 'a', field: 'x' }] } })).toBeUndefined();
  });
});

it.each([
  ['2025-03-01T23:30:00.123456789-02:00', '2025-03-02'],
  ['2025-03-01T00:30:00+10:00', '2025-02-28'],
  ['2025-03-01T23:59:59', '2025-03-01'],
  ['2025-03-01 12:00', '2025-03-01'],
  ['2025-03-01T12:00:00Z[UTC]', '2025-03-01'],
  ['2025-03-01', '2025-03-01'],
  ['yesterday', undefined],
  ['2025-02-30T00:00:00Z', undefined],
])('the day of %s is %s', (text, day) => {
  const found = utcDay(text);
  expect(found === undefined ? undefined : formatDay(found)).toBe(day);
});

it('tags mean categories where the mapping says so, and namespaces zones', () => {
  const { data, zones, systems } = manifestAs(
    FORMAT,
    { 'plates.ndjson': PLATES },
    { categories: { pii: 'personal' }, zones: { 's3://partner': 'partner' } },
  );
  expect(data?.['postgres-tolls.example-5432.tolls.public.reads'].category).toBe('personal');
  expect(zones?.partner).toEqual({ operator: 'operator-not-stated' });
  expect(systems?.['s3-partner.copies'].zone).toBe('partner');
});

describe('files that are none', () => {
  it.each<[string, string, string[]]>([
    ['empty', '', ['not-a-model x.json:1:1']],
    ['of another format', '{"services": []}', ['not-a-model x.json:1:1']],
    ['truncated', '[{"job": {', ['json-syntax x.json:1:11']],
    [
      'with a line that is no event',
      '{"job":{"namespace":"a","name":"b"}}\n{"a":1}\n',
      ['not-a-model x.json:2:1'],
    ],
    ['without a name', '{"job":{"namespace":"a"}}', ['missing-field x.json:1:8']],
  ])('%s', (_, text, expected) => {
    expect(troublesIn(FORMAT, { 'x.json': text })).toEqual(expected);
  });
});

describe('whatever they hold', () => {
  const name = fc.constantFrom('a', 'b', 'A', 'c d', '__proto__', 'é');
  const dataset = fc.record({
    namespace: fc.constantFrom('db', 's3://x', 'DB'),
    name,
    facets: fc.record(
      {
        symlinks: fc.record({
          identifiers: fc.array(fc.record({ namespace: fc.constant('db'), name }), { maxLength: 2 }),
        }),
        lifecycleStateChange: fc.record({
          lifecycleStateChange: fc.constantFrom('DROP', 'TRUNCATE', 'CREATE'),
        }),
        lineage: fc.record({
          inputs: fc.array(fc.record({ namespace: fc.constant('db'), name }), { maxLength: 2 }),
        }),
      },
      { requiredKeys: [] },
    ),
  });
  const any = fc.record({
    eventTime: fc.constantFrom('2025-01-01T00:00:00Z', '2025-02-01T00:00:00.123456789', 'never'),
    run: fc.constantFrom(undefined, { runId: '1' }, { runId: '2' }),
    job: fc.record({ namespace: fc.constant('j'), name }),
    inputs: fc.array(dataset, { maxLength: 3 }),
    outputs: fc.array(dataset, { maxLength: 3 }),
  });

  it('the manifest opens, authorizes nothing, and a stranger beside changes no entry', () => {
    const stranger = {
      eventTime: '2025-05-05T00:00:00Z',
      dataset: { namespace: 'elsewhere', name: 'thing' },
    };
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), (events) => {
        const { manifest = '', problems } = importedAs(FORMAT, { 'e.json': JSON.stringify(events) });
        expect(problems).toEqual([]);
        expectOpens(manifest);
        expect(manifest).not.toContain('\nauthorizations:');
        const before = manifestOf(events);
        const after = manifestOf([...events, stranger]);
        for (const section of ['data', 'systems', 'flows', 'zones'] as const)
          expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
      }),
      { numRuns: 200 },
    );
  });
});

it('the program imports and checks them', async () => {
  const cwd = folderWith({ 'plates.ndjson': PLATES });
  const imported = await run(['import', FORMAT, 'plates.ndjson'], { cwd });
  expect(imported).toMatchObject({ code: 0, stdout: sampleText(FORMAT, 'plates.expected.yaml') });
  const checked = await run(['check', '--from', FORMAT, 'plates.ndjson', '--at', '2025-06-01'], { cwd });
  expect(checked.stdout).toMatch(/plates\.ndjson:\d+:\d+ +error/);
  expect(checked.code).toBe(1);
});

it('docs/import/openlineage.md shows what its example becomes', () => {
  const blocks = blocksOf(textOf('docs/import/openlineage.md'));
  const named = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
  const { manifest = '' } = importedAs(FORMAT, { 'night.ndjson': named('night.ndjson') });
  expect(manifest.split('\n').slice(2).join('\n')).toBe(named('night.flow.yaml'));
});
