/** Checked workspaces -> what reports are made from. */
import { factsOf } from '../analysis/facts.ts';
import { lazily } from '../analysis/lazily.ts';
import { overviewOf } from '../answers/overview.ts';
import { homepage, version } from '../generated/version.js';
import type { Comparison } from '../compare/comparison.ts';
import type { CheckResult } from '../findings/result.ts';
import { parseDay } from '../manifest/calendar.ts';
import type { Program, Reported } from '../report/reporter.ts';
import { CONFIG_FILE } from './select.ts';
import type { Opened } from './workspace.ts';

/** What reports say of the program itself. */
export const PROGRAM: Program = { version, homepage };

/** A workspace with the result of its check, if it could be opened. */
export interface CheckedWorkspace {
  readonly prefix: string;
  readonly opened: Opened;
  readonly result?: CheckResult;
  /** What it was compared with. */
  readonly comparison?: Comparison;
}

/** A workspace as reports see it. */
export function reportedOf({ prefix, opened, result, comparison }: CheckedWorkspace): Reported {
  const { workspace, problems, textOf } = opened;
  const first = workspace?.documents[0]?.path;
  // A workspace without a configuration is stood for by its first manifest.
  const home = first === undefined || textOf(CONFIG_FILE) !== undefined ? CONFIG_FILE : first;
  return {
    prefix,
    home,
    result,
    ...(comparison && { comparison }),
    rules: workspace?.rules.rules ?? [],
    problems,
    textOf,
    ...(workspace &&
      result && { overview: lazily(() => overviewOf(factsOf(workspace.model, dayOf(result)))) }),
  };
}

function dayOf({ at }: CheckResult): number {
  return parseDay(at) ?? 0;
}
