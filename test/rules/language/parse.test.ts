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
    ['undeclared-parameter', { purpose: { 'is-a': { param: 'none' } } }, 'require.purpose.is-a', undefined],
    ['wrong-test', { purpose: { 'is-a': { param: 'limit' } } }, 'require.purpose.is-a', undefined],
    ['wrong-condition', { any: { mode: 'copy' } }, 'require.any', undefined],
    ['wrong-condition', { not: ['x'] }, 'require.not', undefined],
  ])('%s: %j', (code, condition, place, suggestion) => {
    const faults = faultsOf('transfer', condition, { limit: 'P1D' });
    expect(faults.map((fault) => [fault.code, fault.path.join('.')])).toEqual([[code, place]]);
    expect(faults[0].values.suggestion).toBe(suggestion);
  });

  it('tells all faults of a condition', () => {
    const condition = { any: [{ modes: 'copy' }, { all: [{ purpose: { isa: ['x'] } }] }], authorized: 1 };
    expect(faultsOf('transfer', condition)).toHaveLength(3);
  });
});
