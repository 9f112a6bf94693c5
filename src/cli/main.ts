/** argv -> options -> a command -> output and exit code. The only place that ends the process. */
import { Command, CommanderError } from 'commander';
import { version } from '../generated/version.js';
import { readIn, today, wantsColour, workingFolder, writeError, writeOut } from '../io/process.ts';
import { escapeText } from '../manifest/escape.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { absolutePath, FileTrouble, makeFolder, writeWhole } from '../io/files.ts';
import type { CheckArguments, Outcome } from './commands/check.ts';
import type { ImportArguments } from './commands/import.ts';
import type { IncidentArguments } from './commands/incident.ts';
import type { InspectArguments } from './commands/inspect.ts';
import type { QuestionsArguments } from './commands/questions.ts';
import type { TestArguments } from './commands/test.ts';
import { Exit, UsageError, type ExitCode } from './exit.ts';
import { colourPaint } from './colour.ts';
import { plain, type Paint } from '../report/layout.ts';
import { sizeOf } from './size.ts';
import type { Asking, QuestionArguments } from './one.ts';
import type { StandardInput } from './workspaces.ts';

/** Runs the command line; resolves to the exit code, with everything written. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let outcome: Outcome = { out: '', exit: Exit.clean };
  const program = programOf((ran) => (outcome = ran));
  try {
    await program.parseAsync(argv, { from: 'user' });
    writeFiles(outcome);
  } catch (error) {
    // Help and version end the parser by an error; what they print is an outcome like any other.
    if (!(error instanceof CommanderError && error.exitCode === 0)) {
      return endOf(error, commandOf(program, argv));
    }
  }
  if (outcome.error) await writeError(outcome.error);
  await writeOut(outcome.out);
  return outcome.exit;
}

function writeFiles({ folders = [], files = [] }: Outcome): void {
  for (const path of folders) orNothingWritten(path, () => makeFolder(path));
  for (const { path, text } of files) {
    orNothingWritten(path, () => writeWhole(absolutePath(workingFolder(), path), text));
  }
}

function orNothingWritten(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof FileTrouble)
      throw new FileTrouble(`nothing was written to ${path}: ${error.message}`);
    throw error;
  }
}

/** The innermost command that the words name: its help is the one that is wanted. */
function commandOf(program: Command, [word, ...rest]: readonly string[]): Command {
  const command = program.commands.find((each) => each.name() === word);
  return command === undefined ? program : commandOf(command, rest);
}

async function endOf(error: unknown, command: Command): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.help') await writeError(command.helpInformation());
    else await writeError(`flowdown: ${escapeText(oneLine(error.message))}\n`);
    return Exit.unreadable;
  }
  if (error instanceof UsageError || error instanceof FileTrouble) {
    await writeError(`flowdown: ${escapeText(error.message)}\n`);
    return Exit.unreadable;
  }
  return reportBug(error);
}

/** Words of commander, which puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, '').replace(/\n(?=\(Did you mean)/, ' ');
}

/** Tells of a broken invariant: one line, no stack, exit 70. */
export async function reportBug(error: unknown): Promise<ExitCode> {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  await writeError(
    `flowdown: this is a bug in flowdown, not in your files (${escapeText(reason).slice(0, 300)}). Nothing was decided.\n`,
  );
  return Exit.bug;
}

const MAX_FILE_SIZE = 'read manifests up to this size, such as 256MiB (default: 64MiB)';

