/** Data objects of blueprints: what they say of the data that holds them. */
import { classify, profileOf } from './names.ts';
import type { Elements } from './peers.ts';
import type { DataObject } from './profile-form.ts';
import type { Datum } from './sketch.ts';

/** Adds what an object says to its data. */
export function describe({ bill, profiles }: Elements, datum: Datum, object: DataObject): void {
  const { informationTypes = [], profile, attributes = [] } = object;
  classify(datum, bill, informationTypes);
  if (profile !== undefined) classify(datum, bill, profileOf(bill, profiles, profile).words);
  for (const { name, informationType } of attributes) {
    classify(datum, bill, [informationType]);
    if (name !== undefined) datum.fields.add(name.text);
  }
}
