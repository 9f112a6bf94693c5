/** Files that imported files include: what lies beside them is read too, and no link is followed to it. */
import { absolutePath, FileTrouble, folderOf } from '../io/files.ts';
import { noFolder, type FileTree } from '../io/tree.ts';
import type { Follow } from '../import/includes.ts';

/** Reads files under paths that are shown from a folder. What cannot be read counts as not given, which importers tell. */
export function followIn(shownFrom: string, tree: FileTree, limit: number): Follow {
  return (path, beside) => {
    const place = absolutePath(shownFrom, path);
    const from = folderOf(absolutePath(shownFrom, beside));
    try {
      if (noFolder(tree, folderOf(place), from) !== undefined) return undefined;
      return tree.kindOf(place) === 'file' ? { path, bytes: tree.read(place, limit) } : undefined;
    } catch (error) {
      if (error instanceof FileTrouble) return undefined;
      throw error;
    }
  };
}
