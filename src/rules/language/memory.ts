/** What conditions say of things is asked once for each thing in a check, whatever rule asks and whatever leads there. */
import type { Facts } from '../../analysis/facts.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import type { Truth } from '../../analysis/truth.ts';
import type { ThingName } from '../things/attribute.ts';
import { SECTIONS } from './path.ts';

/** Truths by number, from -1 on, which stands for what is not known: 0 is not asked yet, else one more than the truth. */
export type TruthTable = Uint8Array;

const known = perFacts(() => new Map<string, TruthTable>());

/** The table of a condition on things, by its form; undefined for things that are not numbered by their section. */
export function tableFor(facts: Facts, thing: ThingName, form: string): TruthTable | undefined {
  const section = SECTIONS[thing];
  if (section === undefined) return undefined;
  const tables = known(facts);
  const key = `${thing}:${form}`;
  const table = tables.get(key) ?? emptyTable(facts.model[section].ids.length);
  tables.set(key, table);
  return table;
}

/** A table for numbers below a bound. */
export function emptyTable(count: number): TruthTable {
  return new Uint8Array(count + 1);
}

/** Truths by number, and how one that is not known yet is found. */
export interface Truths {
  readonly table: TruthTable;
  /** The truth of a number, of the first fact that has it; asked once. */
  truthOf(number: number, i: number): Truth;
}

/** Asks for the truth of a number, of the first fact that has it, once. */
export function remembered(table: TruthTable, ask: (number: number, i: number) => Truth): Truths {
  return {
    table,
    truthOf(number, i) {
      const found = table[number + 1];
      if (found !== 0) return (found - 1) as Truth;
      const truth = ask(number, i);
      table[number + 1] = truth + 1;
      return truth;
    },
  };
}
