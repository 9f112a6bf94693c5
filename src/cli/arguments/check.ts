import { jobSummary, today, workingFolder } from '../../io/process.ts';
import { FORMAT_NAMES, FORMATS } from '../../report/formats.ts';
import { absolutePath } from '../../io/files.ts';
import type { Reading } from '../workspaces.ts';
import type { CheckArguments } from '../commands/check.ts';
import {
  atOption,
  colourOption,
  each,
  paintOf,
  readingOf,
  sizeOption,
  standardInput,
  type Declare,
  type InputOptions,
} from './options.ts';

/** Files of other formats, as they were typed: formats, each with its files behind it. */
interface FromOptions {
  readonly from?: readonly string[];
  readonly mapping?: string;
}

export const declareCheck: Declare = (program, done) => {
  const command = program
    .command('check')
    .description('check workspaces against policies and report violations')
    .argument('[paths...]', 'folders or files; the working folder when absent');
  atOption(command, 'check')
    .option('--horizon <day>', 'also report what becomes a violation up to this day')
    .option('--fail-within <duration>', 'the same for so long from the day of the check on, such as P30D')
    .option(
      '--format <format>',
      `${FORMAT_NAMES.join(', ')}; <format>=<file> writes it to a file; may be repeated (default: text)`,
      each,
    )
    .option('--max-findings <n>', `tell at most so many findings, or all (default: ${defaultLimits()})`)
    .option('--verbose', 'in text: also tell what each rule was asked, and which found nothing to judge')
    .option('--since <base>', 'fail on findings alone that the change since this revision adds or worsens')
    .option(
      '--gate <base>',
      'as --since, and by configuration, packs, baseline and waivers of the base; strict',
    )
    .option('--party <id>', 'only what concerns this party, without a word on others')
    .option('--contract <id>', 'only what is about this contract, and what is handled under it')
    .option('--certificate <file>', 'also write a certificate, which verify-certificate verifies')
    .option('--key <file>', 'sign the certificate with this private key, Ed25519, in PEM')
    .option('--strict', 'end with exit code 3 where something is undecided')
    .option('--no-waivers', 'count every finding, whoever has accepted it')
    .option('--no-baseline', 'count every finding, whether or not it was there before')
    .option('--exit-zero', 'end with exit code 0 in spite of findings')
    .option(
      '--from <format-and-files...>',
      'also check files of another format: the format, then its files; may be repeated',
      each,
    )
    .option('--mapping <file>', 'what foreign names are in manifests (default: flowdown.mapping.yaml)')
    .option('--stdin-filename <path>', 'read one manifest from standard input, as if it stood there');
  sizeOption(colourOption(command)).action(
    async (paths: string[], options: CheckArguments & InputOptions & FromOptions) => {
      const { candidatesIn } = await import('../candidates.ts');
      const { runCheck } = await import('../commands/check.ts');
      const reading = {
        ...readingOf(options),
        ...(await typedOf(options)),
        input: await standardInput(options),
        isWithoutBaseline: options.baseline === false,
      };
      const found = candidatesIn(pathsOf(paths, options), options, workingFolder(), reading);
      const surroundings = {
        today: today(),
        workingFolder: workingFolder(),
        paint: paintOf(options),
        jobSummary: jobSummary(),
      };
      done(await runCheck(found, options, surroundings));
    },
  );
};

async function typedOf({ from, mapping }: FromOptions): Promise<Pick<Reading, 'typed'>> {
  if (from === undefined && mapping === undefined) return {};
  const { typedImports } = await import('../imports.ts');
  const folder = workingFolder();
  return {
    typed: {
      from: from === undefined ? [] : typedImports(from, folder),
      ...(mapping !== undefined && { mapping: absolutePath(folder, mapping) }),
    },
  };
}

function defaultLimits(): string {
  const bounded = FORMAT_NAMES.filter((name) => FORMATS[name].limit !== Infinity);
  return bounded.map((name) => `${name} ${FORMATS[name].limit} ${FORMATS[name].counts}`).join(', ');
}

function pathsOf(paths: readonly string[], { stdinFilename }: InputOptions): readonly string[] {
  return paths.length > 0 || stdinFilename !== undefined ? paths : ['.'];
}
