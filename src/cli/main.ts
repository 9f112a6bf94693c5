/** argv -> options -> a command -> output and exit code. The only place that ends the process. */
import { Command, CommanderError } from 'commander';
import { version } from '../generated/version.js';
import { workingFolder, writeError, writeOut } from '../io/process.ts';
import { endProgress } from '../io/progress.ts';
import { escapeText } from '../manifest/escape.ts';
import { absolutePath, append, FileTrouble, makeFolder, writeWhole } from '../io/files.ts';
import { COMMANDS } from './arguments/all.ts';
import { refuseRepetition, type Done } from './arguments/options.ts';
import { Exit, UsageError, type ExitCode } from './exit.ts';
import type { Outcome } from './outcome.ts';

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
  endProgress();
  if (outcome.error) await writeError(outcome.error);
  await writeOut(outcome.out);
  return outcome.exit;
}

function writeFiles({ folders = [], files = [], appended = [] }: Outcome): void {
  for (const path of folders) orNothingWritten(path, () => makeFolder(path));
  writeWhole(
    files.map((file) => ({ ...file, shown: file.path, path: absolutePath(workingFolder(), file.path) })),
  );
  for (const { path, text } of appended) {
    orNothingWritten(path, () => append(absolutePath(workingFolder(), path), text));
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
  endProgress();
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

function programOf(done: Done): Command {
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
  for (const declare of COMMANDS) declare(program, done);
  program.commands.forEach(refuseRepetition);
  return program;
}
