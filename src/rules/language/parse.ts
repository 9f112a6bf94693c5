/** Conditions as they are written -> expressions, or every fault in them with its place. */
import type { ValueType } from '../things/attribute.ts';
import {
  ORDERS,
  type Expression,
  type Order,
  type PathTest,
  type TotalTest,
  type ValueTest,
} from './expression.ts';
import { isBound, parseBound, parseDurationOperand, parseNames } from './operands.ts';
import { isThing, type Path } from './path.ts';
import {
  isMap,
  parseOtherPath,
  parsePath,
  readerOf,
  unknownOperator,
  wrong,
  type Reader,
  type Where,
} from './reader.ts';

/** A condition maps paths to tests, and holds when all of them do; `all`, `any` and `not` join conditions, `only-via` names systems. */
export function parseCondition(written: unknown, where: Where, reader: Reader): Expression {
  if (!isMap(written)) return wrongCondition(where, reader);
  const parts = Object.entries(written).flatMap(([key, value]): Expression[] => {
    const place = [...where, key];
    if (key === 'all' || key === 'any') return [parseList(key, value, place, reader)];
    if (key === 'not') return [{ op: 'not', part: parseCondition(value, place, reader), place }];
    if (key === 'only-via') return parseOnlyVia(value, place, reader);
    const path = parsePath(key, place, reader);
    return path === undefined
      ? []
      : parsePathTest(value, path, place, reader).map((test) => ({ op: 'test', path, ...test }));
  });
  return parts.length === 1 ? parts[0] : { op: 'all', parts, place: where };
}

function parseList(op: 'all' | 'any', value: unknown, where: Where, reader: Reader): Expression {
  if (!Array.isArray(value) || value.length === 0) return wrongCondition(where, reader);
  return {
    op,
    parts: value.map((each, i) => parseCondition(each, [...where, String(i)], reader)),
    place: where,
  };
}

function parseOnlyVia(value: unknown, where: Where, reader: Reader): Expression[] {
  const { presence, about, faults } = reader;
  if (presence === undefined) {
    faults.push({ code: 'not-at-system', path: where, values: { key: 'only-via', kind: about } });
    return [];
  }
  const systems = parseNames(value, where, reader);
  return systems === undefined ? [] : [{ op: 'only-via', systems, presence, place: where }];
}

function wrongCondition(where: Where, { faults }: Reader): Expression {
  faults.push({ code: 'wrong-condition', path: where, values: {} });
  return { op: 'all', parts: [], place: where };
}

/** Operators that look at all values of a path together. */
export const PATH_OPERATORS = [
  'stated',
  'some',
  'every',
  'none',
  'not',
  'count',
  'total',
  'subset-of',
  'intersects',
] as const;
type PathOperator = (typeof PATH_OPERATORS)[number];

/** Operators on single values, by the types that they fit. */
export const VALUE_OPERATORS: Readonly<Record<string, (type: ValueType) => boolean>> = {
  'one-of': isNamed,
  'is-a': (type) => type === 'name',
  matches: isNamed,
  'at-most': isOrdered,
  'at-least': isOrdered,
  below: isOrdered,
  above: isOrdered,
  'within-last': (type) => type === 'date',
  'within-next': (type) => type === 'date',
  'same-as': () => true,
  where: isThing,
  not: () => true,
};

function isNamed(type: ValueType): boolean {
  return type === 'name' || (isThing(type) && type !== 'assessment' && type !== 'training');
}

function isOrdered(type: ValueType): boolean {
  return type === 'number' || type === 'duration' || type === 'date';
}

interface PlacedTest {
  readonly test: PathTest;
  readonly place: Where;
}

