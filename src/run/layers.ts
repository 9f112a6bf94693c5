/** A configuration and those that it extends -> layers, of which each later one decides over those before it. */
import { isRelativePath, parentPath, resolvePath } from '../manifest/paths.ts';
import type { Problem } from '../manifest/problem.ts';
import type { Config } from './config-format.ts';
import { placeFaults, readConfig, type ConfigFault } from './config.ts';

/** The text of a configuration, and its path from the folder of the workspace. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/** Files that configurations extend, by path from the folder of the workspace: their text, or why there is none. */
export type ExtendedFiles = ReadonlyMap<string, { readonly text: string } | { readonly reason: string }>;

/** One configuration file, or a configuration that was given as a value. */
export interface ConfigLayer {
  readonly path: string;
  /** Absent for one that was given as a value. */
  readonly text?: string;
  readonly config: Config;
}

/** Where a configuration states something: a layer and the keys that lead there. */
export interface Stated {
  readonly layer: number;
  readonly path: readonly string[];
}

/** The layers of a workspace, that of the workspace itself last, and what is wrong with their files. */
export interface Layers {
  /** INVARIANT: complete where there are no problems. */
  readonly layers: readonly ConfigLayer[];
  /** Its own layer; absent where its file cannot be read. */
  readonly own?: ConfigLayer;
  readonly problems: readonly Problem[];
}

const VALUE = 'configuration';
// Enough for any organisation, and too few for the stack.
export const EXTENDS_LIMIT = 32;

/** Reads the layers of a configuration. A file that is reached twice counts where it is reached first. */
export function readLayers(config: Config | ConfigText | undefined, files: ExtendedFiles): Layers {
  const layers: ConfigLayer[] = [];
  const problems: Problem[] = [];
  const passed = new Set<string>();

  const extend = (layer: ConfigLayer, chain: readonly string[]): void => {
    const faults: Omit<ConfigFault, 'layer'>[] = chain.length > 1 ? misplacedKeys(layer, chain) : [];
    (layer.config.extends ?? []).forEach((name, at) => {
      const path = resolvePath(parentPath(layer.path), name);
      const file = files.get(path);
      const fault = faultOf(name, path, file, chain);
      if (fault !== undefined) faults.push({ ...fault, path: ['extends', String(at)] });
      else if (file !== undefined && 'text' in file && !passed.has(path)) {
        passed.add(path);
        visit({ path, text: file.text }, [...chain, path]);
      }
    });
    problems.push(...placeFaults(faults, layer));
    layers.push(layer);
  };
  const visit = (source: ConfigText, chain: readonly string[]): ConfigLayer | undefined => {
    const reading = readConfig(source);
    problems.push(...reading.problems);
    if (reading.config === undefined) return undefined;
    const layer = { ...source, config: reading.config };
    extend(layer, chain);
    return layer;
  };

  if (config !== undefined && isText(config)) {
    const own = visit(config, [config.path]);
    return { layers, problems, ...(own && { own }) };
  }
  const own = { path: VALUE, config: config ?? {} };
  extend(own, [own.path]);
  return { layers, own, problems };
}

/** Paths of the files that a configuration extends itself, from the folder of the workspace. */
export function extendedPaths(source: ConfigText): readonly string[] {
  const names = readConfig(source).config?.extends ?? [];
  return names.filter(isRelativePath).map((name) => resolvePath(parentPath(source.path), name));
}

/** What a workspace goes by: what its layers say together, and the rest from its own. */
export function effectiveConfig(layers: readonly ConfigLayer[], own: ConfigLayer): Config {
  const last = <K extends 'failOn' | 'undecided'>(key: K): Pick<Config, K> | undefined =>
    layers.findLast(({ config }) => config[key] !== undefined)?.config;
  return { ...own.config, failOn: last('failOn')?.failOn, undecided: last('undecided')?.undecided };
}

function isText(config: Config | ConfigText): config is ConfigText {
  return 'text' in config && 'path' in config;
}

type Fault = Pick<ConfigFault, 'code' | 'values'>;

function faultOf(
  name: string,
  path: string,
  file: { readonly text: string } | { readonly reason: string } | undefined,
  chain: readonly string[],
): Fault | undefined {
  if (!isRelativePath(name)) {
    return { code: 'extends-nothing', values: { name, reason: 'it is no path from this file' } };
  }
  const at = chain.indexOf(path);
  if (at >= 0) return { code: 'extends-circle', values: { path: [...chain.slice(at), path].join(' > ') } };
  if (chain.length > EXTENDS_LIMIT) return { code: 'extends-deep', values: { limit: String(EXTENDS_LIMIT) } };
  if (file === undefined) {
    return { code: 'extends-nothing', values: { name, reason: 'there is no such file' } };
  }
  return 'reason' in file ? { code: 'extends-nothing', values: { name, reason: file.reason } } : undefined;
}

const SHARED = new Set(['$schema', 'extends', 'packs', 'rules', 'overrides', 'failOn', 'undecided']);

/** What only a workspace can say of itself. */
function misplacedKeys({ config }: ConfigLayer, chain: readonly string[]): Omit<ConfigFault, 'layer'>[] {
  const by = chain[chain.length - 2];
  return Object.keys(config)
    .filter((key) => !SHARED.has(key))
    .map((key) => ({ code: 'workspace-key', path: [key], values: { key, by } }));
}
