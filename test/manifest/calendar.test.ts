import fc from 'fast-check';
import { describe as group, expect, test } from 'vitest';
import {
  FORMATS,
  civilDay,
  daysInMonth,
  formatDay,
  formatMoment,
  later,
  parseDay,
  parseDuration,
  parseMoment,
  secondsFrom,
} from '../../src/manifest/calendar.ts';

const MILLISECONDS = 86_400_000;

function utcDay(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / MILLISECONDS;
}

const text = (year: number, month: number, day: number) =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

group('days', () => {
  test('agree with Date.UTC, and days that do not exist are refused', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
          expect(parseDay(text(year, month, day))).toBe(exists ? utcDay(year, month, day) : undefined);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('every day of four centuries comes back', () => {
    for (let day = utcDay(1899, 1, 1); day < utcDay(2301, 1, 1); day += 1) {
      const written = formatDay(day);
      expect(written).toBe(new Date(day * MILLISECONDS).toISOString().slice(0, 10));
      expect(parseDay(written ?? '')).toBe(day);
    }
  });

  test('any day number comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: utcDay(1, 1, 1), max: utcDay(9999, 12, 31) }), (day) => {
        const { year, month, day: ofMonth } = civilDay(day);
        expect(utcDay(year, month, ofMonth)).toBe(day);
        expect(parseDay(formatDay(day) ?? '')).toBe(day);
      }),
    );
  });

  test('bounds', () => {
    expect(parseDay('1970-01-01')).toBe(0);
    expect(formatDay(parseDay('0001-01-01') ?? 0)).toBe('0001-01-01');
    expect(formatDay((parseDay('0001-01-01') ?? 0) - 1)).toBeUndefined();
    expect(formatDay((parseDay('9999-12-31') ?? 0) + 1)).toBeUndefined();
    expect(formatDay(0.5)).toBeUndefined();
  });

  test.each([
    '2019-02-30',
    '2019-02-29',
    '1900-02-29',
    '2019-13-01',
    '2019-00-01',
    '0000-01-01',
    '2019-1-1',
    '2019-01-01T00:00',
    ' 2019-01-01',
    '2019-01-01\n',
    '+2019-01-01',
    '20190101',
    '',
    '\u0662\u0660\u0661\u0669-01-01',
  ])('%j is no day', (value) => {
    expect(parseDay(value)).toBeUndefined();
    expect(FORMATS.date(value)).toBe(false);
  });

  test.each(['2000-02-29', '2020-02-29', '2400-02-29'])('%s is a day', (value) => {
    expect(FORMATS.date(value)).toBe(true);
  });
});

group('durations', () => {
  const zero = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };

  test('parts', () => {
    expect(parseDuration('P1Y2M3DT4H5M6S')).toEqual({
      ...zero,
      years: 1,
      months: 2,
      days: 3,
      hours: 4,
      minutes: 5,
      seconds: 6,
    });
    expect(parseDuration('P2W')).toEqual({ ...zero, weeks: 2 });
    expect(parseDuration('PT72H')).toEqual({ ...zero, hours: 72 });
    expect(parseDuration('P0D')).toEqual(zero);
  });

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    'P1',
    '1D',
    'P1W2D',
    'P1D1Y',
    '-P1D',
    'P-1D',
    'P1.5D',
    'p1d',
    'P1H',
    ' P1D',
    'P1D\n',
    'P1234567890D',
  ])('%j is no duration', (value) => {
    expect(parseDuration(value)).toBeUndefined();
    expect(FORMATS.duration(value)).toBe(false);
  });

  test('what is written comes back', () => {
    const part = fc.nat({ max: 999_999_999 });
    fc.assert(
      fc.property(part, part, part, part, part, part, (years, months, days, hours, minutes, seconds) => {
        const written = `P${years}Y${months}M${days}DT${hours}H${minutes}M${seconds}S`;
        expect(parseDuration(written)).toEqual({ years, months, weeks: 0, days, hours, minutes, seconds });
      }),
    );
  });
});

group('moments', () => {
  test('are read to the minute, a day as its beginning', () => {
    expect(parseMoment('1970-01-02')).toBe(86_400);
    expect(parseMoment('1970-01-01T23:59Z')).toBe(86_340);
  });

  test.each(['', '2019-06-31', '2019-06-01T', '2019-06-01T24:00Z', '2019-06-01T12:60Z', '2019-06-01T12:00'])(
    'refuse %j',
    (word) => {
      expect(parseMoment(word)).toBeUndefined();
    },
  );

  test('are written as they are read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 4_000_000_000 }), (minutes) => {
        const written = formatMoment(minutes * 60);
        return written === undefined || parseMoment(written) === minutes * 60;
      }),
    );
    expect(formatMoment(61)).toBe('1970-01-01T00:01:01Z');
    expect(formatMoment(Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  test('lie as far apart as a duration says, from the day on which it begins', () => {
    const month = parseDuration('P1M');
    if (month === undefined) throw new Error('P1M is a duration');
    const day = parseDay('2019-02-01') ?? 0;
    expect(secondsFrom(day, month)).toBe(28 * 86_400);
    expect(later(day * 86_400, month)).toBe((day + 28) * 86_400);
  });
});
