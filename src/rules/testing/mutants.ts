/** Small changes of a rule, each of which its cases should notice. */
import { formatDay, parseDay, parseDuration, type Duration } from '../../manifest/calendar.ts';
import { isInherited, type Conditions, type ReadException } from '../evaluate.ts';
import type { Params } from '../language/evaluate.ts';
import type {
  Expression,
  KeyPath,
  OnlyViaExpression,
  Operand,
  Order,
  PathTest,
  TestExpression,
  TotalTest,
  ValueTest,
} from '../language/expression.ts';
import type { Path } from '../language/path.ts';
import type { ValueType } from '../things/attribute.ts';
import type { Survivor } from './result.ts';

/** A rule with one change: of its conditions, or of a parameter. */
export interface Mutant extends Survivor {
  readonly conditions: Conditions;
  readonly params: Params;
}

/** One change of a part, and the part with it. */
interface Change<T> extends Survivor {
  readonly to: T;
}

/** Every change of a rule, in the order of its file; changes that cannot make a difference are left out. */
export function mutantsOf(conditions: Conditions, params: Params): readonly Mutant[] {
  const { where, unless, require } = conditions;
  return [
    ...lift(dropOr(where, params), (to) => ({ ...conditions, where: to })),
    ...lift(exceptionChanges(unless, params), (to) => ({ ...conditions, unless: to })),
    ...lift(dropOr(require, params), (to) => ({ ...conditions, require: to })),
  ]
    .filter(({ place }) => !isInherited(place))
    .map(({ place, change, to }) => ({ place, change, conditions: to, params }));
}

/** Changes of the parameters by which a rule differs from the one that it is like, for its cases to notice. */
export function parameterMutants(
  conditions: Conditions,
  params: Params,
  own: readonly string[],
): readonly Mutant[] {
  return own.flatMap((name) => {
    const value = params[name];
    const others = Array.isArray(value) ? shorter(value) : besides(value, sortOf(value));
    return others.map((other) => ({
      place: ['params', name],
      change: `${String(value)} became ${String(other)}`,
      conditions,
      params: { ...params, [name]: other },
    }));
  });
}

/** A list without each of its names; one that nothing is on, where it has but one. */
function shorter(names: readonly string[]): readonly (readonly string[])[] {
  return names.length === 1 ? [['-']] : names.map((_, at) => names.toSpliced(at, 1));
}

function sortOf(value: Params[string]): ValueType {
  return typeof value === 'string' && parseDay(value) !== undefined ? 'date' : 'duration';
}

function lift<T, U>(changes: readonly Change<T>[], into: (to: T) => U): Change<U>[] {
  return changes.map(({ place, change, to }) => ({ place, change, to: into(to) }));
}

/** Changes of one item of a list, each of which stands in the list in its place. */
function inList<T>(
  items: readonly T[],
  changesOf: (item: T) => readonly Change<T>[],
): Change<readonly T[]>[] {
  return items.flatMap((item, at) => lift(changesOf(item), (to) => items.with(at, to)));
}

function exceptionChanges(
  exceptions: readonly ReadException[],
  params: Params,
): Change<readonly ReadException[]>[] {
  const removed = exceptions.map(({ place }, at) => ({
    place,
    change: 'exception removed',
    to: exceptions.toSpliced(at, 1),
  }));
  const changed = inList(exceptions, (exception) => [
    ...lift(dropOr(exception.when, params), (when) => ({ ...exception, when })),
    ...lift(exceptionChanges(exception.unless, params), (unless) => ({ ...exception, unless })),
  ]);
  return [...removed, ...changed];
}

/** Changes of a whole condition; one that has no parts to drop is dropped itself. */
function dropOr(expression: Expression, params: Params): Change<Expression>[] {
  const nothing: Expression = { op: 'all', parts: [], place: expression.place };
  const dropped =
    expression.op !== 'all' && expression.op !== 'any'
      ? [{ place: expression.place, change: 'dropped', to: nothing }]
      : [];
  return [...dropped, ...expressionChanges(expression, params)];
}

