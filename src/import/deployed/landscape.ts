/** What deployments have in common: places with things that run in them, hosts outside, and links between these. */
import type { System } from '../../manifest/format.ts';
import type { Origin } from '../draft.ts';

/** A label, an annotation or the like. */
export interface Label {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

/** A network or namespace; it becomes a zone. */
export interface Ground {
  /** The name by which a mapping knows it. */
  readonly key: string;
  /** The id that it asks for. */
  readonly wish: string;
  /** Such as "Kubernetes namespace". */
  readonly what: string;
  /** Names by which a mapping may know its operator, the nearest first; the last is asked for. */
  readonly operators: readonly string[];
  readonly labels: readonly Label[];
  readonly origin: Origin;
  readonly remarks: readonly string[];
  /** Is it only named? */
  readonly isMention: boolean;
}

/** Something that runs or keeps things; it becomes a system. */
export interface Unit {
  /** The name by which a mapping knows it. */
  readonly key: string;
  readonly wish: string;
  readonly what: string;
  readonly kind?: NonNullable<System['kind']>;
  /** Key of the ground that it stands in. */
  readonly ground: string;
  readonly labels: readonly Label[];
  readonly origin: Origin;
  readonly remarks: readonly string[];
  readonly isMention: boolean;
}

/** A host, address range or bucket that is not in the files; it becomes a system of another party. */
export interface Host {
  readonly name: string;
  readonly origin: Origin;
  readonly remarks: readonly string[];
}

/** One end of a link: a unit by its key, or a host by its name. */
export type End = { readonly unit: string } | { readonly host: string };

/** Who leads where, by what; what is carried is not known. */
export interface Link {
  readonly from: End;
  readonly to: End;
  /** Where data can go: to both, or one way. Who calls whom does not tell. */
  readonly isOneWay: boolean;
  /** Encryption on the way, as far as it is said. */
  readonly inTransit?: string;
  readonly channel?: 'network';
  /** What says so, such as "env DB_URL". */
  readonly reason: string;
  readonly origin: Origin;
}

/** A rule by which those who run some units, or come from a range of addresses, may reach others. */
export interface Reach {
  /** The id that it asks for. */
  readonly wish: string;
  readonly by: readonly (End | { readonly ground: string })[];
  readonly to: readonly End[];
  readonly origin: Origin;
  readonly remarks: readonly string[];
}

/** Stores that several units share, what leads to them, and what is to be said of units by their keys. */
export interface Stores {
  readonly units: readonly Unit[];
  readonly hosts: readonly Host[];
  readonly links: readonly Link[];
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  /** Labels of a store that one unit alone uses; they are the unit's. */
  readonly labels: ReadonlyMap<string, readonly Label[]>;
}

/** A deployment, in the terms of its format no longer. */
export interface Landscape {
  /** Before categories for which the mapping has nothing, such as "kubernetes". */
  readonly prefix: string;
  readonly grounds: readonly Ground[];
  readonly units: readonly Unit[];
  readonly hosts: readonly Host[];
  readonly links: readonly Link[];
  readonly reaches: readonly Reach[];
}

/** The key of an end among those of units and hosts. */
export function endKey(end: End): string {
  return 'unit' in end ? `unit ${end.unit}` : `host ${end.host}`;
}

/** The first thing of each key, in the order of the keys. */
export function firstByKey<T>(things: Iterable<T>, keyOf: (thing: T) => string): T[] {
  const first = new Map<string, T>();
  for (const thing of things) if (!first.has(keyOf(thing))) first.set(keyOf(thing), thing);
  return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);
}

/** Things by a key, in the order in which they come. */
export function groupedBy<T>(things: Iterable<T>, keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}
