import type { Imported } from '../../import/threagile.ts';
import type { Dropped, ImportSummary } from '../../import/summary.ts';
import { absolutePath, FileTrouble, kindOf, readRegularFile, shownPath, slashed } from '../../io/files.ts';
import { escapeText, quoteText } from '../../manifest/escape.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import { table, wrap } from '../../report/layout.ts';
import { grouped } from '../../rules/language/wording.ts';
import { selectManifests } from '../../run/select.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `import`, as they were typed. */
export interface ImportArguments {
  readonly output?: string;
  readonly force?: boolean;
}

type Importer = (source: { readonly path: string; readonly bytes: Uint8Array }) => Imported;

/** Turns a model in another format into a manifest; the summary goes to standard error. Throws UsageError. */
export async function runImport(
  format: string,
  file: string,
  { output, force = false }: ImportArguments,
  workingFolder: string,
): Promise<Outcome> {
  const importer = await importerOf(format);
  const path = shownPath(file, workingFolder);
  const { manifest, summary, problems, text } = importer({ path, bytes: bytesOf(file, workingFolder) });
  if (manifest === undefined || summary === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    const error = problemsText(problems, { textOf: () => text }, 'nothing was imported');
    return { out: '', error, exit: Exit.unreadable };
  }
  const error = summaryText(summary, path, output);
  if (output === undefined) return { out: manifest, error, exit: Exit.clean };
  refuseTarget(absolutePath(workingFolder, output), output, force);
  return { out: '', files: [{ path: output, text: manifest }], error, exit: Exit.clean };
}

async function importerOf(format: string): Promise<Importer> {
  switch (format) {
    case 'threagile':
      return (await import('../../import/threagile.ts')).importThreagile;
    default:
      throw new UsageError(`there is no importer for ${format}; there is one for threagile`);
  }
}

function bytesOf(file: string, workingFolder: string): Uint8Array {
  try {
    return readRegularFile(absolutePath(workingFolder, file), SIZE_LIMIT);
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(`${file} was not read: ${error.message}`);
    throw error;
  }
}

/** What is there already stays, unless it is a file and its replacement was asked for. */
function refuseTarget(path: string, shown: string, mayReplace: boolean): void {
  const kind = kindOf(path);
  if (kind === 'missing' || (kind === 'file' && mayReplace)) return;
  const help = kind === 'file' ? 'is there already; --force replaces it' : 'is not a regular file';
  throw new UsageError(`${shown} ${help}`);
}

const WIDTH = 110;

/** What came of an import, for people. */
function summaryText(
  { mapped, assumed, open, dropped }: ImportSummary,
  path: string,
  output?: string,
): string {
  const made = table(
    mapped.map((each) => [`  ${grouped(each.count)} ${each.from}`, `${grouped(each.made)} ${each.to}`]),
  );
  const blocks = [
    [escapeText(`imported ${path}${output === undefined ? '' : ` into ${output}`}`), ...made],
    block('taken for granted, as the model does not say it', assumed),
    block('worth stating', [...open, ...nameAdvice(output)]),
    block('left out, as a manifest has no place for it', droppedLines(dropped)),
  ];
  const shown = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function block(title: string, points: readonly string[]): readonly string[] {
  if (points.length === 0) return [];
  const lines = points.flatMap((point) =>
    wrap(point, WIDTH - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`),
  );
  return [title, ...lines];
}

/** One point for each reason, with all that it is the reason for. */
function droppedLines(dropped: readonly Dropped[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { field, count, reason } of dropped) {
    const fields = byReason.get(reason) ?? [];
    fields.push(`${quoteText(field, 120)} ${grouped(count)}`);
    byReason.set(reason, fields);
  }
  return [...byReason].map(([reason, fields]) => `${reason}: ${listed(fields)}`);
}

const LISTED = 30;

// A file can have any number of fields that nobody knows.
function listed(fields: readonly string[]): string {
  const more = fields.length - LISTED;
  return [...fields.slice(0, LISTED), ...(more > 0 ? [`and ${grouped(more)} more`] : [])].join(', ');
}

function nameAdvice(output: string | undefined): string[] {
  if (output === undefined || selectManifests([slashed(output)], {}).manifests.length > 0) return [];
  return ['the name of the file: a check of a folder takes in what ends with .flow.yaml'];
}
