/** The folder of a workspace -> its configuration, the ones that this extends, and its packs. */
import { FileTrouble, folderOf, joinPath } from '../io/files.ts';
import { noFolder, type FileTree } from '../io/tree.ts';
import { parentPath } from '../manifest/paths.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { byCodePoint } from '../model/names.ts';
import { extendedPaths, readLayers, type ConfigText, type ExtendedFiles } from '../run/layers.ts';
import { BASELINE_FILE, CONFIG_FILE } from '../run/select.ts';
import type { BaselineSource, SettingsInput } from '../run/settings.ts';
import { UsageError } from './exit.ts';
import { guardFaults, type PackGuard } from './pack-guards.ts';
import { packReader } from './packs.ts';

/** What the settings of a workspace are made of, and the absolute paths of the files that were read for it. */
export interface FoundSettings extends SettingsInput {
  readonly config?: ConfigText;
  readonly read: readonly string[];
}

/** What the settings of a workspace are held against, and whether its baseline is left alone. */
export interface SettingsGuard extends Pick<PackGuard, 'day' | 'mustPin'> {
  readonly isWithoutBaseline: boolean;
}

/** Reads what a workspace goes by. Throws UsageError where its own configuration cannot be read. */
export function findSettings(root: string, tree: FileTree, guard: SettingsGuard): FoundSettings {
  const config = textOfConfig(root, tree);
  const baseline = guard.isWithoutBaseline ? undefined : foundBaseline(root, tree);
  const kept = baseline && { baseline };
  const baselineFiles = baseline === undefined ? [] : [joinPath(root, BASELINE_FILE)];
  if (config === undefined) return { ...kept, read: baselineFiles };
  const extended = extendedFiles(root, config, tree);
  const reader = packReader(root, tree);
  const { layers, own } = readLayers(config, extended);
  for (const { path, text, config: layer } of layers) {
    const folder = joinPath(root, parentPath(path));
    reader.readNamed({ folder, path, text, keys: ['packs'], names: layer.packs ?? [] });
  }
  const configs = [...extended.keys()].map((path) => joinPath(root, path));
  return {
    config,
    extended,
    packs: reader.found,
    packProblems: [...reader.problems, ...(own ? guardFaults(layers, own, { reader, ...guard }) : [])],
    textOf: reader.textOf,
    ...kept,
    read: [...baselineFiles, ...configs, ...reader.read],
  };
}

/** Files that a configuration extends, and those that these extend, by path from the folder of the workspace. */
function extendedFiles(root: string, config: ConfigText, tree: FileTree): ExtendedFiles {
  const files = new Map<string, { readonly text: string } | { readonly reason: string }>();
  const open = [config];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const path of extendedPaths(next)) {
      if (files.has(path)) continue;
      const file = extendedFile(joinPath(root, path), joinPath(root, parentPath(next.path)), tree);
      files.set(path, file);
      if ('text' in file) open.push({ path, text: file.text });
    }
  }
  return files;
}

function extendedFile(
  path: string,
  from: string,
  tree: FileTree,
): { readonly text: string } | { readonly reason: string } {
  try {
    const reason = noFolder(tree, folderOf(path), from);
    return reason === undefined ? { text: textOf(path, tree) } : { reason };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/** The baseline of a workspace, where there is one; it is never looked for below its folder, nor through a link. */
export function foundBaseline(root: string, tree: FileTree): BaselineSource | undefined {
  const path = joinPath(root, BASELINE_FILE);
  if (tree.kindOf(path) === 'missing') return undefined;
  try {
    return { path: BASELINE_FILE, text: textOf(path, tree) };
  } catch (error) {
    return { path: BASELINE_FILE, reason: reasonOf(error) };
  }
}

function textOfConfig(root: string, tree: FileTree): ConfigText | undefined {
  const path = joinPath(root, CONFIG_FILE);
  if (tree.kindOf(path) === 'missing') return undefined;
  try {
    return { path: CONFIG_FILE, text: textOf(path, tree) };
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** The text of a file. Throws FileTrouble, or TypeError where it is not UTF-8. */
function textOf(path: string, tree: FileTree): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(tree.read(path, SIZE_LIMIT));
}

function reasonOf(error: unknown): string {
  if (error instanceof FileTrouble) return error.message;
  if (error instanceof TypeError) return 'it is not UTF-8';
  throw error;
}

/** The configuration, those that it extends, and the baseline, in order of their paths. */
export function settingTexts({
  config,
  extended = new Map(),
  baseline,
}: SettingsInput): readonly ConfigText[] {
  const own = config !== undefined && 'text' in config && 'path' in config ? [config] : [];
  const others = [...extended].flatMap(([path, file]) => ('text' in file ? [{ path, text: file.text }] : []));
  const known = baseline !== undefined && 'text' in baseline ? [baseline] : [];
  return [...own, ...others, ...known]
    .map(({ path, text }) => ({ path, text }))
    .sort((a, b) => byCodePoint(a.path, b.path));
}
