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

/** What the findings of a rule stand on, by the number of the fact. */
export interface Findings {
  subjectOf(i: number): string;
  /** Keys of the manifest, with dots; empty where a finding stands on none. */
  placeOf(i: number): string;
}

/** How findings of a kind are named. */
export function findingsOf(kind: FactKind, facts: Facts): Findings {
  return {
    subjectOf: (i) => kind.subject(facts, i),
    placeOf: (i) => kind.place(facts, i)?.path.join('.') ?? '',
  };
}

/** What is wrong with the verdicts on the facts of a case. */
export function verdictFaults(
  { verdict, subject, place }: Pick<RuleCase, 'verdict' | 'subject' | 'place'>,
  verdicts: readonly Verdict[],
  { subjectOf, placeOf }: Findings,
): readonly CaseFault[] {
  const faults: CaseFault[] = [];
  if (!isAsExpected(verdict, verdicts))
    faults.push({ code: 'verdict', found: ORDER.filter((each) => verdicts.includes(each)) });
  const found = [...verdicts.keys()].filter((i) => isFinding(verdicts[i]));
  const meant = subject === undefined ? found : found.filter((i) => subjectOf(i) === subject);
  if (subject !== undefined && meant.length === 0)
    faults.push({ code: 'subject', expected: subject, found: distinct(found.map(subjectOf)) });
  const places = meant.map(placeOf);
  if (place !== undefined && !places.includes(place))
    faults.push({ code: 'place', expected: place, found: distinct(places) });
  return faults;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
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
