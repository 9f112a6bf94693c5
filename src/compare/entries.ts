/** Entries of two models -> those that are not the same, field by field. */
import { isActive } from '../analysis/steps.ts';
import type { Entries, Model, Periods, SectionName } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import type { EntryChange, EntryFate, FieldChange } from './comparison.ts';
import { canonical } from './canonical.ts';
import { directionOf } from './directions.ts';
import type { Renames } from './renames.ts';
import type { Side } from './side.ts';

/** Sections that say who may do what. */
export const STATEMENTS: readonly SectionName[] = ['access', 'authorizations', 'contracts', 'waivers'];
/** Sections that say what there is. */
export const THINGS: readonly SectionName[] = ['data', 'flows', 'parties', 'systems', 'zones'];

/** What has become of the entries of some sections, by section and id. */
export function entryChanges(
  base: Side,
  head: Side,
  renames: Renames,
  sections: readonly SectionName[],
): readonly EntryChange[] {
  const isUntouched = untouchedFiles(base, head);
  return sections.flatMap((section) => sectionChanges(section, base, head, renames, isUntouched));
}

function sectionChanges(
  section: SectionName,
  base: Side,
  head: Side,
  renames: Renames,
  isUntouched: (before: number, after: number) => boolean,
): readonly EntryChange[] {
  const [before, after] = [base.facts.model[section], head.facts.model[section]] as [
    Entries<object>,
    Entries<object>,
  ];
  const renamed = section === 'systems' || section === 'flows' ? renames[section] : new Map<string, string>();
  const successors = new Set(renamed.values());
  const changes: EntryChange[] = [];
  before.ids.forEach((was, i) => {
    const id = renamed.get(was) ?? was;
    const j = after.indexOf(id);
    if (j < 0 || (id === was && successors.has(id))) {
      changes.push({ section, id: was, fate: 'removed', fields: [], place: placeIn(base, section, i) });
      return;
    }
    if (id === was && isUntouched(before.file[i], after.file[j])) return;
    const fields = fieldChanges(section, carried(section, before.entry.at(i), renames), after.entry.at(j));
    if (fields.length === 0 && id === was) return;
    const isRenamed = id !== was;
    const fate = fateOf(fields, activity(base, section, i), activity(head, section, j), isRenamed);
    changes.push({
      section,
      id,
      ...(isRenamed && { was }),
      fate,
      fields,
      place: placeIn(head, section, j),
    });
  });
  after.ids.forEach((id, j) => {
    if (successors.has(id) || before.indexOf(id) >= 0) return;
    changes.push({ section, id, fate: 'added', fields: [], place: placeIn(head, section, j) });
  });
  return changes.sort((a, b) => byCodePoint(a.id, b.id));
}

/** Fields that name systems; an authorization has a `to` as well, which is a party. */
const SYSTEM_FIELDS: Partial<Record<SectionName, readonly string[]>> = {
  flows: ['from', 'to'],
  access: ['systems'],
};

/** An entry of the base, with the systems that it names as they are called in the head. */
function carried(section: SectionName, entry: object, { systems }: Renames): object {
  const fields = SYSTEM_FIELDS[section];
  if (fields === undefined) return entry;
  const named = (id: unknown): unknown => (typeof id === 'string' ? (systems.get(id) ?? id) : id);
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]: [string, unknown]) => {
      if (!fields.includes(key)) return [key, value];
      return [key, Array.isArray(value) ? value.map(named) : named(value)];
    }),
  );
}

/** Files with the same text in both states: nothing in them has changed. */
function untouchedFiles(base: Side, head: Side): (before: number, after: number) => boolean {
  const texts = new Map(base.documents.map((document) => [document.path, document]));
  const isSame = head.documents.map((document) => {
    const old = texts.get(document.path);
    return old !== undefined && old.text === document.text;
  });
  return (before, after) =>
    isSame[after] === true && base.documents[before]?.path === head.documents[after]?.path;
}

/** Fields that differ; of a map of fields, those below it. */
function fieldChanges(section: string, before: object, after: object, path = ''): FieldChange[] {
  const [old, now] = [before, after] as [Record<string, unknown>, Record<string, unknown>];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort(byCodePoint);
  return keys.flatMap((key) => {
    const [one, other] = [old[key], now[key]];
    if (canonical(one) === canonical(other)) return [];
    const field = `${path}${key}`;
    const isMap = (value: unknown): value is object =>
      typeof value === 'object' && value !== null && !Array.isArray(value);
    if ((isMap(one) || one === undefined) && (isMap(other) || other === undefined)) {
      return fieldChanges(section, one ?? {}, other ?? {}, `${field}.`);
    }
    const change = {
      field,
      ...(one !== undefined && { before: one }),
      ...(other !== undefined && { after: other }),
    };
    const direction = directionOf(section, change);
    return [{ ...change, ...(direction && { direction }) }];
  });
}

/** Is an entry in force at the day of the comparison? Undefined where it has no period. */
function activity({ facts: { model, at } }: Side, section: SectionName, entry: number): boolean | undefined {
  const periods = model[section] as Model[SectionName] & Partial<Periods>;
  const { from, until, dated } = periods;
  return from && until && dated ? isActive({ from, until }, entry, at) : undefined;
}

function fateOf(
  fields: readonly FieldChange[],
  wasActive: boolean | undefined,
  isNowActive: boolean | undefined,
  isRenamed: boolean,
): EntryFate {
  if (wasActive === true && isNowActive === false) return 'ended';
  if (wasActive === false && isNowActive === true) return 'begun';
  const directions = new Set(fields.map(({ direction }) => direction));
  if (directions.size === 1 && directions.has('wider')) return 'widened';
  if (directions.size === 1 && directions.has('narrower')) return 'narrowed';
  return isRenamed ? 'renamed' : 'changed';
}

function placeIn({ facts: { model }, places }: Side, section: SectionName, entry: number) {
  const { file, ids } = model[section];
  return places.of({ file: file[entry], path: [section, ids[entry]] });
}
