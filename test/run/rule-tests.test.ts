import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { completeRule } from '../../src/rules/complete.ts';
import type { Pack, PackFile, RuleFile } from '../../src/rules/format.ts';
import { readPack } from '../../src/rules/pack.ts';
import { TRUTH_NAMES } from '../../src/analysis/truth.ts';
import {
  caseShare,
  coverageShare,
  mutationShare,
  percentOf,
  type RuleTest,
} from '../../src/rules/testing/result.ts';
import { builtInPacks } from '../../src/rules/built-in.ts';
import { testPack } from '../../src/run/rule-tests.ts';

describe.each(builtInPacks())('the shipped pack $pack', (pack) => {
  const { rules } = testPack(pack, { mutate: true });

  it('has cases that are all as expected', () => {
    const { part, whole } = caseShare(rules);
    expect(part).toBe(whole);
  });

  it('has cases that show every answer of its conditions', () => {
    expect(rules.filter(({ coverage }) => coverage.holes.length > 0)).toEqual([]);
    expect(percentOf(coverageShare(rules))).toBe(100);
  });

  it('has cases that notice nearly every change of its rules', () => {
    const share = mutationShare(rules) ?? { part: 0, whole: 1 };
    expect(percentOf(share)).toBeGreaterThanOrEqual(90);
  });
});

const PACK = {
  path: 'mine/pack.yaml',
  text: 'pack: mine\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n',
};

const WORLD = `
      parties: { agency: {}, vendor: {} }
      zones: { lane: { operator: agency }, office: { operator: vendor } }
      data: { plates: { category: vehicle.plate, owner: agency } }
      systems: { camera: { zone: lane, collects: [plates] }, share: { zone: office } }`;

function flowCase(verdict: string, flow: string, more = ''): string {
  return `
  - title: T
    verdict: ${verdict}${more}
    manifest:${WORLD}
      flows: { send: { from: camera, to: share, data: [plates]${flow} } }`;
}

/** Tests one rule on flows, or on facts of another kind. */
function tested(
  conditions: string,
  cases: string,
  { kind = 'flow', message = '{flow}.' }: { kind?: string; message?: string } = {},
): RuleTest {
  const text = `rule: thing
title: A thing
severity: error
for: ${kind}
${conditions}
message: "${message}"
rationale: Because.
remedy: Do it.
references: [None]
cases:${cases}
`;
  // A rule without an undecided case is told when it is read; what such cases leave out is to be seen here.
  const { problems } = readPack([PACK, { path: 'mine/thing.yaml', text }]);
  expect(problems.filter(({ code }) => code !== 'unthought-unknown')).toEqual([]);
  const { rule } = completeRule(parse(text) as RuleFile, 'mine', { rules: [], catalogue: new Map() });
  if (rule === undefined) throw new Error('no rule');
  const pack: Pack = { ...(parse(PACK.text) as PackFile), rules: [rule] };
  return testPack(pack, { mutate: true }).rules[0];
}

const HOLDING = { kind: 'holding', message: '{system}.' };

function holesOf({ coverage }: RuleTest): string[] {
  return coverage.holes.map(
    ({ place, never }) => `${place.join('.')}: ${never.map((each) => TRUTH_NAMES[each]).join(' ')}`,
  );
}

function survivorsOf({ mutation }: RuleTest): string[] {
  return (mutation?.survivors ?? []).map(({ place, change }) => `${place.join('.')}: ${change}`);
}

const LOGGED = 'require: { logged: true }';
const ALL_THREE =
  flowCase('violates', ', logged: false') +
  flowCase('complies', ', logged: true') +
  flowCase('undecided', '');