function expressionChanges(expression: Expression, params: Params): Change<Expression>[] {
  const { place } = expression;
  switch (expression.op) {
    case 'all':
    case 'any': {
      const { op, parts } = expression;
      const within = lift(
        inList(parts, (part) => expressionChanges(part, params)),
        (to) => ({ ...expression, parts: to }),
      );
      // Of one part, all and any are the same, and without it nothing is left.
      if (parts.length < 2) return within;
      const other = op === 'all' ? 'any' : 'all';
      const dropped = parts.map((part, at) => ({
        place: part.place,
        change: 'dropped',
        to: { ...expression, parts: parts.toSpliced(at, 1) },
      }));
      return [
        { place, change: `${op} became ${other}`, to: { ...expression, op: other } },
        ...dropped,
        ...within,
      ];
    }
    case 'not': {
      const within = lift(expressionChanges(expression.part, params), (part) => ({ ...expression, part }));
      // A test is negated by itself.
      if (expression.part.op === 'test' || expression.part.op === 'only-via') return within;
      return [{ place, change: 'not removed', to: expression.part }, ...within];
    }
    case 'test':
      return testChanges(expression, params);
    case 'only-via':
      return onlyViaChanges(expression, params);
    default:
      return expression satisfies never;
  }
}

/** Of several systems each may be one too many. */
function onlyViaChanges(expression: OnlyViaExpression, params: Params): Change<Expression>[] {
  const { systems, place } = expression;
  const names = namesIn(systems, params);
  const fewer = names.length < 2 ? [] : names;
  return [
    { place, change: 'negated', to: { op: 'not', part: expression, place } },
    ...fewer.map((name, at) => ({
      place,
      change: `${name} removed`,
      to: { ...expression, systems: { literal: names.toSpliced(at, 1) } },
    })),
  ];
}

function namesIn(names: Operand<readonly string[]>, params: Params): readonly string[] {
  if ('literal' in names) return names.literal;
  const value = 'param' in names ? params[names.param] : [];
  return Array.isArray(value) ? value : [];
}

function testChanges(expression: TestExpression, params: Params): Change<Expression>[] {
  const { path, test, place } = expression;
  const negated: Expression = { op: 'not', part: expression, place };
  return [
    { place, change: 'negated', to: negated },
    ...lift(pathTestChanges(test, path, place, params), (to) => ({ ...expression, test: to })),
  ];
}

function pathTestChanges(test: PathTest, path: Path, place: KeyPath, params: Params): Change<PathTest>[] {
  switch (test.op) {
    case 'stated':
      return [];
    case 'some':
    case 'every':
    case 'none': {
      const within = lift(valueChanges(test.test, path, place, params), (to) => ({ ...test, test: to }));
      // Of one value, some and every are the same; the opposite of none is some.
      if (!path.isSeveral || test.op === 'none') return within;
      const op = test.op === 'some' ? 'every' : 'some';
      return [{ place, change: `${test.op} became ${op}`, to: { ...test, op } }, ...within];
    }
    case 'count': {
      const bounds = lift(boundChanges(test.bound, 'number', params, place), (bound) => ({ ...test, bound }));
      if (test.order === 'exactly') return bounds;
      const { order } = test;
      return [...lift(orderChanges(order, true, place), (to) => ({ ...test, order: to })), ...bounds];
    }
    case 'total':
      return totalChanges(test, place, params);
    case 'subset-of':
    case 'intersects': {
      const op = test.op === 'subset-of' ? 'intersects' : 'subset-of';
      return [{ place, change: `${test.op} became ${op}`, to: { ...test, op } }];
    }
    default:
      return test satisfies never;
  }
}

function totalChanges(test: TotalTest, place: KeyPath, params: Params): Change<PathTest>[] {
  const { of, condition, bounds } = test;
  const other = of === 'records' ? 'subjects' : 'records';
  const all: PathTest = { op: 'total', of, bounds };
  const ofCondition =
    condition === undefined
      ? []
      : [
          { place: condition.place, change: 'where dropped', to: all },
          ...lift(expressionChanges(condition, params), (to): PathTest => ({ ...test, condition: to })),
        ];
  const ofBounds = inList(bounds, (bounded) => [
    ...lift(orderChanges(bounded.order, !('path' in bounded.bound), place), (order) => ({
      ...bounded,
      order,
    })),
    ...lift(boundChanges(bounded.bound, 'number', params, place), (bound) => ({ ...bounded, bound })),
  ]);
  return [
    { place, change: `${of} became ${other}`, to: { ...test, of: other } },
    ...ofCondition,
    ...lift(ofBounds, (to): PathTest => ({ ...test, bounds: to })),
  ];
}

