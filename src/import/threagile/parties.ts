/** Parties of a manifest: the owners that a model names. */
import type { Party } from '../../manifest/format.ts';
import { idsFor, slug } from '../ids.ts';
import type { Origins } from './origins.ts';
import type { Placed } from '../shape.ts';
import type { DraftEntry } from '../draft.ts';
import type { Model } from './model.ts';

// Two names: were the unknown owner of data and the unknown owner of a system one party, it would have its own data.
const NO_DATA_OWNER = 'data-owner-not-stated';
const NO_OPERATOR = 'operator-not-stated';

/** The parties of a model, and who is meant where. */
export interface Parties {
  readonly entries: readonly DraftEntry<Party>[];
  /** How many of them stand for owners that the model does not name. */
  readonly placeholders: number;
  /** The party that an owner of data is. */
  dataOwner(owner: Placed | undefined): string;
  /** The party that an owner of a system is. */
  operator(owner: Placed | undefined): string;
  /** The party of this name, if any. */
  named(name: string): string | undefined;
  /** Groups of names that differ in case, spaces or punctuation only. */
  readonly lookAlikes: readonly (readonly string[])[];
}

/** Names parties after owners; a name that is written in another way is another party, as one party may hold its own data. */
export function partiesOf(model: Model, origins: Origins): Parties {
  const mentions = [...model.assets, ...model.dataAssets].flatMap(({ owner, place }) =>
    owner === undefined ? [] : [{ owner, place: `${place}.owner` }],
  );
  const first = new Map<string, (typeof mentions)[number]>();
  for (const mention of mentions) if (!first.has(mention.owner.text)) first.set(mention.owner.text, mention);
  const ids = idsFor(
    [...first.keys()].map((name) => [name, name] as const),
    'party',
    [NO_DATA_OWNER, NO_OPERATOR],
  );
  const entries = [...first].map(([name, { owner, place }]) => ({
    id: ids.get(name) ?? name,
    value: { name: cut(name) },
    origin: origins.at(place, owner.span),
    remarks: [],
  }));
  const lacking = [
    ...(model.dataAssets.some(lacksOwner)
      ? [placeholder(NO_DATA_OWNER, 'The owner of data for which the model names none')]
      : []),
    ...(model.assets.some(lacksOwner)
      ? [placeholder(NO_OPERATOR, 'The owner of systems for which the model names none')]
      : []),
  ];
  return {
    entries: [...entries, ...lacking],
    placeholders: lacking.length,
    dataOwner: (owner) => (owner && ids.get(owner.text)) ?? NO_DATA_OWNER,
    operator: (owner) => (owner && ids.get(owner.text)) ?? NO_OPERATOR,
    named: (name) => ids.get(name.replace(/\s+/g, ' ')),
    lookAlikes: lookAlikes([...first.keys()]),
  };
}

// As long as a text of a manifest may be, and never half a surrogate pair.
function cut(name: string): string {
  return name.slice(0, 4096).replace(/[\ud800-\udbff]$/, '');
}

function lacksOwner({ owner }: { readonly owner?: Placed }): boolean {
  return owner === undefined;
}

function placeholder(id: string, name: string): DraftEntry<Party> {
  return { id, value: { name }, remarks: ['not in the model: put the right party in its place'] };
}

function lookAlikes(names: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const bare = slug(name).replace(/[^a-z0-9]/g, '');
    if (bare !== '') groups.set(bare, [...(groups.get(bare) ?? []), name]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
