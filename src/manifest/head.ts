import type { Manifest } from './format.ts';
import { payloadOf, valueAt, type Tape } from './fast/tape.ts';
import { afterValue, valueOf } from './fast/values.ts';

/** What a manifest says of itself, and which sections it has. */
export interface Head extends Pick<Manifest, 'speaksFor' | 'taxonomy'> {
  readonly keys: readonly string[];
}

/** The head of a manifest, which has passed the check of its schema. */
export function headOf(tape: Tape): Head {
  const keys: string[] = [];
  const end = afterValue(tape, 0);
  for (let at = 1; at < end; at = afterValue(tape, at + 1)) {
    keys.push(tape.strings.text(payloadOf(tape.nodes[at])));
  }
  const field = (key: string): unknown => {
    const at = valueAt(tape.nodes, 0, tape.strings.find(key));
    return at < 0 ? undefined : valueOf(tape, at);
  };
  return {
    keys,
    speaksFor: field('speaksFor') as Manifest['speaksFor'],
    taxonomy: field('taxonomy') as Manifest['taxonomy'],
  };
}
