import { sortedBy } from './order.ts';
import { RULES, type RuleText, type RuleVerdict, verdicts } from './rules/rules.ts';
import { type World, worldOf } from './rules/world.ts';
import type { ReferenceWorkspace } from './workspace.ts';

export interface Finding {
  rule: string;
  subject: string;
  verdict: RuleVerdict;
}

/** Rules of some packs that are on without being asked for. */
export function rulesOf(packs: readonly string[]): RuleText[] {
  return RULES.filter(({ id, status }) => status === undefined && packs.includes(id.split('/')[0]));
}

/** What every rule of every pack, or each of some, says of every fact of its kind. */
export function allVerdicts(world: World, rules: readonly RuleText[] = RULES): Finding[] {
  return rules.flatMap((rule) => verdicts(rule, world).map((verdict) => ({ rule: rule.id, ...verdict })));
}

/** Section 11: the violations and the undecided, by rule and subject. */
export function findings(workspace: ReferenceWorkspace, judged = allVerdicts(worldOf(workspace))): Finding[] {
  return sortedBy(
    judged.filter(({ verdict }) => verdict === 'violation' || verdict === 'undecided'),
    (finding) => [finding.rule, finding.subject, finding.verdict],
  );
}
