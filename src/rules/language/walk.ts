/** What stands in conditions: their tests, the conditions inside of these, the paths that they compare with. */
import type { Expression, PathTest, Question, ValueTest } from './expression.ts';
import type { Path } from './path.ts';

/** The tests of a condition, without those in conditions on other things. */
export function testsIn(expression: Expression): readonly Question[] {
  switch (expression.op) {
    case 'all':
    case 'any':
      return expression.parts.flatMap(testsIn);
    case 'not':
      return testsIn(expression.part);
    case 'test':
    case 'only-via':
      return [expression];
    default:
      return expression satisfies never;
  }
}

/** Conditions that a test asks of the things at the end of its path. */
export function conditionsIn(question: Question): readonly Expression[] {
  if (question.op === 'only-via') return [];
  const { test } = question;
  if (test.op === 'total') return test.condition === undefined ? [] : [test.condition];
  return 'test' in test ? conditionsWithin(test.test) : [];
}

function conditionsWithin(test: ValueTest): readonly Expression[] {
  switch (test.op) {
    case 'where':
      return [test.condition];
    case 'not':
      return conditionsWithin(test.test);
    case 'all':
      return test.tests.flatMap(conditionsWithin);
    default:
      return [];
  }
}

/** Other paths that a test compares with. */
export function pathsIn(test: PathTest): readonly Path[] {
  switch (test.op) {
    case 'stated':
      return [];
    case 'count':
      return 'path' in test.bound ? [test.bound.path] : [];
    case 'total':
      return test.bounds.flatMap(({ bound }) => ('path' in bound ? [bound.path] : []));
    case 'subset-of':
    case 'intersects':
      return [test.path];
    default:
      return pathsWithin(test.test);
  }
}

function pathsWithin(test: ValueTest): readonly Path[] {
  switch (test.op) {
    case 'order':
      return 'path' in test.bound ? [test.bound.path] : [];
    case 'same-as':
      return [test.path];
    case 'not':
      return pathsWithin(test.test);
    case 'all':
      return test.tests.flatMap(pathsWithin);
    default:
      return [];
  }
}
