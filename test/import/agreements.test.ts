import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, textOf } from '../docs/pages.ts';
import { folderWith, run } from '../cli/run.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectOpens, expectSample, sampleText, troublesIn } from './samples.ts';

const agreement = (fields: object) => ({
  kind: 'AccessAgreement',
  id: 'a',
  status: 'approved',
  provider: { teamId: 'p', dataProductId: 'd' },
  consumer: { teamId: 'c' },
  ...fields,
});
const permitted = (fields: object) =>
  Object.values(manifestAs('oaas', { 'a.json': JSON.stringify(agreement(fields)) }).authorizations ?? {});

describe('agreements', () => {
  it.each([
    ['of both forms, in one file', ['agreements.yaml'], 'agreements'],
    ['as a list in JSON', ['one.json'], 'one'],
    ['of several files', ['agreements.yaml', 'one.json'], 'both'],
  ])('%s', (_, names, expected) => {
    expectSample('oaas', names, expected);
  });

  it('permit nothing unless they are approved, and name team, consumer and data', () => {
    expect(permitted({})).toHaveLength(1);
    for (const status of ['requested', 'rejected', 'expired', 'cancelled'])
      expect(permitted({ status })).toEqual([]);
    expect(permitted({ consumer: { dataProductId: 'x' } })).toEqual([]);
    expect(permitted({ provider: { teamId: 'p' } })).toEqual([]);
    const old = {
      dataUsageAgreementSpecification: '0.0.1',
      id: 'a',
      info: { status: 'approved', active: false },
    };
    expect(
      manifestAs('oaas', {
        'a.json': JSON.stringify({ ...agreement({}), kind: undefined, status: undefined, ...old }),
      }).authorizations,
    ).toBeUndefined();
  });

  it('permit no purpose but their own, and no day but theirs', () => {
    expect(permitted({ description: { purpose: 'analytics' } })[0].purposes).toEqual(['analytics']);
    expect(permitted({ description: { purpose: 'Sell it. All.' } })[0].purposes).toEqual([
      'oaas.sell-it-all',
    ]);
    const times = { startTimestamp: '2026-01-01T23:00:00-02:00', endTimestamp: '2026-03-01T00:00:00Z' };
    expect(permitted(times)[0].period).toEqual({ from: '2026-01-02', until: '2026-02-28' });
  });

  it('name the data of a contract as the contract does', () => {
    const { data } = manifestAs('odcs', {
      'c.json': JSON.stringify({ kind: 'DataContract', id: 'Orders v1' }),
    });
    const [{ data: named }] = permitted({ provider: { teamId: 'p', dataContractId: 'Orders v1' } });
    expect(named).toEqual(Object.keys(data ?? {}));
  });
});

