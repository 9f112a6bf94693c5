import { today, workingFolder } from '../../io/process.ts';
import type { Declare } from './options.ts';

export const declareNew: Declare = (program, done) => {
  program
    .command('new')
    .description('write a file to begin with')
    .command('rule')
    .description('write a rule that works, with comments, to be changed into your own')
    .argument('<path>', '<pack-folder>/<name>; a folder that is not there is made, with its pack.yaml')
    .action(async (path: string) => {
      const { runNewRule } = await import('../commands/new-rule.ts');
      done(runNewRule(path, today(), workingFolder()));
    });
};
