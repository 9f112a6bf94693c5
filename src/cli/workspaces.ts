/** Paths of the command line -> workspaces with their files. */
import { absolutePath, FileTrouble, folderOf, joinPath, shownPath } from '../io/files.ts';
import { today as dayOfClock } from '../io/process.ts';
import { progress } from '../io/progress.ts';
import { DISK, isWithin, nearestWith, type FileTree } from '../io/tree.ts';
import { lineIndex } from '../manifest/lines.ts';
import { manifestReader, type ManifestReader } from '../manifest/read.ts';
import { CONFIG_FILE, looksLikeManifest, MAPPING_FILE, selectManifests } from '../run/select.ts';
import type { VoiceOf } from '../model/trust.ts';
import type { Problem } from '../manifest/problem.ts';
import { parseDay } from '../manifest/calendar.ts';
import { readConfig } from '../run/config.ts';
import type { ConfigText } from '../run/layers.ts';
import { openSettings, type Settings } from '../run/settings.ts';
import { openWorkspace, type Opened } from '../run/workspace.ts';
import { UsageError } from './exit.ts';
import {
  configFolders,
  configFoldersIn,
  listed,
  nestedWorkspaces,
  NOTHING,
  treesOf,
  type Trees,
} from './nested.ts';
import { importsIn, type Typed } from './imports.ts';
import { findSettings, settingTexts } from './settings.ts';
import { readSources } from './sources.ts';
import { signaturesIn } from './signatures.ts';

