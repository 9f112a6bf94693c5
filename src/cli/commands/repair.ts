import { findingNamed } from '../../answers/explanation.ts';
import { MEANS, type EditedFile, type Means, type RepairAnswer } from '../../answers/repairs.ts';
import { FileTrouble, joinPath, kindOf, readRegularFile } from '../../io/files.ts';
import { nearest } from '../../manifest/nearest.ts';
import { checkWorkspace } from '../../run/check.ts';
import { costsOf } from '../../run/repair/costs.ts';
import { repairsFor } from '../../run/repair/repair.ts';
import { envelopePath } from '../../sign/envelope.ts';
import { Exit, UsageError } from '../exit.ts';
import { answerJson, dayAsked, openingOf, orTrouble, type Asking, type QuestionArguments } from '../one.ts';
import type { Outcome, ReportFile } from '../outcome.ts';
import type { Found } from '../workspaces.ts';

/** Options of `repair`, as they were typed. */
export interface RepairArguments extends QuestionArguments {
  readonly by?: string;
  readonly cost?: readonly string[];
  readonly end?: boolean;
  readonly write?: boolean;
}

/** Tells what removes a finding, and makes the change with `--write`. Throws UsageError. */
export async function runRepair(
  typed: string,
  found: readonly Found[],
  options: RepairArguments,
  asking: Asking,
): Promise<Outcome> {
  const { format, by, cost = [], end = false, write = false } = options;
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`there is no format ${format}; the formats of repair are text and json`);
  const means = meansOf(by);
  const opening = await openingOf('repair', found, asking.paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  const [{ root, manifests, opened }] = found;
  const { withTexts } = opened;
  if (withTexts === undefined) throw new Error('a workspace was opened that cannot be opened again');
  const at = dayAsked(options, workspace, asking);
  const finding = orTrouble(findingNamed(checkWorkspace(workspace, { at }).findings, typed, at));
  const patient = { workspace, withTexts, at, finding, mayEdit: (path: string) => manifests.has(path) };
  const costs = orTrouble(costsOf(cost, workspace.model.flows));
  const answer = repairsFor(patient, { costs, isEnding: end, means });
  const isSound = answer.repairs[0]?.isSound === true;
  const files = write && isSound ? answer.repairs[0].files : [];
  const written = files.map(({ path }) => prefix + path);
  const { repairText, repairValue } = await import('../../report/repair.ts');
  const page = { prefix, paint: asking.paint, ...(files.length > 0 && { written }) };
  return {
    out: format === 'json' ? answerJson(repairValue(answer, page), prefix) : repairText(answer, page),
    files: files.map((file) => toWrite(file, root, prefix)),
    ...errorOf(answer, files, { root, prefix, write }),
    exit: isSound ? Exit.clean : Exit.findings,
  };
}

function meansOf(typed: string | undefined): readonly Means[] {
  if (typed === undefined) return MEANS;
  const means = MEANS.find((each) => each === typed);
  if (means !== undefined) return [means];
  const suggestion = nearest(typed, MEANS);
  throw new UsageError(
    `--by wants cut or obtain, not ${typed}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}`,
  );
}

const MARK = '\ufeff';

/** The new text of a file, where it still is as it was read; the mark at its beginning stays. Throws UsageError. */
function toWrite({ path, before, text }: EditedFile, root: string, prefix: string): ReportFile {
  const target = joinPath(root, path);
  const there = textIn(target, path);
  const mark = there.startsWith(MARK) ? MARK : '';
  if (there !== mark + before)
    throw new UsageError(`${path} has changed while it was read; nothing was written`);
  return { path: prefix + path, text: mark + text, isModeKept: true };
}

function textIn(target: string, path: string): string {
  try {
    const bytes = readRegularFile(target, Number.MAX_SAFE_INTEGER);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new UsageError(`${path} was not changed: ${error.message}`);
  }
}

/** What is to be known beside the answer: why nothing was written, or which signatures are void now. */
function errorOf(
  { repairs }: RepairAnswer,
  files: readonly EditedFile[],
  { root, prefix, write }: { readonly root: string; readonly prefix: string; readonly write: boolean },
): Pick<Outcome, 'error'> {
  const signed = files.filter(({ path }) => kindOf(joinPath(root, envelopePath(path))) !== 'missing');
  const lines = [
    ...(write && files.length === 0
      ? [
          repairs.length === 0
            ? 'nothing was written: there is nothing to change'
            : 'nothing was written: the check would fail for what the change brings',
        ]
      : []),
    ...signed.map(({ path }) => `${prefix}${path} was signed, and has to be signed again`),
  ];
  return lines.length === 0 ? {} : { error: lines.map((line) => `flowdown: ${line}\n`).join('') };
}
