import {
  baselineOf,
  baselineText,
  prunedBaseline,
  readBaseline,
  reviewBaseline,
  type Baseline,
} from '../../findings/baseline.ts';
import { absolutePath, joinPath, kindOf } from '../../io/files.ts';
import { DISK } from '../../io/tree.ts';
import { escapeText } from '../../manifest/escape.ts';
import { formatDay } from '../../manifest/calendar.ts';
import { baselineReviewText } from '../../report/baseline.ts';
import { counted } from '../../rules/language/wording.ts';
import { checkWorkspace } from '../../run/check.ts';
import { BASELINE_FILE } from '../../run/select.ts';
import type { Workspace } from '../../run/workspace.ts';
import { atOf } from '../days.ts';
import { Exit, UsageError } from '../exit.ts';
import { answerJson, openingOf } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import { foundBaseline } from '../settings.ts';
import type { Found } from '../workspaces.ts';
import type { Surroundings } from './check.ts';

/** Options of the commands on baselines, as they were typed. */
export interface BaselineArguments {
  readonly at?: string;
  readonly force?: boolean;
  readonly format?: string;
}

/** A workspace and the place of its baseline. */
interface Home {
  readonly workspace: Workspace;
  readonly prefix: string;
  readonly root: string;
  /** Day of the check. */
  readonly at: number;
}

const ACTS = { create, check, prune } as const;

/** Takes, looks over or prunes the baseline of one workspace. Throws UsageError. */
export async function runBaseline(
  act: keyof typeof ACTS,
  found: readonly Found[],
  options: BaselineArguments,
  { today, workingFolder, paint }: Surroundings,
): Promise<Outcome> {
  const opening = await openingOf(`baseline ${act}`, found, paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  if (workspace.isPartial)
    throw new UsageError('a baseline is that of a whole folder; name the folder, not a file in it');
  const at = atOf(options.at, workspace.config.at, today);
  return ACTS[act]({ workspace, prefix, root: absolutePath(workingFolder, prefix), at }, options);
}

function create({ workspace, prefix, root, at }: Home, { force = false }: BaselineArguments): Outcome {
  const path = joinPath(root, BASELINE_FILE);
  const shown = escapeText(`${prefix}${BASELINE_FILE}`);
  const kind = kindOf(path);
  if (kind !== 'missing' && kind !== 'file')
    throw new UsageError(`${shown} is not written: what stands there is not a regular file`);
  if (kind === 'file' && !force)
    throw new UsageError(
      `there is a ${shown} already; prune takes out what is not needed, and --force takes in what is new, too`,
    );
  const result = checkWorkspace(workspace, { at });
  if (result.nothing)
    return { out: '', error: `flowdown: ${shown} is not written: nothing to check\n`, exit: Exit.nothing };
  const baseline = baselineOf(result.findings, formatDay(at) ?? '', earlier(root));
  const count = counted(baseline.entries.length, 'finding');
  return {
    out: `wrote ${shown} with ${count} of ${result.at}\n`,
    files: [{ path, text: baselineText(baseline) }],
    exit: Exit.clean,
  };
}

/** The baseline that is written over, as far as it can be read. */
function earlier(root: string): Baseline | undefined {
  const source = foundBaseline(root, DISK);
  return source !== undefined && 'text' in source ? readBaseline(source).baseline : undefined;
}

function check(home: Home, { format = 'text' }: BaselineArguments): Outcome {
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`there is no format ${format}; the formats of baseline check are text and json`);
  const { baseline, review, open } = reviewed(home);
  const value = { at: formatDay(home.at), entries: baseline.entries.length, ...review, open };
  const out = format === 'json' ? answerJson(value, home.prefix) : baselineReviewText(review, open);
  const isNeeded = review.stale.length + review.eased.length === 0;
  return { out, exit: isNeeded ? Exit.clean : Exit.findings };
}

function prune(home: Home): Outcome {
  const { baseline, review } = reviewed(home);
  const shown = escapeText(`${home.prefix}${BASELINE_FILE}`);
  const { stale, eased } = review;
  const kept = counted(baseline.entries.length - stale.length, 'entry is', 'entries are');
  if (stale.length + eased.length === 0)
    return { out: `${shown} stays as it is; ${kept} needed\n`, exit: Exit.clean };
  return {
    out: `wrote ${shown}: ${counted(stale.length, 'entry', 'entries')} taken out, ${eased.length} eased; ${kept} left\n`,
    files: [{ path: joinPath(home.root, BASELINE_FILE), text: baselineText(prunedBaseline(review)) }],
    exit: Exit.clean,
  };
}

/** The baseline against the findings of the day, and how many findings it does not know. */
function reviewed({ workspace, prefix, at }: Home) {
  const { baseline } = workspace;
  if (baseline === undefined)
    throw new UsageError(`there is no ${prefix}${BASELINE_FILE}; flowdown baseline create writes one`);
  const { findings } = checkWorkspace(workspace, { at });
  const open = findings.filter(({ known, waived }) => known === undefined && waived === undefined).length;
  return { baseline, review: reviewBaseline(baseline, findings), open };
}
