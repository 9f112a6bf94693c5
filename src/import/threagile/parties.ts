/** Parties of a manifest: the owners that a model names. */
import type { Party } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { slug } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
import type { Placed } from '../schema.ts';
import { cut } from '../texts.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Model } from './model.ts';

/** The parties of a model, and who is meant where. */
export interface Parties {
  /** Parties for owners that the model names; it says nothing about them, so that each yields to a manifest that does. */
  readonly named: readonly DraftEntry<Party>[];
  /** The party that an owner of data is. */
  dataOwner(owner: Placed | undefined): string;
  /** The party that an owner of a system is. */
  operator(owner: Placed | undefined): string;
  /** The party of this name, if any. */
  find(name: string): string | undefined;
  /** How many names of owners there are. */
  readonly names: number;
  /** Groups of names that differ in case, spaces or punctuation only, and are several parties. */
  readonly lookAlikes: readonly (readonly string[])[];
}

/**
 * Names parties after owners. A name that is written in another way is another party unless the mapping says otherwise,
 * as one party may hold its own data.
 */
export function partiesOf(model: Model, names: Names): Parties {
  const first = new Map<string, Placed>();
  for (const { owner } of [...model.assets, ...model.dataAssets])
    if (owner !== undefined && !first.has(owner.text)) first.set(owner.text, owner);
  const ids = names.ids(
    'parties',
    [...first.values()].map(({ text, origin }) => ({ name: text, what: 'owner', origin })),
    { fallback: 'party', reserved: [NO_DATA_OWNER, NO_OPERATOR] },
  );
  const idOf = (name: string): string | undefined => ids.get(name)?.id;
  return {
    named: entriesOf(first, ids),
    dataOwner: (owner) => (owner && idOf(owner.text)) ?? NO_DATA_OWNER,
    operator: (owner) => (owner && idOf(owner.text)) ?? NO_OPERATOR,
    find: (name) => idOf(name.replace(/\s+/g, ' ')),
    names: first.size,
    lookAlikes: lookAlikes([...first.keys()]).filter((group) => new Set(group.map(idOf)).size > 1),
  };
}

function entriesOf(
  owners: ReadonlyMap<string, Placed>,
  ids: ReadonlyMap<string, NamedId>,
): DraftEntry<Party>[] {
  const entries = new Map<string, DraftEntry<Party>>();
  for (const [name, { origin }] of owners) {
    const id = ids.get(name)?.id ?? name;
    if (!entries.has(id))
      entries.set(id, { id, value: { name: cut(name) }, origin, remarks: [], isMention: true });
  }
  return [...entries.values()];
}

function lookAlikes(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const bare = slug(name).replace(/[^a-z0-9]/g, '');
    if (bare !== '') groups.set(bare, [...(groups.get(bare) ?? []), name]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
