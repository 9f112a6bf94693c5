import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { compileRule, type Verdict } from '../../src/rules/evaluate.ts';
import type { Rule, RuleCase } from '../../src/rules/format.ts';
import { readPack } from '../../src/rules/pack.ts';
import { isSkeletonName, packSkeleton, ruleSkeleton } from '../../src/rules/skeleton.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const { pack, problems } = readPack(
  [
    { path: 'mine/pack.yaml', text: packSkeleton('mine', '2026-01-15') },
    { path: 'mine/thing.yaml', text: ruleSkeleton('thing') },
  ],
  { rules: [], catalogue: new Map() },
);

const GIVES: Readonly<Record<RuleCase['verdict'], Verdict>> = {
  violates: 'violation',
  complies: 'complies',
  undecided: 'undecided',
  'not-applicable': 'not-applicable',
};

/** The verdicts of a rule on the facts of a case. */
function judged(rule: Rule, { manifest }: RuleCase) {
  const { workspace, problems: faults } = openWorkspace({
    files: [{ path: 'case.flow.json', text: JSON.stringify({ flowdown: 1, ...manifest }) }],
    config: {},
  });
  expect(faults).toEqual([]);
  if (workspace === undefined) throw new Error('no workspace');
  const facts = factsOf(workspace.model, parseDay('2019-06-01') ?? 0);
  const params = Object.fromEntries(
    Object.entries(rule.params ?? {}).map(([name, { default: value }]) => [name, value]),
  );
  const { kind, verdict } = compileRule(rule, params, facts);
  return Array.from({ length: kind.count(facts) }, (_, i) => verdict(i));
}

describe('the files to begin with', () => {
  it('are sound', () => {
    expect(problems).toEqual([]);
    expect(pack?.reviewed).toBe('2026-01-15');
    expect(pack?.rules.map(({ id }) => id)).toEqual(['mine/thing']);
  });

  it.each(pack?.rules[0].cases ?? [])('$verdict: $title', (ruleCase) => {
    const [rule] = pack?.rules ?? [];
    expect(judged(rule, ruleCase)).toEqual([GIVES[ruleCase.verdict]]);
  });

  it('have a case for each verdict', () => {
    const verdicts = pack?.rules[0].cases.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['violates', 'complies', 'undecided', 'not-applicable']);
  });

  it('say how an exception is written, in a form that is sound', () => {
    const text = ruleSkeleton('thing').replace(/^# (unless:|  - when:.*|    because:.*)$/gm, '$1');
    expect(text).toMatch(/^unless:$/m);
    const files = [{ path: 'mine/thing.yaml', text }];
    expect(readPack(files).problems).toEqual([]);
  });
});

it.each(['thing', 'far-52_204', 'no'])('%s can be a name', (name) => {
  expect(isSkeletonName(name)).toBe(true);
  expect(readPack([{ path: `mine/${name}.yaml`, text: ruleSkeleton(name) }]).problems).toEqual([]);
  expect(readPack([{ path: `${name}/pack.yaml`, text: packSkeleton(name, '2026-01-15') }]).problems).toEqual(
    [],
  );
});

it.each(['', 'Thing', '1st', 'true', 'null', 'a b', 'a: b', '..', 'a\n', 'x'.repeat(65)])(
  '%j cannot',
  (name) => expect(isSkeletonName(name)).toBe(false),
);
