import { formatDay, later, parseDay, parseDuration, parseMoment } from '../manifest/calendar.ts';
import { UsageError } from './exit.ts';

/** The day of a check: as typed, else as configured, else today. Throws UsageError on what is no day. */
export function atOf(typed: string | undefined, configured: string | undefined, today: number): number {
  if (typed !== undefined) return dayOf(typed, '--at');
  return configured === undefined ? today : dayOf(configured, 'at');
}

/** How far a check looks ahead, as typed. */
export interface AheadArguments {
  readonly horizon?: string;
  readonly failWithin?: string;
}

/** The last day of the horizon, where one is typed. Throws UsageError where it lies before the check. */
export function horizonOf(
  { horizon: typed, failWithin }: AheadArguments,
  at: number,
): { readonly horizon?: number } {
  if (failWithin !== undefined) {
    if (typed !== undefined)
      throw new UsageError('--horizon and --fail-within both say how far to look ahead; state one of them');
    return { horizon: dayAfter(failWithin, at, '--fail-within') };
  }
  if (typed === undefined) return {};
  const horizon = dayOf(typed, '--horizon');
  if (horizon < at) throw new UsageError('--horizon lies before the day of the check');
  return { horizon };
}

/** The last day of a forecast: a day, or so long after it begins. Throws UsageError. */
export function untilOf(typed: string, at: number): number {
  if (typed.startsWith('P')) return dayAfter(typed, at, '--until');
  const day = parseDay(typed);
  if (day === undefined)
    throw new UsageError(
      `--until wants a day such as 2019-06-01 or a duration such as P90D or P1Y, not ${typed}`,
    );
  if (day < at) throw new UsageError('--until lies before the day on which the forecast begins');
  return day;
}

/** The day so long after another. Throws UsageError on what is no duration, or leads out of the calendar. */
function dayAfter(typed: string, at: number, option: string): number {
  const duration = parseDuration(typed);
  if (duration === undefined)
    throw new UsageError(`${option} wants a duration such as P30D, P6W or P1Y, not ${typed}`);
  const day = Math.floor(later(at * DAY_SECONDS, duration) / DAY_SECONDS);
  if (formatDay(day) === undefined) throw new UsageError(`${option} leads past the year 9999`);
  return day;
}

/** Seconds of a day. */
export const DAY_SECONDS = 86_400;

/** A moment in seconds since 1970-01-01, where one is typed. Throws UsageError on what is none. */
export function momentOf(typed: string | undefined, option: string): number | undefined {
  if (typed === undefined) return undefined;
  const moment = parseMoment(typed);
  if (moment === undefined)
    throw new UsageError(`${option} wants a day or a time in UTC such as 2019-06-01T14:30Z, not ${typed}`);
  return moment;
}

function dayOf(text: string, option: string): number {
  const day = parseDay(text);
  if (day === undefined)
    throw new UsageError(`${option} wants an existing day such as 2019-06-01, not ${text}`);
  return day;
}
