/** Files that belong together: those of one folder, and those that another one includes. */
import { groupedBy } from '../deployed/landscape.ts';
import type { Source } from '../importer.ts';
import { fileWithout, type ComposeFile } from './file.ts';
import { folderOf, isVariables, pathFrom, variablesIn, type Variables } from './values.ts';

/** A file in its project. */
export interface Layer {
  readonly file: ComposeFile;
  /** With a slash behind it; what the file names lies below. */
  readonly folder: string;
  /** What counts before what: a later one replaces what an earlier one says; of the same one both count. */
  readonly rank: number;
  readonly variables: Variables;
}

/** A project, as compose calls what it runs together. */
export interface Project {
  /** Its name, or its folder; empty where neither is there. */
  readonly key: string;
  /** In the order of their ranks, then of their paths. */
  readonly layers: readonly Layer[];
}

/** Projects, and the files that they include and that are not there. */
export interface Projects {
  readonly projects: readonly Project[];
  readonly missing: readonly string[];
  /** Resets of files of which nobody knows whether they come after the others. */
  readonly open: number;
  /** Files of variables by their paths. */
  readonly variables: ReadonlyMap<string, Source>;
}

/** Puts files into projects. */
export function projectsOf(files: readonly ComposeFile[], sources: readonly Source[]): Projects {
  const variables = new Map(
    sources.filter(({ path }) => isVariables(path)).map((source) => [pathFrom('', source.path), source]),
  );
  const { heads, missing } = headsOf(files);
  const groups = groupedBy(files, (file) => folderOf(pathFrom('', heads.get(file)?.source.path ?? '')));
  const projects = [...groups].map(([folder, group]): Project => {
    const stated = group.map((file) => layerOf(file, heads.get(file) === file, variables)).sort(compare);
    const layers = stated.map((layer) => withoutReset(layer, stated));
    const name = layers.find(({ file }) => file.content.name !== undefined)?.file.content.name?.text;
    return { key: name ?? folder.replace(/\/$/, ''), layers };
  });
  const open = projects.reduce((sum, { layers }) => sum + openResets(layers), 0);
  return { projects, missing, open, variables };
}

/** A file without what files after it reset, or those that include it. */
function withoutReset(layer: Layer, all: readonly Layer[]): Layer {
  const paths = all
    .filter((other) => other.rank > layer.rank || isIncluded(layer, other))
    .flatMap(({ file }) => file.resets ?? []);
  return paths.length === 0 ? layer : { ...layer, file: fileWithout(layer.file, paths) };
}

function isIncluded(layer: Layer, by: Layer): boolean {
  return includesOf(by.file).includes(pathFrom('', layer.file.source.path));
}

function openResets(layers: readonly Layer[]): number {
  const last = layers.filter(({ rank }) => rank === LAST);
  return last
    .filter((layer) => last.some((other) => other !== layer && !isIncluded(other, layer)))
    .reduce((sum, { file }) => sum + (file.resets?.length ?? 0), 0);
}

/** The file that leads a project, for each file: itself, unless another one includes it. */
function headsOf(files: readonly ComposeFile[]): {
  readonly heads: ReadonlyMap<ComposeFile, ComposeFile>;
  readonly missing: readonly string[];
} {
  const byPath = new Map(files.map((file) => [pathFrom('', file.source.path), file]));
  const includer = new Map<ComposeFile, ComposeFile>();
  const missing: string[] = [];
  for (const file of files) {
    for (const path of includesOf(file)) {
      const found = byPath.get(path);
      if (found === undefined) missing.push(path);
      else if (found !== file && !includer.has(found)) includer.set(found, file);
    }
  }
  const headOf = (file: ComposeFile): ComposeFile => {
    const seen = new Set([file]);
    let head = file;
    for (let next = includer.get(head); next !== undefined && !seen.has(next); next = includer.get(head)) {
      seen.add(next);
      head = next;
    }
    return head;
  };
  return { heads: new Map(files.map((file) => [file, headOf(file)])), missing };
}

function includesOf({ content, source }: ComposeFile): string[] {
  const folder = folderOf(source.path);
  const paths = (content.include ?? []).flatMap((each) => ('text' in each ? [each] : (each.path ?? [])));
  return paths.map(({ text }) => pathFrom(folder, text));
}

// Of the files of this rank nobody knows which one compose would read last.
const LAST = 2;
const BASE = /(?:^|\/)(?:docker-)?compose\.(?:ya?ml|json)$/i;
const OVERRIDE = /\.override\.(?:ya?ml|json)$/i;

function layerOf(file: ComposeFile, isHead: boolean, variables: ReadonlyMap<string, Source>): Layer {
  const { path } = file.source;
  const folder = folderOf(path);
  const content = variables.get(pathFrom(folder, '.env'))?.text ?? '';
  return {
    file,
    folder,
    // Compose reads a base and its override in this order by itself; of others nobody knows the order here.
    rank: isHead && BASE.test(path) ? 0 : isHead && OVERRIDE.test(path) ? 1 : LAST,
    variables: new Map(variablesIn(content).map(({ name, value }) => [name, value])),
  };
}

function compare(a: Layer, b: Layer): number {
  return a.rank - b.rank || (a.file.source.path < b.file.source.path ? -1 : 1);
}
