/** The file system, used with care: no link is followed, only regular files are opened or replaced, sizes are bounded. */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { pid } from 'node:process';

/** What stands at a path. */
export type FileKind = 'folder' | 'file' | 'link' | 'other' | 'missing';

/** Kind of what stands at a path, the path itself, not what a link points to. Throws FileTrouble. */
export function kindOf(path: string): FileKind {
  const stats = statsOf(path);
  if (stats === undefined) return 'missing';
  if (stats.isSymbolicLink()) return 'link';
  return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Below a file there is nothing.
    if (code === 'ENOTDIR') return undefined;
    throw new FileTrouble(`${path.slice(0, 200)} cannot be looked at (${code ?? 'unknown reason'})`);
  }
}

/** Does a link lead to a folder? Nothing in it is looked at. */
export function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // it leads nowhere, or nobody may know where
  }
}

/** Why a file was not read, or not written. */
export class FileTrouble extends Error {}

/** Reads a regular file of at most `limit` bytes. Throws FileTrouble, in words for people. */
export function readRegularFile(path: string, limit: number): Uint8Array {
  const descriptor = openRegular(path);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw new FileTrouble('it is not a regular file');
    // One byte more than the limit is enough for the reader to see that the file is too large.
    const bytes = new Uint8Array(Math.min(stats.size, limit + 1));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function openRegular(path: string): number {
  const kind = kindOf(path);
  if (kind === 'link') throw new FileTrouble('it is a link, and links are not followed');
  if (kind === 'missing') throw new FileTrouble('there is no such file');
  if (kind !== 'file') throw new FileTrouble('it is not a regular file');
  try {
    // O_NOFOLLOW closes the gap between the look and the opening; Windows has no such flag.
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    throw new FileTrouble(
      `it cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
    );
  }
}

/** Do two paths lead to one file? Names are compared where one of them leads to nothing. */
export function isSameFile(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [statsOf(a), statsOf(b)];
  if (one === undefined || other === undefined) return realPath(a) === realPath(b);
  return one.dev === other.dev && one.ino === other.ino;
}

function realPath(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path; // its folder is not there
  }
}

/** A text for a file. */
export interface FileText {
  readonly path: string;
  /** The path as messages name it. */
  readonly shown: string;
  readonly text: string;
  /** Who may read it, where not everybody: as of chmod. */
  readonly mode?: number;
  /** Is the file there already, and does it keep who may read and write it? */
  readonly isModeKept?: boolean;
}

/**
 * Writes texts to files, each whole or not at all: into a new file beside it, which then takes its place, so that nobody
 * reads half of it. No file is replaced before all the new ones lie there. Throws FileTrouble, which names the file.
 */
export function writeWhole(files: readonly FileText[]): void {
  const staged: (FileText & { readonly temporary: string })[] = [];
  try {
    for (const file of files) {
      orTrouble(file.shown, () => staged.push({ ...file, temporary: stage(file) }));
    }
    for (const { path, shown, temporary } of staged) orTrouble(shown, () => renameSync(temporary, path));
  } catch (error) {
    // Those that have taken their place are not there any more under these names.
    for (const { temporary } of staged) removeQuietly(temporary);
    throw error;
  }
  for (const folder of new Set(staged.map(({ path }) => dirname(path)))) syncFolder(folder);
}

function orTrouble(shown: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const { message } = error instanceof FileTrouble ? error : notWritten(error);
    throw new FileTrouble(`nothing was written to ${shown}: ${message}`);
  }
}

/** Writes a text into a new file beside a path; gives the name of that file. */
function stage({ path, text, mode, isModeKept = false }: FileText): string {
  const kept = isModeKept ? modeOf(path) : undefined;
  const { temporary, descriptor } = newFileBeside(path, mode ?? kept);
  try {
    try {
      // What is created loses what the process withholds from new files.
      if (kept !== undefined) fchmodSync(descriptor, kept);
      writeFileSync(descriptor, text);
      if (O_SYNC === 0) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  return temporary;
}

function modeOf(path: string): number {
  const stats = statsOf(path);
  if (stats?.isFile() !== true) throw new FileTrouble('it is not a regular file');
  return stats.mode & 0o777;
}

// Not every system has them all.
const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW = 0, O_SYNC = 0 } = constants;

// Written through to the disk where systems have that: Node's permissions refuse fsync to everybody.
const NEW = O_WRONLY | O_CREAT | O_EXCL | O_SYNC;

// What a run that was killed left behind must not stop the next that has its number.
const TRIES = 100;

/** A new file, never one that stands there already. Throws FileTrouble. */
function newFileBeside(
  path: string,
  mode: number | undefined,
): { readonly temporary: string; readonly descriptor: number } {
  for (let n = 1; ; n++) {
    const temporary = join(dirname(path), `.flowdown-${pid}-${n}.tmp`);
    try {
      return { temporary, descriptor: openSync(temporary, NEW, mode) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || n === TRIES) throw notWritten(error);
    }
  }
}

function notWritten(error: unknown): FileTrouble {
  const code = (error as NodeJS.ErrnoException).code;
  return new FileTrouble(`it cannot be written (${code ?? 'unknown reason'})`);
}

/** Has the new name of a file kept, as far as the system does that: not every one lets a folder be opened. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file is there, whole; only its name could be lost with the power.
  }
}

/** Puts a text at the end of a regular file, which is made where it is not there. Throws FileTrouble. */
export function append(path: string, text: string): void {
  const kind = kindOf(path);
  if (kind === 'link') throw new FileTrouble('it is a link, and links are not followed');
  if (kind !== 'file' && kind !== 'missing') throw new FileTrouble('it is not a regular file');
  try {
    const descriptor = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o644);
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw new FileTrouble(
      `it cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
    );
  }
}

/** Makes one folder; those around it are there already. Throws FileTrouble. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    throw new FileTrouble(`it cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What could not be made cannot be removed, and why it could not be made is told already.
  }
}

/** Everything under a folder: paths relative to it, with `/`. */
export interface Listing {
  readonly files: readonly string[];
  readonly links: readonly string[];
  /** Pipes, sockets, devices. */
  readonly others: readonly string[];
}

// Code and history that others wrote; manifests do not live there.
const SKIPPED = new Set(['.git', 'node_modules']);

/**
 * Lists a folder without following links, with all below it or only what stands in it itself. Throws FileTrouble where a
 * folder cannot be read.
 */
export function listFolder(root: string, { isDeep = true } = {}): Listing {
  const files: string[] = [];
  const links: string[] = [];
  const others: string[] = [];
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) links.push(path);
      else if (entry.isFile()) files.push(path);
      else if (!entry.isDirectory()) others.push(path);
      else if (isDeep && !SKIPPED.has(entry.name)) open.push(path);
    }
  }
  return { files: files.sort(), links: links.sort(), others: others.sort() };
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new FileTrouble(
      `${folder} cannot be listed (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`,
    );
  }
}

/** A package under the name by which it was found, and where it really lies. */
export interface InstalledPackage {
  readonly folder: string;
  readonly real: string;
}

/**
 * The installed package of a name, as Node looks for it: in `node_modules` of a folder or of one around it. Package managers
 * make links there, so `real` is where it lies. Nothing of it is run. Throws FileTrouble.
 */
export function installedPackage(name: string, folder: string): InstalledPackage | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (basename(at) !== 'node_modules' && kindOf(candidate) !== 'missing') {
      try {
        return { folder: candidate, real: realpathSync(candidate) };
      } catch {
        throw new FileTrouble('its link leads nowhere');
      }
    }
    if (dirname(at) === at) return undefined;
  }
}

/** A path relative to the working folder, with `/`, as it is shown; empty for the working folder itself. */
export function shownPath(path: string, from: string): string {
  return slashed(relative(from, resolve(from, path)));
}

/** A path with `/` between its parts. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

export { dirname as folderOf, join as joinPath, resolve as absolutePath };