function parsePathTest(value: unknown, path: Path, where: Where, reader: Reader): PlacedTest[] {
  if (!isMap(value)) return wrapped(parseValueTest(value, path.type, where, reader), where);
  const keys = Object.keys(value);
  if (keys.length === 0) return wrong(where, path.text, expectedOf(path.type), reader);
  const ofPath = keys.filter(isPathOperator);
  const ofValue = keys.filter((key) => !isPathOperator(key));
  // One test stands where its attribute does; of several, each stands at its own key.
  const placeOf = (key: string): Where => (keys.length === 1 ? where : [...where, key]);
  const tests = ofPath.flatMap((key) =>
    parsePathOperator(key, value[key], path, [...where, key], reader).map((test) => ({
      test,
      place: placeOf(key),
    })),
  );
  if (ofValue.length === 0) return tests;
  const rest = Object.fromEntries(ofValue.map((key) => [key, value[key]]));
  const place = ofValue.length === 1 ? placeOf(ofValue[0]) : where;
  return [...tests, ...wrapped(parseValueTest(rest, path.type, where, reader), place)];
}

function wrapped(test: ValueTest | undefined, place: Where): PlacedTest[] {
  return test === undefined ? [] : [{ test: { op: 'some', test }, place }];
}

/** Does an operator look at all values of a path together? */
export function isPathOperator(key: string): key is PathOperator {
  return (PATH_OPERATORS as readonly string[]).includes(key);
}

function parsePathOperator(
  op: PathOperator,
  value: unknown,
  path: Path,
  where: Where,
  reader: Reader,
): PathTest[] {
  switch (op) {
    case 'stated':
      return typeof value === 'boolean'
        ? [{ op, wanted: value }]
        : wrong(where, 'stated', 'true or false', reader);
    case 'some':
    case 'every':
    case 'none':
    case 'not': {
      const test = parseElementTest(value, path.type, where, reader);
      // Of several values, "not this" means that none of them is this.
      return test === undefined ? [] : [{ op: op === 'not' ? 'none' : op, test }];
    }
    case 'count':
      return parseCount(value, where, reader);
    case 'total':
      return parseTotal(value, path, where, reader);
    case 'subset-of':
    case 'intersects': {
      const other = parseOtherPath(value, path.type, where, reader);
      return other === undefined ? [] : [{ op, path: other }];
    }
    default:
      return op satisfies never;
  }
}

/** A test of single values; of things, a condition on each of them. */
function parseElementTest(
  value: unknown,
  type: ValueType,
  where: Where,
  reader: Reader,
): ValueTest | undefined {
  if (!isThing(type) || !isMap(value)) return parseValueTest(value, type, where, reader);
  const isTest = (key: string): boolean => Object.hasOwn(VALUE_OPERATORS, key) && VALUE_OPERATORS[key](type);
  if (Object.keys(value).every(isTest)) return parseValueTest(value, type, where, reader);
  return {
    op: 'where',
    place: where,
    condition: parseCondition(value, where, readerOf(type, reader)),
  };
}

function parseCount(value: unknown, where: Where, reader: Reader): PathTest[] {
  if (typeof value === 'number') return [{ op: 'count', order: 'exactly', bound: { literal: value } }];
  if (!isMap(value)) return wrong(where, 'count', 'a number, or at-most or at-least with one', reader);
  return Object.entries(value).flatMap(([order, bound]): PathTest[] => {
    if (!isOrder(order)) return unknownOperator(order, ORDERS, [...where, order], reader);
    const operand = parseBound(bound, 'number', [...where, order], reader);
    return operand === undefined ? [] : [{ op: 'count', order, bound: operand }];
  });
}

/** A sum over data, with a bound or several; perhaps only over those for which a condition holds. */
function parseTotal(value: unknown, path: Path, where: Where, reader: Reader): TotalTest[] {
  if (path.type !== 'data' || !path.isSeveral) return wrong(where, 'total', expectedOf(path.type), reader);
  if (!isMap(value)) return wrong(where, 'total', EXPECTED_TOTAL, reader);
  const { of, where: written, ...rest } = value;
  if (of !== 'records' && of !== 'subjects') return wrong(where, 'total', EXPECTED_TOTAL, reader);
  if (Object.keys(rest).length === 0) return wrong(where, 'total', EXPECTED_TOTAL, reader);
  const bounds = Object.entries(rest).flatMap(([order, bound]): TotalTest['bounds'] => {
    const place = [...where, order];
    if (!isOrder(order)) return unknownOperator(order, ['of', 'where', ...ORDERS], place, reader);
    const operand = parseBound(bound, 'number', place, reader);
    return operand === undefined ? [] : [{ order, bound: operand }];
  });
  const condition =
    written === undefined
      ? undefined
      : parseCondition(written, [...where, 'where'], readerOf('data', reader));
  return [{ op: 'total', of, ...(condition && { condition }), bounds }];
}

