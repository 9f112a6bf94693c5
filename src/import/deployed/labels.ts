/** What labels say of owners and of data. */
import type { DataSet } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor, slug } from '../ids.ts';
import type { NameKind } from '../mapping-format.ts';
import type { ForeignName, Names } from '../names.ts';
import { firstByKey, type Label } from './landscape.ts';

const OWNER = /^(?:owner|owned[-_.]?by|owner[-_.]?(?:team|name)|team|vendor|supplier|contractor|operator)$/i;
const DATA =
  /^(?:(?:data|information)[-_.]?(?:class|classification|categor(?:y|ies)|type|sensitivity|label)|classification|sensitivity|confidentiality|pii|phi|personal[-_.]?data)$/i;
const NOTHING = /^(?:|false|no|none|n\/a|null|unknown|0)$/i;

/** The name by which a mapping knows a label: key and value, such as `team=payments`. */
export function nameOf({ key, value }: Label): string {
  return `${key}=${value}`;
}

/** A key without the domain of who made it up: `example.com/team` and `com.example.team` are both `team`. */
function lastPart(key: string): string {
  const part = key.slice(key.lastIndexOf('/') + 1);
  return OWNER.test(part) || DATA.test(part) ? part : part.slice(part.lastIndexOf('.') + 1);
}

/** A label under the key by which it is known: in full if the mapping has that, else without a domain. */
function known(label: Label, kinds: readonly NameKind[], names: Names): Label {
  const isMapped = kinds.some((kind) => names.has(kind, nameOf(label)));
  return isMapped ? label : { ...label, key: lastPart(label.key) };
}

/** The label that says whose a thing is: one that the mapping has for parties, else one whose key says so. */
export function ownerIn(labels: readonly Label[], names: Names): Label | undefined {
  const sorted = labels
    .map((label) => known(label, ['parties'], names))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return (
    sorted.find((label) => names.has('parties', nameOf(label))) ??
    sorted.find(({ key, value }) => OWNER.test(key) && !NOTHING.test(value))
  );
}

/** An owner as a name to be mapped. */
export function ownerName(label: Label, what: string): ForeignName {
  return { name: nameOf(label), what, origin: label.origin, wish: wishOf(label) };
}

/** The labels that say what data a thing has, one for each class of data. */
export function classesIn(labels: readonly Label[], names: Names): Label[] {
  return labels.flatMap((given) => {
    const label = known(given, ['data', 'categories'], names);
    if (isMapped(label, names)) return [label];
    if (!DATA.test(label.key)) return [];
    const parts = label.value.split(/[,;\s]+/).filter((value) => !NOTHING.test(value));
    return parts.map((value) => ({ ...label, value }));
  });
}

function isMapped(label: Label, names: Names): boolean {
  return names.has('data', nameOf(label)) || names.has('categories', nameOf(label));
}

/** Data sets, and the id of each class of data. */
export interface Classes {
  readonly entries: readonly DraftEntry<DataSet>[];
  readonly ids: ReadonlyMap<string, string>;
}

/** A data set for each class of data. Whose it is no label says. */
export function dataOf(
  labels: readonly Label[],
  names: Names,
  { prefix, owner }: { readonly prefix: string; readonly owner: string },
): Classes {
  const classes = firstByKey(labels, nameOf);
  const mapped = classes.filter((label) => names.has('data', nameOf(label)));
  const ids = new Map<string, string>();
  for (const label of mapped) ids.set(nameOf(label), names.find('data', foreign(label)) ?? '');
  const open = classes.filter((label) => !ids.has(nameOf(label)));
  const wishes = open.map((label) => [nameOf(label), wishOf(label)] as const);
  for (const [name, id] of idsFor(wishes, 'data', [...ids.values()])) ids.set(name, id);
  const entries = classes.map((label): DraftEntry<DataSet> => {
    const isNamed = names.has('data', nameOf(label));
    const isAsked = !isNamed || names.has('categories', nameOf(label));
    const categories = isAsked ? names.categories(foreign(label)) : undefined;
    const category = categories === undefined ? categoryOf(prefix, label) : [...categories];
    return {
      id: ids.get(nameOf(label)) ?? '',
      value: { category, owner },
      origin: label.origin,
      remarks: [`by the label ${nameOf(label)}`],
      isMention: isNamed,
    };
  });
  return { entries: firstByKey(entries, ({ id }) => id), ids };
}

function foreign(label: Label): ForeignName {
  return { name: nameOf(label), what: 'label for data', origin: label.origin, wish: wishOf(label) };
}

function wishOf({ key, value }: Label): string {
  return `${lastPart(key)}-${value}`;
}

/** A name that can be referred to, and no classification. */
function categoryOf(prefix: string, { key, value }: Label): string {
  const part = (text: string): string => slug(text).replaceAll('.', '-').slice(0, 100) || 'other';
  return `${prefix}.${part(lastPart(key))}.${part(value)}`;
}
