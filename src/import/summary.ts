/** What an import has made of a model, as data: nothing is left out without being counted. */

/** Entries of one kind that became entries of a manifest. */
export interface Mapped {
  /** Such as "technical assets". */
  readonly from: string;
  readonly count: number;
  /** Such as "systems". */
  readonly to: string;
  readonly made: number;
}

/** Values that have no place in a manifest. */
export interface Dropped {
  /** Such as "technical_assets.*.size"; may hold raw text from the file. */
  readonly field: string;
  readonly count: number;
  /** Why, or that nobody knows the field. */
  readonly reason: string;
}

/** What came of an import, for the person who goes on with the manifest. Texts may hold raw text from the file. */
export interface ImportSummary {
  readonly mapped: readonly Mapped[];
  /** What the importer took for granted since the model does not say it. */
  readonly assumed: readonly string[];
  /** What is unstated and makes the check more telling when it is stated. */
  readonly open: readonly string[];
  readonly dropped: readonly Dropped[];
}

/** A counter of values by field, for what is dropped. */
export interface Tally {
  add(field: string, count?: number): void;
  /** Ordered by field, each with the reason that `reasonOf` gives for it. */
  finish(reasonOf: (field: string) => string): Dropped[];
}

/** An empty counter. */
export function tally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (field, count = 1) => void counts.set(field, (counts.get(field) ?? 0) + count),
    finish: (reasonOf) =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, count]) => ({ field, count, reason: reasonOf(field) })),
  };
}
