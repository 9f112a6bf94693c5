import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Rule, RuleCase } from '../../src/rules/format.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { builtInPacks } from '../../src/run/packs.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const DEFAULT_DAY = '2019-06-01';

/** Checks the manifest of a case as the only file of a workspace, with every pack on. */
function findingsOf(rule: Rule, { manifest, at, trust, required }: RuleCase) {
  const { workspace, problems } = openWorkspace({
    files: [{ path: 'case.flow.json', text: JSON.stringify({ flowdown: 1, ...manifest }) }],
    config: {
      packs: builtInPacks().map(({ pack }) => pack),
      ...(trust && { trust: { '**': trust } }),
      ...(required && { required }),
    },
  });
  expect(problems).toEqual([]);
  if (workspace === undefined) return [];
  const result = checkWorkspace(workspace, { at: parseDay(at ?? DEFAULT_DAY) ?? 0 });
  return result.findings.filter((finding) => finding.rule === rule.id);
}

describe.each(builtInPacks())('pack $pack', ({ rules }) => {
  describe.each(rules)('$id', (rule) => {
    it.each(rule.cases)('$verdict: $title', (ruleCase) => {
      const findings = findingsOf(rule, ruleCase);
      const verdicts = findings.map(({ verdict }) => verdict);
      switch (ruleCase.verdict) {
        case 'violates':
          expect(verdicts).toContain('violation');
          break;
        case 'undecided':
          expect(verdicts).toContain('undecided');
          expect(verdicts).not.toContain('violation');
          break;
        default:
          expect(findings).toEqual([]);
      }
      if (ruleCase.subject !== undefined) {
        expect(findings.map(({ subject }) => subject)).toContain(ruleCase.subject);
      }
      for (const finding of findings) {
        expect(finding.message + finding.remedy, 'a placeholder is left').not.toMatch(/\{[\w-]+\}/);
        if (finding.verdict === 'undecided') expect(finding.unstated).not.toEqual([]);
      }
    });

    it('has a case for each verdict that it can give', () => {
      const verdicts = new Set(rule.cases.map(({ verdict }) => verdict));
      expect(verdicts).toContain('violates');
      expect(rule.cases.length).toBeGreaterThanOrEqual(4);
      expect(verdicts.has('complies') || verdicts.has('not-applicable')).toBe(true);
    });
  });
});
