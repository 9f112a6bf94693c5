/** Sections of foreign models by the ids in them, and the references that lead there. */
import { nearest } from '../manifest/nearest.ts';
import type { Origin } from './draft.ts';
import type { Report } from './reporting.ts';
import type { Placed } from './schema.ts';

/** What has an id of its own in a foreign model. */
export interface Identified {
  readonly id: string;
  readonly origin: Origin;
}

/** One section by its ids. */
export interface Section<T extends Identified> {
  readonly name: string;
  /** What a reference means. Where nothing has the id as it is written, one in lower case will do. */
  find(reference: string): T | undefined;
  readonly ids: readonly string[];
}

/** A section of entries, of which the first counts where several have one id, which is a problem. */
export function sectionOf<T extends Identified>(
  name: string,
  entries: readonly T[],
  report: Report,
): Section<T> {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    const earlier = byId.get(entry.id);
    if (earlier === undefined) byId.set(entry.id, entry);
    else reportTwice(name, entry, earlier.origin, report);
  }
  return {
    find: (reference) => byId.get(reference) ?? byId.get(reference.toLowerCase()),
    name,
    ids: [...byId.keys()],
  };
}

/** Says that something is defined a second time, in the same file or in another. */
export function reportTwice(
  section: string,
  { id, origin }: Identified,
  earlier: Origin,
  report: Report,
): void {
  if (origin.file === earlier.file)
    report('duplicate-id', origin, { id, section }, { origin: earlier, note: 'first declared here' });
  else
    report(
      'defined-twice',
      origin,
      { name: id, file: earlier.file },
      { origin: earlier, note: 'first defined here' },
    );
}

// A suggestion compares with every id; a file with many slips in it gets them for the first ones.
const SUGGESTIONS_AMONG = 1000;

/** Says that a reference leads nowhere. */
export function reportUnknown<T extends Identified>(
  { text, origin }: Placed,
  { name, ids }: Section<T>,
  report: Report,
): void {
  const suggestion = nearest(text, ids.slice(0, SUGGESTIONS_AMONG));
  const values = { id: text, section: name, ...(suggestion !== undefined && { suggestion }) };
  report('unknown-reference', origin, values);
}
