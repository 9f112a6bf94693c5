/** Days and durations as people and spreadsheets write them, where that can mean one thing only. */
import { parseDay, parseDuration } from '../../manifest/calendar.ts';

/** What a text says: a value, nothing, or not what was expected. */
export type Reading =
  | { readonly value: string | number | boolean }
  | 'unstated'
  | {
      readonly expected: string;
      readonly why?: string;
      readonly suggestion?: string;
      readonly remedy?: string;
    };

const DAY = { expected: 'a day such as 2019-05-31', remedy: 'Write an existing day as year-month-day.' };
// Spreadsheets put midnight behind a day.
const MIDNIGHT = /[T ]0?0:00(?::00(?:\.0+)?)?Z?$/;

/** A day in the order year, month, day; or with a name of a month; or with a number over 12, which can be no month. */
export function dayOf(cell: string): Reading {
  const text = cell.replace(MIDNIGHT, '');
  const year = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (year !== null) return made(year[1], year[3], year[4]);
  const last = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})$/.exec(text);
  if (last !== null) return ordered(Number(last[1]), Number(last[3]), last[4]);
  return named(text) ?? { ...DAY, why: whyNoDay(text) };
}

function whyNoDay(text: string): string | undefined {
  if (/^\d{5}$/.test(text)) return 'this is the number that a spreadsheet keeps for a day';
  return /^\d{1,2}\D\d{1,2}\D\d{2}$/.test(text) ? 'the year has two digits' : undefined;
}

function ordered(first: number, second: number, year: string): Reading {
  if (first > 12) return made(year, second, first);
  if (second > 12 || first === second) return made(year, first, second);
  const [one, other] = [isoOf(year, second, first), isoOf(year, first, second)];
  return { ...DAY, why: `it could be ${one} or ${other}`, remedy: `Write ${one} or ${other}.` };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/** Days such as 31 May 2019, 31-May-2019 and May 31, 2019. */
function named(text: string): Reading | undefined {
  const before = new RegExp(`^(\\d{1,2})[-. /]{1,2}${MONTH}\\.?[-, /]{1,2}(\\d{4})$`, 'i').exec(text);
  if (before !== null) return made(before[3], monthOf(before[2]), before[1]);
  const after = new RegExp(`^${MONTH}\\.? (\\d{1,2}),? (\\d{4})$`, 'i').exec(text);
  return after === null ? undefined : made(after[3], monthOf(after[1]), after[2]);
}

function monthOf(name: string): number {
  return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function isoOf(year: string, month: number | string, day: number | string): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function made(year: string, month: number | string, day: number | string): Reading {
  const iso = isoOf(year, month, day);
  return parseDay(iso) === undefined ? { ...DAY, why: 'there is no such day' } : { value: iso };
}

const UNITS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  year: ['P', 'Y'],
  month: ['P', 'M'],
  week: ['P', 'W'],
  day: ['P', 'D'],
  hour: ['PT', 'H'],
  minute: ['PT', 'M'],
};

/** A duration of ISO 8601, or a number of years, months, weeks, days, hours or minutes. */
export function durationOf(text: string): Reading {
  if (parseDuration(text) !== undefined) return { value: text };
  if (parseDuration(text.toUpperCase()) !== undefined) return { value: text.toUpperCase() };
  const words = /^(\d{1,9})\s*(year|month|week|day|hour|minute)s?$/i.exec(text);
  if (words !== null) {
    const [before, after] = UNITS[words[2].toLowerCase()];
    return { value: `${before}${Number(words[1])}${after}` };
  }
  const why = /^\d+$/.test(text) ? 'it does not say of what' : undefined;
  const remedy = 'Write it such as P30D, or 30 days; P3Y, or 3 years; PT72H, or 72 hours.';
  return { expected: 'a duration such as P30D or 30 days', why, remedy };
}
