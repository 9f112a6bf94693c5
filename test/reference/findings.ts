import { sortedBy } from './order.ts';
import { RULES, type RuleVerdict, verdicts } from './rules/rules.ts';
import { type World, worldOf } from './rules/world.ts';
import type { ReferenceWorkspace } from './workspace.ts';

export interface Finding {
  rule: string;
  subject: string;
  verdict: RuleVerdict;
}

/** What every rule of every pack says of every fact of its kind. */
export function allVerdicts(world: World): Finding[] {
  return RULES.flatMap((rule) => verdicts(rule, world).map((verdict) => ({ rule: rule.id, ...verdict })));
}

/** Section 11: the violations and the undecided, by rule and subject. */
export function findings(workspace: ReferenceWorkspace, judged = allVerdicts(worldOf(workspace))): Finding[] {
  return sortedBy(
    judged.filter(({ verdict }) => verdict === 'violation' || verdict === 'undecided'),
    (finding) => [finding.rule, finding.subject, finding.verdict],
  );
}