function programOf(done: (outcome: Outcome) => void): Command {
  const program = new Command('flowdown')
    .description('Checks what contractors may do with your data, on declared data flows.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => done({ out: text, exit: Exit.clean }),
      writeErr: () => {},
      outputError: () => {},
    })
    .showHelpAfterError(false);
  program
    .command('check')
    .description('check workspaces against policies and report violations')
    .argument('[paths...]', 'folders or files; the working folder when absent')
    .option('--at <day>', 'day of the check, as YYYY-MM-DD (default: as configured, else today in UTC)')
    .option('--horizon <day>', 'also report what becomes a violation up to this day')
    .option(
      '--format <format>',
      'text, json or sarif; <format>=<file> writes it to a file; may be repeated (default: text)',
      each,
    )
    .option(
      '--max-findings <n>',
      'tell at most so many findings, or all (default: text 200 acts, sarif 5000)',
    )
    .option('--strict', 'end with exit code 3 where something is undecided')
    .option('--exit-zero', 'end with exit code 0 in spite of findings')
    .option('--stdin-filename <path>', 'read one manifest from standard input, as if it stood there')
    .option('--no-color', 'print without colour')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (paths: string[], options: CheckArguments & InputOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runCheck } = await import('./commands/check.ts');
      const reading = { ...readingOf(options), input: await standardInput(options) };
      const found = openWorkspaces(pathsOf(paths, options), workingFolder(), reading);
      const surroundings = { today: today(), workingFolder: workingFolder(), paint: paintOf(options) };
      done(await runCheck(found, options, surroundings));
    });
  program
    .command('inspect')
    .description('print the facts derived from one workspace')
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--at <day>', 'day of the facts, as YYYY-MM-DD (default: as configured, else today in UTC)')
    .option('--format <format>', 'json', 'json')
    .option('--witness <data@system>', 'print the shortest way of a data set to a system')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (path: string, options: InspectArguments & SizeOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runInspect } = await import('./commands/inspect.ts');
      done(
        await runInspect(
          openWorkspaces([path], workingFolder(), readingOf(options)),
          options,
          today(),
          plain,
        ),
      );
    });
  program
    .command('why')
    .description('tell why a data set is on a system: the way it took, and who permitted each step')
    .argument('<data>', 'id of a data set')
    .argument('<system>', 'id of a system')
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--at <day>', 'day of the question, as YYYY-MM-DD (default: as configured, else today in UTC)')
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (data: string, system: string, path: string, options: QuestionArguments & InputOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runWhy } = await import('./commands/why.ts');
      done(
        await runWhy(
          { data, system },
          openWorkspaces([path], workingFolder(), readingOf(options)),
          options,
          askingOf(options),
        ),
      );
    });
  program
    .command('exposure')
    .description('tell what would be lost if a zone, a system or a party fell, and who would be concerned')
    .argument(
      '<scope>',
      'id of a zone, a system or a party; zone:x, system:x, party:x where it is not unique',
    )
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--at <day>', 'day of the question, as YYYY-MM-DD (default: as configured, else today in UTC)')
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (scope: string, path: string, options: QuestionArguments & InputOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runExposure } = await import('./commands/exposure.ts');
      done(
        await runExposure(
          scope,
          openWorkspaces([path], workingFolder(), readingOf(options)),
          options,
          askingOf(options),
        ),
      );
    });
  program
    .command('incident')
    .description('tell what to do about an incident: whom to tell by when, what to switch off and revoke')
    .argument(
      '<scope>',
      'id of a zone, a system or a party; zone:x, system:x, party:x where it is not unique',
    )
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--discovered <time>', 'when it was discovered, as YYYY-MM-DD or YYYY-MM-DDTHH:MMZ')
    .option(
      '--at <day>',
      'day of what is stated (default: that of the discovery, else as configured, else today)',
    )
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (scope: string, path: string, options: IncidentArguments & InputOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runIncident } = await import('./commands/incident.ts');
      done(
        await runIncident(
          scope,
          openWorkspaces([path], workingFolder(), readingOf(options)),
          options,
          askingOf(options),
        ),
      );
    });
  program
    .command('questions')
    .description('ask for what is not stated, in plain words, each question with who can answer it')
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--party <party>', 'only what this party can answer')
    .option('--at <day>', 'day of the check, as YYYY-MM-DD (default: as configured, else today in UTC)')
    .option('--format <format>', 'markdown, csv or json', 'markdown')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (path: string, options: QuestionsArguments & SizeOptions) => {
      const { openWorkspaces } = await import('./workspaces.ts');
      const { runQuestions } = await import('./commands/questions.ts');
      const found = openWorkspaces([path], workingFolder(), readingOf(options));
      done(await runQuestions(found, options, { today: today(), paint: plain }));
    });
  explaining(program.command('explain'), done);
  const rules = program.command('rules').description('list and explain rules, and check rules of your own');
  rules
    .command('list')
    .description('list the rules that exist')
    .argument(
      '[packs...]',
      'names of packs, folders or packages; all built-in ones and those of the workspace when absent',
    )
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .action(async (packs: string[], options: FormatOptions & InputOptions) => {
      const { runRulesList } = await import('./commands/rules-list.ts');
      done(await runRulesList(packs, options.format, paintOf(options), workingFolder()));
    });
  showing(rules.command('show'), done);
  rules
    .command('lint')
    .description('tell what is wrong with the files of a pack')
    .argument('<folder>', 'the folder of the pack, with its pack.yaml and a file for each rule')
    .option('--no-color', 'print without colour')
    .action(async (folder: string, options: InputOptions) => {
      const { runRulesLint } = await import('./commands/rules-lint.ts');
      done(await runRulesLint(folder, workingFolder(), paintOf(options)));
    });
  program
    .command('config')
    .description('look at the configuration')
    .command('print')
    .description('print what a workspace goes by, each value with where it comes from')
    .argument('[path]', 'folder or file; the working folder when absent', '.')
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .action(async (path: string, options: FormatOptions & InputOptions) => {
      const { runConfigPrint } = await import('./commands/config-print.ts');
      done(await runConfigPrint(path, options.format, paintOf(options), workingFolder()));
    });
  program
    .command('new')
    .description('write a file to begin with')
    .command('rule')
    .description('write a rule that works, with comments, to be changed into your own')
    .argument('<path>', '<pack-folder>/<name>; a folder that is not there is made, with its pack.yaml')
    .action(async (path: string) => {
      const { runNewRule } = await import('./commands/new-rule.ts');
      done(runNewRule(path, today(), workingFolder()));
    });
  program
    .command('test')
    .description('run the cases of rules, and tell what they leave untested')
    .argument(
      '[packs...]',
      'names of packs, folders or packages; all built-in ones and those of the workspace when absent',
    )
    .option('--min <percent>', 'fail where the cases of a pack show less of its conditions')
    .option('--mutate', 'also change each rule in small ways, and tell which changes no case notices')
    .option('--format <format>', 'text or json', 'text')
    .option('--no-color', 'print without colour')
    .action(async (packs: string[], options: TestArguments & InputOptions) => {
      const { runTest } = await import('./commands/test.ts');
      done(await runTest(packs, options, { workingFolder: workingFolder(), paint: paintOf(options) }));
    });
  program
    .command('import')
    .description('turn a model in another format into a manifest, on standard output')
    .argument('<format>', 'threagile')
    .argument('<file>', 'the model')
    .option('-o, --output <file>', 'write the manifest to a file instead')
    .option('--force', 'replace the file when it is there already')
    .action(async (format: string, file: string, options: ImportArguments) => {
      const { runImport } = await import('./commands/import.ts');
      done(await runImport(format, file, options, workingFolder()));
    });
  program.commands.forEach(refuseRepetition);
  return program;
}

