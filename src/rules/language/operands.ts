/** What values are compared with: written out, a parameter, or another attribute. */
import { parseDay, parseDuration } from '../../manifest/calendar.ts';
import type { ValueType } from '../things/attribute.ts';
import type { Operand } from './expression.ts';
import { isMap, parseOtherPath, wrong, type Reader, type Where } from './reader.ts';

/** Names to compare with. */
export function parseNames(
  value: unknown,
  where: Where,
  reader: Reader,
): Operand<readonly string[]> | undefined {
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')) {
    return { literal: value };
  }
  return (
    parseParam(value, where, 'a list of names', Array.isArray, reader) ??
    wrongOperand(value, where, 'a list of names', reader)
  );
}

/** A duration to compare with. */
export function parseDurationOperand(
  value: unknown,
  where: Where,
  reader: Reader,
): Operand<string> | undefined {
  if (isDuration(value)) return { literal: value };
  return (
    parseParam(value, where, 'a duration', isDuration, reader) ??
    wrongOperand(value, where, 'a duration such as P1Y', reader)
  );
}

/** A number, a duration or a day to compare with. */
export function parseBound(
  value: unknown,
  type: ValueType,
  where: Where,
  reader: Reader,
): Operand<number | string> | undefined {
  if (isBound(value, type)) return { literal: value };
  if (isMap(value) && 'attribute' in value) {
    const path = parseOtherPath(value.attribute, type, [...where, 'attribute'], reader);
    if (path?.isSeveral === true)
      wrong([...where, 'attribute'], path.text, 'an attribute of one value', reader);
    return path && { path };
  }
  const expected = type === 'number' ? 'a number' : type === 'date' ? 'a day' : 'a duration';
  return (
    parseParam(value, where, expected, (given) => isBound(given, type), reader) ??
    wrongOperand(value, where, `${expected}, a parameter, or another attribute`, reader)
  );
}

function isDuration(value: unknown): value is string {
  return typeof value === 'string' && parseDuration(value) !== undefined;
}

/** Is it written as a number, a duration or a day is? */
export function isBound(value: unknown, type: ValueType): value is number | string {
  if (type === 'number') return typeof value === 'number';
  if (type === 'date') return typeof value === 'string' && parseDay(value) !== undefined;
  return type === 'duration' && isDuration(value);
}

/** A parameter; undefined also where it is one and does not fit, which is then a fault. */
function parseParam(
  value: unknown,
  where: Where,
  expected: string,
  fits: (given: unknown) => boolean,
  { params, used, faults }: Reader,
): { param: string } | undefined {
  if (!isParam(value)) return undefined;
  used.add(value.param);
  if (!Object.hasOwn(params, value.param)) {
    faults.push({ code: 'undeclared-parameter', path: where, values: { name: value.param } });
  } else if (!fits(params[value.param])) {
    faults.push({ code: 'wrong-test', path: where, values: { key: value.param, expected } });
  }
  return { param: value.param };
}

function isParam(value: unknown): value is { param: string } {
  return isMap(value) && typeof value.param === 'string' && Object.keys(value).length === 1;
}

function wrongOperand(value: unknown, where: Where, expected: string, reader: Reader): undefined {
  if (!isParam(value)) wrong(where, where[where.length - 1], expected, reader);
  return undefined;
}
