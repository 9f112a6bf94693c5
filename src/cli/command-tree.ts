/** The commands of the program, as those who complete or list them need them: plain values from commander's tree. */
import type { Command, Option } from 'commander';
import { CHANGE_RULES } from '../compare/change-rules.ts';
import { byCodePoint } from '../model/names.ts';
import { FORMAT_NAMES } from '../report/formats.ts';
import { builtInPacks } from '../rules/built-in.ts';

/** An option. */
export interface OptionEntry {
  /** Such as `--format`, or `-o` and `--output`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Does a value follow it? */
  readonly takesValue: boolean;
  /** Is the value a file? */
  readonly takesPath: boolean;
  /** Values that are known beforehand; none where any will do. */
  readonly choices: readonly string[];
}

/** A command, or the program itself. */
export interface CommandEntry {
  /** Words after the name of the program; none for the program itself. */
  readonly words: readonly string[];
  readonly description: string;
  readonly commands: readonly CommandEntry[];
  readonly options: readonly OptionEntry[];
  /** What its first argument can be, where that is known beforehand. */
  readonly choices: readonly string[];
  /** Can files or folders be arguments? */
  readonly takesPaths: boolean;
}

/** A command with all below it. */
export function treeOf(command: Command, words: readonly string[] = []): CommandEntry {
  const [first] = command.registeredArguments;
  const choices =
    first === undefined ? [] : first.name() === 'rule' ? ruleIds() : listedIn(first.description);
  return {
    words,
    description: command.description(),
    commands: command.commands.map((each) => treeOf(each, [...words, each.name()])),
    options: command
      .createHelp()
      .visibleOptions(command)
      .map((each) => optionOf(each, words)),
    choices,
    takesPaths: command.registeredArguments.some((each) => PLACES.has(each.name())),
  };
}

/** The rules that come with the program, and what is found in comparisons alone. */
function ruleIds(): readonly string[] {
  const rules = builtInPacks().flatMap((pack) => pack.rules);
  return [...rules, ...CHANGE_RULES].map(({ id }) => id).sort(byCodePoint);
}

/** Names of arguments that can be files or folders. */
const PLACES: ReadonlySet<string> = new Set(['path', 'paths', 'folder', 'file', 'packs']);

function optionOf(option: Option, words: readonly string[]): OptionEntry {
  const { short, long, flags, description, required, optional } = option;
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    takesValue: required || optional,
    takesPath: /<(file|path|folder)>/.test(flags),
    choices: required ? choicesOf(option, words) : [],
  };
}

/** Formats are listed in the words of their option; those of a check stand in a table of their own. */
function choicesOf({ long, description }: Option, words: readonly string[]): readonly string[] {
  if (long !== '--format') return [];
  return words[0] === 'check' || words[0] === 'watch' ? FORMAT_NAMES : listedIn(description);
}

/** Names that are told one after another, such as "text, json or ics"; none where the words are a sentence. */
function listedIn(description: string): readonly string[] {
  const [list] = description.split(/;|\. | - /, 1);
  const names = list.split(/, | or /);
  return names.every((name) => /^[a-z]+$/.test(name)) ? names : [];
}

/** All commands of a tree, the outermost first. */
export function allCommands(tree: CommandEntry): readonly CommandEntry[] {
  return [tree, ...tree.commands.flatMap(allCommands)];
}
