import { workingFolder } from '../../io/process.ts';
import type { TestArguments } from '../commands/test.ts';
import { colourOption, PACKS, paintOf, type ColourOptions, type Declare } from './options.ts';

export const declareTest: Declare = (program, done) => {
  const command = program
    .command('test')
    .description('run the cases of rules, and tell what they leave untested')
    .argument('[packs...]', PACKS)
    .option('--min <percent>', 'fail where the cases of a pack show less of its conditions')
    .option('--mutate', 'also change each rule in small ways, and tell which changes no case notices')
    .option('--format <format>', 'text or json', 'text');
  colourOption(command).action(async (packs: string[], options: TestArguments & ColourOptions) => {
    const { runTest } = await import('../commands/test.ts');
    done(await runTest(packs, options, { workingFolder: workingFolder(), paint: paintOf(options) }));
  });
};
