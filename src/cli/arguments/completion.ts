import type { Declare } from './options.ts';

export const declareCompletion: Declare = (program, done) => {
  program
    .command('completion')
    .description('print a script by which a shell completes commands, options and formats')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { runCompletion } = await import('../commands/completion.ts');
      done(runCompletion(shell, program));
    });
};
