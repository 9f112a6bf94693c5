import { absolutePath } from '../../io/files.ts';
import { progress } from '../../io/progress.ts';
import { escapeText } from '../../manifest/escape.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckResult, LimitedTo } from '../../findings/result.ts';
import type { Comparison } from '../../compare/comparison.ts';
import { checkWorkspace, type CheckOptions } from '../../run/check.ts';
import { checkSince } from '../../run/compare.ts';
import { limitedResult } from '../../run/limited.ts';
import type { Workspace } from '../../run/workspace.ts';
import { plain, type Paint } from '../../report/layout.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, UsageError, worst, type ExitCode } from '../exit.ts';
import { orTrouble } from '../one.ts';
import { numberOf } from '../../answers/scope.ts';
import type { CertifyingArguments } from '../certifying.ts';
import { atOf, horizonOf, type AheadArguments } from '../days.ts';
import { FORMATS, type Format } from '../../report/formats.ts';
import { PROGRAM, reportedOf } from '../../run/reported.ts';
import type { Reported } from '../../report/reporter.ts';
import type { Outcome, ReportFile } from '../outcome.ts';
import { limitOf, outputsOf, refuseOverwriting, type Output } from '../outputs.ts';
import type { Candidate, Comparing } from '../candidates.ts';
import type { Found } from '../workspaces.ts';

/** Options of `check`, as they were typed. */
export interface CheckArguments extends Comparing, AheadArguments, CertifyingArguments {
  readonly at?: string;
  /** Absent where none is typed. */
  readonly format?: readonly string[];
  readonly maxFindings?: string;
  readonly verbose?: boolean;
  readonly party?: string;
  readonly contract?: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
  /** False with --no-baseline. */
  readonly baseline?: boolean;
  /** False with --no-waivers. */
  readonly waivers?: boolean;
}

/** Where and when a check is made. */
export interface Surroundings {
  readonly today: number;
  readonly workingFolder: string;
  readonly paint: Paint;
  /** The file to which a page for the job is appended, where there is one. */
  readonly jobSummary?: string;
}

/** Checks workspaces and reports. */
export async function runCheck(
  all: readonly Candidate[],
  options: CheckArguments,
  { today, workingFolder, paint, jobSummary }: Surroundings,
): Promise<Outcome> {
  const outputs = outputsOf(options.format).map((output) => ({
    ...output,
    limit: limitOf(options.maxFindings, output.format),
  }));
  await refuseUncertified(options);
  refuseOverwriting([...outputs, { path: options.certificate }], workingFolder, [
    ...all.flatMap(({ read }) => read),
    ...keyFile(options, workingFolder),
  ]);
  const found = concerned(all, options);
  const checked = found.map((each) => {
    const { workspace } = each.opened;
    if (workspace === undefined) return { ...each, exit: Exit.unreadable };
    const at = atOf(options.at, workspace.config.at, today);
    progress(() => `checking ${escapeText(each.prefix || './')}`);
    const asked = options.at === undefined ? { today } : {};
    const ahead = horizonOf(options, at);
    const areWaiversOff = options.waivers === false;
    const judged = judge(each, workspace, { at, ...asked, ...ahead, areWaiversOff });
    const told = isLimited(options) ? limited(workspace, judged.result, at, options) : judged;
    return { ...each, ...told, exit: exitOf(told.result, options) };
  });
  const exit = worst(checked.map((each) => each.exit));
  const reported = checked.map(reportedOf);
  const printed: string[] = [];
  const files: ReportFile[] = [];
  for (const output of outputs) {
    const { path } = output;
    // The bytes of a file must not depend on the terminal beside it.
    const written = {
      limit: output.limit,
      paint: path === undefined ? paint : plain,
      verbose: options.verbose,
      program: PROGRAM,
    };
    const report = await FORMATS[output.format].load();
    const text = report(reported, written);
    if (path === undefined) printed.push(text);
    else files.push({ path, text });
  }
  return {
    out: printed.join(''),
    files: [...files, ...(await certified(checked, options, workingFolder))],
    appended: await summariesOf(reported, outputs, jobSummary),
    error: outputs.map((output) => cutWords(checked, output)).join(''),
    exit: options.exitZero && exit === Exit.findings ? Exit.clean : exit,
  };
}

