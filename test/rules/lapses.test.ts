/** On which days of a span the answer of a rule changes, though no fact does. */
import { expect, it } from 'vitest';
import { formatDay, parseDay } from '../../src/manifest/calendar.ts';
import type { Rule } from '../../src/rules/format.ts';
import { lapseDays } from '../../src/rules/lapses.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const MANIFEST = {
  flowdown: 1,
  parties: { agency: {}, vendor: {} },
  contracts: { main: { acquirer: 'agency', supplier: 'vendor', period: { until: '2019-08-31' } } },
  data: {
    plates: { category: 'vehicle', owner: 'agency', deidentified: { method: 'blur', tested: '2018-07-01' } },
  },
};

function daysOf(require: object, until = '2019-12-31', params = {}): (string | undefined)[] {
  const { workspace } = openWorkspace({
    files: [{ path: 'a.flow.json', text: JSON.stringify(MANIFEST) }],
    config: {
      waivers: { gate: { rule: 'a', subject: 'b', reason: 'c', by: 'agency', expires: '2019-06-20' } },
    },
  });
  if (workspace === undefined) throw new Error('the manifest of this test is not read');
  const rules = [{ rule: { require } as Rule, params }];
  const [from, last] = [parseDay('2019-06-01') ?? 0, parseDay(until) ?? 0];
  return lapseDays(workspace.model, rules, from, last).map(formatDay);
}

it('has the day on which a test becomes older than a rule allows', () => {
  expect(daysOf({ 'deidentified.tested': { 'within-last': 'P1Y' } })).toEqual(['2019-07-02']);
});

it('has the day from which a stated day is near, and the day after it', () => {
  expect(daysOf({ until: { 'within-next': 'P30D' } })).toEqual(['2019-06-21', '2019-08-01', '2019-09-01']);
  expect(daysOf({ until: { 'within-next': { param: 'soon' } } }, '2019-08-15', { soon: 'P1M' })).toEqual([
    '2019-06-21',
    '2019-07-31',
  ]);
});

it('has no day where no rule asks for one', () => {
  expect(daysOf({ until: { above: '2019-06-01' } })).toEqual([]);
});
