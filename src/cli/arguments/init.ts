import { today, workingFolder } from '../../io/process.ts';
import type { InitArguments } from '../commands/init.ts';
import type { Declare } from './options.ts';

export const declareInit: Declare = (program, done) => {
  program
    .command('init')
    .description('write a first manifest and a configuration, with comments, to be changed into your own')
    .argument('[folder]', 'where they are to stand; it is made where it is not there', '.')
    .option('--yes', 'ask nothing, and write an example')
    .action(async (folder: string, options: InitArguments) => {
      const { runInit } = await import('../commands/init.ts');
      done(await runInit(folder, options, { today: today(), workingFolder: workingFolder() }));
    });
};
