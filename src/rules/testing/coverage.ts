/** Which answers the tests in the conditions of a rule have given: true, false and, where it can be, unknown. */
import type { Facts } from '../../analysis/facts.ts';
import { and, FALSE, not, TRUE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { isInherited, type Conditions, type ReadException } from '../evaluate.ts';
import { compile, type Params } from '../language/evaluate.ts';
import type { Expression, Question } from '../language/expression.ts';
import type { Path } from '../language/path.ts';
import { conditionsIn, pathsIn, testsIn } from '../language/walk.ts';
import type { Coverage, Hole } from './result.ts';

/** Answers that were seen, by test. */
export type Sightings = Map<Question, Set<Truth>>;

/** Looks at every test over the facts of one case, and adds its answers. */
export function observe(
  { kind, where, unless, require }: Conditions,
  params: Params,
  facts: Facts,
  seen: Sightings,
): void {
  const look = { params, facts, seen };
  const all = Array.from({ length: kind.count(facts) }, (_, i) => i);
  let open = see(where, all, look);
  // What a rule does not apply to says nothing of what it asks.
  for (const exception of unless) open = seeException(exception, open, look).rest;
  see(require, open, look);
}

interface Look {
  readonly params: Params;
  readonly facts: Facts;
  readonly seen: Sightings;
}

/** Sees every test in a condition, and gives the facts for which the condition is not false. */
function see(expression: Expression, at: readonly number[], look: Look): readonly number[] {
  for (const test of testsIn(expression)) seeTest(test, at, look);
  const { holds } = compile(expression, look.params, look.facts);
  return at.filter((i) => holds(i) !== FALSE);
}

/** Sees an exception, and gives the facts that it leaves to the rule. */
function seeException(
  { when, unless }: ReadException,
  at: readonly number[],
  look: Look,
): { readonly rest: readonly number[]; holds(i: number): Truth } {
  let open = see(when, at, look);
  const condition = compile(when, look.params, look.facts);
  const inner = unless.map((exception) => {
    const seen = seeException(exception, open, look);
    open = seen.rest;
    return seen;
  });
  const holds = (i: number): Truth =>
    inner.reduce<Truth>((answer, each) => and(answer, not(each.holds(i))), condition.holds(i));
  return { rest: at.filter((i) => holds(i) !== TRUE), holds };
}

function seeTest(test: Question, at: readonly number[], look: Look): void {
  const { params, facts, seen } = look;
  const { holds } = compile(test, params, facts);
  const answers = seen.get(test) ?? new Set();
  seen.set(test, answers);
  for (const i of at) answers.add(holds(i));
  const inner = conditionsIn(test);
  if (inner.length === 0 || test.op !== 'test') return;
  const things = at.flatMap((i) => {
    const { sure, maybe } = test.path.several(facts, i);
    return [...sure, ...maybe].map(Number);
  });
  for (const condition of inner) see(condition, [...new Set(things)], look);
}

/** What was seen of a rule, against everything that its tests can answer. */
export function coverageOf(conditions: Conditions, seen: Sightings): Coverage {
  const holes: Hole[] = [];
  let total = 0;
  let missing = 0;
  for (const [test, answers] of answersOf(conditions)) {
    // What comes from another rule is for the cases of that rule to show.
    if (isInherited(test.place)) continue;
    const never = answers.filter((answer) => seen.get(test)?.has(answer) !== true);
    total += answers.length;
    missing += never.length;
    if (never.length > 0) holes.push({ place: test.place, never });
  }
  return { covered: total - missing, total, holes };
}

/** Every test of a rule with the answers that it can give, in the order of the file. */
function answersOf({ where, unless, require }: Conditions): readonly (readonly [Question, Truth[]])[] {
  const stated = statedBy(where);
  const of = (expression: Expression, known: ReadonlySet<string>): [Question, Truth[]][] =>
    testsIn(expression).flatMap((test): [Question, Truth[]][] => [
      [test, possible(test, known)],
      // Conditions on other things have paths of their own.
      ...conditionsIn(test).flatMap((inner) => of(inner, new Set())),
    ]);
  const ofException = (exception: ReadException): [Question, Truth[]][] => [
    ...of(exception.when, stated),
    ...exception.unless.flatMap(ofException),
  ];
  return [...of(where, new Set()), ...unless.flatMap(ofException), ...of(require, stated)];
}

/** Paths that `where` wants stated: behind it they are known. */
function statedBy(where: Expression): ReadonlySet<string> {
  return new Set(
    conjunctsOf(where).flatMap((part) =>
      part.op === 'test' && part.test.op === 'stated' && part.test.wanted ? [part.path.text] : [],
    ),
  );
}

function conjunctsOf(expression: Expression): readonly Expression[] {
  return expression.op === 'all' ? expression.parts.flatMap(conjunctsOf) : [expression];
}

function possible(question: Question, known: ReadonlySet<string>): Truth[] {
  if (question.op === 'only-via') return [TRUE, FALSE, UNKNOWN];
  const { path, test } = question;
  // What is the same of every fact has one answer, which shows nothing.
  if (path.constant !== undefined) return [];
  if (test.op === 'stated') return [TRUE, FALSE];
  // What is summed need not state its number.
  if (test.op === 'total') return [TRUE, FALSE, UNKNOWN];
  const isOpen = (each: Path): boolean => each.mayBeUnknown && !known.has(each.text);
  const inner = conditionsIn(question).flatMap(testsIn);
  const mayBeUnknown =
    [path, ...pathsIn(test)].some(isOpen) ||
    inner.some((each) => possible(each, new Set()).includes(UNKNOWN));
  return mayBeUnknown ? [TRUE, FALSE, UNKNOWN] : [TRUE, FALSE];
}
