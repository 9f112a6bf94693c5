/** What comes of testing rules: plain values, for every report. */
import type { Truth } from '../../analysis/truth.ts';
import type { Verdict } from '../evaluate.ts';
import type { RuleCase } from '../format.ts';
import type { KeyPath } from '../language/expression.ts';

/** Why a case is not as its rule file says. */
export type CaseFault =
  | { readonly code: 'unreadable'; readonly problems: readonly string[] }
  | { readonly code: 'verdict'; readonly found: readonly Verdict[] }
  | { readonly code: 'subject'; readonly expected: string; readonly found: readonly string[] }
  | { readonly code: 'place'; readonly expected: string; readonly found: readonly string[] }
  | { readonly code: 'placeholder'; readonly subject: string; readonly word: string }
  | { readonly code: 'no-field'; readonly subject: string };

/** One case and everything that is wrong with it; nothing where it is as expected. */
export interface CaseTest {
  readonly title: string;
  readonly verdict: RuleCase['verdict'];
  readonly place: KeyPath;
  readonly faults: readonly CaseFault[];
}

/** Answers of one test in a condition that no case shows. */
export interface Hole {
  readonly place: KeyPath;
  readonly never: readonly Truth[];
}

/** How many answers of its tests the cases of a rule show. */
export interface Coverage {
  readonly covered: number;
  readonly total: number;
  readonly holes: readonly Hole[];
}

/** A change of a rule that no case notices. */
export interface Survivor {
  readonly place: KeyPath;
  readonly change: string;
}

/** How many changes of a rule its cases notice. */
export interface Mutation {
  readonly noticed: number;
  readonly total: number;
  readonly survivors: readonly Survivor[];
}

/** What came of testing one rule. */
export interface RuleTest {
  readonly rule: string;
  readonly cases: readonly CaseTest[];
  readonly coverage: Coverage;
  /** Absent where it was not asked for. */
  readonly mutation?: Mutation;
}

/** What came of testing a pack. */
export interface PackTest {
  readonly pack: string;
  readonly rules: readonly RuleTest[];
}

/** A share of a whole. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

/** Answers that cases show, over several rules. */
export function coverageShare(rules: readonly RuleTest[]): Share {
  return {
    part: sum(rules.map(({ coverage }) => coverage.covered)),
    whole: sum(rules.map(({ coverage }) => coverage.total)),
  };
}

/** Changes that cases notice, over several rules; undefined where none was asked for. */
export function mutationShare(rules: readonly RuleTest[]): Share | undefined {
  const known = rules.flatMap(({ mutation }) => mutation ?? []);
  if (known.length === 0) return undefined;
  return { part: sum(known.map(({ noticed }) => noticed)), whole: sum(known.map(({ total }) => total)) };
}

/** Cases as expected, over several rules. */
export function caseShare(rules: readonly RuleTest[]): Share {
  const cases = rules.flatMap((rule) => rule.cases);
  return { part: cases.filter(({ faults }) => faults.length === 0).length, whole: cases.length };
}

/** A share in percent, never rounded up: 100 is all of it. Nothing of nothing is all of it. */
export function percentOf({ part, whole }: Share): number {
  return whole === 0 ? 100 : Math.floor((part * 1000) / whole) / 10;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
