/** Data sets of a manifest. */
import type { DataSet } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor, slug } from '../ids.ts';
import type { Names } from '../names.ts';
import { keyIn } from './names.ts';
import { withReferences } from './own.ts';
import type { OwnIds, Parties } from './parties.ts';
import type { Classification, Datum, PartyName, Sketch } from './sketch.ts';

/** The data of the bills: what is the same under several keys is one. */
export interface DataSets {
  readonly all: readonly Datum[];
  /** The id of the data that a key stands for. */
  idOf(key: string): string;
  /** Ids of data in bills of ours, by bill and the id there. */
  readonly own: ReadonlyMap<string, string>;
  entries(own: OwnIds): readonly DraftEntry<DataSet>[];
}

/** Joins data that is the same, and names it. */
export function dataOf(sketch: Sketch, parties: Parties, names: Names): DataSets {
  const joined = joinedData(sketch);
  const mapped = new Map<string, string>();
  for (const { key, wish, origin, isDescribed } of joined.values()) {
    if (isDescribed === true) continue;
    const id = names.find('data', { name: wish, what: 'data', origin });
    if (id !== undefined) mapped.set(key, id);
  }
  const open = [...joined.values()].filter(({ key }) => !mapped.has(key));
  const made = idsFor(
    open.map(({ key, wish }) => [key, wish] as const),
    'data',
    [...mapped.values()],
  );
  const idOf = (key: string): string => {
    const one = sketch.same.of(key);
    return mapped.get(one) ?? made.get(one) ?? one;
  };
  return {
    all: [...joined.values()],
    idOf,
    own: new Map(
      open.flatMap(({ key, own }) => (own ? [[keyIn(own.bill, own.id), idOf(key)] as const] : [])),
    ),
    entries: (own) => {
      const taken = new Set(made.values());
      const entries = new Map<string, DraftEntry<DataSet>>();
      for (const datum of joined.values()) {
        const id = idOf(datum.key);
        if (entries.has(id)) continue;
        const isMention = mapped.has(datum.key);
        for (const entry of entriesOf(datum, { id, taken, parties, names, own }))
          entries.set(entry.id, isMention ? { ...entry, isMention } : entry);
      }
      return [...entries.values()];
    },
  };
}

function joinedData({ data, same }: Sketch): Map<string, Datum> {
  const joined = new Map<string, Datum>();
  for (const datum of data.values()) {
    const key = same.of(datum.key);
    const first = joined.get(key);
    if (first === undefined) joined.set(key, { ...datum, key });
    else joined.set(key, together(first, datum));
  }
  return joined;
}

function together(one: Datum, other: Datum): Datum {
  return {
    ...other,
    ...one,
    classes: new Map([...one.classes, ...other.classes]),
    owners: new Map([...one.owners, ...other.owners]),
    places: new Set([...one.places, ...other.places]),
    fields: new Set([...one.fields, ...other.fields]),
  };
}

interface Making {
  readonly id: string;
  readonly taken: Set<string>;
  readonly parties: Parties;
  readonly names: Names;
  readonly own: OwnIds;
}

/** A data set; each further owner has one of its own inside it, as a manifest has one owner for each. */
function entriesOf(datum: Datum, { id, taken, parties, names, own }: Making): DraftEntry<DataSet>[] {
  const [first, ...others] = [...datum.owners.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const category = categoryOf(datum, names);
  const inside = others.map((owner) => ({ id: freeId(`${id}.${parties.idOf(owner)}`, taken), owner }));
  const extra = datum.own?.bill.own?.data.get(datum.own.id);
  const { records, fields, origin } = datum;
  const value = {
    category,
    owner: parties.owner(first as PartyName | undefined),
    ...(records !== undefined && { records }),
    ...(inside.length > 0 && { contains: inside.map((each) => each.id) }),
    ...(fields.size > 0 && { fields: [...fields].map((field) => field.slice(0, 4000)) }),
    ...(extra && datum.own && withReferences('data', extra, own(datum.own.bill))),
  };
  const words = datum.own ? [] : [...datum.classes.keys()].sort();
  return [
    { id, value, origin, remarks: words.length === 0 ? [] : [`classified as ${words.join(', ')}`] },
    ...inside.map((each) => ({
      id: each.id,
      value: { category, owner: parties.owner(each.owner) },
      origin,
      remarks: [`what ${id} is to another of its owners`],
    })),
  ];
}

function freeId(wish: string, taken: Set<string>): string {
  // Room for a number behind it.
  const base = slug(wish.slice(-120)) || 'data';
  let id = base;
  for (let at = 2; taken.has(id); at += 1) id = `${base}-${at}`;
  taken.add(id);
  return id;
}

function categoryOf({ classes, own }: Datum, names: Names): DataSet['category'] {
  const all = [...classes.values()].flatMap((each) => categoriesOf(each, names));
  const categories = own === undefined ? [...new Set(all)].sort() : all;
  if (categories.length === 0) return 'cyclonedx.not-classified';
  return categories.length === 1 ? categories[0] : categories;
}

/** The categories of a word: by the mapping, or a name that can be referred to and classifies nothing. */
export function categoriesOf({ text, origin, isCategory }: Classification, names: Names): readonly string[] {
  if (isCategory) return [text];
  const own = `cyclonedx.${slug(text).replaceAll('.', '-') || 'word'}`;
  return names.categories({ name: text, what: 'classification', origin }) ?? [own];
}