function valueChanges(test: ValueTest, path: Path, place: KeyPath, params: Params): Change<ValueTest>[] {
  const inner = (each: ValueTest): Change<ValueTest>[] => valueChanges(each, path, place, params);
  switch (test.op) {
    case 'is':
    case 'is-a': {
      // A name that stands by itself is meant as that name.
      const isPlain = test.op === 'is' && 'literal' in test.names && test.names.literal.length === 1;
      if (path.type !== 'name' || isPlain) return [];
      const change = test.op === 'is' ? 'one-of became is-a' : 'is-a became one-of';
      return [{ place, change, to: { ...test, op: test.op === 'is' ? 'is-a' : 'is' } }];
    }
    case 'order': {
      const isWhole = path.type === 'number' && !('path' in test.bound);
      return [
        ...lift(orderChanges(test.order, isWhole, place), (order) => ({ ...test, order })),
        ...lift(boundChanges(test.bound, path.type, params, place), (bound) => ({ ...test, bound })),
      ];
    }
    case 'within-last':
    case 'within-next':
      return lift(durationChanges(test.duration, params, place), (duration) => ({ ...test, duration }));
    case 'where':
      return lift(expressionChanges(test.condition, params), (condition) => ({ ...test, condition }));
    case 'not': {
      const within = lift(inner(test.test), (to): ValueTest => ({ ...test, test: to }));
      return [...(path.isSeveral ? [{ place, change: 'not removed', to: test.test }] : []), ...within];
    }
    case 'all': {
      const dropped = test.tests.map((_, at) => ({
        place,
        change: `test ${at + 1} dropped`,
        to: { ...test, tests: test.tests.toSpliced(at, 1) },
      }));
      return [...dropped, ...lift(inList(test.tests, inner), (tests) => ({ ...test, tests }))];
    }
    case 'truth':
    case 'matches':
    case 'same-as':
      return [];
    default:
      return test satisfies never;
  }
}

const TURNED: Readonly<Record<Order, { readonly strict: Order; readonly turned: Order }>> = {
  'at-most': { strict: 'below', turned: 'at-least' },
  'at-least': { strict: 'above', turned: 'at-most' },
  below: { strict: 'at-most', turned: 'above' },
  above: { strict: 'at-least', turned: 'below' },
};

/** Of whole numbers "at most 2" is "below 3", which is a change of the bound already. */
function orderChanges(order: Order, isWhole: boolean, place: KeyPath): Change<Order>[] {
  const { strict, turned } = TURNED[order];
  return [...(isWhole ? [] : [strict]), turned].map((to) => ({ place, change: `${order} became ${to}`, to }));
}

type Bound = Operand<number | string>;

function boundChanges(bound: Bound, type: ValueType, params: Params, place: KeyPath): Change<Bound>[] {
  if ('path' in bound) return [];
  const value = 'literal' in bound ? bound.literal : params[bound.param];
  return besides(value, type).map((to) => ({
    place,
    change: `${String(value)} became ${to}`,
    to: { literal: to },
  }));
}

function durationChanges(
  duration: Operand<string>,
  params: Params,
  place: KeyPath,
): Change<Operand<string>>[] {
  return boundChanges(duration, 'duration', params, place).map((change) => ({
    ...change,
    to: { literal: 'literal' in change.to ? String(change.to.literal) : '' },
  }));
}

/** Values next to a bound. */
function besides(value: Params[string], type: ValueType): readonly (number | string)[] {
  if (typeof value === 'number') return value > 0 ? [value - 1, value + 1] : [value + 1];
  if (typeof value !== 'string') return [];
  if (type === 'date') {
    const day = parseDay(value) ?? 0;
    return [formatDay(day - 1), formatDay(day + 1)].filter((each) => each !== undefined);
  }
  const duration = parseDuration(value);
  return duration === undefined ? [] : [dayLonger(duration)];
}

function dayLonger({ years, months, weeks, days, hours, minutes, seconds }: Duration): string {
  const part = (count: number, letter: string): string => (count === 0 ? '' : `${count}${letter}`);
  const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S');
  const date = part(years, 'Y') + part(months, 'M') + part(weeks * 7 + days + 1, 'D');
  return `P${date}${time === '' ? '' : `T${time}`}`;
}
