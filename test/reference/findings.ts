import { sortedBy } from './order.ts';
import { RULES, type RuleText, type RuleVerdict, verdicts } from './rules/rules.ts';
import { usedWaivers } from './rules/waivers.ts';
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
  const verdictsOf = (some: readonly RuleText[], of: World): Finding[] =>
    some.flatMap((rule) => verdicts(rule, of).map((verdict) => ({ rule: rule.id, ...verdict })));
  const isOnWaivers = (rule: RuleText): boolean => rule.for === 'waiver';
  const others = verdictsOf(
    rules.filter((rule) => !isOnWaivers(rule)),
    world,
  );
  const used = usedWaivers(world, others.filter(isOpen));
  return [...others, ...verdictsOf(rules.filter(isOnWaivers), { ...world, used })];
}

export function isOpen({ verdict }: Finding): boolean {
  return verdict === 'violation' || verdict === 'undecided';
}

/** A world in which it is known what each waiver accepts, with the rules of `core` on. */
export function judgedWorld(workspace: ReferenceWorkspace): World {
  const world = worldOf(workspace);
  const others = rulesOf(['core']).filter((rule) => rule.for !== 'waiver');
  return { ...world, used: usedWaivers(world, allVerdicts(world, others).filter(isOpen)) };
}

/** Section 11: the violations and the undecided, by rule and subject. */
export function findings(workspace: ReferenceWorkspace, judged = allVerdicts(worldOf(workspace))): Finding[] {
  return sortedBy(judged.filter(isOpen), (finding) => [finding.rule, finding.subject, finding.verdict]);
}
