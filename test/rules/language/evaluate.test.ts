/** What each test of the rule language says, on one small workspace. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/analysis/facts.ts';
import { parseDay } from '../../../src/manifest/calendar.ts';
import { compileRule, type Params } from '../../../src/rules/evaluate.ts';
import type { Condition, Exception, FactKindName, Rule } from '../../../src/rules/format.ts';
import { compareOrder, matchesPattern } from '../../../src/rules/language/evaluate.ts';
import { FALSE, TRUE, UNKNOWN } from '../../../src/analysis/truth.ts';
import { openWorkspace } from '../../../src/run/workspace.ts';

const MANIFEST = {
  flowdown: 1,
  parties: {
    agency: { country: 'US', training: [{ topic: 'privacy.basics', on: '2018-06-01' }] },
    prime: { country: 'US' },
    vendor: { training: [{ topic: 'safety', on: '2019-05-01' }] },
  },
  contracts: {
    main: {
      acquirer: 'agency',
      supplier: 'prime',
      clauses: ['a', 'b'],
      incidentNotification: { within: 'PT1H' },
    },
    sub: {
      acquirer: 'prime',
      supplier: 'vendor',
      under: 'main',
      clauses: ['a'],
      incidentNotification: { within: 'P3D' },
    },
  },
  zones: { port: { operator: 'agency' }, office: { operator: 'vendor', country: 'CA' } },
  data: {
    plates: { category: 'vehicle.license-plate.image', owner: 'agency', subjects: 500, retention: 'P30D' },
    notes: { category: 'text', owner: 'vendor' },
  },
  systems: {
    camera: { zone: 'port', collects: ['plates'], retention: 'P1M', encryption: { atRest: 'unknown' } },
    share: { zone: 'office', collects: ['notes'], encryption: { atRest: 'none' } },
    vault: { zone: 'port' },
  },
  flows: {
    send: {
      from: 'camera',
      to: 'share',
      data: ['plates'],
      channel: 'network',
      period: { until: '2019-03-01' },
    },
    guess: { from: 'share', to: 'vault' },
  },
};

const { workspace } = openWorkspace({
  files: [{ path: 'a.flow.json', text: JSON.stringify(MANIFEST) }],
  config: {},
});
if (workspace === undefined) throw new Error('the manifest of this test is not read');
const facts = factsOf(workspace.model, parseDay('2019-06-01') ?? 0);

interface Asked {
  where?: Condition;
  unless?: readonly Exception[];
  require?: Condition;
}

/** Subjects of the facts of a kind, by verdict. */
function verdicts(kind: FactKindName, asked: Asked, params: Params = {}): Record<string, string> {
  const rule = { for: kind, message: '', remedy: '', require: { all: [] }, ...asked } as unknown as Rule;
  const compiled = compileRule(rule, params, facts);
  return Object.fromEntries(
    Array.from({ length: compiled.kind.count(facts) }, (_, i) => [
      compiled.kind.subject(facts, i),
      compiled.verdict(i),
    ]),
  );
}

/** The verdict on one fact when a condition is required of it: complies where it holds, violation where it does not. */
function required(kind: FactKindName, subject: string, condition: Condition, params: Params = {}): string {
  return verdicts(kind, { require: condition }, params)[subject];
}

describe('tests of one value', () => {
  it.each([
    ['complies', { channel: 'network' }],
    ['violation', { channel: 'email' }],
    ['complies', { channel: { 'one-of': ['email', 'network'] } }],
    ['complies', { channel: { not: 'email' } }],
    ['complies', { channel: { matches: 'net*' } }],
    ['undecided', { purpose: 'matching' }],
    ['undecided', { purpose: { not: 'matching' } }],
    ['violation', { purpose: { stated: true } }],
    ['complies', { purpose: { stated: false } }],
    ['complies', { over: true }],
    ['complies', { from: 'camera' }],
    ['complies', { 'to.zone.operator': 'vendor' }],
    ['violation', { 'to.zone': { 'same-as': 'from.zone' } }],
    ['complies', { 'to.zone': { not: { 'same-as': 'from.zone' } } }],
    ['complies', { to: { where: { 'encryption.atRest': 'none', zone: 'office' } } }],
    ['undecided', { 'from.encryption.atRest': { not: 'none' } }],
    ['complies', { any: [{ purpose: 'matching' }, { channel: 'network' }] }],
    ['violation', { all: [{ purpose: 'matching' }, { channel: 'email' }] }],
    ['violation', { not: { channel: 'network' } }],
    ['undecided', { 'from.zone.country': 'US' }],
  ])('%s: flow send %j', (verdict, condition) => {
    expect(required('flow', 'flow:send', condition as Condition)).toBe(verdict);
  });
});

