/** A revision of a repository as a tree of files, under the paths that they have in the work tree. */
import { dirname, join, relative, resolve } from 'node:path';
import { FileTrouble, slashed, type FileKind, type InstalledPackage, type Listing } from './files.ts';
import { blobsOf, entriesOf, type GitEntry, type Repository } from './git.ts';
import { DISK, isWithin, type FileTree } from './tree.ts';

/** The files of a commit. Nothing of the work tree is looked at, but for installed packages. Throws FileTrouble. */
export function gitTree(repository: Repository, commit: string): FileTree {
  const { top } = repository;
  const entries = entriesOf(repository, commit);
  const folders = foldersOf(entries.keys());
  const contents = new Map<string, Uint8Array>();
  const borrowed: InstalledPackage[] = [];
  // What the commit has itself is read from there, even where a package is a link to it.
  const isOwn = (real: string): boolean => isWithin(top, real) || folders.has(nameOf(real));
  const isBorrowed = (path: string): boolean =>
    borrowed.some(({ folder, real }) => isWithin(path, folder) || isWithin(path, real));
  const nameOf = (path: string): string => slashed(relative(top, path));
  const entryAt = (path: string): GitEntry | undefined => entries.get(nameOf(path));

  const kindOf = (path: string): FileKind => {
    if (isBorrowed(path)) return DISK.kindOf(path);
    return folders.has(nameOf(path)) ? 'folder' : (entryAt(path)?.kind ?? 'missing');
  };
  const fetch = (wanted: readonly GitEntry[]): void => {
    const ids = [...new Set(wanted.map(({ id }) => id))].filter((id) => !contents.has(id));
    blobsOf(repository, ids).forEach((bytes, i) => contents.set(ids[i], bytes));
  };
  const contentOf = (entry: GitEntry): Uint8Array => {
    fetch([entry]);
    return contents.get(entry.id) ?? new Uint8Array();
  };

  return {
    bounds: top,
    kindOf,
    leadsToFolder(path) {
      const entry = entryAt(path);
      if (entry?.kind !== 'link') return false;
      return kindOf(resolve(dirname(path), new TextDecoder().decode(contentOf(entry)))) === 'folder';
    },
    list(root, options) {
      return isBorrowed(root) ? DISK.list(root, options) : listed(entries, nameOf(root), options);
    },
    read(path, limit) {
      if (isBorrowed(path)) return DISK.read(path, limit);
      const entry = entryAt(path);
      if (entry === undefined) throw new FileTrouble('there is no such file');
      if (entry.kind === 'link') throw new FileTrouble('it is a link, and links are not followed');
      if (entry.kind !== 'file') throw new FileTrouble('it is not a regular file');
      // What is too large is refused by its size, so its content need not be right.
      return entry.size > limit ? new Uint8Array(limit + 1) : contentOf(entry);
    },
    expect(paths) {
      fetch(paths.filter((path) => !isBorrowed(path)).flatMap((path) => filesOf(entryAt(path))));
    },
    installedPackage(name, folder) {
      const found = DISK.installedPackage(name, folder);
      if (found !== undefined && !isOwn(found.real)) borrowed.push(found);
      return found;
    },
  };
}

// Fetched together; a larger one waits until it is read.
const TOGETHER = 16 * 1024 * 1024;

function filesOf(entry: GitEntry | undefined): readonly GitEntry[] {
  return entry?.kind === 'file' && entry.size <= TOGETHER ? [entry] : [];
}

function foldersOf(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

function listed(
  entries: ReadonlyMap<string, GitEntry>,
  root: string,
  { isDeep = true }: { readonly isDeep?: boolean } = {},
): Listing {
  const prefix = root === '' ? '' : `${root}/`;
  const found: Record<GitEntry['kind'], string[]> = { file: [], link: [], other: [] };
  for (const [path, { kind }] of entries) {
    if (!path.startsWith(prefix)) continue;
    const below = path.slice(prefix.length);
    if (isSkipped(below) || (!isDeep && below.includes('/'))) continue;
    found[kind].push(below);
  }
  return { files: found.file.sort(), links: found.link.sort(), others: found.other.sort() };
}

/** Below packages of others no manifests live, as on the disk. */
function isSkipped(path: string): boolean {
  return join('/', path).includes('/node_modules/');
}
