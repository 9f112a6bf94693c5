import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { compileRule, type Verdict } from '../../src/rules/evaluate.ts';
import type { Rule, RuleCase } from '../../src/rules/format.ts';
import { checkWorkspace, judgedFacts } from '../../src/run/check.ts';
import { builtInPacks } from '../../src/rules/built-in.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** Where only some packs are asked for, their cases. */
const ASKED = process.env.FLOWDOWN_PACKS?.split(',');
const TRIED = builtInPacks().filter(({ pack }) => ASKED?.includes(pack) ?? true);

/** A fact of this kind is a violation as such. */
const NEVER_COMPLIES = ['core/unentitled-statement'];

const DEFAULT_DAY = '2019-06-01';

/** What a case gives: the findings of the rule beside those of its pack and of `core`, and its verdict on each fact. */
interface Judged {
  readonly findings: readonly Finding[];
  readonly verdicts: ReadonlySet<Verdict>;
}

/** Checks the manifest of a case as the only file of a workspace. */
function judge(rule: Rule, { manifest, at, trust, required }: RuleCase): Judged {
  const { workspace, problems } = openWorkspace({
    files: [{ path: 'case.flow.json', text: JSON.stringify({ flowdown: 1, ...manifest }) }],
    config: {
      packs: [...new Set(['core', rule.id.split('/')[0]])],
      // Those that are off by themselves too.
      rules: { [rule.id]: rule.severity },
      ...(trust && { trust: { '**': trust } }),
      ...(required && { required }),
    },
  });
  expect(problems).toEqual([]);
  const active = workspace?.rules.rules.find((each) => each.rule.id === rule.id);
  if (workspace === undefined || active === undefined) throw new Error(`${rule.id} is not on`);
  const day = parseDay(at ?? DEFAULT_DAY) ?? 0;
  const facts = judgedFacts(workspace, day);
  const compiled = compileRule(rule, active.params, facts);
  const verdicts = Array.from({ length: compiled.kind.count(facts) }, (_, i) => compiled.verdict(i));
  const { findings } = checkWorkspace(workspace, { at: day });
  return { findings: findings.filter((finding) => finding.rule === rule.id), verdicts: new Set(verdicts) };
}

describe.each(TRIED)('pack $pack', ({ rules }) => {
  describe.each(rules)('$id', (rule) => {
    it.each(rule.cases)('$verdict: $title', (ruleCase) => {
      const { findings, verdicts } = judge(rule, ruleCase);
      switch (ruleCase.verdict) {
        case 'violates':
          expect(verdicts).toContain('violation');
          break;
        case 'undecided':
          expect(verdicts).toContain('undecided');
          expect(verdicts).not.toContain('violation');
          break;
        case 'complies':
          expect(findings).toEqual([]);
          expect(verdicts).toContain('complies');
          break;
        default:
          expect([...verdicts].filter((verdict) => verdict !== 'not-applicable')).toEqual([]);
      }
      if (ruleCase.subject !== undefined) {
        expect(findings.map(({ subject }) => subject)).toContain(ruleCase.subject);
      }
      for (const finding of findings) {
        expect(finding.message + finding.remedy, 'a placeholder is left').not.toMatch(/\{[\w-]+\}/);
        if (finding.verdict === 'undecided') expect(finding.unstated).not.toEqual([]);
      }
    });

    // That what can be unknown is so in some case, the coverage of its conditions asks for.
    it('has cases of what violates it, and of what does not', () => {
      const verdicts = rule.cases.map(({ verdict }) => verdict);
      expect(verdicts).toContain('violates');
      if (!NEVER_COMPLIES.includes(rule.id)) expect(verdicts).toContain('complies');
    });
  });
});
