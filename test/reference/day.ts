import type { Period } from '../../src/manifest/format.ts';

/** A whole UTC day, counted from 1970-01-01 (section 1, time). */
export type Day = number;

const MILLISECONDS_A_DAY = 86_400_000;

const knownDays = new Map<string, Day>();

/** The day that an ISO date names (section 1, time). */
export function dayOf(date: string): Day {
  let day = knownDays.get(date);
  if (day === undefined) knownDays.set(date, (day = parseDay(date)));
  return day;
}

function parseDay(date: string): Day {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a date: ${date}`);
  return milliseconds / MILLISECONDS_A_DAY;
}

/** The ISO date of a day. */
export function dateOf(day: Day): string {
  return new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}

/** Is the day in the period, both ends inclusive, a missing end open (section 1, time)? */
export function within(day: Day, period: Period | undefined): boolean {
  if (period?.from !== undefined && day < dayOf(period.from)) return false;
  if (period?.until !== undefined && day > dayOf(period.until)) return false;
  return true;
}

/** Does the period end before it begins, and so hold on no day? */
export function isReversed(period: Period | undefined): boolean {
  if (period?.from === undefined || period.until === undefined) return false;
  return dayOf(period.until) < dayOf(period.from);
}

/** Does the period hold on some day up to and including the last one? */
export function beginsBy(last: Day, period: Period | undefined): boolean {
  if (isReversed(period)) return false;
  return period?.from === undefined || dayOf(period.from) <= last;
}

/** Did the period end before the day? */
export function isOver(day: Day, period: Period | undefined): boolean {
  return period?.until !== undefined && dayOf(period.until) < day;
}
