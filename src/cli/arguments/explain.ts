import { workingFolder } from '../../io/process.ts';
import { UsageError } from '../exit.ts';
import type { QuestionArguments } from '../one.ts';
import {
  askingOf,
  colourOption,
  paintOf,
  readingOf,
  sizeOption,
  type Declare,
  type InputOptions,
} from './options.ts';

interface ExplainArguments extends QuestionArguments {
  readonly finding?: string;
}

/** Explains a rule or, with `--finding`, why there is a finding. */
export const declareExplain: Declare = (program, done) => {
  const command = program
    .command('explain')
    .description('explain a rule, or why there is a finding: each condition with the value that decided it')
    .argument('[rule]', 'id of a rule, as <pack>/<name>, or its name; with --finding, a folder or file')
    .option(
      '--finding <fingerprint>',
      'a finding: its fingerprint in quotes, the beginning of it, or its subject',
    )
    .option('--at <day>', 'day of the check, with --finding (default: as configured, else today in UTC)')
    .option('--format <format>', 'text or json; of a rule also markdown', 'text');
  sizeOption(colourOption(command)).action(
    async (named: string | undefined, options: ExplainArguments & InputOptions) => {
      const { finding, at, format } = options;
      if (finding !== undefined) {
        const { openWorkspaces } = await import('../workspaces.ts');
        const { runExplainFinding } = await import('../commands/explain-finding.ts');
        const found = openWorkspaces([named ?? '.'], workingFolder(), readingOf(options));
        done(await runExplainFinding(finding, found, options, askingOf(options)));
        return;
      }
      if (named === undefined) throw new UsageError('explain wants a rule, or a finding with --finding');
      if (at !== undefined) throw new UsageError('--at goes with --finding: a rule is the same on each day');
      const { runExplain } = await import('../commands/explain.ts');
      done(await runExplain(named, format, paintOf(options), workingFolder()));
    },
  );
};
