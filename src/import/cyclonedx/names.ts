/** Parties, zones and data as bills name them. */
import type { Origin } from '../draft.ts';
import type { Placed } from '../schema.ts';
import type { Bill } from './bills.ts';
import { ownLabel, ownRef } from './own.ts';
import type { PartyText } from './party-form.ts';
import type { ProfileChoice } from './profile-form.ts';
import type { Classification, Datum, PartyName, ZoneName } from './sketch.ts';

/** The key of something in a bill, by its reference. */
export function keyIn({ at }: Bill, ref: string): string {
  return `${at} ${ref}`;
}

/** What an id is made from: in bills of ours, the id that a reference holds. */
export function wishOf({ own }: Bill, ref: string): string {
  return (own && ownRef(ref)) ?? ref;
}

/** A party by its name; the same name is the same party, in whatever bill. */
export function partyName({ own }: Bill, { text, origin }: Placed): PartyName {
  const label = own && ownLabel(text);
  if (label === undefined) return { key: text, name: text, origin };
  return { key: label.id, ...(label.name !== undefined && { name: label.name }), origin };
}

/** Parties of a bill by their references. */
export type PartyIndex = ReadonlyMap<string, PartyName>;

/** A party that is named or referred to; a reference that leads nowhere is all that is known of its party. */
export function partyOf(bill: Bill, index: PartyIndex, { name, ref }: PartyText): PartyName | undefined {
  if (ref !== undefined) return index.get(ref.text) ?? { key: ref.text, name: ref.text, origin: ref.origin };
  return name && partyName(bill, name);
}

/** A trust zone that a service names; the same name is the same zone, in whatever bill. */
export function trustZone(bill: Bill, { text, origin }: Placed): ZoneName {
  return ownZone(bill, text, origin) ?? { key: text, name: text, wish: text, origin };
}

/** A zone of ours: one that the properties of its bill describe. */
export function ownZone(bill: Bill, id: string, origin: Origin): ZoneName | undefined {
  if (bill.own?.zones.has(id) !== true) return undefined;
  return { key: keyIn(bill, `zone:${id}`), name: id, wish: id, origin, isOwn: true };
}

/** The key of data that a bill gives a name. */
export function namedData(bill: Bill, name: string): string {
  return keyIn(bill, `name ${name}`);
}

/** Adds words to what says what data is; in bills of ours they are categories, several in one text. */
export function classify(datum: Datum, bill: Bill, words: readonly (Placed | undefined)[]): void {
  for (const each of classesOf(bill, words)) {
    if (!datum.classes.has(each.text)) datum.classes.set(each.text, each);
  }
}

const CATEGORY = /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/;

export function classesOf({ own }: Bill, words: readonly (Placed | undefined)[]): Classification[] {
  return words.flatMap((word) => {
    if (word === undefined) return [];
    const { text, origin } = word;
    const parts = own === undefined ? [text] : text.split(', ');
    const isCategory = own !== undefined && parts.every((part) => CATEGORY.test(part));
    return (isCategory ? parts : [text]).map((part) => ({ text: part, origin, isCategory }));
  });
}

/** Adds owners to data. */
export function own(datum: Datum, owners: readonly (PartyName | undefined)[]): void {
  for (const owner of owners)
    if (owner !== undefined && !datum.owners.has(owner.key)) datum.owners.set(owner.key, owner);
}

/** Words of a profile, and what data of it is for. */
export interface ProfileWords {
  readonly key: string;
  readonly name: string;
  /** All words on the data, and those by which data of the profile is told from other data. */
  readonly words: readonly Placed[];
  readonly telling: readonly Placed[];
  readonly purposes: readonly string[];
  readonly origin: Placed['origin'];
}

/** A profile that is written out or referred to; one that is nowhere says what its name says. */
export function profileOf(
  bill: Bill,
  index: ReadonlyMap<string, ProfileWords>,
  choice: ProfileChoice,
): ProfileWords {
  if ('profile' in choice) {
    const {
      name,
      classification,
      informationTypes = [],
      purposes = [],
      origin,
      'bom-ref': ref,
    } = choice.profile;
    const title = name?.text ?? ref?.text ?? 'profile';
    const level = classification ? [classification] : [];
    const stated = [...level, ...informationTypes];
    const words = stated.length === 0 && name !== undefined ? [name] : stated;
    return {
      key: keyIn(bill, `profile ${ref?.text ?? title}`),
      name: title,
      words,
      telling: informationTypes.length > 0 ? informationTypes : words,
      purposes: purposes.map(({ text }) => text),
      origin,
    };
  }
  const { text, origin } = choice.ref;
  const key = keyIn(bill, `profile ${text}`);
  const telling = [choice.ref];
  return index.get(text) ?? { key, name: text, words: telling, telling, purposes: [], origin };
}
