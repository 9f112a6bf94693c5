/** Two states of a workspace -> what the change between them does. */
import { formatDay } from '../manifest/calendar.ts';
import type { Comparison, GateChange } from './comparison.ts';
import { entryChanges, STATEMENTS, THINGS } from './entries.ts';
import { findingChanges } from './findings.ts';
import { partyChanges } from './reach.ts';
import type { Renames } from './renames.ts';
import type { Side } from './side.ts';

/** What else a comparison tells. */
export interface CompareOptions extends Pick<Comparison, 'base' | 'head'> {
  readonly renames: Renames;
  readonly gate: readonly GateChange[];
}

/** Compares two states at one day. */
export function compareSides(
  base: Side,
  head: Side,
  { renames, gate, ...names }: CompareOptions,
): Comparison {
  return {
    at: formatDay(head.facts.at) ?? '',
    base: names.base,
    head: names.head,
    parties: partyChanges(base, head),
    statements: entryChanges(base, head, renames, STATEMENTS),
    entries: entryChanges(base, head, renames, THINGS),
    findings: findingChanges(base.findings, head.findings, renames, {
      base: base.facts.model,
      head: head.facts.model,
    }),
    gate,
  };
}
