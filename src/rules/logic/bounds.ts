/** Bounds of numbers, durations and days: which leave room for a value between them, whatever the day. */
import { parseDay, parseDuration, type Duration } from '../../manifest/calendar.ts';
import type { Operand, Order } from '../language/expression.ts';
import type { ValueType } from '../things/attribute.ts';
import { operandKey } from './claim.ts';

/** A value stands so to a bound. */
export interface Bounded {
  readonly order: Order;
  readonly bound: Operand<number | string>;
}

// INVARIANT: numbers that rules can ask for are counts, and durations lengths of time: none is less than nothing.
const FLOORS: Readonly<Partial<Record<ValueType, Bounded>>> = {
  number: { order: 'at-least', bound: { literal: 0 } },
  duration: { order: 'at-least', bound: { literal: 'P0D' } },
};

/** Can no value stand so to all of these bounds? */
export function leaveNoRoom(bounds: readonly Bounded[], type: ValueType): boolean {
  const floor = FLOORS[type];
  const lower = [...bounds, ...(floor ? [floor] : [])].filter(isLower);
  const upper = bounds.filter((each) => !isLower(each));
  return lower.some((low) => upper.some((high) => areCrossed(low, high, type)));
}

function isLower({ order }: Bounded): boolean {
  return order === 'at-least' || order === 'above';
}

function areCrossed(low: Bounded, high: Bounded, type: ValueType): boolean {
  const sign = compareBounds(low.bound, high.bound, type);
  if (sign !== 0) return sign === 1;
  return low.order === 'above' || high.order === 'below';
}

/** 1 where the first is greater on every day, 0 where they are always equal; undefined where that cannot be told. */
function compareBounds(
  a: Operand<number | string>,
  b: Operand<number | string>,
  type: ValueType,
): -1 | 0 | 1 | undefined {
  if (operandKey(a) === operandKey(b)) return 0;
  if (!('literal' in a) || !('literal' in b)) return undefined;
  if (type === 'duration') return compareDurations(String(a.literal), String(b.literal));
  const numberOf = (written: number | string): number =>
    type === 'date' ? (parseDay(String(written)) ?? NaN) : Number(written);
  return signOf(numberOf(a.literal), numberOf(b.literal));
}

function signOf(a: number, b: number): -1 | 0 | 1 | undefined {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : undefined;
}

/** Which of two durations is longer, whatever day they begin with; undefined where that hangs on the day. */
export function compareDurations(a: string, b: string): -1 | 0 | 1 | undefined {
  const [first, second] = [lengthOf(a), lengthOf(b)];
  if (first === undefined || second === undefined) return undefined;
  const months = signOf(first.months, second.months);
  const seconds = signOf(first.seconds, second.seconds);
  if (months === 0 || months === seconds) return seconds;
  if (seconds === 0) return months;
  if (longest(first) < shortest(second)) return -1;
  return longest(second) < shortest(first) ? 1 : undefined;
}

interface Length {
  readonly months: number;
  readonly seconds: number;
}

function lengthOf(text: string): Length | undefined {
  const duration: Duration | undefined = parseDuration(text);
  if (duration === undefined) return undefined;
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  return {
    months: years * 12 + months,
    seconds: (weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds,
  };
}

// A day that a shorter month does not have becomes its last one, which takes off no more than the months before gave.
function shortest({ months, seconds }: Length): number {
  return months * 28 * 86_400 + seconds;
}

function longest({ months, seconds }: Length): number {
  return months * 31 * 86_400 + seconds;
}
