/** What a field says of each entry, as a truth; asked once for each value that stands anywhere. */
import type { FieldColumn } from '../model/model.ts';
import type { Truth } from './truth.ts';

/** A truth for each entry; the meaning of `undefined` is that of a field that is not stated. */
export function fieldTruths<T extends string | number | boolean>(
  { numbers, values }: FieldColumn,
  meaning: (value: T | undefined) => Truth,
): Uint8Array {
  // INVARIANT: the schema has seen to it that the values of a field are of its type.
  const truths = values.map((value) => meaning(value as T));
  const unstated = meaning(undefined);
  return Uint8Array.from(numbers, (number) => (number < 0 ? unstated : truths[number]));
}
