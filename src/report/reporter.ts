/** What a report is made from, and what a format is: one file each, `(workspaces, options) => string`. */
import type { Overview } from '../answers/overview.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { ActiveRule } from '../findings/collect.ts';
import type { CheckResult } from '../findings/result.ts';
import type { Lines } from '../manifest/lines.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Paint } from './layout.ts';

/** A workspace as it is reported: its result, or the problems that kept it from being checked. */
export interface Reported {
  /** Put before the paths of its files so that they lead from the working folder; empty, or ends with `/`. */
  readonly prefix: string;
  /** File that stands for the workspace where something has no place of its own. */
  readonly home: string;
  readonly result?: CheckResult;
  /** What it was compared with. */
  readonly comparison?: Comparison;
  /** The rules that are on. */
  readonly rules: readonly ActiveRule[];
  readonly problems: readonly Problem[];
  textOf(path: string): string | undefined;
  /** The lines of a file, counted once. */
  linesOf(path: string): Lines | undefined;
  /** What can be told beside the findings, worked out when it is asked for; absent without a result. */
  overview?(): Overview;
}

/** What reports say of the program itself. */
export interface Program {
  readonly version: string;
  /** Where people learn more about the program, if there is such a place. */
  readonly homepage?: string;
}

/** How a report is written. */
export interface ReportOptions {
  /** At most so many acts or findings are told, whichever the format counts. */
  readonly limit: number;
  readonly paint: Paint;
  /** Are people to read what each rule was asked, where the format is for people? Programs are always told. */
  readonly verbose?: boolean;
  readonly program: Program;
}

/** Writes the report of some workspaces; ends with a line end. */
export type Reporter = (workspaces: readonly Reported[], options: ReportOptions) => string;

/** The folder of a workspace, as it is shown. */
export function folderName({ prefix }: Pick<Reported, 'prefix'>): string {
  return prefix.replace(/\/$/, '') || '.';
}
