/** Conditions in a normal form: `not` stands at single tests only, so that the opposite of a condition is one too. */
import type { Expression, Operand, Order, PathTest, TotalTest, ValueTest } from '../language/expression.ts';
import type { Path } from '../language/path.ts';

/** A condition in normal form. Two with the same key have the same answer for every fact. */
export type Claim =
  { readonly op: 'all' | 'any'; readonly parts: readonly Claim[]; readonly key: string } | Demand | Opaque;

/** A question of which nothing is known but that it is not true together with its opposite. */
export interface Opaque {
  readonly op: 'opaque';
  readonly about: string;
  readonly isNegated: boolean;
  readonly key: string;
}

/** What is asked of the values at the end of a path. */
export interface Demand {
  readonly op: 'test';
  readonly path: Path;
  readonly ask: Ask;
  readonly key: string;
}

/** Every test of all values, with its opposite among the others. */
export type Ask =
  | { readonly op: 'stated'; readonly wanted: boolean }
  | { readonly op: 'some' | 'every'; readonly test: ValueTest }
  | {
      readonly op: 'count';
      readonly order: Order | 'exactly' | 'other-than';
      readonly bound: Operand<number | string>;
    }
  | { readonly op: 'subset-of' | 'intersects'; readonly path: Path; readonly isNegated: boolean };

/** A condition, or its opposite, in normal form. */
export function claimOf(expression: Expression, isNegated = false): Claim {
  switch (expression.op) {
    case 'all':
    case 'any': {
      const parts = expression.parts.map((part) => claimOf(part, isNegated));
      return joined((expression.op === 'all') === isNegated ? 'any' : 'all', parts);
    }
    case 'not':
      return claimOf(expression.part, !isNegated);
    case 'test': {
      const { path, test } = expression;
      return test.op === 'total'
        ? opaque(totalKey(path, test), isNegated)
        : demandOf(path, askOf(test, path, isNegated));
    }
    case 'only-via':
      return opaque(keyOf(expression.op, operandKey(expression.systems)), isNegated);
    default:
      return expression satisfies never;
  }
}

function opaque(about: string, isNegated: boolean): Opaque {
  return { op: 'opaque', about, isNegated, key: keyOf('opaque', about, String(isNegated)) };
}

function totalKey({ text }: Path, { of, condition, bounds }: TotalTest): string {
  const inner = condition === undefined ? '' : claimOf(condition).key;
  return keyOf(text, of, inner, ...bounds.flatMap(({ order, bound }) => [order, operandKey(bound)]));
}

/** All of several claims, or any of them; what is nested in the same way is one level. */
export function joined(op: 'all' | 'any', claims: readonly Claim[]): Claim {
  const parts = claims.flatMap((claim) => (claim.op === op ? claim.parts : [claim]));
  return parts.length === 1
    ? parts[0]
    : { op, parts, key: keyOf(op, ...sorted(parts.map(({ key }) => key))) };
}

function demandOf(path: Path, ask: Ask): Demand {
  return { op: 'test', path, ask, key: keyOf(path.text, askKey(ask)) };
}

const OPPOSITES = {
  'at-most': 'above',
  above: 'at-most',
  'at-least': 'below',
  below: 'at-least',
  exactly: 'other-than',
  'other-than': 'exactly',
} as const;

/** The order that holds where another does not. */
export function oppositeOf(order: Order): Order {
  return OPPOSITES[order];
}

function askOf(test: Exclude<PathTest, TotalTest>, path: Path, isNegated: boolean): Ask {
  switch (test.op) {
    case 'stated':
      return { op: 'stated', wanted: test.wanted !== isNegated };
    case 'some':
    case 'every':
    case 'none': {
      // None is every one not, and the opposite of some is every one not: of a single value all of these are one.
      const isEvery = (test.op === 'some') === isNegated;
      const inner = plain(test.test, (test.op === 'none') !== isNegated);
      return { op: isEvery && path.isSeveral ? 'every' : 'some', test: inner };
    }
    case 'count':
      return { op: 'count', order: isNegated ? OPPOSITES[test.order] : test.order, bound: test.bound };
    case 'subset-of':
    case 'intersects':
      return { op: test.op, path: test.path, isNegated };
    default:
      return test satisfies never;
  }
}

/** A test of one value, or its opposite, with `not` as far inside as it goes. */
export function plain(test: ValueTest, isNegated = false): ValueTest {
  const { place } = test;
  switch (test.op) {
    case 'not':
      return plain(test.test, !isNegated);
    case 'truth':
      return { ...test, wanted: test.wanted !== isNegated };
    case 'order':
      return { ...test, order: isNegated ? OPPOSITES[test.order] : test.order };
    case 'where':
      return isNegated ? { ...test, condition: { op: 'not', part: test.condition, place } } : test;
    case 'all': {
      const all: ValueTest = { ...test, tests: test.tests.map((each) => plain(each)) };
      return isNegated ? { op: 'not', test: all, place } : all;
    }
    default:
      return isNegated ? { op: 'not', test, place } : test;
  }
}

function askKey(ask: Ask): string {
  switch (ask.op) {
    case 'stated':
      return keyOf(ask.op, String(ask.wanted));
    case 'some':
    case 'every':
      return keyOf(ask.op, valueKey(ask.test));
    case 'count':
      return keyOf(ask.op, ask.order, operandKey(ask.bound));
    case 'subset-of':
    case 'intersects':
      return keyOf(ask.op, ask.path.text, String(ask.isNegated));
    default:
      return ask satisfies never;
  }
}

/** Two plain tests with the same key have the same answer for every value. */
export function valueKey(test: ValueTest): string {
  switch (test.op) {
    case 'truth':
      return keyOf(test.op, String(test.wanted));
    case 'is':
    case 'is-a':
      return keyOf(test.op, operandKey(test.names));
    case 'matches':
      return keyOf(test.op, test.pattern);
    case 'order':
      return keyOf(test.order, operandKey(test.bound));
    case 'same-as':
      return keyOf(test.op, test.path.text);
    case 'within-last':
    case 'within-next':
      return keyOf(test.op, operandKey(test.duration));
    case 'where':
      return keyOf(test.op, claimOf(test.condition).key);
    case 'not':
      return keyOf(test.op, valueKey(test.test));
    case 'all':
      return keyOf(test.op, ...sorted(test.tests.map(valueKey)));
    default:
      return test satisfies never;
  }
}

/** Two operands with the same key have the same value, whatever the fact and the configuration. */
export function operandKey(operand: Operand<readonly string[] | number | string>): string {
  if ('param' in operand) return keyOf('param', operand.param);
  if ('path' in operand) return keyOf('path', operand.path.text);
  const { literal } = operand;
  return keyOf('literal', ...(typeof literal === 'object' ? sorted(literal) : [String(literal)]));
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
