/** The ids under which things and people stand in a manifest. */
import type { DraftEntry } from '../draft.ts';
import type { NamedId } from '../names.ts';
import type { Grantee } from './grantees.ts';
import type { Thing } from './things.ts';

/** Ids of whom and where. */
export interface Owners {
  party(grantee: Grantee | undefined): string;
  ownerOf(thing: Thing): string;
  zoneOf(thing: Thing): string;
}

/** Ids of what the files name. */
export interface Ids extends Owners {
  system(thing: Thing): NamedId;
}

/** Entries by their ids. */
export function sorted<T>(entries: readonly DraftEntry<T>[]): DraftEntry<T>[] {
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
