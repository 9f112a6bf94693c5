import { workingFolder } from '../../io/process.ts';
import type { QuestionArguments } from '../one.ts';
import {
  askingOf,
  atOption,
  colourOption,
  FOLDER,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareWhy: Declare = (program, done) => {
  const command = program
    .command('why')
    .description('tell why a data set is on a system: the way it took, and who permitted each step')
    .argument('<data>', 'id of a data set')
    .argument('<system>', 'id of a system')
    .argument('[path]', FOLDER, '.');
  atOption(command, 'question').option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (data: string, system: string, path: string, options: QuestionArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runWhy } = await import('../commands/why.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runWhy({ data, system }, found, options, askingOf(options)));
    },
  );
};
