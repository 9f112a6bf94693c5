/** What resources are read with: where they are, what they refer to, what they are called, and what is counted. */
import type { Origin } from '../draft.ts';
import type { Tally } from '../summary.ts';
import type { Place } from './accounts.ts';
import type { Blocks } from './blocks.ts';
import type { References } from './references.ts';
import type { Resource } from './resources.ts';
import type { Things } from './things.ts';
import { holderOf } from './tables/all.ts';
import { at, fieldOf, isUnknown, originOf, type Value } from './value.ts';

export interface Surroundings {
  readonly resources: readonly Resource[];
  readonly references: References;
  readonly things: Things;
  readonly blocks: Blocks;
  /** What was seen and does not become an entry, by a reason of `words.ts`. */
  readonly counted: Tally;
  /** What can hold data, by the project of Google Cloud that it stands in. */
  holdersIn(project: string): readonly Resource[];
  nameOf(resource: Resource): string;
  placeOf(resource: Resource): Place;
}

/** Attributes by paths of a table: of a block, or with `^` of its resource. */
export function pathIn(resource: Resource, block: Value, path: string): Value[] {
  return path.startsWith('^') ? at(resource.values, path.slice(1)) : at(block, path);
}

/** Where the first of values stands, or else the resource. */
export function placeIn(resource: Resource, values: readonly Value[]): Origin {
  const stated = values.find(({ node }) => node !== undefined);
  return stated === undefined ? resource.origin : originOf(stated, resource.origin);
}

/**
 * Has somebody configured an attribute, or may have? What a provider fills in by itself is unknown before a change too,
 * and nobody meant anything by it; dynamic blocks are not in a configuration, and stand in resources of their own kind.
 */
export function isConfigured(
  { values, type }: Resource,
  path: string | undefined,
  isComputed?: true,
): boolean {
  const isFilledIn = isComputed === true || holderOf(type) !== undefined;
  if (path === undefined || !isFilledIn || values.expression?.kind !== 'map') return true;
  const [name] = path.replace('^', '').split('.');
  return values.expression.fields.has(name) || !isUnknown(fieldOf(values, name));
}
