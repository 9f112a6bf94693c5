/** Options that several commands have, and what they come to. */
import type { Command } from 'commander';
import { readIn, today, wantsColour } from '../../io/process.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import { plain, type Paint } from '../../report/layout.ts';
import { colourPaint } from '../colour.ts';
import { UsageError } from '../exit.ts';
import type { Asking } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import { sizeOf } from '../size.ts';
import type { Reading, StandardInput } from '../workspaces.ts';

/** Takes what a command leaves to be written. */
export type Done = (outcome: Outcome) => void;

/** Adds one command to the program. */
export type Declare = (program: Command, done: Done) => void;

export interface SizeOptions {
  readonly maxFileSize?: string;
}

/** What bears on how files are read. */
export interface ReadingOptions extends SizeOptions {
  readonly at?: string;
}

export interface ColourOptions {
  readonly color?: boolean;
}

export interface FormatOptions extends ColourOptions {
  readonly format: string;
}

export interface InputOptions extends SizeOptions, ColourOptions {
  readonly stdinFilename?: string;
}

export const FOLDER = 'folder or file; the working folder when absent';
export const PACKS =
  'names of packs, folders or packages; all built-in ones and those of the workspace when absent';

/** `--at` of a command, for the day of what it is about. */
export function atOption(command: Command, of: string): Command {
  return command.option(
    '--at <day>',
    `day of the ${of}, as YYYY-MM-DD (default: as configured, else today in UTC)`,
  );
}

export function colourOption(command: Command): Command {
  return command.option('--no-color', 'print without colour');
}

export function sizeOption(command: Command): Command {
  return command.option(
    '--max-file-size <size>',
    'read manifests up to this size, such as 256MiB (default: 64MiB)',
  );
}

/** Keeps every value of an option that may be repeated. */
export function each(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** Lets a command, and those below it, take each option once, except for those that say otherwise. */
export function refuseRepetition(command: Command): void {
  command.exitOverride();
  for (const option of command.options) {
    if (option.required && option.parseArg !== each) option.argParser(stated(option.long ?? ''));
  }
  command.commands.forEach(refuseRepetition);
}

/** Refuses a second value: which of the two is meant would be a guess. */
function stated(option: string): (value: string) => string {
  let isStated = false;
  return (value) => {
    if (isStated) throw new UsageError(`${option} is stated twice`);
    isStated = true;
    return value;
  };
}

/** How manifests are to be read. Throws UsageError. */
export function readingOf({ maxFileSize, at }: ReadingOptions): Reading {
  const limit = maxFileSize === undefined ? SIZE_LIMIT : sizeOf('--max-file-size', maxFileSize);
  return { limit, today: today(), ...(at !== undefined && { at }) };
}

/** The manifest that comes from standard input, where one does. Throws UsageError. */
export async function standardInput(options: InputOptions): Promise<StandardInput | undefined> {
  const { stdinFilename } = options;
  if (stdinFilename === undefined) return undefined;
  return { path: stdinFilename, bytes: await readIn(readingOf(options).limit) };
}

export function paintOf({ color }: ColourOptions): Paint {
  return color !== false && wantsColour() ? colourPaint : plain;
}

export function askingOf(options: ColourOptions): Asking {
  return { today: today(), paint: paintOf(options) };
}
