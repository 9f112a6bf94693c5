/** Flowdown as a library: pure functions over texts; files, clock and terminal are the caller's. */
import { factsOf } from './analysis/facts.ts';
import type { InspectedFacts } from './analysis/facts-format.ts';
import { inspectFacts } from './analysis/inspect.ts';
import { stepName } from './analysis/witness.ts';
import { parseDay } from './manifest/calendar.ts';
import type { Problem } from './manifest/problem.ts';
import type { Source } from './manifest/read.ts';
import { plainResult } from './findings/plain.ts';
import type { CheckResult } from './findings/result.ts';
import { aroundPack } from './rules/around.ts';
import type { Pack } from './rules/format.ts';
import { readPack as readFiles } from './rules/pack.ts';
import { checkWorkspace } from './run/check.ts';
import { sarifOf } from './run/sarif.ts';
import { openWorkspace, type WorkspaceInput } from './run/workspace.ts';

export type { InspectedFacts } from './analysis/facts-format.ts';
export type { Manifest } from './manifest/format.ts';
export type { Problem } from './manifest/problem.ts';
export type { Finding } from './findings/finding.ts';
export type { Config } from './run/config-format.ts';
export type { CheckResult } from './findings/result.ts';
export type { WorkspaceInput } from './run/workspace.ts';
export type { FoundPack, FoundPacks } from './run/chosen-packs.ts';
export type { ExtendedFiles } from './run/layers.ts';
export type { Pack } from './rules/format.ts';
export { describe } from './manifest/problem.ts';

/** The day of a question, as YYYY-MM-DD. The library has no clock. */
export interface At {
  readonly at: string;
}

/** Checks a workspace. Without a result, the problems say why. Throws a RangeError on a day that does not exist. */
export function check(
  input: WorkspaceInput,
  { at, horizon }: At & { readonly horizon?: string },
): { readonly result?: CheckResult; readonly problems: readonly Problem[] } {
  const { workspace, problems } = openWorkspace(input);
  if (workspace === undefined) return { problems };
  const days = { at: dayOf(at), ...(horizon !== undefined && { horizon: dayOf(horizon) }) };
  return { result: plainResult(checkWorkspace(workspace, days)), problems };
}

/**
 * The same check as a SARIF 2.1.0 log; problems are in it as notifications. URIs are relative to the workspace. Throws a
 * RangeError on a day that does not exist.
 */
export function sarif(input: WorkspaceInput, { at, horizon }: At & { readonly horizon?: string }): object {
  const opened = openWorkspace(input);
  const { workspace } = opened;
  if (workspace === undefined) return sarifOf([{ prefix: '', opened }]);
  const days = { at: dayOf(at), ...(horizon !== undefined && { horizon: dayOf(horizon) }) };
  return sarifOf([{ prefix: '', opened, result: checkWorkspace(workspace, days) }]);
}

/**
 * Reads a pack, for `packs` of a workspace, from its files: `pack.yaml` and one for each rule. `extended` are the packs from
 * elsewhere that it extends, and those that these extend. Without a pack, the problems say why.
 */
export function readPack(
  files: readonly Source[],
  extended: readonly Pack[] = [],
): { readonly pack?: Pack; readonly problems: readonly Problem[] } {
  const { pack, problems } = readFiles(files, aroundPack('', extended));
  return { ...(pack && { pack }), problems };
}

/** All facts of a workspace at a day, in the form of docs/semantics.md. Without facts, the problems say why. */
export function inspect(
  input: WorkspaceInput,
  { at }: At,
): { readonly facts?: InspectedFacts; readonly problems: readonly Problem[] } {
  const { workspace, problems } = openWorkspace(input);
  if (workspace === undefined) return { problems };
  return { facts: inspectFacts(factsOf(workspace.model, dayOf(at))), problems };
}

/** Step names of the shortest way of a datum to a system, in travel order; undefined where it is not held there. */
export function witness(
  input: WorkspaceInput,
  { at, data, system }: At & { readonly data: string; readonly system: string },
): readonly string[] | undefined {
  const { workspace } = openWorkspace(input);
  if (workspace === undefined) return undefined;
  const { model } = workspace;
  const steps = factsOf(model, dayOf(at)).witnesses.of(
    model.data.indexOf(data),
    model.systems.indexOf(system),
  );
  return steps?.map((step) => stepName(step, model));
}

function dayOf(text: string): number {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a day: ${text}`);
  return day;
}
