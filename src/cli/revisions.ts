/** What is typed for two states -> trees of files. Each revision is resolved once; from then on its id is used. */
import { absolutePath, FileTrouble } from '../io/files.ts';
import { gitTree } from '../io/git-tree.ts';
import { commitOf, mergeBase, repositoryAt, type Repository } from '../io/git.ts';
import { DISK, type FileTree } from '../io/tree.ts';
import type { StateNames } from '../run/compare.ts';
import { UsageError } from './exit.ts';

/** Two states of the files of a repository. */
export interface Revisions {
  readonly names: StateNames;
  readonly base: FileTree;
  readonly head: FileTree;
  /** The base as it is now, which may have gone on since the head began. */
  readonly tip: FileTree;
}

/** What is compared: `<base>`, for the work tree as head, or `<base>..<head>`. */
export interface RevisionOptions {
  /** Compare with the base itself, and not with the commit in which base and head went apart. */
  readonly isExact: boolean;
}

const WORK_TREE = 'work tree';

/** The trees of two revisions around a folder. Throws UsageError. */
export function revisionsOf(typed: string, folder: string, { isExact }: RevisionOptions): Revisions {
  const [baseName, headName, ...more] = typed.split(/\.{2,3}/);
  if (more.length > 0) throw new UsageError(`${typed} is no <base>..<head>`);
  for (const name of [baseName, headName]) refuseOptions(name);
  try {
    const repository = repositoryAt(folder);
    const tip = commitOf(repository, baseName);
    const head = commitOf(repository, headName || 'HEAD');
    const base = isExact ? tip : mergeBase(repository, tip, head);
    const treeOf = treesIn(repository);
    const headTree = headName === undefined ? DISK : treeOf(head);
    return {
      names: {
        base: { name: baseName, commit: base },
        head: headName === undefined ? { name: WORK_TREE } : { name: headName || 'HEAD', commit: head },
      },
      base: treeOf(base),
      head: headTree,
      tip: treeOf(tip),
    };
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(error.message);
    throw error;
  }
}

function refuseOptions(name: string | undefined): void {
  if (name === '') return;
  if (name?.startsWith('-')) throw new UsageError(`${name} is no revision: it looks like an option`);
}

/** Each commit is read once, whatever it is called. */
function treesIn(repository: Repository): (commit: string) => FileTree {
  const known = new Map<string, FileTree>();
  return (commit) => {
    const tree = known.get(commit) ?? gitTree(repository, commit);
    known.set(commit, tree);
    return tree;
  };
}

/** Are both of these folders on the disk? Then they are compared, whatever revisions are called. */
export function areFolders(one: string, other: string, workingFolder: string): boolean {
  return [one, other].every((path) => DISK.kindOf(absolutePath(workingFolder, path)) === 'folder');
}
