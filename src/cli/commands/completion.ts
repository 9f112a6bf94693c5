import type { Command } from 'commander';
import { treeOf, type CommandEntry } from '../command-tree.ts';
import { bashCompletion, fishCompletion, zshCompletion } from '../completion.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from '../outcome.ts';

const SHELLS: Readonly<Record<string, (tree: CommandEntry) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints a script by which a shell completes what is typed. Throws UsageError. */
export function runCompletion(shell: string, program: Command): Outcome {
  if (!Object.hasOwn(SHELLS, shell)) {
    throw new UsageError(`there is no completion for ${shell}; there is one for bash, zsh and fish`);
  }
  return { out: SHELLS[shell](treeOf(program)), exit: Exit.clean };
}
