import { workingFolder } from '../../io/process.ts';
import type { IncidentArguments } from '../commands/incident.ts';
import { SCOPE } from './exposure.ts';
import {
  askingOf,
  colourOption,
  FOLDER,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

export const declareIncident: Declare = (program, done) => {
  const command = program
    .command('incident')
    .description('tell what to do about an incident: whom to tell by when, what to switch off and revoke')
    .argument('<scope>', SCOPE)
    .argument('[path]', FOLDER, '.')
    .option('--discovered <time>', 'when it was discovered, as YYYY-MM-DD or YYYY-MM-DDTHH:MMZ')
    .option(
      '--at <day>',
      'day of what is stated (default: that of the discovery, else as configured, else today)',
    )
    .option('--format <format>', 'text or json', 'text');
  sizeOption(colourOption(command)).action(
    async (scope: string, path: string, options: IncidentArguments & InputOptions) => {
      const { openWorkspaces } = await import('../workspaces.ts');
      const { runIncident } = await import('../commands/incident.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runIncident(scope, found, options, askingOf(options)));
    },
  );
};
