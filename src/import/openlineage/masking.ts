/** Whether the columns of a dataset hold anything of what they are made from. */
import type { ColumnLineage } from './events.ts';

/** What one statement says: fields that are masked, and fields that are not, or not for certain. */
export interface Masking {
  readonly masked: readonly string[];
  readonly plain: readonly string[];
}

/**
 * A field is masked when each value that it is directly made of is: by the flag of the transformation, or by the type of older
 * events. A field that is made of nothing is neither.
 */
export function maskingIn({ fields = [] }: ColumnLineage): Masking {
  const masked: string[] = [];
  const plain: string[] = [];
  for (const { name, value } of fields) {
    const inputs = [...(value.inputFields ?? []), ...(value.inputs ?? [])];
    const direct = inputs.flatMap(({ transformations = [] }) => {
      // A value of which nothing is told is taken over as it is.
      if (transformations.length === 0) return [false];
      const steps = transformations.filter(({ type }) => type?.text.toUpperCase() !== 'INDIRECT');
      return steps.map(({ masking }) => masking === true);
    });
    if (value.transformationType?.text.toUpperCase() === 'MASKED') masked.push(name.text);
    else if (direct.length === 0) continue;
    else if (direct.every((isHidden) => isHidden)) masked.push(name.text);
    else plain.push(name.text);
  }
  return { masked, plain };
}

/** Is everything in a dataset masked, by each statement on it and for all its fields? */
export function isMasked(maskings: readonly Masking[], fields: ReadonlySet<string>): boolean {
  const masked = new Set(maskings.flatMap((each) => each.masked));
  return (
    masked.size > 0 &&
    maskings.every(({ plain, masked: own }) => plain.length === 0 && own.length > 0) &&
    [...fields].every((field) => masked.has(field))
  );
}
