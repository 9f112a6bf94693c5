// ISO 8601 days and durations, read strictly: the built-in Date takes 2019-02-30 for 2 March.

/** Days from 1970-01-01 of a `YYYY-MM-DD` in the proleptic Gregorian calendar, years 0001 to 9999; else undefined. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** The `YYYY-MM-DD` of a number of days from 1970-01-01; undefined outside the years 0001 to 9999. */
export function formatDay(days: number): string | undefined {
  if (!Number.isInteger(days) || days < FIRST_DAY || days > LAST_DAY) return undefined;
  const { year, month, day } = civilDay(days);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** How many days a month (1 to 12) of a year has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 of a day that exists. */
export function dayNumber(year: number, month: number, day: number): number {
  // Years that begin in March put the leap day last: then the days before a month are a straight line.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1 to 12) and day of a number of days from 1970-01-01. */
export function civilDay(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** A duration by its parts, each a whole number; which of two is longer can depend on the day they start from. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

const DURATION =
  /^P(?!$)(?:(\d{1,9})W|(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?)$/;

/**
 * An ISO 8601 duration: whole numbers of at most nine digits, weeks alone, at least one part; else undefined.
 * No signs, fractions or lower case.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [weeks, years, months, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return { years, months, weeks, days, hours, minutes, seconds };
}

const DAY_SECONDS = 86_400;

/**
 * The moment a duration after another, both in seconds from 1970-01-01T00:00Z. Years and months come first and keep
 * the day of the month, or take the last one of a shorter month; then weeks, days and the time.
 */
export function later(moment: number, duration: Duration): number {
  const day = Math.floor(moment / DAY_SECONDS);
  const date = civilDay(day);
  const months = date.year * 12 + date.month - 1 + duration.years * 12 + duration.months;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  const moved = dayNumber(year, month, Math.min(date.day, daysInMonth(year, month)));
  const { weeks, days, hours, minutes, seconds } = duration;
  return moment + (moved - day + weeks * 7 + days) * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds;
}

/** How long a duration is when it begins with a day, in seconds. */
export function secondsFrom(day: number, duration: Duration): number {
  const start = day * DAY_SECONDS;
  return later(start, duration) - start;
}

/** Seconds from 1970-01-01T00:00Z of a `YYYY-MM-DDTHH:MMZ`, or of the beginning of a `YYYY-MM-DD`; else undefined. */
export function parseMoment(text: string): number | undefined {
  const [dayText, time, ...rest] = text.split('T');
  const day = parseDay(dayText);
  if (day === undefined || rest.length > 0) return undefined;
  if (time === undefined) return day * DAY_SECONDS;
  const match = /^([01]\d|2[0-3]):([0-5]\d)Z$/.exec(time);
  return match === null ? undefined : day * DAY_SECONDS + Number(match[1]) * 3600 + Number(match[2]) * 60;
}

/** The `YYYY-MM-DDTHH:MMZ` of a moment, with seconds where there are any; undefined outside the years 0001 to 9999. */
export function formatMoment(seconds: number): string | undefined {
  const day = Math.floor(seconds / DAY_SECONDS);
  const date = formatDay(day);
  if (date === undefined) return undefined;
  const rest = seconds - day * DAY_SECONDS;
  const parts = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60];
  const shown = rest % 60 === 0 ? parts.slice(0, 2) : parts;
  return `${date}T${shown.map((part) => digits(part, 2)).join(':')}Z`;
}

/** The string formats of the schemas, for the validator. */
export const FORMATS = {
  date: (text: string): boolean => parseDay(text) !== undefined,
  duration: (text: string): boolean => parseDuration(text) !== undefined,
};

const FIRST_DAY = dayNumber(1, 1, 1);
const LAST_DAY = dayNumber(9999, 12, 31);

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
