/** Times of events as days. */
import { dayNumber, formatDay, parseDay } from '../../manifest/calendar.ts';

const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[^\]]*\])?$/i;

/**
 * The UTC day of a time, as its number; undefined where it is none. Without a zone it is taken for UTC, and digits of a second
 * are as many as there are.
 */
export function utcDay(text: string): number | undefined {
  const match = TIME.exec(text.trim());
  const date = match === null ? text.trim() : match[1];
  if (parseDay(date) === undefined) return undefined;
  const [year, month, day] = date.split('-').map(Number);
  const start = dayNumber(year, month, day);
  if (match === null) return start;
  const minutes = Number(match[2]) * 60 + Number(match[3]) - offsetOf(match[4] ?? 'Z');
  return start + Math.floor(minutes / 1440);
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/** A day as it is written in a manifest. */
export function dayText(day: number): string | undefined {
  return formatDay(day);
}
