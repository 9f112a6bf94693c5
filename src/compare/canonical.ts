import { byCodePoint } from '../model/names.ts';

/** A plain value as JSON in which the order of keys does not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => byCodePoint(a, b)))
      : each,
  );
}
