import { inspectFacts } from '../../analysis/inspect.ts';
import { factsOf } from '../../analysis/facts.ts';
import { heldIn } from '../../answers/held.ts';
import { EXPORTERS, mergedManifest } from '../../export/exporters.ts';
import type { Exported, Exporter } from '../../export/exporter.ts';
import { absolutePath, joinPath, kindOf } from '../../io/files.ts';
import { escapeText } from '../../manifest/escape.ts';
import { nearest } from '../../manifest/nearest.ts';
import { plain } from '../../report/layout.ts';
import { grouped } from '../../rules/language/wording.ts';
import { atOf } from '../days.ts';
import { Exit, UsageError } from '../exit.ts';
import { openingOf } from '../one.ts';
import type { Outcome, ReportFile } from '../outcome.ts';
import { refuseReplacing } from '../outputs.ts';
import type { Found } from '../workspaces.ts';

/** Options of `export`, as they were typed. */
export interface ExportArguments {
  readonly at?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** Where and when an export is made. */
export interface ExportSurroundings {
  readonly today: number;
  readonly workingFolder: string;
}

/** The exporter of a name. Throws UsageError. */
export function exporterOf(format: string): Exporter {
  const exporter = EXPORTERS.get(format);
  if (exporter !== undefined) return exporter;
  const names = [...EXPORTERS.keys()];
  const suggestion = nearest(format, names);
  const help = suggestion === undefined ? '' : `Did you mean ${suggestion}? `;
  throw new UsageError(`there is no exporter to ${format}. ${help}There are: ${names.join(', ')}`);
}

/** Writes one workspace in another format; what that has no place for is told on standard error. Throws UsageError. */
export async function runExport(
  exporter: Exporter,
  found: readonly Found[],
  { at, output, force = false }: ExportArguments,
  { today, workingFolder }: ExportSurroundings,
): Promise<Outcome> {
  const opening = await openingOf('export', found, plain);
  if ('outcome' in opening) return opening.outcome;
  const { model, documents, config } = opening.workspace;
  const facts = factsOf(model, atOf(at, config.at, today));
  const exported = exporter.export({
    manifest: mergedManifest(documents.map(({ manifest }) => manifest)),
    facts: inspectFacts(facts),
    held: () => heldIn(facts),
  });
  const error = lostText(exporter, exported);
  if (output === undefined) {
    if ('files' in exported)
      throw new UsageError(`${exporter.name} writes several files: name a folder with -o`);
    return { out: exported.text, error, exit: Exit.clean };
  }
  const files: readonly ReportFile[] =
    'files' in exported
      ? exported.files.map(({ name, text }) => ({ path: joinPath(output, name), text }))
      : [{ path: output, text: exported.text }];
  const read = found.flatMap((each) => each.read);
  for (const { path } of files) refuseReplacing(path, workingFolder, { force, read });
  const folders =
    'files' in exported && kindOf(absolutePath(workingFolder, output)) === 'missing' ? [output] : [];
  return { out: '', folders, files, error, exit: Exit.clean };
}

function lostText({ title }: Exporter, { lost }: Exported): string {
  if (lost.length === 0) return '';
  const lines = lost.map(
    ({ field, count, reason }) => `  - ${escapeText(field)} ${grouped(count)}: ${reason}\n`,
  );
  return `left out, as ${title} have no place for it\n${lines.join('')}`;
}
