/** Questions to a workspace as a program asks them: days as texts, and problems instead of an answer where it is shut. */
import type { InspectedFacts } from '../analysis/facts-format.ts';
import { factsOf } from '../analysis/facts.ts';
import { inspectFacts } from '../analysis/inspect.ts';
import { stepName } from '../analysis/witness.ts';
import type { Comparison } from '../compare/comparison.ts';
import { plainComparison } from '../compare/plain.ts';
import { plainResult } from '../findings/plain.ts';
import type { CheckResult } from '../findings/result.ts';
import { parseDay } from '../manifest/calendar.ts';
import type { Problem } from '../manifest/problem.ts';
import { checkWorkspace, type CheckOptions } from './check.ts';
import { compareWorkspaces } from './compare.ts';
import type { Opened } from './workspace.ts';

/** The day of a question, as YYYY-MM-DD. The library has no clock. */
export interface At {
  readonly at: string;
}

/** The days of a check, as YYYY-MM-DD; with a horizon, what becomes a violation up to that day is told too. */
export interface CheckDays extends At {
  readonly horizon?: string;
}

/** What a check says. Without a result, the problems say why. */
export interface Checked {
  readonly result?: CheckResult;
  readonly problems: readonly Problem[];
}

/** Facts, in the form of docs/semantics.md. Without them, the problems say why. */
export interface Inspected {
  readonly facts?: InspectedFacts;
  readonly problems: readonly Problem[];
}

/** A datum and a system that it may have come to. */
export interface Witnessed extends At {
  readonly data: string;
  readonly system: string;
}

/** What a change does. Without a comparison, the problems of either state say why. */
export interface Compared {
  readonly comparison?: Comparison;
  readonly problems: { readonly base: readonly Problem[]; readonly head: readonly Problem[] };
}

/** Checks what was opened. Throws a RangeError on a day that does not exist. */
export function checkOpened({ workspace, problems }: Opened, days: CheckDays): Checked {
  if (workspace === undefined) return { problems };
  return { result: plainResult(checkWorkspace(workspace, optionsOf(days))), problems };
}

/** All facts of what was opened. Throws a RangeError on a day that does not exist. */
export function inspectOpened({ workspace, problems }: Opened, { at }: At): Inspected {
  if (workspace === undefined) return { problems };
  return { facts: inspectFacts(factsOf(workspace.model, dayOf(at))), problems };
}

/**
 * Step names of the shortest way of a datum to a system, in travel order; undefined where it is not held there. Throws a
 * RangeError on a day that does not exist.
 */
export function witnessOpened(
  { workspace }: Opened,
  { at, data, system }: Witnessed,
): readonly string[] | undefined {
  if (workspace === undefined) return undefined;
  const { model } = workspace;
  const steps = factsOf(model, dayOf(at)).witnesses.of(
    model.data.indexOf(data),
    model.systems.indexOf(system),
  );
  return steps?.map((step) => stepName(step, model));
}

/** Compares two states that were opened. Throws a RangeError on a day that does not exist. */
export function compareOpened(base: Opened, head: Opened, { at }: At): Compared {
  const day = dayOf(at);
  const problems = { base: base.problems, head: head.problems };
  if (base.workspace === undefined || head.workspace === undefined) return { problems };
  const names = { base: { name: 'base' }, head: { name: 'head' } };
  return {
    comparison: plainComparison(compareWorkspaces(base.workspace, head.workspace, day, names)),
    problems,
  };
}

/** The days of a check as numbers. Throws a RangeError on a day that does not exist. */
export function optionsOf({ at, horizon }: CheckDays): CheckOptions {
  return { at: dayOf(at), ...(horizon !== undefined && { horizon: dayOf(horizon) }) };
}

/** A day as a number. Throws a RangeError where it does not exist. */
export function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a day: ${text}`);
  return day;
}
