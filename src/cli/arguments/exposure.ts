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

/** What `exposure` and `incident` ask about. */
export const SCOPE = 'id of a zone, a system or a party; zone:x, system:x, party:x where it is not unique';

export const declareExposure: Declare = (program, done) => {
  const command = program
    .command('exposure')
    .description('tell what would be lost if a zone, a system or a party fell, and who would be concerned')
    .argument('<scope>', SCOPE)
    .argument('[path]', FOLDER, '.');
  atOption(command, 'question').option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (scope: string, path: string, options: QuestionArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runExposure } = await import('../commands/exposure.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runExposure(scope, found, options, askingOf(options)));
    },
  );
};
