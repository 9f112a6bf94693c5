/** What is refused in conditions, and with which words. */
import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../src/rules/language/parse.ts';
import type { Fault, ParamDefault } from '../../../src/rules/language/reader.ts';
import { KINDS } from '../../../src/rules/vocabulary.ts';
import type { FactKindName } from '../../../src/rules/format.ts';

function faultsOf(
  kind: FactKindName,
  condition: unknown,
  params: Record<string, ParamDefault> = {},
): Fault[] {
  const faults: Fault[] = [];
  const { attributes, presence } = KINDS[kind];
  const reader = { attributes, presence, about: kind, params, used: new Set<string>(), faults };
  parseCondition(condition, ['require'], reader);
  return faults;
}

describe('conditions that cannot be', () => {
  it.each([
    ['unknown-attribute', { authorised: true }, 'require.authorised', 'authorized'],
    ['unknown-attribute', { 'to.zone.operater': 'x' }, 'require.to.zone.operater', 'operator'],
    ['unknown-attribute', { 'mode.length': 'x' }, 'require.mode.length', undefined],
    ['unknown-operator', { purpose: { isa: ['x'] } }, 'require.purpose.isa', 'is-a'],
    ['wrong-test', { mode: true }, 'require.mode', undefined],
    ['wrong-test', { authorized: 'yes' }, 'require.authorized', undefined],
    ['wrong-test', { 'data.subjects': 'many' }, 'require.data.subjects', undefined],
    ['wrong-test', { 'data.subjects': { 'at-most': 'P1D' } }, 'require.data.subjects.at-most', undefined],
    ['wrong-test', { 'data.retention': { 'at-most': 7 } }, 'require.data.retention.at-most', undefined],
    ['wrong-test', { to: { 'same-as': 'data' } }, 'require.to.same-as', undefined],
    ['wrong-test', { purpose: { 'is-a': 'x' } }, 'require.purpose.is-a', undefined],
    ['wrong-test', { purpose: { stated: 'yes' } }, 'require.purpose.stated', undefined],
    ['wrong-test', { to: { where: { zone: true } } }, 'require.to.where.zone', undefined],
    ['wrong-test', { data: { total: { of: 'records', 'at-most': 1 } } }, 'require.data.total', undefined],
    ['wrong-test', { via: { total: { of: 'records', 'at-most': 1 } } }, 'require.via.total', undefined],
    ['wrong-test', { 'data.sources': { total: 3 } }, 'require.data.sources.total', undefined],
    ['wrong-test', { 'data.sources': { total: { of: 'records' } } }, 'require.data.sources.total', undefined],
    [
      'wrong-test',
      { 'data.sources': { total: { of: 'people', above: 1 } } },
      'require.data.sources.total',
      undefined,
    ],
    [
      'wrong-test',
      { 'data.sources': { total: { of: 'records', above: 'P1D' } } },
      'require.data.sources.total.above',
      undefined,
    ],
    [
      'unknown-operator',
      { 'data.sources': { total: { of: 'records', 'at-mots': 1 } } },
      'require.data.sources.total.at-mots',
      'at-most',
    ],
    [
      'unknown-attribute',
      { 'data.sources': { total: { of: 'records', above: 1, where: { record: 2 } } } },
      'require.data.sources.total.where.record',
      'records',
    ],
    ['wrong-test', { 'flow.until': { 'within-next': 30 } }, 'require.flow.until.within-next', undefined],
    ['wrong-test', { 'only-via': 'gateway' }, 'require.only-via', undefined],
    ['wrong-test', { 'only-via': [] }, 'require.only-via', undefined],
    ['wrong-test', { 'only-via': { param: 'limit' } }, 'require.only-via', undefined],
    ['not-at-system', { to: { where: { 'only-via': ['gateway'] } } }, 'require.to.where.only-via', undefined],
    ['undeclared-parameter', { purpose: { 'is-a': { param: 'none' } } }, 'require.purpose.is-a', undefined],
    ['wrong-test', { purpose: { 'is-a': { param: 'limit' } } }, 'require.purpose.is-a', undefined],
    ['wrong-condition', { any: { mode: 'copy' } }, 'require.any', undefined],
    ['wrong-condition', { not: ['x'] }, 'require.not', undefined],
  ])('%s: %j', (code, condition, place, suggestion) => {
    const faults = faultsOf('transfer', condition, { limit: 'P1D' });
    expect(faults.map((fault) => [fault.code, fault.path.join('.')])).toEqual([[code, place]]);
    expect(faults[0].values.suggestion).toBe(suggestion);
  });

  it.each(['use', 'collection', 'handling', 'data'] as const)('only-via cannot be asked of a %s', (kind) => {
    expect(faultsOf(kind, { 'only-via': ['gateway'] }).map(({ code }) => code)).toEqual(['not-at-system']);
  });

  it.each(['holding', 'view', 'transfer'] as const)('only-via can be asked of a %s', (kind) => {
    expect(faultsOf(kind, { 'only-via': { param: 'gateways' } }, { gateways: ['gateway'] })).toEqual([]);
  });

  it('tells all faults of a condition', () => {
    const condition = { any: [{ modes: 'copy' }, { all: [{ purpose: { isa: ['x'] } }] }], authorized: 1 };
    expect(faultsOf('transfer', condition)).toHaveLength(3);
  });
});
