/** Conditions that ask only of one thing that a fact leads to, as conditions on that thing. */
import type { OneAttribute, ThingName } from '../things/attribute.ts';
import type { Expression } from './expression.ts';
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
  const via = paths[0]?.via;
  if (via === undefined || paths.some((path) => path?.via?.step !== via.step)) return undefined;
  return { step: via.step, thing: via.thing, condition: movedOn(expression) };
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
