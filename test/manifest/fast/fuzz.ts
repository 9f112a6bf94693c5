import { compare, type Format } from './compare.ts';
import { SOURCES, type Input } from './inputs.ts';

/** How many inputs of a source were accepted, declined and read differently. */
export interface Tally {
  inputs: number;
  accepted: number;
  declined: number;
  disagreements: number;
}

/** An input that the fast reader and the reference read differently, shrunk. */
export interface Disagreement {
  readonly seed: number;
  readonly source: Input['source'];
  readonly format: Format;
  readonly bytes: Uint8Array;
  readonly what: string;
}

export interface Outcome {
  readonly tallies: ReadonlyMap<Input['source'], Tally>;
  readonly disagreements: readonly Disagreement[];
}

/** Disagreements that are told; one fault shows in many inputs. */
const TOLD = 20;

/** Lets the fast readers and the reference read the inputs of some seeds. */
export function fuzz(inputOf: (seed: number) => Input, first: number, count: number): Outcome {
  const tallies = new Map(
    SOURCES.map((source): [Input['source'], Tally] => [
      source,
      { inputs: 0, accepted: 0, declined: 0, disagreements: 0 },
    ]),
  );
  const disagreements: Disagreement[] = [];
  for (let seed = first; seed < first + count; seed++) {
    const { source, format, bytes } = inputOf(seed);
    const outcome = compare(format, bytes);
    const tally = tallies.get(source) as Tally;
    tally.inputs++;
    if (outcome.is === 'accepted') tally.accepted++;
    else if (outcome.is === 'declined') tally.declined++;
    else {
      tally.disagreements++;
      if (disagreements.length < TOLD) disagreements.push({ seed, source, format, ...shrunk(format, bytes) });
    }
  }
  return { tallies, disagreements };
}

/** The smallest input still read differently that taking away bytes leads to. */
function shrunk(format: Format, whole: Uint8Array): { bytes: Uint8Array; what: string } {
  let bytes = whole;
  for (let length = bytes.length; length > 0;) {
    const smaller = withoutSome(format, bytes, length);
    if (smaller === undefined) length = Math.floor(length / 2);
    else bytes = smaller;
  }
  const outcome = compare(format, bytes);
  return { bytes, what: outcome.is === 'disagreement' ? outcome.what : 'it comes and goes' };
}

function withoutSome(format: Format, bytes: Uint8Array, length: number): Uint8Array | undefined {
  for (let at = 0; at + length <= bytes.length; at++) {
    const rest = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
    if (compare(format, rest).is === 'disagreement') return rest;
  }
  return undefined;
}

/** What a disagreement is about, on a line. */
export function told({ seed, source, format, bytes, what }: Disagreement): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return `${format}, ${source} ${seed}: ${JSON.stringify(text)}: ${what}`;
}

/** A line for each source and one for all. */
export function tallied(tallies: Outcome['tallies']): string {
  const rows = [...tallies].map(([source, tally]): [string, Tally] => [source, tally]);
  const all = rows.reduce(
    (sum, [, tally]) => ({
      inputs: sum.inputs + tally.inputs,
      accepted: sum.accepted + tally.accepted,
      declined: sum.declined + tally.declined,
      disagreements: sum.disagreements + tally.disagreements,
    }),
    { inputs: 0, accepted: 0, declined: 0, disagreements: 0 },
  );
  return [...rows, ['all', all] as [string, Tally]]
    .map(
      ([source, { inputs, accepted, declined, disagreements }]) =>
        `${source}: ${inputs} inputs, ${accepted} accepted, ${declined} declined, ${disagreements} disagreements`,
    )
    .join('\n');
}
