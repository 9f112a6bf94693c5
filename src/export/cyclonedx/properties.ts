/** What the fields of CycloneDX cannot say, as properties under names that begin with `flowdown:`. */
import type { Manifest } from '../../manifest/format.ts';

/** A property of the format: a name and a text. */
export interface Property {
  readonly name: string;
  readonly value: string;
}

// The fields that elements of the format have for these; parties, zones and flows have no elements in 1.6 and 1.7.
const NATIVE = {
  parties: [],
  zones: [],
  systems: ['zone'],
  data: ['category', 'owner'],
  flows: [],
} as const satisfies Partial<Record<keyof Manifest, readonly string[]>>;

const SECTIONS = Object.keys(NATIVE) as (keyof typeof NATIVE)[];

/** The mark of a bill of ours, then a property for each entry of which more is to be said: its fields as JSON. */
export function propertiesOf(manifest: Manifest): Property[] {
  const entries = SECTIONS.flatMap((section) => {
    const native: readonly string[] = NATIVE[section];
    return Object.entries(manifest[section] ?? {}).flatMap(([id, entry]) => {
      const rest = Object.entries(entry).filter(([field]) => !native.includes(field));
      if (rest.length === 0 && native.length > 0) return [];
      return [{ name: `flowdown:${section}:${id}`, value: JSON.stringify(Object.fromEntries(rest)) }];
    });
  });
  return [{ name: 'flowdown:manifest', value: '1' }, ...entries];
}
