/** What cells refer to: entries by their ids or names, and names that only the mapping knows, or nobody. */
import { isUnstated } from '../../manifest/cell-words.ts';
import { nearest } from '../../manifest/nearest.ts';
import type { Origin } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NameKind } from '../mapping-format.ts';
import type { Names } from '../names.ts';
import type { TableEntry } from './entries.ts';

/** What a text refers to: an id, several of which one has to be meant, nothing by intention, or something unknown. */
export type Reference =
  | 'unstated'
  | { readonly id: string; readonly isDeclared: boolean }
  | { readonly several: readonly string[] }
  | { readonly suggestion?: string };

/** The ids of the entries of one section, and what texts refer to them. */
export interface SectionIds {
  /** By the key of the entry. */
  readonly ids: ReadonlyMap<string, string>;
  /** Keys whose ids come from the mapping. */
  readonly mapped: ReadonlySet<string>;
  /** Parties that are named and that no table has: ids and names. */
  readonly mentioned: ReadonlyMap<string, Mention>;
  refer(text: string, origin: Origin): Reference;
}

/** Something that is named in a cell, and in no table. */
export interface Mention {
  readonly name: string;
  readonly origin: Origin;
}

export function isId(text: string): boolean {
  return text !== 'all' && /^[a-z0-9][a-z0-9._-]{0,127}$/.test(text);
}

const KINDS: ReadonlyMap<string, { kind: Exclude<NameKind, 'categories'>; what: string }> = new Map([
  ['parties', { kind: 'parties', what: 'party' }],
  ['zones', { kind: 'zones', what: 'zone' }],
  ['systems', { kind: 'systems', what: 'system' }],
  ['data', { kind: 'data', what: 'data set' }],
]);

/** A name in a cell that refers to an entry of a section. */
export interface Named {
  readonly text: string;
  readonly origin: Origin;
}

/**
 * Ids for the entries of a section. An id is kept; a name gets one by the mapping, or by itself. Parties that are named in
 * other tables and have no row are mentions, unless they are slips of those that have one.
 */
export function sectionIds(
  section: string,
  entries: readonly TableEntry[],
  { named, hasTable }: { readonly named: readonly Named[]; readonly hasTable: boolean },
  names: Names,
): SectionIds {
  const index = indexOf(entries);
  const strangers = section === 'parties' ? strangersOf(named, index, hasTable) : [];
  const { ids, mapped } = idsOf(section, entries, strangers, names);
  const mentioned = new Map(
    strangers.map(({ text, origin }) => [ids.get(text) ?? text, { name: text, origin }]),
  );
  const refer = (text: string, origin: Origin): Reference => {
    const keys = index.keysOf(text);
    if (keys.length > 1) return { several: keys.map((key) => ids.get(key) ?? key) };
    const id = ids.get(keys[0] ?? text);
    if (id !== undefined) return { id, isDeclared: keys.length > 0 || mentioned.has(id) };
    if (isUnstated(text)) return 'unstated';
    if (isId(text)) return { id: text, isDeclared: false };
    const kind = KINDS.get(section);
    const known = kind && names.find(kind.kind, { name: text, what: kind.what, origin });
    if (known !== undefined) return { id: known, isDeclared: true };
    const suggestion = index.nearest(text);
    return suggestion === undefined ? {} : { suggestion };
  };
  return { ids, mapped, mentioned, refer };
}

/** Ids by keys: those that are ids already, those that the mapping or their names give, those of rows without a name. */
function idsOf(
  section: string,
  entries: readonly TableEntry[],
  strangers: readonly Named[],
  names: Names,
): Pick<SectionIds, 'ids' | 'mapped'> {
  const isKept = ({ id, key }: TableEntry): boolean => id !== undefined && isId(key);
  const kept = [
    ...entries.filter(isKept).map(({ key }) => key),
    ...strangers.map(({ text }) => text).filter(isId),
  ];
  const ids = new Map(kept.map((key) => [key, key]));
  const mapped = new Set<string>();
  const kind = KINDS.get(section);
  const isAsked = ({ id, name }: TableEntry): boolean => kind !== undefined && (id ?? name) !== undefined;
  const others = entries.filter((entry) => !isKept(entry));
  const fallback = kind?.what.replace(' ', '-') ?? section.replace(/s$/, '');
  if (kind !== undefined) {
    const wanted = [
      ...others.filter(isAsked).map((entry) => ({ name: entry.key, origin: originOf(entry) })),
      ...strangers.filter(({ text }) => !isId(text)).map(({ text, origin }) => ({ name: text, origin })),
    ].map((each) => ({ ...each, what: kind.what }));
    for (const [key, { id, isMapped }] of names.ids(kind.kind, wanted, { fallback, reserved: kept })) {
      ids.set(key, id);
      if (isMapped) mapped.add(key);
    }
  }
  const bare = others.filter((entry) => !isAsked(entry)).map(({ key, wish }) => [key, wish] as const);
  for (const [key, id] of idsFor(bare, fallback, [...ids.values()])) ids.set(key, id);
  return { ids, mapped };
}

function originOf({ table, row, id, name }: TableEntry): Origin {
  const { span } = id ?? name ?? row;
  return { file: table.source.path, place: id === undefined ? 'name' : 'id', span };
}

/** Parties that are named and have no row. Where there is a table of parties, a name that is nearly one of its is a slip. */
function strangersOf(named: readonly Named[], index: Index, hasTable: boolean): Named[] {
  const strangers = new Map<string, Named>();
  for (const each of named) {
    if (strangers.has(each.text) || isUnstated(each.text) || index.keysOf(each.text).length > 0) continue;
    // An id may be declared in a manifest beside the tables; the check tells where it is not.
    if (hasTable && (isId(each.text) || index.nearest(each.text) !== undefined)) continue;
    strangers.set(each.text, each);
  }
  return [...strangers.values()];
}

interface Index {
  /** Keys of the entries that a text names: by their ids, else their names, else either in other capitals and spaces. */
  keysOf(text: string): readonly string[];
  nearest(text: string): string | undefined;
}

// Each text that fits nothing is held against each.
const COMPARED = 500;

function indexOf(entries: readonly TableEntry[]): Index {
  const exact = new Set<string>();
  const byName = new Map<string, string[]>();
  const folded = new Map<string, string[]>();
  const texts = new Set<string>();
  const add = (map: Map<string, string[]>, text: string, key: string): void => {
    const keys = map.get(text) ?? [];
    if (!keys.includes(key)) keys.push(key);
    map.set(text, keys);
  };
  for (const { id, name, key } of entries) {
    if (id === undefined && name === undefined) continue;
    exact.add(key);
    texts.add(key);
    add(folded, fold(key), key);
    if (name === undefined) continue;
    texts.add(name.text.trim());
    add(byName, name.text.trim(), key);
    add(folded, fold(name.text), key);
  }
  const candidates = [...texts].slice(0, COMPARED);
  return {
    keysOf: (text) => (exact.has(text) ? [text] : (byName.get(text) ?? folded.get(fold(text)) ?? [])),
    nearest: (text) => nearest(text, candidates),
  };
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
