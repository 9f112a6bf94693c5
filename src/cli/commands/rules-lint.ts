import {
  absolutePath,
  FileTrouble,
  folderOf,
  joinPath,
  kindOf,
  listFolder,
  readRegularFile,
  shownPath,
  slashed,
} from '../../io/files.ts';
import { compareProblems, type Problem } from '../../manifest/problem.ts';
import type { Source } from '../../manifest/read.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import type { Paint } from '../../report/layout.ts';
import { readPack } from '../../rules/pack.ts';
import { counted } from '../../rules/language/wording.ts';
import { builtInPacks } from '../../run/packs.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from './check.ts';

/** Tells what is wrong with the files of a pack. Throws UsageError. */
export async function runRulesLint(typed: string, workingFolder: string, paint: Paint): Promise<Outcome> {
  const folder = absolutePath(workingFolder, typed);
  if (kindOf(folder) !== 'folder') throw new UsageError(`there is no folder ${typed}`);
  const parent = folderOf(folder);
  const { files, unread } = filesOf(folder, parent);
  const others = builtInPacks()
    .filter(({ pack }) => pack !== slashed(shownPath(folder, parent)))
    .flatMap(({ rules }) => rules.map(({ id }) => id));
  const { pack, problems, textOf } = readPack(files, others);
  const all = [...problems, ...unread].sort(compareProblems);
  if (all.length > 0 || pack === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    const shown = shownPath(parent, workingFolder);
    const prefix = shown === '' ? '' : `${shown}/`;
    return {
      out: problemsText(all, { prefix, paint, textOf }, 'the pack is not sound'),
      exit: Exit.unreadable,
    };
  }
  if (pack.rules.length === 0) return { out: `${pack.pack}: there is no rule in it\n`, exit: Exit.nothing };
  const sound = `${counted(pack.rules.length, 'rule')} ${pack.rules.length === 1 ? 'is' : 'are'} sound`;
  return { out: `${pack.pack}: ${sound}\n`, exit: Exit.clean };
}

interface PackFiles {
  readonly files: readonly Source[];
  /** What cannot be read, or would be passed over in silence. */
  readonly unread: readonly Problem[];
}

/** The files of a pack, with paths that begin with its folder, so that the name of that can be compared. */
function filesOf(folder: string, parent: string): PackFiles {
  const listing = listFolder(folder);
  const pathOf = (name: string): string => shownPath(joinPath(folder, name), parent);
  const files: Source[] = [];
  const unread: Problem[] = [];
  for (const name of listing.files.filter(isOfPack)) {
    const path = pathOf(name);
    try {
      if (!name.endsWith('.yaml')) throw new FileTrouble('the name of a file of a pack ends with .yaml');
      files.push({ path, bytes: readRegularFile(joinPath(folder, name), SIZE_LIMIT) });
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      unread.push(notRead(path, error.message));
    }
  }
  const irregular = [...listing.links, ...listing.others].filter(isOfPack);
  unread.push(...irregular.map((name) => notRead(pathOf(name), 'it is not a regular file')));
  const about = 'pack.yaml';
  if (![...listing.files, ...irregular].includes(about))
    unread.push(notRead(pathOf(about), 'there is no such file'));
  return { files, unread };
}

/** What stands in the folder itself and looks as if it were meant for the pack. */
function isOfPack(path: string): boolean {
  return !path.includes('/') && /\.(?:ya?ml|json)$/i.test(path);
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}
