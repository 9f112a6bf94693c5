import { today, workingFolder } from '../../io/process.ts';
import type { WatchArguments } from '../commands/watch.ts';
import {
  atOption,
  colourOption,
  FOLDER,
  paintOf,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareWatch: Declare = (program, done) => {
  const command = program
    .command('watch')
    .description('check, and check again whenever a file changes, until it is interrupted')
    .argument('[path]', FOLDER, '.');
  atOption(command, 'check')
    .option('--horizon <day>', 'also report what becomes a violation up to this day')
    .option('--fail-within <duration>', 'the same for so long from the day of the check on, such as P30D')
    .option('--max-findings <n>', 'tell at most so many acts, or all (default: 200)')
    .option('--strict', 'end with exit code 3 where something is undecided');
  sizeOption(colourOption(command)).action(async (path: string, options: WatchArguments & InputOptions) => {
    const { runWatch } = await import('../commands/watch.ts');
    const surroundings = () => ({ today: today(), workingFolder: workingFolder(), paint: paintOf(options) });
    done(await runWatch(path, options, readingOf(options), surroundings));
  });
};
