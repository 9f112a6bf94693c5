import { workingFolder } from '../../io/process.ts';
import { colourOption, FOLDER, paintOf, type Declare, type FormatOptions } from './options.ts';

export const declareConfig: Declare = (program, done) => {
  const command = program
    .command('config')
    .description('look at the configuration')
    .command('print')
    .description('print what a workspace goes by, each value with where it comes from')
    .argument('[path]', FOLDER, '.')
    .option('--format <format>', 'text or json', 'text');
  colourOption(command).action(async (path: string, options: FormatOptions) => {
    const { runConfigPrint } = await import('../commands/config-print.ts');
    done(await runConfigPrint(path, options.format, paintOf(options), workingFolder()));
  });
};
