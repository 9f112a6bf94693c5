import { today, workingFolder } from '../../io/process.ts';
import type { CheckArguments } from '../commands/check.ts';
import {
  atOption,
  colourOption,
  each,
  paintOf,
  readingOf,
  sizeOption,
  standardInput,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareCheck: Declare = (program, done) => {
  const command = program
    .command('check')
    .description('check workspaces against policies and report violations')
    .argument('[paths...]', 'folders or files; the working folder when absent');
  atOption(command, 'check')
    .option('--horizon <day>', 'also report what becomes a violation up to this day')
    .option('--fail-within <duration>', 'the same for so long from the day of the check on, such as P30D')
    .option(
      '--format <format>',
      'text, json or sarif; <format>=<file> writes it to a file; may be repeated (default: text)',
      each,
    )
    .option(
      '--max-findings <n>',
      'tell at most so many findings, or all (default: text 200 acts, sarif 5000)',
    )
    .option('--party <id>', 'only what concerns this party, without a word on others')
    .option('--contract <id>', 'only what is about this contract, and what is handled under it')
    .option('--strict', 'end with exit code 3 where something is undecided')
    .option('--exit-zero', 'end with exit code 0 in spite of findings')
    .option('--stdin-filename <path>', 'read one manifest from standard input, as if it stood there');
  sizeOption(colourOption(command)).action(
    async (paths: string[], options: CheckArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runCheck } = await import('../commands/check.ts');
      const reading = { ...readingOf(options), input: await standardInput(options) };
      const found = openWorkspaces(pathsOf(paths, options), workingFolder(), reading);
      const surroundings = { today: today(), workingFolder: workingFolder(), paint: paintOf(options) };
      done(await runCheck(found, options, surroundings));
    },
  );
};

function pathsOf(paths: readonly string[], { stdinFilename }: InputOptions): readonly string[] {
  return paths.length > 0 || stdinFilename !== undefined ? paths : ['.'];
}
