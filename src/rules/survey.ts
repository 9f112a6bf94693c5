/** What a rule says of all facts of its kind: those that its columns rule out are never asked. */
import type { Facts } from '../analysis/facts.ts';
import { FALSE } from '../analysis/truth.ts';
import type { CompiledRule } from './evaluate.ts';
import type { Need } from './language/evaluate.ts';

/** Facts that a rule has something to say about. */
export interface Survey {
  /** Those that violate it or are undecided, ascending. */
  readonly found: readonly { readonly i: number; readonly verdict: 'violation' | 'undecided' }[];
  readonly complies: number;
  /** How many of those found violate it; the others are undecided. */
  readonly violations: number;
  /** Facts of its kind. */
  readonly facts: number;
}

/** What a rule finds where there is no fact of its kind, which takes no reading of its conditions. */
export const EMPTY_SURVEY: Survey = { facts: 0, found: [], complies: 0, violations: 0 };

/** Judges every fact of the kind of a rule. */
export function surveyOf({ kind, needs, verdict: verdictOn }: CompiledRule, facts: Facts): Survey {
  const found: Survey['found'][number][] = [];
  let complies = 0;
  let violations = 0;
  const judge = (i: number): void => {
    const verdict = verdictOn(i);
    if (verdict === 'complies') complies++;
    else if (verdict !== 'not-applicable') found.push({ i, verdict });
    if (verdict === 'violation') violations++;
  };
  const count = kind.count(facts);
  const left = leftBy(needs, count);
  if (left === undefined) for (let i = 0; i < count; i++) judge(i);
  else for (let at = 0; at < left.length; at++) judge(left[at]);
  return { found, complies, violations, facts: count };
}

/** Facts for which nothing that is needed is false; undefined where that is not known without asking. */
function leftBy(needs: readonly Need[], count: number): Int32Array | undefined {
  // What has few numbers is soon known of all of them.
  const cheapFirst = [...needs].sort((a, b) => a.count - b.count);
  let left: Int32Array | undefined;
  for (const need of cheapFirst) {
    if (need.count <= count && !isEverPossible(need)) return new Int32Array(0);
    left = passing(need, left, count);
  }
  return left;
}

function isEverPossible({ count, truthOf }: Need): boolean {
  for (let number = -1; number < count; number++) if (truthOf(number, -1) !== FALSE) return true;
  return false;
}

function passing(
  { numbers, table, truthOf }: Need,
  among: Int32Array | undefined,
  count: number,
): Int32Array | undefined {
  const left = new Int32Array(among?.length ?? count);
  let length = 0;
  for (let at = 0; at < left.length; at++) {
    const i = among === undefined ? at : among[at];
    const known = table[numbers[i] + 1];
    const truth = known === 0 ? truthOf(numbers[i], i) : known - 1;
    if (truth !== FALSE) left[length++] = i;
  }
  return left.subarray(0, length);
}
