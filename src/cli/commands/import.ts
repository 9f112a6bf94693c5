import { absolutePath, FileTrouble, kindOf, readRegularFile, shownPath, slashed } from '../../io/files.ts';
import { DISK } from '../../io/tree.ts';
import {
  importFiles,
  IMPORTERS,
  manifestText,
  mappingText,
  namesNotes,
  readMapping,
  withoutDeclared,
} from '../../import/formats.ts';
import type { Imported } from '../../import/importing.ts';
import type { Importer } from '../../import/importer.ts';
import type { Mapping } from '../../import/mapping-format.ts';
import type { Dropped } from '../../import/summary.ts';
import { escapeText, quoteText } from '../../manifest/escape.ts';
import type { Problem } from '../../manifest/problem.ts';
import { readManifest } from '../../manifest/read.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import { table, wrap } from '../../report/layout.ts';
import { grouped } from '../../rules/language/wording.ts';
import { MAPPING_FILE, selectManifests } from '../../run/select.ts';
import { Exit, UsageError } from '../exit.ts';
import { followIn } from '../follow.ts';
import { formatWords } from '../imports.ts';
import type { Outcome } from '../outcome.ts';
import { refuseReplacing } from '../outputs.ts';

/** Options of `import`, as they were typed. */
export interface ImportArguments {
  readonly output?: string;
  readonly force?: boolean;
  readonly mapping?: string;
  readonly draftMapping?: boolean;
  readonly beside?: readonly string[];
  readonly limit: number;
}

/** Turns files of another format into a manifest; the summary goes to standard error. Throws UsageError. */
export async function runImport(
  format: string,
  files: readonly string[],
  options: ImportArguments,
  workingFolder: string,
): Promise<Outcome> {
  const importer = importerOf(format);
  const { output, force = false } = options;
  const mapping = mappingIn(options, workingFolder);
  if (mapping.problems.length > 0) return unreadable(mapping.problems, () => mapping.text);
  const isDeclared = declaredIn(options.beside ?? [], workingFolder);
  const sources = [...new Set(files.map((file) => shownPath(file, workingFolder) || file))].map((path) => ({
    path,
    bytes: bytesOf(path, workingFolder, options.limit),
  }));
  const { limit } = options;
  const follow = followIn(workingFolder, DISK, limit);
  const { result, problems, paths, textOf } = importFiles(importer, sources, mapping.value, {
    limit,
    follow,
  });
  if (result === undefined) return unreadable(problems, textOf);
  const text = options.draftMapping
    ? mappingText(mapping.value, result.names)
    : manifestText(withoutDeclared(result.draft, isDeclared), textOf);
  const named = sources.map(({ path }) => path);
  const error = summaryText(result, { named, read: paths.length, mapping: mapping.path, options });
  if (output === undefined) return { out: text, error, exit: Exit.clean };
  refuseReplacing(output, workingFolder, { force });
  return { out: '', files: [{ path: output, text }], error, exit: Exit.clean };
}

function importerOf(format: string): Importer {
  const importer = IMPORTERS.get(format);
  if (importer === undefined)
    throw new UsageError(`there is no importer for ${format}. ${formatWords(format)}`);
  return importer;
}

async function unreadable(
  problems: readonly Problem[],
  textOf: (path: string) => string | undefined,
): Promise<Outcome> {
  const { problemsText } = await import('../../report/problems.ts');
  const error = problemsText(problems, { textOf }, 'nothing was imported');
  return { out: '', error, exit: Exit.unreadable };
}

interface FoundMapping {
  readonly path: string;
  readonly value: Mapping;
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** The mapping that was named, else the one in the working folder, if there is one. */
function mappingIn({ mapping }: ImportArguments, workingFolder: string): FoundMapping {
  const path = mapping ?? MAPPING_FILE;
  if (mapping === undefined && kindOf(absolutePath(workingFolder, path)) === 'missing')
    return { path, value: {}, problems: [] };
  const {
    mapping: value = {},
    problems,
    text,
  } = readMapping({
    path,
    bytes: bytesOf(path, workingFolder, SIZE_LIMIT),
  });
  return { path, value, problems, text };
}

/** Whether manifests declare an entry already. Throws UsageError where one cannot be read. */
function declaredIn(
  paths: readonly string[],
  workingFolder: string,
): (section: string, id: string) => boolean {
  const documents = paths.map((path) => {
    const { document } = readManifest({ path, bytes: bytesOf(path, workingFolder, SIZE_LIMIT) });
    if (document === undefined)
      throw new UsageError(`${path} cannot be read as a manifest; flowdown check ${path} says why`);
    return document;
  });
  return (section, id) => documents.some((document) => document.spanOf(section, id) !== undefined);
}

function bytesOf(file: string, workingFolder: string, limit: number): Uint8Array {
  try {
    return readRegularFile(absolutePath(workingFolder, file), limit);
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(`${file} was not read: ${error.message}`);
    throw error;
  }
}

const WIDTH = 110;

interface Told {
  readonly named: readonly string[];
  /** How many files were read: the named ones, and what they include. */
  readonly read: number;
  readonly mapping: string;
  readonly options: ImportArguments;
}

/** What came of an import, for people. */
function summaryText(
  { summary: { mapped, assumed, open, dropped }, names }: NonNullable<Imported['result']>,
  { named, read, mapping, options: { output, draftMapping = false } }: Told,
): string {
  const made = table(
    mapped.map((each) => [`  ${grouped(each.count)} ${each.from}`, `${grouped(each.made)} ${each.to}`]),
  );
  const into = output === undefined ? '' : ` into ${output}`;
  const included = read === named.length ? '' : `, with what it includes ${read} files,`;
  const title = `${draftMapping ? 'drafted a mapping for' : 'imported'} ${named.join(', ')}${included}${into}`;
  const blocks = [
    [escapeText(title), ...made],
    block('names without a meaning yet', draftMapping ? [] : namesNotes(names, mapping)),
    block('taken for granted, as the model does not say it', assumed),
    block('worth stating', [...open, ...(draftMapping ? [] : nameAdvice(output))]),
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
