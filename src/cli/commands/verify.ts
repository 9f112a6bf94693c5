import { escapeText } from '../../manifest/escape.ts';
import { jsonText } from '../../report/json-text.ts';
import { table } from '../../report/layout.ts';
import { folderName } from '../../report/reporter.ts';
import { Exit, UsageError, worst } from '../exit.ts';
import type { Asking } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import type { Found } from '../workspaces.ts';

/** Options of `verify`, as they were typed. */
export interface VerifyArguments {
  readonly format: string;
}

/** What a signature says of one manifest. */
interface Verified {
  readonly file: string;
  readonly signedBy: readonly string[];
  /** Keys of which the configuration wants one. */
  readonly wanted: readonly string[];
  readonly isGood: boolean;
  readonly reason: string;
}

/** Tells by whom each manifest is signed; ends with 1 where a signature is lacking or is no good one. */
export async function runVerify(
  found: readonly Found[],
  { format }: VerifyArguments,
  { paint }: Asking,
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`there is no format ${format}; the formats of verify are text and json`);
  }
  const { problemsText } = await import('../../report/problems.ts');
  const all = found.map((each) => ({ each, verified: verifiedIn(each) }));
  const error = found
    .filter(({ opened }) => opened.workspace === undefined)
    .map(({ opened, prefix }) =>
      problemsText(opened.problems, { prefix, paint, textOf: opened.textOf }, 'nothing was verified'),
    );
  const exit = worst(
    all.map(({ each, verified }) => {
      if (each.opened.workspace === undefined) return Exit.unreadable;
      if (verified.length === 0) return Exit.nothing;
      return verified.every(({ isGood }) => isGood) ? Exit.clean : Exit.findings;
    }),
  );
  if (format === 'json') {
    const workspaces = all.map(({ each, verified }) => ({ folder: folderName(each), files: verified }));
    return { out: jsonText({ version: 1, workspaces }), error: error.join(''), exit };
  }
  const rows = all.flatMap(({ each: { prefix }, verified }) =>
    verified.map((one) => [escapeText(prefix + one.file), one.isGood ? 'good' : 'not good', wordsOf(one)]),
  );
  return { out: `${table(rows).join('\n')}\n`, error: error.join(''), exit };
}

function verifiedIn({ opened: { workspace }, voiceOf }: Found): readonly Verified[] {
  if (workspace === undefined) return [];
  const { documents, model } = workspace;
  const lacking = new Map(
    model.unentitled.flatMap(({ defect, file, entitled, reason = '' }) =>
      defect === 'signature' ? [[model.files[file], { entitled, reason }] as const] : [],
    ),
  );
  return documents.flatMap(({ path }) => {
    const voice = voiceOf?.(path);
    const lack = lacking.get(path);
    const isSigned = voice !== undefined && (voice.keys.length > 0 || !voice.isMissing);
    if (!isSigned && lack === undefined) return [];
    const isGood = lack === undefined && (voice?.keys.length ?? 0) > 0;
    const reason = lack?.reason ?? (isGood ? '' : (voice?.reason ?? ''));
    return [{ file: path, signedBy: voice?.keys ?? [], wanted: lack?.entitled ?? [], isGood, reason }];
  });
}

function wordsOf({ signedBy, wanted, reason }: Verified): string {
  const by = signedBy.length === 0 ? [] : [`signed by ${signedBy.join(', ')}`];
  const want = wanted.length === 0 ? [] : [`wanted: ${wanted.join(', ')}`];
  return escapeText([...by, ...(reason === '' ? [] : [reason]), ...want].join('; '));
}
