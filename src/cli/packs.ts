/** Packs as they are typed: names of packs that come with the product, or folders. */
import {
  absolutePath,
  FileTrouble,
  joinPath,
  kindOf,
  listFolder,
  readRegularFile,
  shownPath,
} from '../io/files.ts';
import { nearest } from '../manifest/nearest.ts';
import { decode, SIZE_LIMIT } from '../manifest/text.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Pack } from '../rules/format.ts';
import { readPack } from '../rules/pack.ts';
import { builtInPacks } from '../run/packs.ts';
import { UsageError } from './exit.ts';

/** A file of a pack, as it was read. */
export interface PackSource {
  readonly path: string;
  readonly text: string;
}

/** A pack with the files that it was read from, or what is wrong with them. */
export interface FoundPack {
  readonly pack?: Pack;
  readonly problems: readonly Problem[];
  /** None for a pack that comes with the product. */
  readonly sources: readonly PackSource[];
}

/** Finds a pack by its name or its folder. Throws UsageError where there is none. */
export function packOf(typed: string, workingFolder: string): FoundPack {
  const pack = builtInPacks().find((each) => each.pack === typed);
  if (pack !== undefined) return { pack, problems: [], sources: [] };
  const folder = absolutePath(workingFolder, typed);
  const kind = kindOf(folder);
  if (kind === 'folder') return packIn(folder, typed, workingFolder);
  if (kind === 'link') throw new UsageError(`${typed} is a link, and links are not followed`);
  if (kind !== 'missing') throw new UsageError(`${typed} is no folder; a pack is a folder with a pack.yaml`);
  const names = builtInPacks().map((each) => each.pack);
  const suggestion = nearest(typed, names);
  throw new UsageError(
    `there is no pack ${typed}${suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`}; the packs are ${names.join(', ')}, or give a folder with a pack.yaml`,
  );
}

/** Reads the files that stand in the folder itself. */
function packIn(folder: string, typed: string, workingFolder: string): FoundPack {
  const { files, links, others } = listed(folder);
  const isOwn = (path: string): boolean => !path.includes('/') && /\.ya?ml$/.test(path);
  if (![...files, ...links, ...others].some((path) => /^pack\.ya?ml$/.test(path))) {
    throw new UsageError(`${typed} is no pack: it has no pack.yaml`);
  }
  const shown = (path: string): string => shownPath(joinPath(folder, path), workingFolder);
  const sources: PackSource[] = [];
  const problems: Problem[] = [...links, ...others]
    .filter(isOwn)
    .map((path) => notRead(shown(path), 'it is not a regular file'));
  for (const path of files.filter(isOwn)) {
    const source = sourceAt(joinPath(folder, path), shown(path));
    if ('text' in source) sources.push(source);
    else problems.push(...source.problems);
  }
  const reading = readPack(sources);
  return { ...reading, problems: [...problems, ...reading.problems], sources };
}

function listed(folder: string) {
  try {
    return listFolder(folder);
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(error.message);
    throw error;
  }
}

function sourceAt(path: string, shown: string): PackSource | { readonly problems: readonly Problem[] } {
  try {
    const { text, problems } = decode(readRegularFile(path, SIZE_LIMIT), shown);
    return text === undefined ? { problems } : { path: shown, text };
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return { problems: [notRead(shown, error.message)] };
  }
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}
