import { dateOf, type Day, dayOf } from '../day.ts';

const DURATION = /^P(?:(\d+)W)?(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECONDS_A_DAY = 86_400;

/** The moment an ISO 8601 duration after another, both in seconds: years and months first, then the rest. */
export function momentAfter(moment: number, duration: string): number {
  const parts = DURATION.exec(duration);
  if (parts === null) throw new Error(`not a duration: ${duration}`);
  const [weeks, years, months, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const day = Math.floor(moment / SECONDS_A_DAY);
  const moved = monthsAfter(day, years * 12 + months) - day + weeks * 7 + days;
  return moment + moved * SECONDS_A_DAY + hours * 3600 + minutes * 60 + seconds;
}

/** How long a duration is, in seconds, when it begins with a day. */
export function lengthFrom(day: Day, duration: string): number {
  return momentAfter(day * SECONDS_A_DAY, duration) - day * SECONDS_A_DAY;
}

/** The same day of a later month, or the last one of a shorter month. */
function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = dateOf(day).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1));
  const length = (next.getTime() - first.getTime()) / (SECONDS_A_DAY * 1000);
  return dayOf(first.toISOString().slice(0, 10)) + Math.min(date, length) - 1;
}
