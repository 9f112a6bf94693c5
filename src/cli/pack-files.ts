/** The folder of a pack -> its files. */
import { FileTrouble, joinPath } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import { envelopePath } from '../sign/envelope.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Source } from '../manifest/read.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { ABOUT } from './pack-places.ts';

/** Files of a pack, by paths that begin with the name of its folder. */
export interface PackFiles {
  readonly files: readonly Source[];
  /** What cannot be read, or would be passed over in silence. */
  readonly unread: readonly Problem[];
}

/** The files that stand in a folder itself; all that would be passed over in silence is a problem. */
export function packFiles(folder: string, shown: string, tree: FileTree): PackFiles {
  const listing = tree.list(folder, { isDeep: false });
  tree.expect(listing.files.filter(isOfPack).map((name) => joinPath(folder, name)));
  const files: Source[] = [];
  const unread: Problem[] = [];
  for (const name of listing.files.filter(isOfPack)) {
    const path = `${shown}/${name}`;
    try {
      if (!name.endsWith('.yaml')) throw new FileTrouble('the name of a file of a pack ends with .yaml');
      files.push({ path, bytes: tree.read(joinPath(folder, name), SIZE_LIMIT) });
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      unread.push(notRead(path, error.message));
    }
  }
  const irregular = [...listing.links, ...listing.others].filter(isOfPack);
  unread.push(...irregular.map((name) => notRead(`${shown}/${name}`, 'it is not a regular file')));
  if (![...listing.files, ...irregular].includes(ABOUT)) {
    unread.push(notRead(`${shown}/${ABOUT}`, 'there is no such file'));
  }
  return { files, unread };
}

// Beside the files of a pack, and not one of them.
const SIGNATURE = envelopePath('');

/** What looks as if it were meant for the pack. */
function isOfPack(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) && !path.endsWith(SIGNATURE);
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}
