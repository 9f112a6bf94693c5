/** Rules in Kleene's logic: `where` and not `unless` and not `require`; true is a violation, unknown undecided. */
import type { Facts } from '../analysis/facts.ts';
import { and, FALSE, not, or, TRUE, UNKNOWN, type Truth } from '../analysis/truth.ts';
import { isAnyOf } from '../model/taxonomy.ts';
import type { Condition, Rule, Test } from './format.ts';
import { KINDS } from './vocabulary.ts';
import type { Attribute, FactKind, Value } from './kinds/kind.ts';

/** What a rule says of one fact. */
export type Verdict = 'violation' | 'undecided' | 'complies' | 'not-applicable';

/** A rule made ready for the facts of one check. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly kind: FactKind;
  verdict(i: number): Verdict;
  /** Fields to state, where the verdict is undecided. */
  unstated(i: number): readonly string[];
}

type Predicate = (i: number) => Truth;

/** Names that parameters stand for. */
export type Params = Readonly<Record<string, readonly string[]>>;

/** Compiles a rule to closures over the facts. */
export function compileRule(rule: Rule, params: Params, facts: Facts): CompiledRule {
  const kind = KINDS[rule.for];
  const asked = { kind, params, facts };
  const where = conditionOf(rule.where ?? {}, asked);
  const exceptions = (rule.unless ?? []).map(({ when }) => conditionOf(when, asked));
  const required = conditionOf(rule.require, asked);
  const applies: Predicate = (i) =>
    exceptions.reduce<Truth>((answer, excepted) => and(answer, not(excepted(i))), where(i));
  const conditions = [rule.where ?? {}, ...(rule.unless ?? []).map(({ when }) => when), rule.require];
  return {
    rule,
    kind,
    verdict: (i) => {
      const applicable = applies(i);
      if (applicable === FALSE) return 'not-applicable';
      const violated = and(applicable, not(required(i)));
      if (violated === FALSE) return 'complies';
      return violated === TRUE && kind.isCertain(facts, i) ? 'violation' : 'undecided';
    },
    unstated: (i) => {
      const open = conditions.flatMap((condition) => unknownAttributes(condition, asked, i));
      const fields = open.flatMap((attribute) => attribute.unstated?.(facts, i) ?? []);
      return [...new Set([...fields, ...(kind.isCertain(facts, i) ? [] : kind.doubts(facts, i))])];
    },
  };
}

/** What conditions are asked of. */
interface Asked {
  readonly kind: FactKind;
  readonly params: Params;
  readonly facts: Facts;
}

function conditionOf(condition: Condition, { kind, params, facts }: Asked): Predicate {
  const tests = Object.entries(condition).map(([name, test]): Predicate => {
    const attribute = kind.attributes[name];
    return (i) => holds(test, attribute.read(facts, i), params);
  });
  return (i) => {
    let answer: Truth = TRUE;
    for (const test of tests) {
      answer = and(answer, test(i));
      if (answer === FALSE) return FALSE;
    }
    return answer;
  };
}

function unknownAttributes(condition: Condition, { kind, params, facts }: Asked, i: number): Attribute[] {
  return Object.entries(condition)
    .filter(([name, test]) => holds(test, kind.attributes[name].read(facts, i), params) === UNKNOWN)
    .map(([name]) => kind.attributes[name]);
}

/** Does a value pass a test? A value that is not stated leaves it open. */
export function holds(test: Test, value: Value, params: Params): Truth {
  if (value === undefined) return UNKNOWN;
  if (typeof test === 'boolean') return typeof value !== 'number' ? FALSE : test ? value : not(value);
  if (typeof value === 'number') return FALSE;
  if (typeof test === 'object' && 'not' in test) return not(holds(test.not, value, params));
  const values = typeof value === 'string' ? [value] : value;
  return values.reduce<Truth>(
    (answer, each) => or(answer, matches(test, each, params) ? TRUE : FALSE),
    FALSE,
  );
}

function matches(test: Exclude<Test, boolean | { not: unknown }>, value: string, params: Params): boolean {
  if (typeof test === 'string') return test === value;
  if ('is-a' in test) return isAnyOf(value, namesOf(test['is-a'], params));
  return namesOf(test['one-of'], params).includes(value);
}

function namesOf(names: readonly string[] | { readonly param: string }, params: Params): readonly string[] {
  return 'param' in names ? params[names.param] : names;
}
