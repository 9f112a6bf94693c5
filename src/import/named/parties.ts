/** Parties that files name, with zones for what they run where the files have no boundaries. */
import type { Party, Zone } from '../../manifest/format.ts';
import type { DraftEntry, Origin } from '../draft.ts';
import { idsFor, slug } from '../ids.ts';
import type { Names } from '../names.ts';
import { cut } from '../texts.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import { byId } from './entries.ts';

/** A party that a file names, or describes. */
export interface NamedParty {
  /** What the files call it, by which it is looked up. */
  readonly name: string;
  /** What the name is, such as "organization". */
  readonly what: string;
  readonly origin?: Origin;
  /** What the file says of it; a party without it is only named. */
  readonly value?: Party;
  readonly remarks?: readonly string[];
}

/** Parties by the names that files have for them. */
export interface Parties {
  /** The id of a party; a placeholder for one that is not named. */
  of(name: string | undefined, placeholder: typeof NO_DATA_OWNER | typeof NO_OPERATOR): string;
  /** Entries for all that was named, and for the placeholders among the ids. */
  entries(used: Iterable<string>): DraftEntry<Party>[];
}

const PLACEHOLDERS: ReadonlyMap<string, string> = new Map([
  [NO_DATA_OWNER, 'The owner of data for which the files name none'],
  [NO_OPERATOR, 'The keeper of systems for which the files name none'],
]);

/** Gives parties their ids. Of several that name the same one, what is said of it counts before its mere name. */
export function partiesBy(names: Names, named: readonly NamedParty[]): Parties {
  const known = new Map<string, NamedParty>();
  for (const each of named) {
    const earlier = known.get(each.name);
    if (earlier === undefined || (earlier.value === undefined && each.value !== undefined))
      known.set(each.name, each);
  }
  const ids = names.ids('parties', [...known.values()], {
    fallback: 'party',
    reserved: [...PLACEHOLDERS.keys()],
  });
  return {
    of: (name, placeholder) => (name === undefined ? undefined : ids.get(name)?.id) ?? placeholder,
    entries: (used) => byId([...namedEntries(known, ids), ...placeholdersIn(used)]),
  };
}

function namedEntries(
  known: ReadonlyMap<string, NamedParty>,
  ids: ReturnType<Names['ids']>,
): DraftEntry<Party>[] {
  const entries = new Map<string, DraftEntry<Party>>();
  for (const [name, { value, origin, remarks = [] }] of known) {
    const { id, isMapped } = ids.get(name) ?? { id: slug(name), isMapped: false };
    // Two names of one party, by the mapping.
    if (entries.has(id)) continue;
    entries.set(id, {
      id,
      value: value ?? { name: cut(name) },
      ...(origin && { origin }),
      remarks,
      ...((isMapped || value === undefined) && { isMention: true }),
    });
  }
  return [...entries.values()];
}

function placeholdersIn(used: Iterable<string>): DraftEntry<Party>[] {
  return [...new Set(used)].flatMap((id) => {
    const name = PLACEHOLDERS.get(id);
    if (name === undefined) return [];
    const remarks = ['not in the files: put the right party in its place'];
    return [{ id, value: { name }, remarks, isMention: true }];
  });
}

/** Zones of parties. */
export interface Zones {
  /** The zone for what a party runs. */
  of(party: string): string;
  readonly entries: readonly DraftEntry<Zone>[];
}

/** A zone for what each party runs, where the files say nothing of boundaries. */
export function zonesFor(parties: Iterable<string>): Zones {
  const wishes = [...new Set(parties)].map((party) => [party, `no-boundary.${party}`] as const);
  const ids = idsFor(wishes, 'zone');
  const remarks = ['not in the files: for what stands in no boundary'];
  return {
    of: (party) => ids.get(party) ?? '',
    entries: byId([...ids].map(([operator, id]) => ({ id, value: { operator }, remarks, isMention: true }))),
  };
}