/** Refuses what cannot be certified, before anything is checked. Throws UsageError. */
async function refuseUncertified(options: CheckArguments): Promise<void> {
  if (options.certificate === undefined && options.key === undefined) return;
  const certifying = await import('../certifying.ts');
  certifying.refuseUncertified(options);
}

function keyFile({ key }: CheckArguments, workingFolder: string): readonly string[] {
  return key === undefined ? [] : [absolutePath(workingFolder, key)];
}

/** The certificate, by modules that few checks need. */
async function certified(
  checked: readonly Checked[],
  options: CheckArguments,
  workingFolder: string,
): Promise<readonly ReportFile[]> {
  if (options.certificate === undefined) return [];
  const { certificateFile } = await import('../certifying.ts');
  return certificateFile(checked, options, workingFolder);
}

/** The page for the job, once, where a format has one. */
async function summariesOf(
  reported: readonly Reported[],
  outputs: readonly Bounded[],
  path: string | undefined,
): Promise<readonly ReportFile[]> {
  if (path === undefined) return [];
  for (const { format, limit } of outputs) {
    const { loadSummary }: Format = FORMATS[format];
    const summary = await loadSummary?.();
    if (summary !== undefined)
      return [{ path, text: summary(reported, { limit, paint: plain, program: PROGRAM }) }];
  }
  return [];
}

function isLimited({ party, contract }: CheckArguments): boolean {
  return party !== undefined || contract !== undefined;
}

/** A comparison tells of everybody, so that a report that is limited has none. */
function limited(workspace: Workspace, result: CheckResult, at: number, options: CheckArguments): Judged {
  return { result: limitedResult(workspace, result, at, limitsOf(options)) };
}

function limitsOf({ party, contract }: CheckArguments): LimitedTo {
  return { ...(party !== undefined && { party }), ...(contract !== undefined && { contract }) };
}

/** The workspaces that know whom or what a report is limited to. Throws UsageError where none does, or one is shut. */
function concerned(found: readonly Candidate[], options: CheckArguments): readonly Candidate[] {
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
  readonly comparison?: Comparison;
}

interface Judged {
  readonly result: CheckResult;
  readonly comparison?: Comparison;
}

/** The result of one workspace; with a base, what the change since then does. */
function judge({ since }: Candidate, workspace: Workspace, options: CheckOptions): Judged {
  if (since === undefined) return { result: checkWorkspace(workspace, options) };
  const { base, names, gate } = since;
  if (base.opened.workspace !== undefined) {
    return checkSince(base.opened.workspace, workspace, options, names, gate);
  }
  const result = checkWorkspace(workspace, options);
  // Nothing is known from a base that cannot be read: everything counts as new, which can only be too strict.
  const note = `${names.base.name} cannot be read here (${counted(base.opened.problems.length, 'problem')}), so that every finding counts as new`;
  return { result: { ...result, notes: [...result.notes, note] } };
}

interface Bounded extends Output {
  readonly limit: number;
}

function exitOf({ fails, nothing, summary }: CheckResult, { strict, gate }: CheckArguments): ExitCode {
  if (fails) return Exit.findings;
  const isStrict = strict === true || gate !== undefined;
  return nothing || (isStrict && summary.undecided > 0) ? Exit.nothing : Exit.clean;
}

function findingsOf({ result }: Checked): readonly Finding[] {
  return result?.findings ?? [];
}

/** What is uploaded and not read: who makes it has to learn elsewhere that it is cut. */
function cutWords(checked: readonly Checked[], { format, limit, path }: Bounded): string {
  const { upload }: Format = FORMATS[format];
  const total = checked.reduce((sum, each) => sum + findingsOf(each).length, 0);
  if (upload === undefined || total <= limit) return '';
  const kept = `the ${counted(limit, 'most serious finding')} of ${counted(total, 'finding')}`;
  return `flowdown: ${escapeText(path ?? `the ${upload}`)} has ${kept}; --max-findings all writes every one\n`;
}
