import { workingFolder } from '../../io/process.ts';
import type { DiffArguments } from '../commands/diff.ts';
import {
  askingOf,
  atOption,
  colourOption,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

interface Typed extends DiffArguments, InputOptions {
  readonly mergeBase: boolean;
}

export const declareDiff: Declare = (program, done) => {
  const command = program
    .command('diff')
    .description(
      'tell what a change does: who gains which data, what was permitted, what findings come of it',
    )
    .argument('<base>', 'a revision, as <base> or <base>..<head> (default head: the work tree); or a folder')
    .argument(
      '[path]',
      'folder or file; the working folder when absent. With a folder as base: the other folder',
    );
  atOption(command, 'comparison')
    .option('--format <format>', 'text, json or markdown', 'text')
    .option('--no-merge-base', 'compare with the base itself, not with where base and head went apart');
  sizeOption(colourOption(command)).action(async (base: string, path: string | undefined, options: Typed) => {
    const { areFolders, revisionsOf } = await import('../revisions.ts');
    const { pairsIn, pairsOfFolders } = await import('../counterparts.ts');
    const { runDiff } = await import('../commands/diff.ts');
    const folder = workingFolder();
    const reading = readingOf(options);
    if (path !== undefined && areFolders(base, path, folder)) {
      const names = { base: { name: base }, head: { name: path } };
      done(await runDiff(pairsOfFolders(base, path, folder, reading), names, options, askingOf(options)));
      return;
    }
    const revisions = revisionsOf(base, folder, { isExact: !options.mergeBase });
    const pairs = pairsIn([path ?? '.'], folder, revisions, reading);
    done(await runDiff(pairs, revisions.names, options, askingOf(options)));
  });
};
