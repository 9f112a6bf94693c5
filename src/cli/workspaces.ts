/** Paths of the command line -> workspaces with their files. */
import {
  absolutePath,
  FileTrouble,
  folderOf,
  joinPath,
  kindOf,
  listFolder,
  nearestWith,
  readRegularFile,
  shownPath,
} from '../io/files.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { CONFIG_FILE, looksLikeManifest, selectManifests } from '../run/select.ts';
import type { Problem } from '../manifest/problem.ts';
import { readConfig } from '../run/config.ts';
import { openWorkspace, type Opened, type WorkspaceInput } from '../run/workspace.ts';
import { UsageError } from './exit.ts';

/** A manifest that comes from standard input and stands for the file at its path. */
export interface StandardInput {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A workspace as it was found. */
export interface Found {
  /** Put before the paths of its files when they are shown; empty, or ends with `/`. */
  readonly prefix: string;
  readonly opened: Opened;
}

/** Opens the workspaces that paths lead to, each once, in order of their folders. Throws UsageError. */
export function openWorkspaces(
  paths: readonly string[],
  workingFolder: string,
  input?: StandardInput,
): readonly Found[] {
  const wanted = new Map<string, string | undefined>();
  for (const path of input === undefined ? paths : [...paths, input.path]) {
    for (const { root, only } of rootsOf(absolutePath(workingFolder, path), path, input !== undefined)) {
      if (!wanted.has(root)) wanted.set(root, only);
    }
  }
  return [...wanted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([root, only]) => {
      const shown = shownPath(root, workingFolder);
      return { prefix: shown === '' ? '' : `${shown}/`, opened: openRoot(root, only, workingFolder, input) };
    });
}

interface Root {
  readonly root: string;
  /** The one file that counts, where no configuration says more. */
  readonly only?: string;
}

/** A folder with a configuration around or in it, or below it; else the path itself, with defaults. */
function rootsOf(path: string, shown: string, mayBeMissing: boolean): readonly Root[] {
  const kind = kindOf(path);
  if (kind === 'link') throw new UsageError(`${shown} is a link, and links are not followed`);
  if (kind === 'other') throw new UsageError(`${shown} is neither a file nor a folder`);
  if (kind === 'missing' && !mayBeMissing) throw new UsageError(`there is no file or folder ${shown}`);
  const folder = kind === 'folder' ? path : folderOf(path);
  const around = nearestWith(folder, CONFIG_FILE);
  if (around !== undefined) return [{ root: around }];
  if (kind !== 'folder') return [{ root: folder, only: path }];
  const below = configFolders(listed(folder).files);
  return below.length > 0 ? below.map((each) => ({ root: joinPath(folder, each) })) : [{ root: folder }];
}

function configFolders(files: readonly string[]): readonly string[] {
  return files
    .filter((file) => file === CONFIG_FILE || file.endsWith(`/${CONFIG_FILE}`))
    .map((file) => file.slice(0, -CONFIG_FILE.length).replace(/\/$/, ''));
}

function listed(folder: string) {
  try {
    return listFolder(folder);
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(error.message);
    throw error;
  }
}

function openRoot(
  root: string,
  only: string | undefined,
  workingFolder: string,
  input: StandardInput | undefined,
): Opened {
  const listing = listed(root);
  const nested = configFolders(listing.files).filter((folder) => folder !== '');
  const isOwn = (path: string): boolean => !nested.some((folder) => path.startsWith(`${folder}/`));
  const configText = textOfConfig(root, listing.files);
  const config = configText === undefined ? {} : (readConfig(configText).config ?? {});
  const onlyPath = only === undefined ? undefined : shownPath(only, root);
  const typed = input === undefined ? undefined : shownPath(absolutePath(workingFolder, input.path), root);

  const own = onlyPath === undefined ? listing.files.filter(isOwn) : [onlyPath];
  const paths = typed === undefined || own.includes(typed) ? own : [...own, typed];
  const selected = selectManifests(paths, onlyPath === undefined ? config : { include: ['**'] });
  const links = selectManifests(onlyPath === undefined ? listing.links.filter(isOwn) : [], config).manifests;
  const problems: Problem[] = links.map((path) => notRead(path, 'it is a link, and links are not followed'));
  const files: WorkspaceInput['files'][number][] = [];
  for (const path of selected.manifests) {
    if (path === typed && input !== undefined) files.push({ path, bytes: input.bytes });
    else readInto(files, problems, root, path);
  }
  const opened = openWorkspace({
    files,
    strays: selected.candidates.filter((path) => isStray(joinPath(root, path))),
    ...(configText && { config: configText }),
  });
  if (problems.length === 0) return opened;
  return { problems: [...problems, ...opened.problems], textOf: opened.textOf };
}

function textOfConfig(root: string, files: readonly string[]): { path: string; text: string } | undefined {
  if (!files.includes(CONFIG_FILE)) return undefined;
  try {
    const bytes = readRegularFile(joinPath(root, CONFIG_FILE), SIZE_LIMIT);
    return { path: CONFIG_FILE, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const reason = error instanceof FileTrouble ? error.message : 'it is not UTF-8';
    throw new UsageError(`${joinPath(root, CONFIG_FILE)} cannot be read: ${reason}`);
  }
}

function readInto(
  files: WorkspaceInput['files'][number][],
  problems: Problem[],
  root: string,
  path: string,
): void {
  try {
    files.push({ path, bytes: readRegularFile(joinPath(root, path), SIZE_LIMIT) });
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    problems.push(notRead(path, error.message));
  }
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}

const STRAY_LIMIT = 1024 * 1024;

/** Does a file that no pattern takes in look like a manifest? What cannot be read cannot be one. */
function isStray(path: string): boolean {
  try {
    return looksLikeManifest(new TextDecoder().decode(readRegularFile(path, STRAY_LIMIT)));
  } catch (error) {
    if (error instanceof FileTrouble) return false;
    throw error;
  }
}
