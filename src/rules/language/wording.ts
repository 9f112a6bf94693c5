/** Numbers, durations and places as people read them. */
import { parseDuration, type Duration } from '../../manifest/calendar.ts';

/** A number with commas between thousands, whatever the locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 file", "2 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** A number of seconds in words, such as "3 days and 1 hour". */
export function secondsWords(seconds: number): string {
  let rest = seconds;
  const parts: string[] = [];
  for (const [size, name] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(counted(count, name));
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' and ');
}

const PARTS: readonly (readonly [part: keyof Duration, name: string])[] = [
  ['years', 'year'],
  ['months', 'month'],
  ['weeks', 'week'],
  ['days', 'day'],
  ['hours', 'hour'],
  ['minutes', 'minute'],
  ['seconds', 'second'],
];

/** A duration as it is written, such as P1Y, in words; another text as it is. */
export function durationWords(text: string): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  const parts = PARTS.filter(([part]) => duration[part] > 0).map(([part, name]) =>
    counted(duration[part], name),
  );
  return parts.length === 0 ? '0 days' : parts.join(' and ');
}

/** A place in words: keys, with the number of the item behind that of a list. */
export function placeWords(place: readonly string[]): string {
  const words: string[] = [];
  for (const key of place) {
    if (/^\d+$/.test(key) && words.length > 0) words.push(`${words.pop() ?? ''} ${Number(key) + 1}`);
    else words.push(key);
  }
  return words.join(' > ');
}
