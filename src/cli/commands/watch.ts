import { absolutePath, FileTrouble, folderOf, shownPath } from '../../io/files.ts';
import { clockTime, untilInterrupted, writeError, writeOut } from '../../io/process.ts';
import { watcher, type Watched } from '../../io/watching.ts';
import { escapeText } from '../../manifest/escape.ts';
import { rememberingReader } from '../../manifest/remembering.ts';
import type { ManifestReader } from '../../manifest/read.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from '../outcome.ts';
import { openWorkspaces, type Found, type Reading } from '../workspaces.ts';
import { runCheck, type CheckArguments, type Surroundings } from './check.ts';

/** Options of `watch`, as they were typed. */
export type WatchArguments = Omit<CheckArguments, 'format' | 'exitZero' | 'party' | 'contract'>;

/** A check, and where a change would make another one of it. */
interface Look {
  readonly outcome: Outcome;
  /** Absent where nothing could be looked at. */
  readonly found?: readonly Found[];
}

/** Checks whenever a file changes, and ends with the exit code of the last check. Throws UsageError. */
export async function runWatch(
  path: string,
  options: WatchArguments,
  reading: Reading,
  surroundings: () => Surroundings,
): Promise<Outcome> {
  const { workingFolder } = surroundings();
  const readers = new Map<string, ManifestReader>();
  const readerFor = (root: string): ManifestReader => {
    const reader = readers.get(root) ?? rememberingReader(reading.limit);
    readers.set(root, reader);
    return reader;
  };
  const open = (): readonly Found[] => openWorkspaces([path], workingFolder, { ...reading, readerFor });
  const look = async (): Promise<Look> => {
    const found = open();
    return { found, outcome: await runCheck(found, options, surroundings()) };
  };
  const changes = watcher();
  void untilInterrupted().then(() => changes.close());
  // Watched before it is looked at, so that no change falls between; what is wrong with the words typed ends it here.
  changes.follow(foldersOf(open(), workingFolder));
  let last = await look();
  for (;;) {
    if (last.found !== undefined) changes.follow(foldersOf(last.found, workingFolder));
    await tell(last.outcome, path);
    if ((await changes.next()) === 'closed') return { out: '', exit: last.outcome.exit };
    last = await look().catch(troubleOf);
  }
}

/** What cannot be read now may be there again after the next change. */
function troubleOf(error: unknown): Look {
  if (!(error instanceof UsageError || error instanceof FileTrouble)) throw error;
  const words = `flowdown: ${escapeText(error.message)}\n`;
  return { outcome: { out: '', error: words, exit: Exit.unreadable } };
}

async function tell({ out, error = '', exit }: Outcome, path: string): Promise<void> {
  await writeOut(out);
  await writeError(`${error}-- ${clockTime()}, exit code ${exit}; watching ${escapeText(path)}\n`);
}

/** The folders of workspaces, and those of files elsewhere by which they go. */
function foldersOf(found: readonly Found[], workingFolder: string): readonly Watched[] {
  return found.flatMap(({ prefix, read }) => {
    const root = absolutePath(workingFolder, prefix || '.');
    const elsewhere = read.filter((file) => shownPath(file, root).startsWith('../'));
    const folders = [...new Set(elsewhere.map(folderOf))];
    return [{ folder: root, isDeep: true }, ...folders.map((folder) => ({ folder, isDeep: false }))];
  });
}
