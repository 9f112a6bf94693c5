/** What a case expects against what its facts give. */
import type { Facts } from '../../analysis/facts.ts';
import type { Judge, Verdict } from '../evaluate.ts';
import type { RuleCase } from '../format.ts';
import type { FactKind } from '../kinds/kind.ts';
import type { CaseFault } from './result.ts';

/** The verdict on each fact of a kind, in their order. */
export function verdictsOf({ verdict }: Judge, kind: FactKind, facts: Facts): readonly Verdict[] {
  return Array.from({ length: kind.count(facts) }, (_, i) => verdict(i));
}

/** What is wrong with the verdicts on the facts of a case. */
export function verdictFaults(
  { verdict, subject }: Pick<RuleCase, 'verdict' | 'subject'>,
  found: readonly Verdict[],
  subjectOf: (i: number) => string,
): readonly CaseFault[] {
  const faults: CaseFault[] = [];
  if (!isAsExpected(verdict, found))
    faults.push({ code: 'verdict', found: ORDER.filter((each) => found.includes(each)) });
  if (subject === undefined) return faults;
  const subjects = [...found.keys()].filter((i) => isFinding(found[i])).map(subjectOf);
  if (!subjects.includes(subject))
    faults.push({ code: 'subject', expected: subject, found: [...new Set(subjects)].sort() });
  return faults;
}

const ORDER: readonly Verdict[] = ['violation', 'undecided', 'complies', 'not-applicable'];

/** Does a fact with this verdict give a finding? */
export function isFinding(verdict: Verdict): verdict is 'violation' | 'undecided' {
  return verdict === 'violation' || verdict === 'undecided';
}

function isAsExpected(expected: RuleCase['verdict'], found: readonly Verdict[]): boolean {
  switch (expected) {
    case 'violates':
      return found.includes('violation');
    case 'undecided':
      return found.includes('undecided') && !found.includes('violation');
    case 'complies':
      return found.includes('complies') && !found.some(isFinding);
    case 'not-applicable':
      return found.every((each) => each === 'not-applicable');
    default:
      return expected satisfies never;
  }
}
