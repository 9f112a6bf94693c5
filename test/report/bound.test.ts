import { assert, array, constantFrom, nat, property, record, boolean } from 'fast-check';
import { expect, it } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { mostSerious, omittedFrom, omittedWords } from '../../src/report/bound.ts';

type Sorted = Pick<Finding, 'severity' | 'verdict' | 'waived' | 'rule'>;

// What is compared of a finding; nothing else of it is looked at.
const findingOf = (sorted: Sorted): Finding => sorted as Finding;

const finding = record({
  severity: constantFrom<Finding['severity'][]>('error', 'warning', 'info'),
  verdict: constantFrom<Finding['verdict'][]>('violation', 'undecided'),
  isWaived: boolean(),
}).map(({ severity, verdict, isWaived }) =>
  findingOf({ severity, verdict, rule: 'core/x', ...(isWaived && { waived: ['accepted'] }) }),
);

/** Lower is more serious: unwaived, then by severity, then violations. */
function seriousness({ severity, verdict, waived }: Finding): string {
  const bySeverity = { error: 0, warning: 1, info: 2 }[severity];
  return `${waived === undefined ? 0 : 1}${bySeverity}${verdict === 'violation' ? 0 : 1}`;
}

it('keeps the most serious of all lists, in their order, the first of equals', () => {
  assert(
    property(array(array(finding)), nat({ max: 20 }), (lists, limit) => {
      const kept = mostSerious(lists, limit, (each) => each);
      const all = lists.flat();
      const wanted = all
        .map((each, at) => ({ each, at, key: seriousness(each) }))
        .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
        .slice(0, limit)
        .toSorted((a, b) => a.at - b.at)
        .map(({ each }) => each);
      expect(kept.length).toBe(lists.length);
      expect(kept.flat().every((each, at) => each === wanted[at])).toBe(true);
      expect(kept.flat().length).toBe(Math.min(limit, all.length));
    }),
  );
});

it('counts what it leaves out', () => {
  const all = [
    findingOf({ severity: 'error', verdict: 'violation', rule: 'core/b' }),
    findingOf({ severity: 'warning', verdict: 'undecided', rule: 'core/b' }),
    findingOf({ severity: 'warning', verdict: 'undecided', rule: 'core/a' }),
  ];
  const omitted = omittedFrom(all, all.slice(0, 1));
  expect(omitted).toEqual({ count: 2, severities: { warning: 2 }, rules: { 'core/a': 1, 'core/b': 1 } });
  expect(omitted && omittedWords(omitted)).toBe('2 warning; core/a 1, core/b 1');
  expect(omittedFrom(all, all)).toBeUndefined();
});
