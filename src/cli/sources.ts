/** Manifests that lie elsewhere: in another folder, or in a revision of another repository. Each is pinned by its digest. */
import { sha256 } from '../io/crypto.ts';
import { absolutePath, FileTrouble, joinPath } from '../io/files.ts';
import { gitTree } from '../io/git-tree.ts';
import { commitOf, repositoryAt } from '../io/git.ts';
import { DISK } from '../io/tree.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Config } from '../run/config-format.ts';
import { placeFaults, type ConfigFault } from '../run/config.ts';
import type { ConfigText } from '../run/layers.ts';

/** A manifest from elsewhere, under the path at which it counts. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What was read from elsewhere. */
export interface Sources {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

type Source = NonNullable<Config['sources']>[string];

/** Reads the manifests that a configuration takes in from elsewhere. */
export function readSources(
  { sources = {} }: Config,
  config: ConfigText | undefined,
  {
    root,
    taken,
    limit,
  }: { readonly root: string; readonly taken: readonly string[]; readonly limit: number },
): Sources {
  const files: SourceFile[] = [];
  const faults: Omit<ConfigFault, 'layer'>[] = [];
  for (const [path, source] of Object.entries(sources)) {
    try {
      if (taken.includes(path)) throw new FileTrouble('there is a file of this name in the workspace');
      const bytes = bytesOf(source, root, limit);
      const found = sha256(bytes);
      if (found !== source.sha256)
        throw new FileTrouble(`it is not the file that is pinned; its sha256 is ${found}`);
      files.push({ path, bytes });
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      faults.push({
        code: 'source-not-read',
        path: ['sources', path],
        values: { path, reason: error.message },
      });
    }
  }
  return { files, problems: config === undefined ? [] : placeFaults(faults, config) };
}

/** Throws FileTrouble. */
function bytesOf({ path, repository, revision }: Source, root: string, limit: number): Uint8Array {
  if (repository === undefined) return DISK.read(absolutePath(root, path), limit);
  const found = repositoryAt(absolutePath(root, repository));
  const tree = gitTree(found, commitOf(found, revision ?? 'HEAD'));
  return tree.read(joinPath(found.top, path), limit);
}
