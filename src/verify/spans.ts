/** Stretches of days, and sets of them. */
import { parseDay } from '../manifest/calendar.ts';
import type { Period } from '../manifest/format.ts';

/** From one day to another, both included; -Infinity and Infinity where an end is open. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** The days of a period. */
export function spanOf({ from, until }: Period = {}): Span {
  return {
    from: from === undefined ? -Infinity : (parseDay(from) ?? Infinity),
    until: until === undefined ? Infinity : (parseDay(until) ?? -Infinity),
  };
}

/** The days that two stretches share; undefined where there are none. */
export function meet(a: Span, b: Span): Span | undefined {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  return from <= until ? { from, until } : undefined;
}

/** Is a day among them? */
export function includes({ from, until }: Span, day: number): boolean {
  return from <= day && day <= until;
}

/** Days, as stretches with gaps between them, in order. */
export type Days = readonly Span[];

/** Is every day of a stretch among some days? */
export function isWithin({ from, until }: Span, days: Days = []): boolean {
  return days.some((each) => each.from <= from && until <= each.until);
}

/** Days with a further stretch. */
export function withSpan(days: Days = [], { from, until }: Span): Days {
  const apart = days.filter((each) => each.until + 1 < from || until + 1 < each.from);
  const touching = days.filter((each) => !apart.includes(each));
  const joined = {
    from: Math.min(from, ...touching.map((each) => each.from)),
    until: Math.max(until, ...touching.map((each) => each.until)),
  };
  return [...apart, joined].sort((a, b) => a.from - b.from);
}
