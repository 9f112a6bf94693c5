/** Flowdown as a library: pure functions over texts; files, clock and terminal are the caller's. */
import type { Problem } from './manifest/problem.ts';
import type { Source } from './manifest/read.ts';
import { sarifLog } from './report/sarif.ts';
import { aroundPack } from './rules/around.ts';
import type { Pack } from './rules/format.ts';
import { readPack as readFiles } from './rules/pack.ts';
import {
  checkOpened,
  compareOpened,
  inspectOpened,
  optionsOf,
  witnessOpened,
  type At,
  type CheckDays,
  type Checked,
  type Compared,
  type Inspected,
  type Witnessed,
} from './run/answers.ts';
import { checkWorkspace } from './run/check.ts';
import { PROGRAM, reportedOf } from './run/reported.ts';
import { Session } from './run/session.ts';
import { openWorkspace, type WorkspaceInput } from './run/workspace.ts';

export type { InspectedFacts } from './analysis/facts-format.ts';
export type { Comparison } from './compare/comparison.ts';
export type { Manifest } from './manifest/format.ts';
export type { Problem } from './manifest/problem.ts';
export type { Finding } from './findings/finding.ts';
export type { At, CheckDays, Checked, Compared, Inspected, Witnessed } from './run/answers.ts';
export type { Config } from './run/config-format.ts';
export type { CheckResult } from './findings/result.ts';
export type { WorkspaceInput } from './run/workspace.ts';
export type { FoundPack, FoundPacks } from './run/chosen-packs.ts';
export type { ExtendedFiles } from './run/layers.ts';
export type { Pack } from './rules/format.ts';
export { describe } from './manifest/problem.ts';

/** Checks a workspace. Throws a RangeError on a day that does not exist. */
export function check(input: WorkspaceInput, days: CheckDays): Checked {
  return checkOpened(openWorkspace(input), days);
}

/**
 * What a change does: compares two states of a workspace at one day, each with its files and its own configuration and packs.
 * Either state may be empty (`files: []`). Of two states without a comparison, the problems of one say why. Throws a RangeError
 * on a day that does not exist.
 */
export function diff(base: WorkspaceInput, head: WorkspaceInput, at: At): Compared {
  return compareOpened(openWorkspace(base), openWorkspace(head), at);
}

/** Opens a workspace that stays open: after a change of one file, no other is read again. */
export function openSession(input: WorkspaceInput): Omit<Session, 'opened'> {
  return new Session(input);
}

/**
 * The same check as a SARIF 2.1.0 log; problems are in it as notifications. URIs are relative to the workspace. Throws a
 * RangeError on a day that does not exist.
 */
export function sarif(input: WorkspaceInput, days: CheckDays): object {
  const opened = openWorkspace(input);
  const { workspace } = opened;
  const result = workspace && checkWorkspace(workspace, optionsOf(days));
  return sarifLog([reportedOf({ prefix: '', opened, result })], PROGRAM);
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

/** All facts of a workspace at a day. Throws a RangeError on a day that does not exist. */
export function inspect(input: WorkspaceInput, at: At): Inspected {
  return inspectOpened(openWorkspace(input), at);
}

/** Step names of the shortest way of a datum to a system, in travel order; undefined where it is not held there. */
export function witness(input: WorkspaceInput, asked: Witnessed): readonly string[] | undefined {
  return witnessOpened(openWorkspace(input), asked);
}
