import { parseDay, parseMoment } from '../manifest/calendar.ts';
import { UsageError } from './exit.ts';

/** The day of a check: as typed, else as configured, else today. Throws UsageError on what is no day. */
export function atOf(typed: string | undefined, configured: string | undefined, today: number): number {
  if (typed !== undefined) return dayOf(typed, '--at');
  return configured === undefined ? today : dayOf(configured, 'at');
}

/** The last day of the horizon, where one is typed. Throws UsageError where it lies before the check. */
export function horizonOf(typed: string | undefined, at: number): { readonly horizon?: number } {
  if (typed === undefined) return {};
  const horizon = dayOf(typed, '--horizon');
  if (horizon < at) throw new UsageError('--horizon lies before the day of the check');
  return { horizon };
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
