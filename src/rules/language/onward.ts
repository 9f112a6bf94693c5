/** Conditions that ask only of one thing that a fact leads to, as conditions on that thing. */
import type { OneAttribute, SeveralAttribute, ThingName } from '../things/attribute.ts';
import type { Expression, TestExpression } from './expression.ts';
import type { Path } from './path.ts';
import { pathsIn, testsIn, withPaths } from './walk.ts';

/** A condition on the thing that an attribute leads to, whose number is -1 where it is not known. */
export interface Onward {
  readonly step: OneAttribute;
  readonly thing: ThingName;
  readonly condition: Expression;
}

/** The same condition, asked of the thing that all of its paths lead to first; undefined where they lead to several, or to none. */
export function onwardFrom(expression: Expression): Onward | undefined {
  const paths = testsIn(expression).flatMap((question) =>
    question.op === 'test' ? [question.path, ...pathsIn(question.test)] : [undefined],
  );
  const { step, thing } = paths[0]?.via ?? {};
  if (step?.one === undefined || thing === undefined) return undefined;
  if (paths.some((path) => path?.via?.step !== step)) return undefined;
  return { step, thing, condition: movedOn(expression) };
}

/** A test of some or every value, asked of each of the several things that its path leads to first. */
export interface Spread {
  readonly step: SeveralAttribute;
  readonly thing: ThingName;
  readonly condition: Expression;
}

/**
 * The same test, of each thing for itself; undefined where there is none. Some value of some thing is some value, every
 * value of every thing is every value: what is only possible, or open, comes out as if all values stood in one list.
 */
export function spreadFrom({ path, test, place }: TestExpression): Spread | undefined {
  const { step, thing, rest } = path.via ?? {};
  if (step?.several === undefined || thing === undefined || rest === undefined) return undefined;
  if ((test.op !== 'some' && test.op !== 'every') || pathsIn(test).length > 0) return undefined;
  return { step, thing, condition: { op: 'test', path: rest, test, place } };
}

function movedOn(expression: Expression): Expression {
  switch (expression.op) {
    case 'all':
    case 'any':
      return { ...expression, parts: expression.parts.map(movedOn) };
    case 'not':
      return { ...expression, part: movedOn(expression.part) };
    case 'test':
      return { ...expression, path: restOf(expression.path), test: withPaths(expression.test, restOf) };
    case 'only-via':
      return expression;
    default:
      return expression satisfies never;
  }
}

// INVARIANT: every path of a condition that moves on has a rest.
function restOf(path: Path): Path {
  return path.via?.rest ?? path;
}
