import { today, workingFolder } from '../../io/process.ts';
import { plain } from '../../report/layout.ts';
import type { InspectArguments } from '../commands/inspect.ts';
import { atOption, FOLDER, readingOf, sizeOption, type Declare, type SizeOptions } from './options.ts';

export const declareInspect: Declare = (program, done) => {
  const command = program
    .command('inspect')
    .description('print the facts derived from one workspace')
    .argument('[path]', FOLDER, '.');
  atOption(command, 'facts')
    .option('--format <format>', 'json', 'json')
    .option('--witness <data@system>', 'print the shortest way of a data set to a system');
  sizeOption(command).action(async (path: string, options: InspectArguments & SizeOptions) => {
    const { openWorkspaces } = await import('../workspaces.ts');
    const { runInspect } = await import('../commands/inspect.ts');
    const found = openWorkspaces([path], workingFolder(), readingOf(options));
    done(await runInspect(found, options, today(), plain));
  });
};
