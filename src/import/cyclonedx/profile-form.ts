/** The form of data profiles and data objects in drafts of CycloneDX 2.0. */
import { listOf, record, text } from '../schema.ts';
import type { Placed, Read, Schema } from '../schema.ts';
import { word } from './party-form.ts';

/** What characterises data: how it is classified, what it tells, what it is for. */
export const profile = record({
  'bom-ref': text,
  name: text,
  classification: word,
  informationTypes: listOf(word),
  purposes: listOf(word),
});
export type Profile = Read<typeof profile>;

/** A profile that is written out, or the reference of one. */
export type ProfileChoice = { readonly ref: Placed } | { readonly profile: Profile };

export const profileChoice: Schema<ProfileChoice> = {
  read(node, where) {
    if (node.kind !== 'map') {
      const ref = text.read(node, where);
      return ref && { ref };
    }
    const found = profile.read(node, where);
    return found && { profile: found };
  },
};

/** Data of one form, as it is kept or sent. */
export const dataObject = record({
  'bom-ref': text,
  name: text,
  profile: profileChoice,
  informationTypes: listOf(word),
  attributes: listOf(record({ name: text, informationType: word })),
});
export type DataObject = Read<typeof dataObject>;
