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

export const declareWaivers: Declare = (program, done) => {
  const command = program
    .command('waivers')
    .description('list what was accepted: by whom, until when, and which findings that hides')
    .argument('[path]', FOLDER, '.');
  atOption(command, 'question').option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (path: string, options: QuestionArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runWaivers } = await import('../commands/waivers.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runWaivers(found, options, askingOf(options)));
    },
  );
};