/** A manifest that comes from standard input and stands for the file at its path. */
export interface StandardInput {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** How manifests are read. */
export interface Reading {
  /** Size in bytes over which a file is refused. */
  readonly limit: number;
  /** Day on which keys have to hold, as typed; else as configured, else today. */
  readonly at?: string;
  readonly today: number;
  readonly input?: StandardInput;
  /** Files of other formats that count beside the manifests. */
  readonly typed?: Typed;
  /** Where manifests are read from: the disk when absent. */
  readonly tree?: FileTree;
  /** Where configurations and packs are read from, and where workspaces begin: with the manifests when absent. */
  readonly settings?: FileTree;
  /** Is the baseline left alone? Read when absent. */
  readonly isWithoutBaseline?: boolean;
  /** Reads the manifests of the workspace in a folder; a new reader for each where it is absent. */
  readerFor?(root: string): ManifestReader;
}

/** A workspace as it was found. */
export interface Found {
  /** Put before the paths of its files when they are shown; empty, or ends with `/`. */
  readonly prefix: string;
  /** Absolute path of its folder, and the files that alone count in it, if not all do. */
  readonly root: string;
  readonly only?: ReadonlySet<string>;
  readonly opened: Opened;
  /** What its files may say by their signatures. */
  readonly voiceOf?: VoiceOf;
  /** Manifests that lie in its folder themselves, by their paths there: neither imported nor from elsewhere. */
  readonly manifests: ReadonlySet<string>;
  /** Absolute paths of the files that belong to it: what no report may be written over. */
  readonly read: readonly string[];
  readonly inputs: Inputs;
}

/** What a workspace was made of: its manifests as they lie there, and what it goes by. */
export interface Inputs {
  readonly manifests: readonly ManifestBytes[];
  readonly settings: readonly ConfigText[];
  readonly limit: number;
}

/** Opens the workspaces that paths lead to, each once, in order of their folders. Throws UsageError. */
export function openWorkspaces(
  paths: readonly string[],
  workingFolder: string,
  reading: Reading,
): readonly Found[] {
  const { input } = reading;
  const trees = treesOf(reading);
  // The files that alone count in a folder; undefined where all do.
  const wanted = new Map<string, Set<string> | undefined>();
  for (const path of input === undefined ? paths : [...paths, input.path]) {
    for (const { root, only } of rootsOf(
      absolutePath(workingFolder, path),
      path,
      trees,
      input !== undefined,
    )) {
      if (only === undefined) wanted.set(root, undefined);
      else if (wanted.has(root)) wanted.get(root)?.add(only);
      else wanted.set(root, new Set([only]));
    }
  }
  if (reading.typed !== undefined && wanted.size > 1)
    throw new UsageError('--from wants one workspace: name the folder that the files belong to');
  const asked = paths.map((path) => absolutePath(workingFolder, path));
  const found = new Map<string, OpenedRoot & Pick<Found, 'only'>>();
  const open = [...wanted];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [root, only] = next;
    if (found.has(root)) continue;
    const opened = openRoot(root, only, workingFolder, reading);
    found.set(root, { ...opened, ...(only && { only }) });
    // A check of a folder checks the workspaces below it too.
    for (const folder of opened.nested.map((each) => joinPath(root, each))) {
      if (asked.some((path) => isWithin(folder, path))) open.push([folder, undefined]);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([root, { nested: _nested, ...each }]) => ({
      prefix: prefixOf(root, workingFolder),
      root,
      ...each,
    }));
}

/** Opens a workspace that was found in one tree as it is in another; as an empty one where it is not there. */
export function openCounterpart(
  { root, only }: Pick<Found, 'root' | 'only'>,
  workingFolder: string,
  reading: Reading,
): Found {
  const { nested: _nested, ...rest } = openRoot(root, only, workingFolder, reading);
  return { prefix: prefixOf(root, workingFolder), root, ...(only && { only }), ...rest };
}

/** What the one workspace goes by that a path leads to, whatever its manifests say. Throws UsageError. */
export function settingsAt(
  path: string,
  workingFolder: string,
): { readonly prefix: string; readonly settings: Settings; readonly hasFile: boolean } {
  const roots = rootsOf(absolutePath(workingFolder, path), path, treesOf({}), false).map(({ root }) => root);
  const prefixes = roots.map((root) => prefixOf(root, workingFolder));
  if (roots.length !== 1) {
    const folders = prefixes.map((prefix) => prefix || './').join(', ');
    throw new UsageError(`${path} leads to several workspaces; name one: ${folders}`);
  }
  const guard = { day: dayOfClock(), mustPin: false, isWithoutBaseline: true };
  const input = findSettings(roots[0], DISK, guard);
  return { prefix: prefixes[0], settings: openSettings(input), hasFile: input.config !== undefined };
}

/** What stands before the paths of a workspace when they are shown. */
export function prefixOf(root: string, workingFolder: string): string {
  const shown = shownPath(root, workingFolder);
  return shown === '' ? '' : `${shown}/`;
}

/**
 * The folder with a configuration around a path; else those below it, and the path itself, with defaults, where
 * manifests stand outside of them.
 */
function rootsOf(
  path: string,
  shown: string,
  { tree, settings }: Trees,
  mayBeMissing: boolean,
): readonly Root[] {
  const kind = tree.kindOf(path);
  if (kind === 'link') throw new UsageError(`${shown} is a link, and links are not followed`);
  if (kind === 'other') throw new UsageError(`${shown} is neither a file nor a folder`);
  if (kind === 'missing' && !mayBeMissing) throw new UsageError(`there is no file or folder ${shown}`);
  const folder = kind === 'folder' ? path : folderOf(path);
  const around = nearestWith(settings, folder, CONFIG_FILE);
  if (around !== undefined) return [{ root: around }];
  if (kind !== 'folder') return [{ root: folder, only: path }];
  const listing = listed(folder, tree);
  const below = configFolders(settings === tree ? listing : listed(folder, settings));
  const paths = [...listing.files, ...listing.links, ...listing.others].filter(isOutside(below));
  const isWorkspace = below.length === 0 || selectManifests(paths, {}).manifests.length > 0;
  return [...(isWorkspace ? [''] : []), ...below].map((each) => ({ root: joinPath(folder, each) }));
}

function isOutside(folders: readonly string[]): (path: string) => boolean {
  return (path) => !folders.some((folder) => path.startsWith(`${folder}/`));
}

interface Root {
  readonly root: string;
  /** The one file that counts, where no configuration says more. */
  readonly only?: string;
}

interface OpenedRoot extends Pick<Found, 'voiceOf' | 'inputs' | 'manifests'> {
  readonly opened: Opened;
  /** Folders below that are workspaces of their own. */
  readonly nested: readonly string[];
  /** Absolute paths of its manifests and its configuration. */
  readonly read: readonly string[];
}

function openRoot(
  root: string,
  only: ReadonlySet<string> | undefined,
  workingFolder: string,
  { input, limit, at, today, isWithoutBaseline = false, readerFor, typed: from, ...places }: Reading,
): OpenedRoot {
  const trees = treesOf(places);
  const { tree } = trees;
  const listing = tree.kindOf(root) === 'folder' ? listed(root, tree) : NOTHING;
  const { read: settingFiles, ...settings } = findSettings(root, trees.settings, {
    day: (at === undefined ? undefined : parseDay(at)) ?? today,
    mustPin: trees.settings !== tree,
    isWithoutBaseline,
  });
  const config = settings.config === undefined ? {} : (readConfig(settings.config).config ?? {});
  const { nested, claimed } = nestedWorkspaces(configFoldersIn(root, listing, trees), config);
  const isOwn = isOutside(nested);
  const onlyPaths = only && [...only].map((path) => shownPath(path, root));
  const typed = input === undefined ? undefined : shownPath(absolutePath(workingFolder, input.path), root);

  const own = onlyPaths ?? listing.files.filter(isOwn);
  const paths = typed === undefined || own.includes(typed) ? own : [...own, typed];
  const imports = importsIn({
    root,
    ...trees,
    config,
    configText: settings.config,
    listed: onlyPaths ?? listing.files.filter(isOwn),
    ...(from && { typed: from }),
    limit,
  });
  const selected = selectManifests(
    paths.filter((path) => !imports.paths.has(path)),
    onlyPaths === undefined ? config : { include: ['**'] },
  );
  const irregular = (found: readonly string[]): readonly string[] =>
    onlyPaths === undefined ? selectManifests(found.filter(isOwn), config).manifests : [];
  const problems: Problem[] = [
    ...irregular(listing.links).map((path) => notRead(path, 'it is a link, and links are not followed')),
    ...irregular(listing.others).map((path) => notRead(path, 'it is not a regular file')),
    ...imports.problems,
  ];
  const files: ManifestBytes[] = [];
  tree.expect(selected.manifests.map((path) => joinPath(root, path)));
  for (const path of selected.manifests) {
    if (path === typed && input !== undefined) files.push({ path, bytes: input.bytes });
    else readInto({ files, problems, root, limit, tree }, path);
  }
  const taken = files.map(({ path }) => path);
  const outside = readSources(config, settings.config, { root, taken, limit });
  files.push(...outside.files);
  problems.push(...outside.problems);
  const signatures = signaturesIn({
    root,
    tree,
    config,
    listed: [...listing.files, ...listing.links, ...listing.others].filter(isOwn),
    files,
    day: parseDay(at ?? config.at ?? '') ?? today,
  });
  problems.push(...signatures.problems);
  const whole = {
    files,
    imported: imports.imported,
    voiceOf: signatures.voiceOf,
    remarks: [...signatures.notes, ...imports.notes],
    sizeLimit: limit,
    strays: straysAmong(selected.candidates, root, tree),
    claimed,
    isPartial: only !== undefined,
    linkedFolders: listing.links.filter((path) => isOwn(path) && tree.leadsToFolder(joinPath(root, path))),
    ...settings,
  };
  const opened = openWorkspace(whole, told(readerFor?.(root) ?? manifestReader(limit), files.length));
  const read = [
    ...[CONFIG_FILE, MAPPING_FILE, ...selected.manifests, ...imports.paths].map((path) =>
      absolutePath(root, path),
    ),
    ...settingFiles,
  ];
  const { voiceOf } = signatures;
  const inputs = { manifests: files, settings: settingTexts(settings), limit };
  const manifests = new Set(selected.manifests.filter((path) => path !== typed));
  const rest = { nested, read, inputs, manifests, ...(voiceOf && { voiceOf }) };
  if (problems.length === 0) return { opened, ...rest };
  const textOf = (path: string): string | undefined =>
    opened.textOf(path) ?? signatures.textOf(path) ?? imports.textOf(path);
  const shut = { problems: [...problems, ...opened.problems], textOf, linesOf: lineIndex(textOf) };
  return { opened: shut, ...rest };
}

/** The same reader, which says how far it is where somebody waits for it. */
function told({ strings, read }: ManifestReader, count: number): ManifestReader {
  let done = 0;
  return {
    strings,
    read: (source) => {
      done += 1;
      progress(() => `reading file ${Math.min(done, count)} of ${count}`);
      return read(source);
    },
  };
}

/** A manifest as it lies there. */
export interface ManifestBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface ReadingRoot {
  readonly files: ManifestBytes[];
  readonly problems: Problem[];
  readonly root: string;
  readonly limit: number;
  readonly tree: FileTree;
}

function readInto({ files, problems, root, limit, tree }: ReadingRoot, path: string): void {
  try {
    files.push({ path, bytes: tree.read(joinPath(root, path), limit) });
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    problems.push(notRead(path, error.message));
  }
}

function notRead(file: string, reason: string): Problem {
  return { code: 'not-read', file, start: 0, end: 0, values: { reason } };
}

const STRAY_LIMIT = 1024 * 1024;

/** Files that no pattern takes in and that look like manifests. What cannot be read cannot be one. */
function straysAmong(paths: readonly string[], root: string, tree: FileTree): readonly string[] {
  tree.expect(paths.map((path) => joinPath(root, path)));
  return paths.filter((path) => {
    try {
      return looksLikeManifest(new TextDecoder().decode(tree.read(joinPath(root, path), STRAY_LIMIT)));
    } catch (error) {
      if (error instanceof FileTrouble) return false;
      throw error;
    }
  });
}