const EXPECTED_TOTAL =
  '"of", which is records or subjects, and at-most, at-least, below or above with a number';

function isOrder(key: string): key is Order {
  return (ORDERS as readonly string[]).includes(key);
}

const EXPECTED: Readonly<Record<string, string>> = {
  truth: 'true or false',
  name: 'a name, or one-of or is-a with a list of names',
  number: 'a number, or at-most, at-least, below or above with one',
  duration: 'at-most, at-least, below or above with a duration such as P30D',
  date: 'a day, or within-last or within-next with a duration, or at-most, at-least, below or above with a day',
};

function expectedOf(type: ValueType): string {
  return (
    EXPECTED[type] ??
    `an id, one-of with a list of ids, same-as with a path, or where with conditions on a ${type}`
  );
}

function parseValueTest(
  value: unknown,
  type: ValueType,
  where: Where,
  reader: Reader,
): ValueTest | undefined {
  if (!isMap(value)) return parseLiteral(value, type, where, reader);
  const tests = Object.entries(value).flatMap(([key, operand]): ValueTest[] => {
    const test = parseOperator(key, operand, type, [...where, key], reader);
    return test === undefined ? [] : [test];
  });
  if (Object.keys(value).length === 0) wrong(where, where[where.length - 1], expectedOf(type), reader);
  if (tests.length === 0) return undefined;
  return tests.length === 1 ? tests[0] : { op: 'all', place: where, tests };
}

function parseLiteral(value: unknown, type: ValueType, where: Where, reader: Reader): ValueTest | undefined {
  if (typeof value === 'boolean' && type === 'truth') return { op: 'truth', place: where, wanted: value };
  if (typeof value === 'string' && isNamed(type))
    return { op: 'is', place: where, names: { literal: [value] } };
  if (isOrdered(type) && isBound(value, type)) {
    const bound = { literal: value };
    return {
      op: 'all',
      place: where,
      tests: [
        { op: 'order', place: where, order: 'at-most', bound },
        { op: 'order', place: where, order: 'at-least', bound },
      ],
    };
  }
  wrong(where, where[where.length - 1], expectedOf(type), reader);
  return undefined;
}

function parseOperator(
  key: string,
  operand: unknown,
  type: ValueType,
  where: Where,
  reader: Reader,
): ValueTest | undefined {
  if (!Object.hasOwn(VALUE_OPERATORS, key)) {
    unknownOperator(key, [...Object.keys(VALUE_OPERATORS), ...PATH_OPERATORS], where, reader);
    return undefined;
  }
  if (!VALUE_OPERATORS[key](type)) {
    wrong(where, key, expectedOf(type), reader);
    return undefined;
  }
  switch (key) {
    case 'one-of':
    case 'is-a': {
      const names = parseNames(operand, where, reader);
      return names && { op: key === 'is-a' ? 'is-a' : 'is', place: where, names };
    }
    case 'matches':
      if (typeof operand === 'string') return { op: 'matches', place: where, pattern: operand };
      wrong(where, key, 'a pattern with * for any number of characters', reader);
      return undefined;
    case 'within-last':
    case 'within-next': {
      const duration = parseDurationOperand(operand, where, reader);
      return duration && { op: key, place: where, duration };
    }
    case 'same-as': {
      const path = parseOtherPath(operand, type, where, reader);
      return path && { op: 'same-as', place: where, path };
    }
    case 'where':
      // INVARIANT: it fits things alone.
      return isThing(type)
        ? { op: 'where', place: where, condition: parseCondition(operand, where, readerOf(type, reader)) }
        : undefined;
    case 'not': {
      const test = parseElementTest(operand, type, where, reader);
      return test && { op: 'not', place: where, test };
    }
    default: {
      const bound = parseBound(operand, type, where, reader);
      return bound && { op: 'order', place: where, order: key as Order, bound };
    }
  }
}
