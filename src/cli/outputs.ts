/** What is written where: `--format` and `--max-findings` -> outputs. */
import { basename } from 'node:path';
import { absolutePath, isSameFile, kindOf, folderOf } from '../io/files.ts';
import { joined } from '../model/names.ts';
import { nearest } from '../manifest/nearest.ts';
import { BASELINE_FILE, CONFIG_FILE, pathMatcher } from '../run/select.ts';
import { FORMAT_NAMES, FORMATS, type FormatName } from '../report/formats.ts';
import { UsageError } from './exit.ts';

/** A report to be written: to a file, or to standard output where no path is stated. */
export interface Output {
  readonly format: FormatName;
  readonly path?: string;
}

/** The outputs that are asked for; text on standard output where none is. Throws UsageError. */
export function outputsOf(typed: readonly string[] = ['text']): readonly Output[] {
  const outputs = typed.map(outputOf);
  const [first, second] = outputs.filter(({ path }) => path === undefined);
  if (second !== undefined)
    throw new UsageError(
      `--format is stated twice without a file (${first.format} and ${second.format}), and standard output has room for one report; write --format ${second.format}=<file>`,
    );
  return outputs;
}

function outputOf(typed: string): Output {
  const at = typed.indexOf('=');
  const name = at < 0 ? typed : typed.slice(0, at);
  const format = FORMAT_NAMES.find((each) => each === name);
  if (format === undefined) throw unknownFormat(name);
  if (at < 0) return { format };
  const path = typed.slice(at + 1);
  if (path === '') throw new UsageError(`--format ${typed} wants a file after the =`);
  return { format, path };
}

function unknownFormat(name: string): UsageError {
  const suggestion = nearest(name, FORMAT_NAMES);
  const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
  return new UsageError(`there is no format ${name}${meant}; the formats are ${joined(FORMAT_NAMES)}`);
}

function isManifestName(name: string): boolean {
  return pathMatcher('*.flow.{yaml,yml,json}')(name);
}

/** Refuses files that hold input, would be taken for input the next time, or are none. Throws UsageError. */
export function refuseOverwriting(
  outputs: readonly Pick<Output, 'path'>[],
  workingFolder: string,
  read: readonly string[],
): void {
  const taken: string[] = [];
  for (const { path } of outputs) {
    if (path === undefined) continue;
    const target = absolutePath(workingFolder, path);
    const reason = refusal(target, read);
    if (reason !== undefined) throw new UsageError(`the report is not written to ${path}: ${reason}`);
    if (taken.some((other) => isSameFile(other, target)))
      throw new UsageError(`two reports are to be written to ${path}`);
    taken.push(target);
  }
}

function refusal(target: string, read: readonly string[]): string | undefined {
  const kind = kindOf(target);
  if (kind === 'folder') return 'it is a folder';
  if (kind === 'link') return 'it is a link, and links are not followed';
  if (kind === 'other') return 'it is not a regular file';
  if (read.some((file) => isSameFile(file, target))) return 'it is a file that is being checked';
  const name = basename(target);
  if (name.endsWith('.dsse.json')) return 'by its name it is a signature';
  if (name === CONFIG_FILE || name === BASELINE_FILE || isManifestName(name))
    return 'by its name the next check would read it';
  return kindOf(folderOf(target)) === 'missing' ? 'its folder does not exist' : undefined;
}

/** Refuses a file that is there, unless it is one that was not read and may be replaced. Throws UsageError. */
export function refuseReplacing(
  path: string,
  workingFolder: string,
  { force, read = [] }: { readonly force: boolean; readonly read?: readonly string[] },
): void {
  const target = absolutePath(workingFolder, path);
  const kind = kindOf(target);
  if (kind === 'missing') return;
  if (kind !== 'file') throw new UsageError(`${path} is not a regular file`);
  if (read.some((file) => isSameFile(file, target)))
    throw new UsageError(`${path} is a file of the workspace`);
  if (!force) throw new UsageError(`${path} is there already; --force replaces it`);
}

/** How many acts or findings a report tells. Throws UsageError. */
export function limitOf(typed: string | undefined, format: FormatName): number {
  if (typed === undefined) return FORMATS[format].limit;
  if (typed === 'all') return Infinity;
  // Nought would be a report that shows nothing for some people, and one without a bound for others.
  if (!/^[1-9]\d{0,8}$/.test(typed))
    throw new UsageError(`--max-findings wants a whole number from 1, or all, not ${typed}`);
  return Number(typed);
}
