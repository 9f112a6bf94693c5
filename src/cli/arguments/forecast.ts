import { workingFolder } from '../../io/process.ts';
import type { ForecastArguments } from '../commands/forecast.ts';
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

export const declareForecast: Declare = (program, done) => {
  const command = program
    .command('forecast')
    .description('tell which verdicts will change, on which day, and why')
    .argument('[path]', FOLDER, '.')
    .option('--until <day|duration>', 'last day to look at, or how far to look, such as P90D', 'P90D');
  atOption(command, 'beginning').option('--format <format>', 'text, json or ics', 'text');
  sizeOption(colourOption(command)).action(
    async (path: string, options: ForecastArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runForecast } = await import('../commands/forecast.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runForecast(found, options, askingOf(options)));
    },
  );
};
