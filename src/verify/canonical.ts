/** RFC 8785 (JSON Canonicalization Scheme): the one way to write a plain value as JSON. */

/** A plain value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Writes a value; throws where it has no such form, as numbers beyond all bounds and halves of characters. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value as { readonly [key: string]: Json });
    // Keys are ordered by UTF-16 code units, which is how JavaScript compares texts.
    const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, each]) => `${textOf(key)}:${canonicalJson(each)}`).join(',')}}`;
  }
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('no number of JSON');
  return JSON.stringify(value);
}

function textOf(text: string): string {
  // The second pattern takes pairs for one character, and costs more.
  if (/[\ud800-\udfff]/.test(text) && /\p{Surrogate}/u.test(text))
    throw new RangeError('half of a character');
  return JSON.stringify(text);
}