describe('numbers, durations and days', () => {
  it.each([
    ['complies', { subjects: 500 }],
    ['violation', { subjects: { below: 500 } }],
    ['complies', { subjects: { 'at-most': 500 } }],
    ['complies', { subjects: { above: 1, below: 501 } }],
    ['complies', { subjects: { 'at-least': { param: 'few' } } }],
    ['undecided', { records: { above: 0 } }],
    ['complies', { retention: { 'at-most': 'P1M' } }],
  ])('%s: data plates %j', (verdict, condition) => {
    expect(required('data', 'data:plates', condition as Condition, { few: 3 })).toBe(verdict);
  });

  it('compares a duration with that of another attribute, from the day of the check on: June has 30 days', () => {
    const condition = { 'system.retention': { 'at-most': { attribute: 'data.retention' } } };
    expect(required('holding', 'hold:camera/plates', condition)).toBe('complies');
  });

  it('adds the windows up the chain', () => {
    const within = (limit: string): string =>
      required('tier', 'tier:vendor/agency', { notice: { 'at-most': limit } });
    expect([within('P3D'), within('P3DT1H'), within('PT73H')]).toEqual(['violation', 'complies', 'complies']);
  });

  it.each([
    ['P1Y', 'complies'],
    ['P11M', 'violation'],
  ])('within the last %s', (limit, verdict) => {
    const condition = {
      training: { some: { topic: { 'is-a': ['privacy'] }, on: { 'within-last': limit } } },
    };
    expect(required('party', 'parties:agency', condition)).toBe(verdict);
  });

  it('compares ranges where every number in them agrees', () => {
    const exactly = (n: number) => ({ least: n, most: n });
    const atLeast = (n: number) => ({ least: n, most: Infinity });
    expect(compareOrder(atLeast(5), 'below', exactly(5))).toBe(FALSE);
    expect(compareOrder(atLeast(5), 'below', exactly(6))).toBe(UNKNOWN);
    expect(compareOrder(atLeast(5), 'at-least', exactly(5))).toBe(TRUE);
    expect(compareOrder(exactly(5), 'exactly', exactly(5))).toBe(TRUE);
    expect(compareOrder(exactly(5), 'at-most', undefined)).toBe(UNKNOWN);
  });
});

describe('several values', () => {
  it.each([
    ['complies', 'systems:share', { held: { some: { category: { 'is-a': ['vehicle'] } } } }],
    ['violation', 'systems:share', { held: { every: { category: { 'is-a': ['vehicle'] } } } }],
    ['violation', 'systems:share', { held: { none: { category: { 'is-a': ['vehicle'] } } } }],
    ['complies', 'systems:share', { held: { count: 2 } }],
    ['complies', 'systems:share', { held: { count: { 'at-least': 1 } } }],
    ['complies', 'systems:share', { 'held.owners': { count: 2 } }],
    ['undecided', 'systems:vault', { held: { count: 0 } }],
    ['undecided', 'systems:vault', { held: { some: { category: 'text' } } }],
    ['complies', 'systems:vault', { held: { count: { 'at-most': 2 } } }],
    ['violation', 'systems:vault', { 'held.category': 'something-else' }],
    ['complies', 'systems:vault', { 'held.category': { not: 'something-else' } }],
    ['undecided', 'systems:vault', { 'held.category': { not: 'text' } }],
    ['undecided', 'systems:camera', { assessments: { some: { current: true } } }],
    ['violation', 'systems:camera', { assessments: { stated: true, some: { current: true } } }],
  ])('%s: %s %j', (verdict, subject, condition) => {
    expect(required('system', subject, condition as Condition)).toBe(verdict);
  });

  it.each([
    ['violation', { 'upper.clauses': { 'subset-of': 'lower.clauses' } }],
    ['complies', { 'lower.clauses': { 'subset-of': 'upper.clauses' } }],
    ['complies', { 'lower.clauses': { intersects: 'upper.clauses' } }],
    ['violation', { 'missing-clauses': { count: 0 } }],
    ['undecided', { approved: true }],
  ])('%s: contracts %j', (verdict, condition) => {
    expect(required('contract-pair', 'contracts:sub', condition as Condition)).toBe(verdict);
  });
});

describe('exceptions', () => {
  const noFlow = { begun: false };
  it('an exception excuses, and an exception to it takes that back', () => {
    const send = (unless: readonly Exception[]): string =>
      verdicts('flow', { require: noFlow, unless })['flow:send'];
    const when = { channel: 'network' };
    expect(send([])).toBe('violation');
    expect(send([{ when, because: 'a' }])).toBe('not-applicable');
    expect(send([{ when, because: 'a', unless: [{ when: { to: 'share' }, because: 'b' }] }])).toBe(
      'violation',
    );
    expect(send([{ when, because: 'a', unless: [{ when: { purpose: 'x' }, because: 'b' }] }])).toBe(
      'undecided',
    );
  });
});

describe('fields to state', () => {
  it('names those that leave the verdict open, and no others', () => {
    const rule = {
      for: 'flow',
      message: '',
      remedy: '',
      require: {
        all: [{ channel: 'network' }, { any: [{ purpose: 'x' }, { 'from.encryption.atRest': 'none' }] }],
      },
    } as unknown as Rule;
    const compiled = compileRule(rule, {}, facts);
    const send = workspace.model.flows.indexOf('send');
    expect(compiled.verdict(send)).toBe('undecided');
    expect(compiled.unstated(send)).toEqual(['flows.send.purpose', 'systems.camera.encryption.atRest']);
  });

  it('fills paths and parameters in texts', () => {
    const rule = {
      for: 'tier',
      message: '{party} tells {owner} within {notice}, not {limit}.',
      remedy: '{data.category}',
      require: { all: [] },
    } as unknown as Rule;
    const compiled = compileRule(rule, { limit: 'PT1H' }, facts);
    const i = facts.tiers.findIndex(({ tier }) => tier === 2);
    expect(compiled.words(i)).toMatchObject({
      party: ['vendor'],
      owner: ['agency'],
      notice: ['3 days and 1 hour'],
      limit: ['1 hour'],
      'data.category': ['vehicle.license-plate.image'],
    });
  });
});

describe('matches', () => {
  it.each([
    ['usb-drive', 'usb-drive', true],
    ['usb-drive', 'usb-*', true],
    ['usb-drive', '*drive', true],
    ['usb-drive', '*b*i*', true],
    ['usb-drive', '*d*b*', false],
    ['ab', 'ab*b', false],
    ['usb-drive', 'usb', false],
    ['', '*', true],
  ])('%s, %s: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });
});
