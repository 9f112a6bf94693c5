import type { Command } from 'commander';
import { workingFolder } from '../../io/process.ts';
import {
  colourOption,
  PACKS,
  paintOf,
  type ColourOptions,
  type Declare,
  type Done,
  type FormatOptions,
} from './options.ts';

export const declareRules: Declare = (program, done) => {
  const rules = program.command('rules').description('list and explain rules, and check rules of your own');
  listing(rules.command('list'), done);
  showing(rules.command('show'), done);
  linting(rules.command('lint'), done);
};

function listing(command: Command, done: Done): void {
  command
    .description('list the rules that exist')
    .argument('[packs...]', PACKS)
    .option('--format <format>', 'text or json', 'text');
  colourOption(command).action(async (packs: string[], options: FormatOptions) => {
    const { runRulesList } = await import('../commands/rules-list.ts');
    done(await runRulesList(packs, options.format, paintOf(options), workingFolder()));
  });
}

function showing(command: Command, done: Done): void {
  command
    .description('explain a rule: what it asks, why, what to do, where it comes from')
    .argument('<rule>', 'id of a rule, as <pack>/<name>, or its name')
    .option('--format <format>', 'text, markdown or json', 'text');
  colourOption(command).action(async (rule: string, options: FormatOptions) => {
    const { runExplain } = await import('../commands/explain.ts');
    done(await runExplain(rule, options.format, paintOf(options), workingFolder()));
  });
}

function linting(command: Command, done: Done): void {
  command
    .description('tell what is wrong with the files of a pack')
    .argument('<folder>', 'the folder of the pack, with its pack.yaml and a file for each rule');
  colourOption(command).action(async (folder: string, options: ColourOptions) => {
    const { runRulesLint } = await import('../commands/rules-lint.ts');
    done(await runRulesLint(folder, workingFolder(), paintOf(options)));
  });
}
