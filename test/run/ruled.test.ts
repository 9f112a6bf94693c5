/** What a check says of itself: what each rule was asked, and what was to be checked and is not there. */
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { CheckResult } from '../../src/findings/result.ts';
import { plain } from '../../src/report/layout.ts';
import { reportText } from '../../src/report/text.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { PROGRAM, reportedOf } from '../../src/run/reported.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

const AT = parseDay('2019-06-01') ?? 0;
const SHOP = {
  flowdown: 1,
  parties: { shop: {}, host: {} },
  zones: { counter: { operator: 'shop' }, rack: { operator: 'host' } },
  data: { sales: { category: 'contact', owner: 'shop' }, plates: { category: 'vehicle', owner: 'shop' } },
  systems: { till: { zone: 'counter', collects: ['sales', 'plates'] }, store: { zone: 'rack' } },
  flows: {
    send: { from: 'till', to: 'store', data: ['sales'] },
    quiet: { from: 'till', to: 'store' },
  },
  contracts: { hosting: { acquirer: 'shop', supplier: 'host' } },
};

function input(
  config: WorkspaceInput['config'],
  manifests: Readonly<Record<string, object>>,
): WorkspaceInput {
  const files = Object.entries(manifests).map(([path, manifest]) => ({
    path,
    text: JSON.stringify(manifest),
  }));
  return { files, config };
}

function checked(workspace: WorkspaceInput): CheckResult {
  const { workspace: opened } = openWorkspace(workspace);
  if (opened === undefined) throw new Error('the workspace cannot be opened');
  return checkWorkspace(opened, { at: AT });
}

function textOf(workspace: WorkspaceInput, verbose: boolean): string {
  const opened = openWorkspace(workspace);
  const reported = reportedOf({ prefix: '', opened, result: checked(workspace) });
  return reportText([reported], { limit: Infinity, paint: plain, program: PROGRAM, verbose });
}

describe('what each rule was asked', () => {
  const workspace = input({ packs: ['core', 'case-cbp-2019'] }, { 'a.flow.json': SHOP });
  const { ruled, rules, summary, findings } = checked(workspace);

  it('is told of each rule that is on, in order', () => {
    expect(ruled.length).toBe(rules);
    const ids = ruled.map(({ rule }) => rule);
    expect(ids).toEqual(ids.toSorted());
  });

  it('adds up, and agrees with the findings and with the number of checks that passed', () => {
    for (const { rule, facts, applicable, complies, violations, undecided } of ruled) {
      expect(applicable, rule).toBeLessThanOrEqual(facts);
      expect(complies + violations + undecided, rule).toBe(applicable);
      const own = findings.filter((finding) => finding.rule === rule);
      expect(own.filter(({ verdict }) => verdict === 'violation').length, rule).toBe(violations);
      expect(own.filter(({ verdict }) => verdict === 'undecided').length, rule).toBe(undecided);
    }
    expect(ruled.reduce((sum, { complies }) => sum + complies, 0)).toBe(summary.complies);
  });

  it('is in facts: one transfer for certain, and two that may be', () => {
    expect(ruled.find(({ rule }) => rule === 'core/unauthorized-transfer')).toEqual({
      rule: 'core/unauthorized-transfer',
      for: 'transfer',
      facts: 3,
      applicable: 3,
      complies: 0,
      violations: 1,
      undecided: 2,
    });
  });

  it('stands in the text where it is asked for, with what is not applicable and what is covered', () => {
    const text = textOf(workspace, true);
    expect(text).toMatch(/^ {2}core\/unauthorized-transfer +transfer +3 +3 +0 +1 +2$/m);
    expect(text).toMatch(/^ {2}core\/empty-disposal +there is no fact of its kind \(disposal\)$/m);
    expect(text).toMatch(
      /^ {2}case-cbp-2019\/out-of-service-with-data +it concerns none of \d+ facts of its kind \(holding\)$/m,
    );
    expect(text).toContain('\nCoverage: 2 active flows, of which 1 with a stated payload and 1 without\n');
    expect(textOf(workspace, false)).not.toContain('What the rules were asked');
  });
});

describe('what is not there', () => {
  const EMPTY = { flowdown: 1, parties: { shop: {} } };
  it.each<readonly [string, WorkspaceInput, readonly string[]]>([
    ['nothing, where all is there', input({}, { 'a.flow.json': SHOP }), []],
    ['no manifest', input({}, {}), ['nothing to check: no manifest was found']],
    [
      'no rule that is on',
      input({ packs: ['core'], rules: allOff() }, { 'a.flow.json': SHOP }),
      ['nothing to check: no rule is on'],
    ],
    [
      'nothing to judge',
      input({}, { 'a.flow.json': EMPTY }),
      ['nothing to check: the manifests declare no system, flow or access'],
    ],
    [
      'a pattern that takes in no manifest, beside one that does',
      input({ include: ['suppliers/**', 'a.flow.json'] }, { 'a.flow.json': SHOP }),
      ['nothing to check in suppliers/**: include names it, and no manifest matches'],
    ],
    [
      'a manifest, behind a pattern',
      input({ include: ['suppliers/**'] }, {}),
      [
        'nothing to check: no manifest was found',
        'nothing to check in suppliers/**: include names it, and no manifest matches',
      ],
    ],
  ])('%s', (_, workspace, expected) => {
    const { absent, nothing } = checked(workspace);
    expect(absent).toEqual(expected);
    expect(nothing).toBe(expected.length > 0);
    for (const sentence of expected)
      expect(textOf(workspace, false)).toContain(`\n${sentence}\n`.trimStart());
  });

  /** Every rule of core, off. */
  function allOff(): Record<string, 'off'> {
    const { ruled } = checked(input({}, { 'a.flow.json': SHOP }));
    return Object.fromEntries(ruled.map(({ rule }) => [rule, 'off' as const]));
  }
});
