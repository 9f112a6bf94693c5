/** Which files of a folder are manifests of its workspace. */
import picomatch from 'picomatch';
import { byCodePoint } from '../model/names.ts';
import type { Config } from './config-format.ts';

/** Name of the configuration; a folder that holds it is a workspace. */
export const CONFIG_FILE = 'flowdown.config.yaml';

/** Name of the baseline, in the folder of a workspace. */
export const BASELINE_FILE = 'flowdown.baseline.json';

/** Name of the mapping of foreign names, in the folder of a workspace. */
export const MAPPING_FILE = 'flowdown.mapping.yaml';

export const MANIFESTS = '**/*.flow.{yaml,yml,json}';

/** Matches a pattern against paths with `/`, relative to the workspace; dot files count like any other. */
export function pathMatcher(pattern: string | readonly string[]): (path: string) => boolean {
  if (typeof pattern === 'string' && isLiteral(pattern)) return (path) => path === pattern;
  // With s, "**" also goes through folders whose names have a line end: none is passed over for its name.
  const matches = picomatch(pattern as string | string[], { dot: true, nonegate: true, flags: 's' });
  return (path) => matches(path);
}

/** A pattern of names alone means itself, and so needs no regular expression; most of those in `trust` are such. */
function isLiteral(pattern: string): boolean {
  return /^\w[\w-]*([./]\w[\w-]*)*$/.test(pattern);
}

/** Paths that the configuration takes in, and others that could hold a manifest which it leaves unread by accident. */
export interface Selection {
  readonly manifests: readonly string[];
  readonly candidates: readonly string[];
}

/** Selects the manifests among the paths of a workspace, in order. */
export function selectManifests(paths: readonly string[], config: Config): Selection {
  const included = pathMatcher(config.include ?? [MANIFESTS]);
  const excluded = config.exclude === undefined ? () => false : pathMatcher(config.exclude);
  // A pattern for all JSON does not mean the baseline.
  const open = [...paths].filter((path) => path !== BASELINE_FILE && !excluded(path)).sort(byCodePoint);
  return {
    manifests: open.filter(included),
    candidates: open.filter((path) => !included(path) && isReadable(path)),
  };
}

function isReadable(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path) && !path.endsWith(CONFIG_FILE) && !path.endsWith(MAPPING_FILE);
}

/** Does a text have a `flowdown` key where a manifest has it? The pattern takes linear time on any text. */
export function looksLikeManifest(text: string): boolean {
  return /^(?:\uFEFF)?(?:["']?flowdown["']?[ \t]*:|[ \t]*(?:\{[ \t]*)?"flowdown"[ \t]*:)/m.test(text);
}
