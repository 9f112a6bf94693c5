/** What each rule was asked and said, so that nobody has to take silence for a pass. */
import type { CheckResult, Ruled } from '../findings/result.ts';
import { counted, grouped } from '../rules/language/wording.ts';
import { table } from './layout.ts';

const HEAD = ['rule', 'looks at', 'facts', 'concerns', 'complies', 'violations', 'undecided'];

/** Each rule with its counts, those that had nothing to judge, and how much of the flows is stated. */
export function ruledLines({ ruled, coverage, at }: CheckResult): readonly string[] {
  const applied = ruled.filter(({ applicable }) => applicable > 0);
  const idle = ruled.filter(({ applicable }) => applicable === 0);
  const unstated = coverage.flows - coverage.stated;
  return [
    `What the rules were asked as of ${at}, in facts; waivers and severities by path come after this:`,
    ...table([HEAD, ...applied.map(ruledRow)]).map((line) => `  ${line}`),
    ...(idle.length === 0 ? [] : ['Not applicable:', ...table(idle.map(idleRow)).map((line) => `  ${line}`)]),
    `Coverage: ${counted(coverage.flows, 'active flow')}, of which ${grouped(coverage.stated)} with a stated payload and ${grouped(unstated)} without`,
  ];
}

function ruledRow({ rule, for: kind, facts, applicable, complies, violations, undecided }: Ruled): string[] {
  return [rule, kind, ...[facts, applicable, complies, violations, undecided].map(grouped)];
}

function idleRow(ruled: Ruled): string[] {
  return [ruled.rule, idleWords(ruled)];
}

/** Why a rule is not applicable. */
export function idleWords({ for: kind, facts }: Ruled): string {
  return facts === 0
    ? `there is no fact of its kind (${kind})`
    : `it concerns none of ${counted(facts, 'fact')} of its kind (${kind})`;
}
