import { workingFolder } from '../../io/process.ts';
import type { VerifyArguments } from '../commands/verify.ts';
import {
  askingOf,
  atOption,
  colourOption,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareVerify: Declare = (program, done) => {
  const command = program
    .command('verify')
    .description('tell by whom each manifest is signed, and which signature is lacking')
    .argument('[paths...]', 'folders or files; the working folder when absent');
  atOption(command, 'signatures').option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (paths: string[], options: VerifyArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runVerify } = await import('../commands/verify.ts');
      const named = paths.length > 0 ? paths : ['.'];
      const found = openWorkspaces(named, workingFolder(), readingOf(options));
      done(await runVerify(found, options, askingOf(options)));
    },
  );
};
