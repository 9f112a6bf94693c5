/** Configurations and packs -> what a workspace goes by, or everything that keeps it from being known. */
import { compareProblems, type Problem } from '../manifest/problem.ts';
import { readBaseline, type Baseline } from '../findings/baseline.ts';
import type { FoundPacks } from './chosen-packs.ts';
import type { Config } from './config-format.ts';
import { placeFaults } from './config.ts';
import {
  effectiveConfig,
  readLayers,
  type ConfigLayer,
  type ConfigText,
  type ExtendedFiles,
} from './layers.ts';
import { selectRules, type RuleSelection } from './packs.ts';

/** A baseline as it was found. */
export type BaselineSource = { readonly path: string } & (
  { readonly text: string } | { readonly reason: string }
);

/** What the settings of a workspace are made of. Paths have `/` and are relative to its folder. */
export interface SettingsInput {
  /** Parsed, or the text of its file; all defaults when absent. */
  readonly config?: Config | ConfigText;
  /** The configurations that it extends, and those that these extend. */
  readonly extended?: ExtendedFiles;
  /** Packs from elsewhere. */
  readonly packs?: FoundPacks;
  /** What is wrong with the packs from elsewhere. */
  readonly packProblems?: readonly Problem[];
  /** The text of the baseline, or why it cannot be read. */
  readonly baseline?: BaselineSource;
  /** Texts of the files of packs, so that problems can show their line. */
  textOf?(path: string): string | undefined;
}

/** What a workspace goes by. */
export interface Settings {
  /** In order; each later one decides over those before it, and the last is that of the workspace. */
  readonly layers: readonly ConfigLayer[];
  /** Its own configuration; absent where that cannot be read. */
  readonly own?: ConfigLayer;
  /** What all layers say together. INVARIANT: absent only where there are problems, as are rules. */
  readonly config?: Config;
  readonly rules?: RuleSelection;
  /** What was there before, where there is a baseline. */
  readonly baseline?: Baseline;
  readonly problems: readonly Problem[];
  textOf(path: string): string | undefined;
}

/** Reads configurations and chooses packs and rules; every problem of every file is told. */
export function openSettings({
  config,
  extended = new Map(),
  packs,
  packProblems = [],
  baseline: baselineSource,
  textOf: textOfPack = () => undefined,
}: SettingsInput): Settings {
  const { layers, own, problems: layerProblems } = readLayers(config, extended);
  const { baseline, problems: baselineProblems } = baselineFrom(baselineSource);
  const texts = textsOf(config, extended, baselineSource);
  const textOf = (path: string): string | undefined => texts.get(path) ?? textOfPack(path);
  const problems = [...layerProblems, ...packProblems, ...baselineProblems];
  const shut = (): Settings => ({
    layers,
    ...(own && { own }),
    problems: problems.sort(compareProblems),
    textOf,
  });
  if (own === undefined) return shut();
  const rules = selectRules(layers, packs);
  // What a file that cannot be read would have said is not known, so that names could lead there.
  const isComplete = layerProblems.length === 0;
  layers.forEach((layer, at) => {
    const faults = rules.faults.filter((fault) => fault.layer === at);
    const known = isComplete ? faults : faults.filter(({ code }) => !MAY_BE_ELSEWHERE.has(code));
    problems.push(...placeFaults(known, layer));
  });
  if (problems.length > 0) return shut();
  const effective = effectiveConfig(layers, own);
  return { layers, own, config: effective, rules, ...(baseline && { baseline }), problems, textOf };
}

function baselineFrom(source: BaselineSource | undefined): ReturnType<typeof readBaseline> {
  if (source === undefined) return { problems: [] };
  if ('text' in source) return readBaseline(source);
  const { path: file, reason } = source;
  return { problems: [{ code: 'not-read', file, start: 0, end: 0, values: { reason } }] };
}

const MAY_BE_ELSEWHERE: ReadonlySet<string> = new Set(['unknown-rule', 'rule-not-on']);

function textsOf(
  config: SettingsInput['config'],
  extended: ExtendedFiles,
  baseline: BaselineSource | undefined,
): ReadonlyMap<string, string> {
  const own = config !== undefined && 'text' in config && 'path' in config ? [config] : [];
  const others = [...extended].flatMap(([path, file]) => ('text' in file ? [{ path, text: file.text }] : []));
  const known = baseline !== undefined && 'text' in baseline ? [baseline] : [];
  return new Map([...others, ...own, ...known].map(({ path, text }) => [path, text]));
}
