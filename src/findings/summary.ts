/** What findings and acts come to: counts, and whether they fail a check. */
import type { Severity } from '../rules/format.ts';
import type { Act } from './acts.ts';
import { isFailing, type Finding } from './finding.ts';
import type { Summary } from './result.ts';

/** From which severity on findings fail a check. */
export type FailLevel = Severity | 'never';

/** Is there a finding at or above a level that nothing settles? */
export function failsAt(findings: readonly Finding[], failOn: FailLevel): boolean {
  return findings.some((finding) => isFailing(finding, failOn));
}

/** Counts acts, each where it is told. */
export function summarise(findings: readonly Finding[], acts: readonly Act[], complies: number): Summary {
  const all = acts.flatMap((act) => [act, ...act.consequences]);
  const count = (test: (act: Act) => boolean): number => all.filter(test).length;
  return {
    violations: count((act) => act.verdict === 'violation' && isOpen(act) && !act.isConsequence),
    undecided: count((act) => act.verdict === 'undecided' && isOpen(act)),
    waived: count((act) => act.isWaived),
    known: count((act) => act.isKnown && !act.isWaived),
    consequences: count((act) => act.isConsequence && isOpen(act) && act.verdict === 'violation'),
    complies,
    findings: findings.length,
  };
}

function isOpen({ isWaived, isKnown }: Act): boolean {
  return !isWaived && !isKnown;
}
