import { escapeText } from '../../manifest/escape.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckResult } from '../../findings/result.ts';
import { checkWorkspace } from '../../run/check.ts';
import { plain, type Paint } from '../../report/layout.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, worst, type ExitCode } from '../exit.ts';
import { atOf, horizonOf } from '../days.ts';
import { jsonText } from '../json.ts';
import { limitOf, outputsOf, refuseOverwriting, type Output } from '../outputs.ts';
import type { Found } from '../workspaces.ts';

/** Options of `check`, as they were typed. */
export interface CheckArguments {
  readonly at?: string;
  readonly horizon?: string;
  /** Absent where none is typed. */
  readonly format?: readonly string[];
  readonly maxFindings?: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
}

/** A report for a file, at the path as it was typed. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
}

/** What a command leaves to be written, and how the process is to end. */
export interface Outcome {
  readonly out: string;
  /** Made before any file is written. */
  readonly folders?: readonly string[];
  /** Written before anything else; where that fails, nothing is printed. */
  readonly files?: readonly ReportFile[];
  /** For standard error: what stands in no report, or why there is none. */
  readonly error?: string;
  readonly exit: ExitCode;
}

/** Where and when a check is made. */
export interface Surroundings {
  readonly today: number;
  readonly workingFolder: string;
  readonly paint: Paint;
}

/** Checks workspaces and reports. */
export async function runCheck(
  found: readonly Found[],
  options: CheckArguments,
  { today, workingFolder, paint }: Surroundings,
): Promise<Outcome> {
  const outputs = outputsOf(options.format).map((output) => ({
    ...output,
    limit: limitOf(options.maxFindings, output.format),
  }));
  refuseOverwriting(
    outputs,
    workingFolder,
    found.flatMap(({ read }) => read),
  );
  const checked = found.map((each) => {
    const { workspace } = each.opened;
    if (workspace === undefined) return { ...each, exit: Exit.unreadable };
    const at = atOf(options.at, workspace.config.at, today);
    const result = checkWorkspace(workspace, { at, ...horizonOf(options.horizon, at) });
    return { ...each, result, exit: exitOf(result, options) };
  });
  const exit = worst(checked.map((each) => each.exit));
  const printed: string[] = [];
  const files: ReportFile[] = [];
  for (const output of outputs) {
    const { path } = output;
    // The bytes of a file must not depend on the terminal beside it.
    const text = await reported(checked, output, path === undefined ? paint : plain);
    if (path === undefined) printed.push(text);
    else files.push({ path, text });
  }
  return {
    out: printed.join(''),
    files,
    error: outputs.map((output) => cutWords(checked, output)).join(''),
    exit: options.exitZero && exit === Exit.findings ? Exit.clean : exit,
  };
}

interface Checked extends Found {
  readonly result?: CheckResult;
}

interface Bounded extends Output {
  readonly limit: number;
}

function exitOf({ fails, nothing, summary }: CheckResult, { strict }: CheckArguments): ExitCode {
  if (fails) return Exit.findings;
  return nothing || (strict === true && summary.undecided > 0) ? Exit.nothing : Exit.clean;
}

function reported(checked: readonly Checked[], { format, limit }: Bounded, paint: Paint): Promise<string> {
  switch (format) {
    case 'text':
      return textOfAll(checked, limit, paint);
    case 'json':
      return jsonOfAll(checked, limit);
    case 'sarif':
      return sarifOfAll(checked, limit);
    default:
      return format satisfies never;
  }
}

async function textOfAll(checked: readonly Checked[], limit: number, paint: Paint): Promise<string> {
  const { mostSerious } = await import('../../report/bound.ts');
  const { textReport } = await import('../../report/text.ts');
  const { problemsText } = await import('../../report/problems.ts');
  const acts = checked.map(({ result }) => result?.acts ?? []);
  const shown = mostSerious(acts, limit, ({ findings: [lead] }) => lead);
  return checked
    .map(({ prefix, opened, result }, i) => {
      const options = { prefix, paint, textOf: opened.textOf };
      const report =
        result === undefined
          ? problemsText(opened.problems, options)
          : textReport(result, { ...options, shown: shown[i] });
      return checked.length > 1 ? `${paint('strong', escapeText(prefix || './'))}\n\n${report}` : report;
    })
    .join('\n');
}

async function jsonOfAll(checked: readonly Checked[], limit: number): Promise<string> {
  const { mostSerious } = await import('../../report/bound.ts');
  const { resultValues } = await import('../../report/json.ts');
  const { problemValues } = await import('../../report/problems.ts');
  const listed = mostSerious(checked.map(findingsOf), limit, (finding) => finding);
  const workspaces = checked.map(({ prefix, opened, result }, i) => ({
    folder: prefix.replace(/\/$/, '') || '.',
    ...(result === undefined
      ? { problems: problemValues(opened.problems, opened.textOf) }
      : resultValues(result, listed[i])),
  }));
  return jsonText({ version: 1, workspaces });
}

async function sarifOfAll(checked: readonly Checked[], limit: number): Promise<string> {
  const { sarifOf } = await import('../../run/sarif.ts');
  return jsonText(sarifOf(checked, limit));
}

function findingsOf({ result }: Checked): readonly Finding[] {
  return result?.findings ?? [];
}

/** SARIF is uploaded and not read: who makes it has to learn elsewhere that it is cut. */
function cutWords(checked: readonly Checked[], { format, limit, path = 'the SARIF' }: Bounded): string {
  const total = checked.reduce((sum, each) => sum + findingsOf(each).length, 0);
  if (format !== 'sarif' || total <= limit) return '';
  const kept = `the ${counted(limit, 'most serious finding')} of ${counted(total, 'finding')}`;
  return `flowdown: ${escapeText(path)} has ${kept}; --max-findings all writes every one\n`;
}
