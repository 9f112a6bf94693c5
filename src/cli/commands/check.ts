import { progress } from '../../io/progress.ts';
import { escapeText } from '../../manifest/escape.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckResult, LimitedTo } from '../../findings/result.ts';
import { limitedResult } from '../../run/limited.ts';
import type { Workspace } from '../../run/workspace.ts';
import { checkWorkspace } from '../../run/check.ts';
import { plain, type Paint } from '../../report/layout.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, UsageError, worst, type ExitCode } from '../exit.ts';
import { orTrouble } from '../one.ts';
import { numberOf } from '../../answers/scope.ts';
import { atOf, horizonOf, type AheadArguments } from '../days.ts';
import { FORMATS } from '../../report/formats.ts';
import { PROGRAM, reportedOf } from '../../run/reported.ts';
import type { Outcome, ReportFile } from '../outcome.ts';
import { limitOf, outputsOf, refuseOverwriting, type Output } from '../outputs.ts';
import type { Found } from '../workspaces.ts';

/** Options of `check`, as they were typed. */
export interface CheckArguments extends AheadArguments {
  readonly at?: string;
  /** Absent where none is typed. */
  readonly format?: readonly string[];
  readonly maxFindings?: string;
  readonly party?: string;
  readonly contract?: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
}

/** Where and when a check is made. */
export interface Surroundings {
  readonly today: number;
  readonly workingFolder: string;
  readonly paint: Paint;
}

/** Checks workspaces and reports. */
export async function runCheck(
  all: readonly Found[],
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
    all.flatMap(({ read }) => read),
  );
  const found = concerned(all, options);
  const checked = found.map((each) => {
    const { workspace } = each.opened;
    if (workspace === undefined) return { ...each, exit: Exit.unreadable };
    const at = atOf(options.at, workspace.config.at, today);
    progress(() => `checking ${escapeText(each.prefix || './')}`);
    const asked = options.at === undefined ? { today } : {};
    const whole = checkWorkspace(workspace, { at, ...asked, ...horizonOf(options, at) });
    const result = isLimited(options) ? limitedResult(workspace, whole, at, limitsOf(options)) : whole;
    return { ...each, result, exit: exitOf(result, options) };
  });
  const exit = worst(checked.map((each) => each.exit));
  const reported = checked.map(reportedOf);
  const printed: string[] = [];
  const files: ReportFile[] = [];
  for (const output of outputs) {
    const { path } = output;
    // The bytes of a file must not depend on the terminal beside it.
    const written = { limit: output.limit, paint: path === undefined ? paint : plain, program: PROGRAM };
    const report = await FORMATS[output.format].load();
    const text = report(reported, written);
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

function isLimited({ party, contract }: CheckArguments): boolean {
  return party !== undefined || contract !== undefined;
}

function limitsOf({ party, contract }: CheckArguments): LimitedTo {
  return { ...(party !== undefined && { party }), ...(contract !== undefined && { contract }) };
}

/** The workspaces that know whom or what a report is limited to. Throws UsageError where none does, or one is shut. */
function concerned(found: readonly Found[], options: CheckArguments): readonly Found[] {
  const { party, contract } = options;
  if (!isLimited(options)) return found;
  const open = found.flatMap(({ opened }) => opened.workspace ?? []);
  // Problems tell of files and names of anybody.
  if (party !== undefined && open.length < found.length)
    throw new UsageError('what is declared cannot be read; the same check without --party says why');
  const wanted = ({ model }: Workspace): readonly (number | { readonly trouble: string })[] => [
    ...(party === undefined ? [] : [numberOf(model.parties, party, 'party')]),
    ...(contract === undefined ? [] : [numberOf(model.contracts, contract, 'contract')]),
  ];
  const knowing = found.filter(
    ({ opened: { workspace } }) =>
      workspace === undefined || wanted(workspace).every((each) => typeof each === 'number'),
  );
  if (knowing.length === 0) open.slice(0, 1).flatMap(wanted).forEach(orTrouble);
  return knowing;
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
