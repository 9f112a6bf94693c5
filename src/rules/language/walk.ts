/** What stands in conditions: their tests, the conditions inside of these, the paths that they compare with. */
import type { Expression, Operand, PathTest, Question, ValueTest } from './expression.ts';
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

/** A test with other paths in the place of those that it compares with. */
export function withPaths(test: PathTest, other: (path: Path) => Path): PathTest {
  switch (test.op) {
    case 'stated':
      return test;
    case 'count':
      return { ...test, bound: boundWith(test.bound, other) };
    case 'total':
      return {
        ...test,
        bounds: test.bounds.map(({ order, bound }) => ({ order, bound: boundWith(bound, other) })),
      };
    case 'subset-of':
    case 'intersects':
      return { ...test, path: other(test.path) };
    default:
      return { ...test, test: valueTestWith(test.test, other) };
  }
}

function boundWith<T>(bound: Operand<T>, other: (path: Path) => Path): Operand<T> {
  return 'path' in bound ? { path: other(bound.path) } : bound;
}

function valueTestWith(test: ValueTest, other: (path: Path) => Path): ValueTest {
  switch (test.op) {
    case 'order':
      return { ...test, bound: boundWith(test.bound, other) };
    case 'same-as':
      return { ...test, path: other(test.path) };
    case 'not':
      return { ...test, test: valueTestWith(test.test, other) };
    case 'all':
      return { ...test, tests: test.tests.map((each) => valueTestWith(each, other)) };
    default:
      return test;
  }
}
