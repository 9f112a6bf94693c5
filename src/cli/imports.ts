/** Files of other formats that count in a workspace: those that its configuration names, and those that were typed. */
import { absolutePath, FileTrouble, joinPath, shownPath } from '../io/files.ts';
import { DISK, isWithin, type FileTree } from '../io/tree.ts';
import {
  importFiles,
  IMPORTERS,
  namesNotes,
  placedManifests,
  readMapping,
  shortSummary,
} from '../import/formats.ts';
import type { Importer } from '../import/importer.ts';
import type { Mapping } from '../import/mapping-format.ts';
import type { PlacedManifest } from '../manifest/placed.ts';
import { nearest } from '../manifest/nearest.ts';
import type { Problem } from '../manifest/problem.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import type { Config } from '../run/config-format.ts';
import { placeFaults, type ConfigFault } from '../run/config.ts';
import type { ConfigText } from '../run/layers.ts';
import { MAPPING_FILE, pathMatcher } from '../run/select.ts';
import { UsageError } from './exit.ts';
import { followIn } from './follow.ts';

/** Files of one format, and the mapping for all, as they were typed. Paths are absolute. */
export interface Typed {
  readonly from: readonly { readonly format: string; readonly path: string }[];
  readonly mapping?: string;
}

/** Where to look for files of other formats. */
export interface ImportPlaces {
  readonly root: string;
  readonly tree: FileTree;
  readonly settings: FileTree;
  readonly config: Config;
  readonly configText?: ConfigText;
  /** Paths of the workspace, relative to its folder. */
  readonly listed: readonly string[];
  readonly typed?: Typed;
  readonly limit: number;
}

