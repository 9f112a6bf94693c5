import { escapeText } from '../../manifest/escape.ts';
import type { CheckResult } from '../../findings/result.ts';
import { checkWorkspace } from '../../run/check.ts';
import type { Paint } from '../../report/layout.ts';
import { Exit, UsageError, worst, type ExitCode } from '../exit.ts';
import { atOf, horizonOf } from '../days.ts';
import { jsonText } from '../json.ts';
import type { Found } from '../workspaces.ts';

/** Options of `check`, as they were typed. */
export interface CheckArguments {
  readonly at?: string;
  readonly horizon?: string;
  readonly format: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
}

/** What a command leaves to be written, and how the process is to end. */
export interface Outcome {
  readonly out: string;
  /** For standard error, where nothing can be printed instead. */
  readonly error?: string;
  readonly exit: ExitCode;
}

/** Checks workspaces and reports. */
export async function runCheck(
  found: readonly Found[],
  options: CheckArguments,
  today: number,
  paint: Paint,
): Promise<Outcome> {
  const checked = found.map(({ prefix, opened }) => {
    const { workspace } = opened;
    if (workspace === undefined) return { prefix, opened, exit: Exit.unreadable };
    const at = atOf(options.at, workspace.config.at, today);
    const result = checkWorkspace(workspace, { at, ...horizonOf(options.horizon, at) });
    return { prefix, opened, result, exit: exitOf(result, options) };
  });
  const exit = worst(checked.map((each) => each.exit));
  return {
    out: await reported(checked, options.format, paint),
    exit: options.exitZero && exit === Exit.findings ? Exit.clean : exit,
  };
}

interface Checked extends Found {
  readonly result?: CheckResult;
}

function exitOf({ fails, nothing, summary }: CheckResult, { strict }: CheckArguments): ExitCode {
  if (fails) return Exit.findings;
  return nothing || (strict === true && summary.undecided > 0) ? Exit.nothing : Exit.clean;
}

async function reported(checked: readonly Checked[], format: string, paint: Paint): Promise<string> {
  switch (format) {
    case 'text':
      return textOfAll(checked, paint);
    case 'json':
      return jsonOfAll(checked);
    default:
      throw new UsageError(`there is no format ${format}; the formats are text and json`);
  }
}

async function textOfAll(checked: readonly Checked[], paint: Paint): Promise<string> {
  const { textReport } = await import('../../report/text.ts');
  const { problemsText } = await import('../../report/problems.ts');
  return checked
    .map(({ prefix, opened, result }) => {
      const options = { prefix, paint, textOf: opened.textOf };
      const report =
        result === undefined ? problemsText(opened.problems, options) : textReport(result, options);
      return checked.length > 1 ? `${paint('strong', escapeText(prefix || './'))}\n\n${report}` : report;
    })
    .join('\n');
}

async function jsonOfAll(checked: readonly Checked[]): Promise<string> {
  const { resultValues } = await import('../../report/json.ts');
  const { problemValues } = await import('../../report/problems.ts');
  const workspaces = checked.map(({ prefix, opened, result }) => ({
    folder: prefix.replace(/\/$/, '') || '.',
    ...(result === undefined
      ? { problems: problemValues(opened.problems, opened.textOf) }
      : resultValues(result)),
  }));
  return jsonText({ version: 1, workspaces });
}
