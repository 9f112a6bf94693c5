/** Two states of the files under some paths -> the workspaces of both, in pairs. */
import { absolutePath, joinPath, shownPath } from '../io/files.ts';
import type { Revisions } from './revisions.ts';
import { openCounterpart, openWorkspaces, type Found, type Reading } from './workspaces.ts';

/** A workspace in two states; one that is only in one of them is an empty one in the other. */
export interface Pair {
  readonly base: Found;
  readonly head: Found;
}

/** The workspaces of two revisions under some paths, in order of their folders. Throws UsageError. */
export function pairsIn(
  paths: readonly string[],
  workingFolder: string,
  { base, head }: Revisions,
  reading: Reading,
): readonly Pair[] {
  const ofHead = { ...reading, tree: head };
  const { input: _input, ...quiet } = reading;
  const ofBase = { ...quiet, tree: base };
  const isThere = (path: string): boolean => base.kindOf(absolutePath(workingFolder, path)) !== 'missing';
  const heads = openWorkspaces(paths, workingFolder, ofHead);
  const bases = openWorkspaces(paths.filter(isThere), workingFolder, ofBase);
  const pairs = heads.map((found) => ({
    head: found,
    base: bases.find(({ root }) => root === found.root) ?? openCounterpart(found, workingFolder, ofBase),
  }));
  // What is only in the base is gone, and must not go unseen.
  const gone = bases.filter(({ root }) => heads.every((found) => found.root !== root));
  const others = gone.map((found) => ({
    base: found,
    head: openCounterpart(found, workingFolder, ofHead),
  }));
  return [...pairs, ...others].sort((a, b) => (a.head.root < b.head.root ? -1 : 1));
}

/** The workspaces of two folders, in pairs by their place below them. Throws UsageError. */
export function pairsOfFolders(
  base: string,
  head: string,
  workingFolder: string,
  reading: Reading,
): readonly Pair[] {
  const [before, after] = [base, head].map((folder) => absolutePath(workingFolder, folder));
  const [bases, heads] = [base, head].map((folder) => openWorkspaces([folder], workingFolder, reading));
  const placeIn = (folder: string, { root }: Found): string => shownPath(root, folder);
  const places = [
    ...bases.map((found) => placeIn(before, found)),
    ...heads.map((found) => placeIn(after, found)),
  ];
  return [...new Set(places)].sort().map((place) => {
    const at = (found: readonly Found[], folder: string): Found =>
      found.find((each) => placeIn(folder, each) === place) ??
      openCounterpart({ root: joinPath(folder, place) }, workingFolder, reading);
    return { base: at(bases, before), head: at(heads, after) };
  });
}