describe('cases', () => {
  it('are as expected, each verdict', () => {
    const { cases } = tested(
      `where: { mode: { not: view } }\n${LOGGED}`,
      ALL_THREE + flowCase('not-applicable', ', mode: view'),
    );
    expect(cases.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('tell the verdicts that were found', () => {
    const { cases } = tested(LOGGED, flowCase('complies', ', logged: false') + flowCase('violates', ''));
    expect(cases.map(({ faults }) => faults)).toEqual([
      [{ code: 'verdict', found: ['violation'] }],
      [{ code: 'verdict', found: ['undecided'] }],
    ]);
  });

  it('want the subject that they state', () => {
    const { cases } = tested(LOGGED, flowCase('violates', ', logged: false', '\n    subject: flow:other'));
    expect(cases[0].faults).toEqual([{ code: 'subject', expected: 'flow:other', found: ['flow:send'] }]);
  });

  it('want a finding where they say that it stands', () => {
    const at = (place: string): string => `\n    place: ${place}`;
    const { cases } = tested(
      LOGGED,
      flowCase('violates', ', logged: false', at('flows.other')) +
        flowCase('undecided', '', at('flows.send')),
    );
    expect(cases.map(({ faults }) => faults)).toEqual([
      [{ code: 'place', expected: 'flows.other', found: ['flows.send'] }],
      [],
    ]);
  });

  it('tell a manifest that cannot be read', () => {
    const { cases } = tested(LOGGED, flowCase('violates', ', logged: false, colour: red'));
    expect(cases[0].faults).toEqual([{ code: 'unreadable', problems: [expect.stringContaining('colour')] }]);
  });
});

describe('coverage', () => {
  it('is whole when each test was true, false and, where it can be, unknown', () => {
    expect(tested(LOGGED, ALL_THREE).coverage).toEqual({ covered: 3, total: 3, holes: [] });
  });

  it('names what was never seen', () => {
    expect(holesOf(tested(LOGGED, flowCase('complies', ', logged: true')))).toEqual([
      'require.logged: false unknown',
    ]);
  });

  it('does not ask for unknown where nothing is unknown', () => {
    const conditions = 'require: { mode: { not: view } }';
    const { coverage } = tested(conditions, flowCase('complies', ''));
    expect(coverage.total).toBe(2);
    expect(tested('require: { logged: { stated: true } }', flowCase('violates', '')).coverage.total).toBe(2);
  });

  it('does not ask for unknown behind a where that wants it stated', () => {
    const conditions = `where: { logged: { stated: true } }\n${LOGGED}`;
    expect(holesOf(tested(conditions, ALL_THREE.replace('undecided', 'not-applicable')))).toEqual([]);
  });

  it('counts only facts to which the rule applies for what it asks', () => {
    const conditions = `where: { mode: { not: view } }\n${LOGGED}`;
    const cases =
      flowCase('complies', ', logged: true') + flowCase('not-applicable', ', mode: view, logged: false');
    expect(holesOf(tested(conditions, cases))).toEqual(['require.logged: false unknown']);
  });

  it('looks into exceptions, their exceptions, and conditions on other things', () => {
    const conditions = `unless:
  - when: { mode: view }
    because: It is seen.
    unless: [{ when: { channel: { stated: true } }, because: It is told. }]
require: { to: { where: { zone.operator: { one-of: [agency] } } } }`;
    expect(holesOf(tested(conditions, flowCase('violates', '')))).toEqual([
      'unless.0.when.mode: true',
      'unless.0.unless.0.when.channel: true false',
      'require.to: true unknown',
      'require.to.where.zone.operator: true unknown',
    ]);
  });

  it('asks for all three answers of a way and of a sum, and looks at the data that are summed', () => {
    const way = tested('require: { only-via: [camera] }', flowCase('complies', ''), HOLDING);
    expect(holesOf(way)).toEqual(['require.only-via: false unknown']);
    const sum = `require: { held: { total: { of: records, where: { subjects: { above: 1 } }, above: 0 } } }`;
    const counted = flowCase('complies', '').replace(
      'owner: agency',
      'owner: agency, records: 1, subjects: 2',
    );
    expect(holesOf(tested(sum, counted, { kind: 'zone', message: '{zone}.' }))).toEqual([
      'require.held: false unknown',
      'require.held.total.where.subjects: false unknown',
    ]);
  });
});

describe('changes of a rule', () => {
  it('are all noticed by cases at both sides of each test', () => {
    const { mutation } = tested(LOGGED, ALL_THREE);
    expect(mutation).toEqual({ noticed: 2, total: 2, survivors: [] });
  });

  it('survive where no case stands at the bound', () => {
    const conditions = 'require: { to.retention: { at-most: P30D } }';
    const kept = (verdict: string, days: string): string =>
      flowCase(verdict, '').replace('share: { zone: office }', `share: { zone: office, retention: ${days} }`);
    expect(survivorsOf(tested(conditions, kept('complies', 'P1D') + kept('violates', 'P1Y')))).toEqual([
      'require.to.retention: at-most became below',
      'require.to.retention: P30D became P31D',
    ]);
    expect(survivorsOf(tested(conditions, kept('complies', 'P30D') + kept('violates', 'P31D')))).toEqual([]);
  });

  it('drop conditions and exceptions, and turn all into any', () => {
    const conditions = `unless: [{ when: { mode: view }, because: It is seen. }]
require: { all: [{ logged: true }, { channel: network }] }`;
    const cases = flowCase('complies', ', logged: true, channel: network');
    expect(survivorsOf(tested(conditions, cases))).toEqual([
      'unless.0: exception removed',
      'require.all: all became any',
      'require.all.0.logged: dropped',
      'require.all.1.channel: dropped',
    ]);
  });

  it('do not make is-a of a name that stands by itself, nor every of some where there is one value', () => {
    const { mutation } = tested(
      'require: { channel: { some: network } }',
      flowCase('complies', ', channel: network'),
    );
    expect(mutation?.total).toBe(2);
  });

  it('drop systems of a way, and turn it round', () => {
    const complies = flowCase('complies', '');
    const two = tested('require: { only-via: [camera, share] }', complies, HOLDING);
    expect(two.mutation).toMatchObject({ total: 4 });
    expect(survivorsOf(two)).toEqual(['require.only-via: dropped', 'require.only-via: share removed']);
    expect(survivorsOf(tested('require: { only-via: [camera] }', complies, HOLDING))).toEqual([
      'require.only-via: dropped',
    ]);
  });

  it('count something else, other data, and other numbers', () => {
    const sum = `require: { held: { total: { of: records, where: { subjects: { above: 1 } }, at-most: 5 } } }`;
    const data = (verdict: string): string =>
      flowCase(verdict, '').replace('owner: agency', 'owner: agency, records: 5, subjects: 5');
    const zone = { kind: 'zone', message: '{zone}.' };
    expect(survivorsOf(tested(sum, data('complies'), zone))).toEqual([
      'require.held: dropped',
      'require.held: records became subjects',
      'require.held.total.where.subjects: where dropped',
      'require.held.total.where.subjects: negated',
      'require.held.total.where.subjects: above became below',
      'require.held.total.where.subjects: 1 became 0',
      'require.held.total.where.subjects: 1 became 2',
      'require.held: at-most became at-least',
      'require.held: 5 became 6',
    ]);
  });

  it('look one day further ahead', () => {
    const conditions = 'require: { until: { not: { within-next: P7D } } }';
    const ending = (verdict: string, day: string): string => flowCase(verdict, `, period: { until: ${day} }`);
    const far = ending('violates', '2019-06-08') + ending('complies', '2019-07-08');
    expect(survivorsOf(tested(conditions, far))).toEqual(['require.until: P7D became P8D']);
    expect(survivorsOf(tested(conditions, far + ending('complies', '2019-06-09')))).toEqual([]);
  });

  it('are judged by the cases that hold, and by no others', () => {
    const { mutation } = tested(LOGGED, flowCase('complies', ', logged: false'));
    expect(mutation?.noticed).toBe(0);
  });
});
