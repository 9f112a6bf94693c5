import type { Command } from 'commander';
import { today, workingFolder } from '../../io/process.ts';
import type { BaselineArguments } from '../commands/baseline.ts';
import {
  atOption,
  colourOption,
  FOLDER,
  paintOf,
  readingOf,
  sizeOption,
  type Declare,
  type Done,
  type InputOptions,
} from './options.ts';

export const declareBaseline: Declare = (program, done) => {
  const baseline = program
    .command('baseline')
    .description('keep the findings that are there now from failing the check');
  const create = baseline
    .command('create')
    .description('write flowdown.baseline.json with the findings that are there now')
    .argument('[path]', FOLDER, '.')
    .option('--force', 'write it anew where there is one, with findings that are new since');
  acting(create, 'create', done);
  const check = baseline
    .command('check')
    .description('tell which entries are not needed any more')
    .argument('[path]', FOLDER, '.')
    .option('--format <format>', 'text or json', 'text');
  acting(check, 'check', done);
  const prune = baseline
    .command('prune')
    .description('take out what is not needed any more; nothing is added')
    .argument('[path]', FOLDER, '.');
  acting(prune, 'prune', done);
};

function acting(command: Command, act: 'create' | 'check' | 'prune', done: Done): void {
  atOption(command, 'check');
  sizeOption(colourOption(command)).action(
    async (path: string, options: BaselineArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runBaseline } = await import('../commands/baseline.ts');
      const folder = workingFolder();
      // One that is to be written anew may be broken.
      const reading = { ...readingOf(options), isWithoutBaseline: act === 'create' };
      const found = openWorkspaces([path], folder, reading);
      done(
        await runBaseline(act, found, options, {
          today: today(),
          paint: paintOf(options),
          workingFolder: folder,
        }),
      );
    },
  );
}