describe('contracts', () => {
  it.each([
    ['of version 3', ['reads.odcs.yaml'], 'reads'],
    ['of version 2', ['old.yaml'], 'old'],
    ['of several files', ['reads.odcs.yaml', 'old.yaml'], 'both'],
  ])('%s', (_, names, expected) => {
    expect(expectSample('odcs', names, expected)).not.toContain('authorizations');
  });

  it('stay what they are when an unrelated contract is added', () => {
    const reads = sampleText('odcs', 'reads.odcs.yaml');
    const before = manifestAs('odcs', { 'reads.yaml': reads });
    const word = fc.stringMatching(/^z[a-z]{2,8}$/);
    fc.assert(
      fc.property(word, word, word, (id, table, host) => {
        const other = `kind: DataContract\nid: ${id}-other\nservers: [{ server: ${host}, type: kafka, host: ${host}.example }]\nschema: [{ name: ${table} }]\n`;
        const after = manifestAs('odcs', { 'other.yaml': other, 'reads.yaml': reads });
        for (const section of ['parties', 'zones', 'data', 'systems', 'flows'] as const)
          expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
        expect(after.authorizations).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('have the categories that a mapping has for their labels', () => {
    const mapping = { categories: { restricted: 'vehicle.license-plate.number', tolls: 'logs' } };
    const { data } = manifestAs('odcs', { 'r.yaml': sampleText('odcs', 'reads.odcs.yaml') }, mapping);
    expect(data?.['reads-contract.reads'].category).toBe('vehicle.license-plate.number');
    expect(data?.['reads-contract'].category).toEqual(['logs', 'vehicle.license-plate.number']);
  });

  it('say how long data is kept where they say it once, in a unit', () => {
    const kept = (...levels: object[]) =>
      manifestAs('odcs', {
        'c.json': JSON.stringify({
          kind: 'DataContract',
          id: 'c',
          slaProperties: levels.map((level) => ({ property: 'retention', ...level })),
        }),
      }).data?.c.retention;
    expect(kept({ value: 3, unit: 'years' })).toBe('P3Y');
    expect(kept({ value: '90 days' })).toBe('P90D');
    expect(kept({ value: 3, unit: 'm' })).toBeUndefined();
    expect(kept({ value: 1, unit: 'd' }, { value: 2, unit: 'd' })).toBeUndefined();
  });
});

describe('files that are none', () => {
  it.each<[string, string, string[]]>([
    ['oaas', '', ['not-a-model x.yaml:1:1']],
    ['oaas', 'kind: DataContract\nid: x\n', ['not-a-model x.yaml:1:1']],
    [
      'oaas',
      'kind: AccessAgreement\nid: x\nstatus: approved\n',
      ['missing-field x.yaml:1:1', 'missing-field x.yaml:1:1'],
    ],
    [
      'oaas',
      'kind: AccessAgreement\nid: x\nstatus: approved\nendTimestamp: never\nprovider: { teamId: a, dataProductId: b }\nconsumer: { teamId: c }\n',
      ['wrong-type x.yaml:2:5'],
    ],
    ['odcs', '', ['not-a-model x.yaml:1:1']],
    ['odcs', 'kind: DataProduct\n', ['not-a-model x.yaml:1:1']],
    ['odcs', 'kind: DataContract\nschema: many\n', ['wrong-type x.yaml:2:9']],
    ['odcs', 'kind: DataContract\nid: a\n---\nkind: DataContract\nid: a\n', ['defined-twice x.yaml:5:5']],
    ['odcs', 'kind: [DataContract\n', ['yaml-syntax x.yaml:2:1']],
  ])('%s %j', (format, text, expected) => {
    expect(troublesIn(format, { 'x.yaml': text })).toEqual(expected);
  });
});

it('whatever agreements hold, a stranger beside changes no entry', () => {
  const word = fc.constantFrom('a', 'B', 'c d', '__proto__', 'é', 'all', undefined);
  const any = fc.record({
    id: fc.constantFrom('1', '2', 'x y', '__proto__'),
    status: fc.constantFrom('approved', 'requested'),
    provider: fc.record({ teamId: word, dataProductId: word, outputPortId: word }),
    consumer: fc.record({ teamId: word, userId: word }),
    description: fc.record({ purpose: fc.constantFrom('marketing', 'For all!', '.', undefined) }),
  });
  const stranger = agreement({
    id: 'stranger',
    provider: { teamId: 'far', dataProductId: 'thing' },
    consumer: { teamId: 'away' },
  });
  fc.assert(
    fc.property(fc.uniqueArray(any, { selector: ({ id }) => id, minLength: 1 }), (list) => {
      // Empty maps are nothing, and such an agreement has no provider.
      fc.pre(
        list.every(
          ({ provider, consumer }) =>
            (provider.teamId ?? provider.dataProductId ?? provider.outputPortId) &&
            (consumer.teamId ?? consumer.userId),
        ),
      );
      const documents = list.map((each) => ({ ...each, kind: 'AccessAgreement' }));
      const textOfAll = (all: readonly object[]) => ({ 'a.json': JSON.stringify(all) });
      const { manifest = '', problems } = importedAs('oaas', textOfAll(documents));
      expect(problems).toEqual([]);
      expectOpens(manifest);
      const before = manifestAs('oaas', textOfAll(documents));
      const after = manifestAs('oaas', textOfAll([...documents, stranger]));
      for (const section of ['parties', 'data', 'authorizations'] as const)
        expect(after[section] ?? {}).toMatchObject(before[section] ?? {});
    }),
    { numRuns: 100 },
  );
});

it('the program checks agreements and contracts together', async () => {
  const cwd = folderWith({
    'a.yaml': sampleText('oaas', 'agreements.yaml'),
    'c.yaml': sampleText('odcs', 'reads.odcs.yaml'),
  });
  const imported = await run(['import', 'oaas', 'a.yaml'], { cwd });
  expect(imported.stdout).toContain('reads-contract');
  const checked = await run(['check', '--from', 'oaas', 'a.yaml', 'odcs', 'c.yaml', '--at', '2026-08-01'], {
    cwd,
  });
  expect(checked.stderr).not.toContain('problem');
  expect(checked.stdout).toMatch(/c\.yaml:\d+:\d+ +error/);
  expect(checked.code).toBe(1);
});

it('docs/import/agreements.md shows what its example becomes', () => {
  const blocks = blocksOf(textOf('docs/import/agreements.md'));
  const named = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
  const { manifest = '' } = importedAs('oaas', { 'desk.yaml': named('desk.yaml') });
  expect(manifest.split('\n').slice(2).join('\n')).toBe(named('desk.flow.yaml'));
});
