/** Where files are read from: the disk, or a revision of a repository. Whoever reads need not know which. */
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  installedPackage,
  kindOf,
  leadsToFolder,
  listFolder,
  readRegularFile,
  type FileKind,
  type InstalledPackage,
  type Listing,
} from './files.ts';

/** Files under absolute paths. Every function throws FileTrouble where it cannot look. */
export interface FileTree {
  /** Folder outside of which there is nothing; none on the disk. */
  readonly bounds?: string;
  kindOf(path: string): FileKind;
  /** Does a link lead to a folder? */
  leadsToFolder(path: string): boolean;
  /** Paths relative to a folder, with all below it or only what stands in it itself. */
  list(root: string, options?: { readonly isDeep?: boolean }): Listing;
  /** The bytes of a regular file, of which those above `limit` need not be there. */
  read(path: string, limit: number): Uint8Array;
  /** Says which files are about to be read, so that they can be fetched together. */
  expect(paths: readonly string[]): void;
  /** A package from npm, which lies on the disk whatever the tree. */
  installedPackage(name: string, folder: string): InstalledPackage | undefined;
}

export const DISK: FileTree = {
  kindOf,
  leadsToFolder,
  list: listFolder,
  read: readRegularFile,
  expect: () => {},
  installedPackage,
};

/** The nearest folder, from one upwards, that holds anything of this name. Throws FileTrouble. */
export function nearestWith(tree: FileTree, folder: string, name: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (tree.kindOf(join(at, name)) !== 'missing') return at;
    if (dirname(at) === at) return undefined;
  }
}

/**
 * What keeps a path below a folder, or beside it, from being a folder that is reached without a link; undefined where
 * nothing does. Throws FileTrouble.
 */
export function noFolder(tree: FileTree, path: string, from: string): string | undefined {
  if (tree.bounds !== undefined && !isWithin(path, tree.bounds)) return 'it lies outside of the repository';
  let at = resolve(from);
  for (const part of relative(at, path).split(sep)) {
    at = join(at, part);
    const kind = part === '..' || part === '' ? 'folder' : tree.kindOf(at);
    if (kind === 'link') return `${basename(at)} is a link, and links are not followed`;
    if (kind === 'missing') return 'there is no such folder';
    if (kind !== 'folder') return `${basename(at)} is no folder`;
  }
  return undefined;
}

/** Is a path a folder itself, or below it? */
export function isWithin(path: string, folder: string): boolean {
  const between = relative(folder, path);
  return between !== '..' && !between.startsWith(`..${sep}`);
}
