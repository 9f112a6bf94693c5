/** How entries of a manifest are called in a bill. */
import type { DataSet, Manifest } from '../../manifest/format.ts';

/** The reference of an entry; sections are separate name spaces, and references of a bill are one. */
export function refTo(kind: 'party' | 'zone' | 'system' | 'data' | 'flow', id: string): string {
  return `${kind}:${id}`;
}

/** A party as people read it, with its id, so that names need not be different. */
export function labelOf({ parties = {} }: Manifest, id: string): string {
  const name = parties[id]?.name;
  return name === undefined ? id : `${name} (${id})`;
}

/** The categories of data, in their order. */
export function categoriesOf({ category }: DataSet): readonly string[] {
  return typeof category === 'string' ? [category] : category;
}