/** What was imported, and what is to be said of it. Paths are relative to the workspace. */
export interface Imports {
  readonly imported: readonly PlacedManifest[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** The files, which are no manifests whatever their names. */
  readonly paths: ReadonlySet<string>;
  textOf(path: string): string | undefined;
}

const NONE: Imports = {
  imported: [],
  problems: [],
  notes: [],
  paths: new Set(),
  textOf: () => undefined,
};

/** Imports the files of other formats that count in a workspace. Throws UsageError where one that was typed is not there. */
export function importsIn(places: ImportPlaces): Imports {
  const { config, typed, root } = places;
  const isIdle = config.imports === undefined && (typed === undefined || typed.from.length === 0);
  if (isIdle && typed?.mapping === undefined) return NONE;
  const mapping = mappingOf(places);
  if (isIdle) return unused(mapping, root);
  const { wanted, problems } = wantedFiles(places);
  problems.push(...mapping.problems);
  const texts = new Map<string, string | undefined>(mapping.texts);
  const imported: PlacedManifest[] = [];
  const notes: string[] = [];
  const all = new Set([...wanted.values()].flatMap((paths) => [...paths]));
  for (const { importer, paths, tree } of batchesOf(wanted, places)) {
    const files = filesAt(paths, { ...places, tree }, problems);
    if (files.length === 0) continue;
    const reach = { limit: places.limit, follow: followIn(root, tree, places.limit) };
    const {
      result,
      problems: found,
      paths: read,
      textOf,
    } = importFiles(importer, files, mapping.value, reach);
    problems.push(...found);
    for (const path of read) {
      texts.set(path, textOf(path));
      all.add(path);
    }
    if (result === undefined) continue;
    const sources = read.map((path) => ({ path }));
    imported.push(...placedManifests(result.draft, sources, textOf));
    notes.push(
      shortSummary(importer, sources, result.summary),
      ...namesNotes(result.names, shownPath(mapping.path, root)),
    );
  }
  return { imported, problems, notes, paths: all, textOf: (path) => texts.get(path) };
}

/** Files and formats as they are typed behind --from: a format, then its files, and again. Throws UsageError. */
export function typedImports(values: readonly string[], workingFolder: string): Typed['from'] {
  const from: { format: string; path: string }[] = [];
  let format: string | undefined;
  for (const value of values) {
    if (IMPORTERS.has(value)) format = value;
    else if (format === undefined)
      throw new UsageError(`--from wants a format before ${value}. ${formatWords(value)}`);
    else from.push({ format, path: absolutePath(workingFolder, value) });
  }
  if (from.length === 0)
    throw new UsageError('--from wants a format and its files, such as: --from threagile model.yaml');
  return from;
}

/** What can be typed as a format. */
export function formatWords(typed: string): string {
  const names = [...IMPORTERS.keys()];
  const suggestion = nearest(typed, names);
  return `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}There are: ${names.join(', ')}`;
}

interface Wanted {
  readonly wanted: ReadonlyMap<Importer, ReadonlySet<string>>;
  readonly problems: Problem[];
}

/** Files by their importers; one file counts once, by the format that was named first. */
function wantedFiles(places: ImportPlaces): Wanted {
  const { config, configText, typed, root, listed, tree } = places;
  const wanted = new Map<Importer, Set<string>>();
  const taken = new Map<string, string>();
  const faults: Omit<ConfigFault, 'layer'>[] = [];
  const want = (importer: Importer, path: string): void => {
    const other = taken.get(path);
    if (other !== undefined && other !== importer.name)
      throw new UsageError(`${path} cannot be both ${other} and ${importer.name}`);
    taken.set(path, importer.name);
    wanted.set(importer, (wanted.get(importer) ?? new Set<string>()).add(path));
  };
  for (const { format, path } of typed?.from ?? []) {
    const importer = IMPORTERS.get(format);
    if (importer !== undefined) want(importer, shownPath(path, root));
  }
  for (const [pattern, format] of Object.entries(config.imports ?? {})) {
    const importer = IMPORTERS.get(format);
    const path = ['imports', pattern];
    if (importer === undefined) {
      faults.push({ code: 'unknown-format', path, values: { format, help: formatWords(format) } });
      continue;
    }
    const matches = pathMatcher(pattern);
    const found = listed.filter((each) => matches(each) && !taken.has(each));
    found.forEach((each) => want(importer, each));
    if (found.length > 0 || [...taken.keys()].some(matches)) continue;
    if (tree === DISK) faults.push({ code: 'nothing-to-import', path, values: { pattern, format } });
    // An earlier state may not have had it; if it is one file by its name, that may tell of the state before.
    else if (matches(pattern) && isThere(absolutePath(root, pattern), DISK)) want(importer, pattern);
  }
  return { wanted, problems: configText === undefined ? [] : placeFaults(faults, configText) };
}

/** Files that are imported together, and where they are read. */
interface Batch {
  readonly importer: Importer;
  readonly paths: readonly string[];
  readonly tree: FileTree;
}

/**
 * Files in their tree. Of a file that an earlier state does not have, as nobody commits plans, what it says of the state
 * before counts there, if its format has that.
 */
function batchesOf(wanted: Wanted['wanted'], { root, tree }: ImportPlaces): Batch[] {
  return [...wanted].flatMap(([importer, all]) => {
    const paths = [...all].sort();
    if (tree === DISK) return [{ importer, paths, tree }];
    const here = paths.filter((path) => isThere(absolutePath(root, path), tree));
    const { before } = importer;
    if (before === undefined) return [{ importer, paths: here, tree }];
    const earlier = paths.filter((path) => !here.includes(path) && isThere(absolutePath(root, path), DISK));
    return [
      { importer, paths: here, tree },
      { importer: { ...importer, import: before }, paths: earlier, tree: DISK },
    ];
  });
}

function isThere(path: string, tree: FileTree): boolean {
  return isInside(path, tree) && tree.kindOf(path) === 'file';
}

interface Bytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

function filesAt(
  paths: readonly string[],
  { root, tree, limit }: ImportPlaces,
  problems: Problem[],
): Bytes[] {
  return paths.flatMap((path) => {
    try {
      return [{ path, bytes: tree.read(absolutePath(root, path), limit) }];
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      problems.push({ code: 'not-read', file: path, start: 0, end: 0, values: { reason: error.message } });
      return [];
    }
  });
}

function isInside(path: string, { bounds }: FileTree): boolean {
  return bounds === undefined || isWithin(path, bounds);
}

interface FoundMapping {
  readonly path: string;
  readonly value: Mapping;
  readonly problems: readonly Problem[];
  readonly texts: readonly (readonly [string, string | undefined])[];
}

/** A mapping that was typed where there is nothing to map: what is wrong in it is told all the same. */
function unused({ path, problems, texts }: FoundMapping, root: string): Imports {
  const read = new Map(texts);
  const note = `nothing is imported, so --mapping ${shownPath(path, root)} changes nothing; --from or "imports" in the configuration name files of other formats`;
  return { ...NONE, problems, notes: [note], textOf: (name) => read.get(name) };
}

/** The mapping that was typed, or that of the workspace: it says whose things are, so it is the gate's where there is one. */
function mappingOf({ root, settings, typed }: ImportPlaces): FoundMapping {
  const path = typed?.mapping ?? joinPath(root, MAPPING_FILE);
  const shown = shownPath(path, root);
  const isStated = isInside(path, settings) && settings.kindOf(path) !== 'missing';
  if (!isStated && typed?.mapping !== undefined && settings === DISK)
    throw new UsageError(`there is no mapping ${shown}`);
  if (!isStated) return { path, value: {}, problems: [], texts: [] };
  try {
    const bytes = settings.read(path, SIZE_LIMIT);
    const { mapping = {}, problems, text } = readMapping({ path: shown, bytes });
    return { path, value: mapping, problems, texts: [[shown, text]] };
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new UsageError(`${shown} was not read: ${error.message}`);
  }
}
