/** Texts of other formats as the fields of a manifest hold them. */
import { parseDuration } from '../manifest/calendar.ts';

/** As long as a text of a manifest may be, and never half a surrogate pair. */
export function cut(text: string): string {
  return text.slice(0, 4096).replace(/[\ud800-\udbff]$/, '');
}

/** A category or purpose below a prefix, from whatever a name holds: `fides.user.contact`. */
export function dotted(prefix: string, name: string): string {
  const parts = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .split('.')
    .map((part) => part.replace(/[^a-z0-9_-]+/g, '-').replace(/^[^a-z0-9]+|-+$/g, ''))
    .filter((part) => part !== '');
  const whole = [prefix, ...(parts.length === 0 ? ['unnamed'] : parts)].join('.');
  return whole.slice(0, 256).replace(/[^a-z0-9]+$/, '');
}

const UNITS: Readonly<Record<string, string>> = { d: 'D', w: 'W', m: 'M', y: 'Y' };

/** A duration in the words that people use for whole ones, such as `90 days` or `P3M`; undefined where it says more. */
export function durationIn(text: string): string | undefined {
  const words = text.trim();
  if (parseDuration(words) !== undefined) return words;
  const match = /^(\d{1,6})[ -]?(day|week|month|year)s?$/i.exec(words);
  return match === null ? undefined : `P${Number(match[1])}${UNITS[match[2][0].toLowerCase()]}`;
}
