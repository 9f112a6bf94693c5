/** Values of parameters. */
import { parseDay, parseDuration } from '../manifest/calendar.ts';
import type { Params } from './language/evaluate.ts';

/** What sort of value a parameter has, in words; only one of the same sort can stand in its place. */
export function sortOf(value: Params[string]): string {
  if (Array.isArray(value)) return 'a list of names';
  if (typeof value === 'number') return 'a number';
  const text = String(value);
  if (parseDuration(text) !== undefined) return 'a duration such as P30D';
  return parseDay(text) === undefined ? 'a name' : 'a day';
}

/** The values that parameters have when the configuration gives none. */
export function defaultsOf({
  params = {},
}: {
  readonly params?: Readonly<Record<string, { readonly default: Params[string] }>>;
}): Params {
  return Object.fromEntries(Object.entries(params).map(([name, { default: value }]) => [name, value]));
}
