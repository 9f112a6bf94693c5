import { explainFinding, findingNamed } from '../../answers/explanation.ts';
import { checkWorkspace, judgedFacts } from '../../run/check.ts';
import { answered, dayAsked, orTrouble, type Asking, type QuestionArguments } from '../one.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Tells why there is a finding: each condition of its rule, and the value that decided it. Throws UsageError. */
export async function runExplainFinding(
  typed: string,
  found: readonly Found[],
  options: QuestionArguments,
  asking: Asking,
): Promise<Outcome> {
  const { explanationText, explanationValue } = await import('../../report/explanation.ts');
  return answered('explain --finding', found, options, asking, (workspace, prefix) => {
    const { documents, rules } = workspace;
    const at = dayAsked(options, workspace, asking);
    const { findings } = checkWorkspace(workspace, { at });
    const finding = orTrouble(findingNamed(findings, typed, at));
    const active = rules.rules.find(({ rule }) => rule.id === finding.rule);
    if (active === undefined) throw new Error(`${finding.rule} has a finding, and is not on`);
    const explanation = explainFinding(finding, {
      facts: judgedFacts(workspace, at),
      documents,
      active,
      configured: Object.keys(rules.settings.get(finding.rule)?.params ?? {}),
    });
    return {
      value: explanationValue(explanation),
      text: async () => explanationText(explanation, { prefix, paint: asking.paint }),
    };
  });
}
