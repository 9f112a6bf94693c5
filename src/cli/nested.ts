/** Folders with a configuration: which of them are workspaces of their own, and which claim to be. */
import { FileTrouble, type Listing } from '../io/files.ts';
import { DISK, type FileTree } from '../io/tree.ts';
import type { Config } from '../run/config-format.ts';
import { CONFIG_FILE, pathMatcher } from '../run/select.ts';
import { UsageError } from './exit.ts';

/** Where manifests are read from, and where configurations. */
export interface Trees {
  readonly tree: FileTree;
  readonly settings: FileTree;
}

/** The trees of a reading. */
export function treesOf({ tree = DISK, settings = tree }: Partial<Trees>): Trees {
  return { tree, settings };
}

/** What stands below a folder. Throws UsageError. */
export function listed(folder: string, tree: FileTree): Listing {
  try {
    return tree.list(folder);
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(error.message);
    throw error;
  }
}

/** What stands in a folder that is not there. */
export const NOTHING: Listing = { files: [], links: [], others: [] };

/** Folders with a configuration, one that is a link included: it is refused later, and not passed over. */
export function configFolders({ files, links, others }: Listing): readonly string[] {
  return [...files, ...links, ...others]
    .filter((file) => file === CONFIG_FILE || file.endsWith(`/${CONFIG_FILE}`))
    .map((file) => file.slice(0, -CONFIG_FILE.length).replace(/\/$/, ''));
}

/** Folders with a configuration, by who says that it counts. */
interface ConfigFolders {
  /** Folders with a configuration that may count. */
  readonly folders: readonly string[];
  /** Folders with one that a change adds, where another revision says which count. */
  readonly added: readonly string[];
}

/** Of one workspace; where another revision says what counts, what the change adds stands apart. */
export function configFoldersIn(root: string, listing: Listing, { tree, settings }: Trees): ConfigFolders {
  const own = configFolders(listing);
  if (settings === tree) return { folders: own, added: [] };
  const folders = settings.kindOf(root) === 'folder' ? configFolders(listed(root, settings)) : [];
  return { folders, added: own.filter((folder) => folder !== '' && !folders.includes(folder)) };
}

/**
 * Folders below with a configuration are workspaces of their own, unless trust is set here: then it takes an `exclude`
 * to let a folder go, or a supplier could take its files out of the check by adding a configuration.
 */
export function nestedWorkspaces(
  { folders, added }: ConfigFolders,
  config: Config,
): { readonly nested: readonly string[]; readonly claimed: readonly string[] } {
  const below = folders.filter((folder) => folder !== '');
  const configOf = (folder: string): string => `${folder}/${CONFIG_FILE}`;
  if (config.trust === undefined) return { nested: below, claimed: added.map(configOf) };
  const isReleased = config.exclude === undefined ? () => false : pathMatcher(config.exclude);
  return {
    nested: below.filter((folder) => isReleased(configOf(folder))),
    claimed: [...below, ...added].map(configOf).filter((path) => !isReleased(path)),
  };
}
