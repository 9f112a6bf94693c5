import { workingFolder } from '../../io/process.ts';
import type { RepairArguments } from '../commands/repair.ts';
import {
  askingOf,
  atOption,
  colourOption,
  each,
  FOLDER,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareRepair: Declare = (program, done) => {
  const command = program
    .command('repair')
    .description('tell the smallest change of flows or authorizations that removes a finding, or make it')
    .argument('<finding>', 'its fingerprint in quotes, the beginning of it, or its subject')
    .argument('[path]', FOLDER, '.')
    .option('--by <means>', 'cut (flows) or obtain (authorizations) alone; whichever costs less when absent')
    .option('--cost <costs>', 'what each costs, such as cut=3,obtain=1,flow:upload=10 (default: 1)', each)
    .option('--end', 'end flows on the day before, rather than take them out')
    .option('--write', 'change the manifests');
  atOption(command, 'check').option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (finding: string, path: string, options: RepairArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runRepair } = await import('../commands/repair.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runRepair(finding, found, options, askingOf(options)));
    },
  );
};
