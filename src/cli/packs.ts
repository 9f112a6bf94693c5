/** Packs as they are typed: names of packs that come with the product, or folders. */
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
} from '../io/files.ts';
import { nearest } from '../manifest/nearest.ts';
import { compareProblems, type Problem } from '../manifest/problem.ts';
import type { Source } from '../manifest/read.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import type { Pack } from '../rules/format.ts';
import { readPack } from '../rules/pack.ts';
import { builtInCatalogue, builtInPacks } from '../rules/built-in.ts';
import { UsageError } from './exit.ts';

/** A pack, or what is wrong with its files; paths are as they are shown. */
export interface FoundPack {
  readonly pack?: Pack;
  readonly problems: readonly Problem[];
  /** Its folder; absent for a pack that comes with the product. */
  readonly folder?: string;
  textOf(path: string): string | undefined;
}

/** Finds a pack by its name or its folder. Throws UsageError where there is none. */
export function packOf(typed: string, workingFolder: string): FoundPack {
  const pack = builtInPacks().find((each) => each.pack === typed);
  if (pack !== undefined) return { pack, problems: [], textOf: () => undefined };
  const folder = absolutePath(workingFolder, typed);
  const kind = kindOf(folder);
  if (kind === 'folder') {
    if (kindOf(joinPath(folder, ABOUT)) === 'missing')
      throw new UsageError(`${typed} is no pack: it has no ${ABOUT}`);
    return packIn(folder, workingFolder);
  }
  if (kind === 'link') throw new UsageError(`${typed} is a link, and links are not followed`);
  if (kind !== 'missing') throw new UsageError(`${typed} is no folder; a pack is a folder with a ${ABOUT}`);
  const names = builtInPacks().map((each) => each.pack);
  const suggestion = nearest(typed, names);
  throw new UsageError(
    `there is no pack ${typed}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}; the packs are ${names.join(', ')}, or give a folder with a ${ABOUT}`,
  );
}

const ABOUT = 'pack.yaml';

/** Reads the files that stand in a folder itself; all that would be passed over in silence is a problem. */
export function packIn(folder: string, workingFolder: string): FoundPack {
  const parent = folderOf(folder);
  const name = slashed(shownPath(folder, parent));
  const { files, unread } = filesOf(folder, parent);
  const others = builtInPacks().filter(({ pack }) => pack !== name);
  const around = { rules: others.flatMap(({ rules }) => rules), catalogue: builtInCatalogue() };
  const reading = readPack(files, around);
  const above = shownPath(parent, workingFolder);
  const prefix = above === '' ? '' : `${above}/`;
  const problems = [...reading.problems, ...unread]
    .sort(compareProblems)
    .map((problem) => shownBelow(prefix, problem));
  return {
    ...(unread.length === 0 && reading.pack && { pack: reading.pack }),
    problems,
    folder: prefix + name,
    textOf: (path) => reading.textOf(path.slice(prefix.length)),
  };
}

function shownBelow(prefix: string, problem: Problem): Problem {
  const related = problem.related?.map((span) => ({ ...span, file: prefix + span.file }));
  return { ...problem, file: prefix + problem.file, ...(related && { related }) };
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
  if (![...listing.files, ...irregular].includes(ABOUT))
    unread.push(notRead(pathOf(ABOUT), 'there is no such file'));
  return { files, unread };
}

/** What stands in the folder itself and looks as if it were meant for the pack. */
function isOfPack(path: string): boolean {
  return !path.includes('/') && /\.(?:ya?ml|json)$/i.test(path);
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}