/** Explains a rule or, with `--finding`, why there is a finding. */
function explaining(command: Command, done: (outcome: Outcome) => void): void {
  command
    .description('explain a rule, or why there is a finding: each condition with the value that decided it')
    .argument('[rule]', 'id of a rule, as <pack>/<name>, or its name; with --finding, a folder or file')
    .option(
      '--finding <fingerprint>',
      'a finding: its fingerprint in quotes, the beginning of it, or its subject',
    )
    .option('--at <day>', 'day of the check, with --finding (default: as configured, else today in UTC)')
    .option('--format <format>', 'text or json; of a rule also markdown', 'text')
    .option('--no-color', 'print without colour')
    .option('--max-file-size <size>', MAX_FILE_SIZE)
    .action(async (named: string | undefined, options: ExplainArguments & InputOptions) => {
      const { finding, at, format } = options;
      if (finding !== undefined) {
        const { openWorkspaces } = await import('./workspaces.ts');
        const { runExplainFinding } = await import('./commands/explain-finding.ts');
        const found = openWorkspaces([named ?? '.'], workingFolder(), readingOf(options));
        done(await runExplainFinding(finding, found, options, askingOf(options)));
        return;
      }
      if (named === undefined) throw new UsageError('explain wants a rule, or a finding with --finding');
      if (at !== undefined) throw new UsageError('--at goes with --finding: a rule is the same on each day');
      const { runExplain } = await import('./commands/explain.ts');
      done(await runExplain(named, format, paintOf(options), workingFolder()));
    });
}

/** Shows a rule. */
function showing(command: Command, done: (outcome: Outcome) => void): void {
  command
    .description('explain a rule: what it asks, why, what to do, where it comes from')
    .argument('<rule>', 'id of a rule, as <pack>/<name>, or its name')
    .option('--format <format>', 'text, markdown or json', 'text')
    .option('--no-color', 'print without colour')
    .action(async (rule: string, options: FormatOptions & InputOptions) => {
      const { runExplain } = await import('./commands/explain.ts');
      done(await runExplain(rule, options.format, paintOf(options), workingFolder()));
    });
}

/** Lets a command, and those below it, take each option once, except for those that say otherwise. */
function refuseRepetition(command: Command): void {
  command.exitOverride();
  for (const option of command.options) {
    if (option.required && option.parseArg !== each) option.argParser(stated(option.long ?? ''));
  }
  command.commands.forEach(refuseRepetition);
}

/** Keeps every value of an option that may be repeated. */
function each(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** Refuses a second value: which of the two is meant would be a guess. */
function stated(option: string): (value: string) => string {
  let isStated = false;
  return (value) => {
    if (isStated) throw new UsageError(`${option} is stated twice`);
    isStated = true;
    return value;
  };
}

interface SizeOptions {
  readonly maxFileSize?: string;
}

interface FormatOptions {
  readonly format: string;
}

interface ExplainArguments extends QuestionArguments {
  readonly finding?: string;
}

interface InputOptions extends SizeOptions {
  readonly stdinFilename?: string;
  readonly color?: boolean;
}

function pathsOf(paths: readonly string[], { stdinFilename }: InputOptions): readonly string[] {
  return paths.length > 0 || stdinFilename !== undefined ? paths : ['.'];
}

async function standardInput({
  stdinFilename,
  maxFileSize,
}: InputOptions): Promise<StandardInput | undefined> {
  if (stdinFilename === undefined) return undefined;
  const { limit } = readingOf({ maxFileSize });
  return { path: stdinFilename, bytes: await readIn(limit) };
}

/** How manifests are to be read. Throws UsageError. */
function readingOf({ maxFileSize }: SizeOptions): { readonly limit: number } {
  return { limit: maxFileSize === undefined ? SIZE_LIMIT : sizeOf('--max-file-size', maxFileSize) };
}

function paintOf({ color }: InputOptions): Paint {
  return color !== false && wantsColour() ? colourPaint : plain;
}

function askingOf(options: InputOptions): Asking {
  return { today: today(), paint: paintOf(options) };
}
