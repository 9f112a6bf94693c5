import { nearest } from '../manifest/nearest.ts';
import { byCodePoint } from '../model/names.ts';
import type { ActiveRule } from '../findings/collect.ts';
import { builtInPack, PACK_NAMES } from '../rules/built-in.ts';
import type { Pack, Rule } from '../rules/format.ts';
import { unfitNames } from '../rules/logic/rule.ts';
import { defaultsOf, sortOf } from '../rules/params.ts';
import type { Config, RuleLevel } from './config-format.ts';
import { pathMatcher } from './select.ts';

/** Something in the configuration that refers to nothing, at a path of keys. */
export interface ConfigFault {
  readonly code:
    | 'unknown-pack'
    | 'unknown-rule'
    | 'unknown-parameter'
    | 'wrong-parameter'
    | 'impossible-name'
    | 'ambiguous-trust';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** The rules that are on, in order of their ids. */
export interface RuleSelection {
  readonly packs: readonly Pack[];
  readonly rules: readonly ActiveRule[];
  readonly faults: readonly ConfigFault[];
}

/** Packs from elsewhere that a configuration names, as it names them. */
export type FoundPacks = ReadonlyMap<string, Pack>;

/** Chooses packs and severities by the configuration. */
export function selectRules(config: Config, found: FoundPacks = new Map()): RuleSelection {
  const faults: ConfigFault[] = [];
  const chosen = chosenPacks(config.packs ?? ['core'], found, faults);
  const rules = chosen.flatMap((pack) => pack.rules);
  const settings = settingsOf(config, rules, faults);
  const overrides = overridesOf(config, rules, faults);
  const active = rules.flatMap((rule): ActiveRule[] => {
    const { severity = levelOf(rule), params = {} } = settings.get(rule.id) ?? {};
    const { isOn, levelIn } = levelsOf(rule.id, severity, overrides);
    const chosenParams = { ...defaultsOf(rule), ...params };
    return isOn ? [{ rule, severity, params: chosenParams, ...(levelIn && { levelIn }) }] : [];
  });
  return { packs: chosen, rules: active, faults };
}

/** Packs by name, with those that they extend, in order of their names. */
function chosenPacks(names: readonly string[], found: FoundPacks, faults: ConfigFault[]): readonly Pack[] {
  const chosen = new Map<string, Pack>();
  const add = (name: string, path: readonly string[]): void => {
    const pack = builtInPack(name.replace(/^flowdown:/, '')) ?? found.get(name);
    if (pack === undefined) faults.push(unknown('unknown-pack', name, path, PACK_NAMES));
    else if (!chosen.has(pack.pack)) {
      chosen.set(pack.pack, pack);
      for (const extended of pack.extends ?? []) add(extended, path);
    }
  };
  names.forEach((name, at) => add(name, ['packs', String(at)]));
  return [...chosen.values()].sort((a, b) => byCodePoint(a.pack, b.pack));
}

/** The severity of a rule for which the configuration has none. */
function levelOf({ status, severity }: Rule): RuleLevel {
  return status === undefined ? severity : 'off';
}

/** What one entry of `overrides` says: severities by rule, for findings in some files. */
interface Override {
  readonly levels: ReadonlyMap<string, RuleLevel>;
  matches(path: string): boolean;
}

function overridesOf({ overrides = [] }: Config, rules: readonly Rule[], faults: ConfigFault[]): Override[] {
  return overrides.map(({ files, rules: stated }, at) => {
    const levels = new Map<string, RuleLevel>();
    for (const [name, setting] of Object.entries(stated)) {
      const rule = ruleNamed(name, ['overrides', String(at), 'rules', name], rules, faults);
      const level = typeof setting === 'string' ? setting : setting.severity;
      if (rule !== undefined && level !== undefined) levels.set(rule.id, level);
    }
    return { levels, matches: pathMatcher(files) };
  });
}

/** Is a rule on anywhere, and which level has it in a file, where that differs by path? */
function levelsOf(
  rule: string,
  severity: RuleLevel,
  overrides: readonly Override[],
): { readonly isOn: boolean; readonly levelIn?: ActiveRule['levelIn'] } {
  const own = overrides.filter(({ levels }) => levels.has(rule));
  if (own.length === 0) return { isOn: severity !== 'off' };
  const isOn = severity !== 'off' || own.some(({ levels }) => levels.get(rule) !== 'off');
  const known = new Map<string, RuleLevel>();
  const levelIn = (file: string): RuleLevel => {
    const level =
      known.get(file) ?? own.findLast(({ matches }) => matches(file))?.levels.get(rule) ?? severity;
    known.set(file, level);
    return level;
  };
  return { isOn, levelIn };
}

/** Patterns of `overrides` that match none of these files. */
export function idleOverrides({ overrides = [] }: Config, files: readonly string[]): readonly string[] {
  const patterns = [...new Set(overrides.flatMap((override) => override.files))];
  return patterns.filter((pattern) => !files.some(pathMatcher(pattern)));
}

type Setting = Exclude<NonNullable<Config['rules']>[string], string>;

/** What the configuration sets for each rule. */
function settingsOf(config: Config, rules: readonly Rule[], faults: ConfigFault[]): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const [name, stated] of Object.entries(config.rules ?? {})) {
    const rule = ruleNamed(name, ['rules', name], rules, faults);
    if (rule === undefined) continue;
    const { id, params = {} } = rule;
    const setting = typeof stated === 'string' ? { severity: stated } : stated;
    settings.set(id, setting);
    for (const [param, value] of Object.entries(setting.params ?? {})) {
      const path = ['rules', name, 'params', param];
      if (!Object.hasOwn(params, param)) {
        faults.push(unknown('unknown-parameter', param, path, Object.keys(params)));
      } else if (sortOf(value) !== sortOf(params[param].default)) {
        const values = { name: param, expected: sortOf(params[param].default) };
        faults.push({ code: 'wrong-parameter', path, values });
      } else if (Array.isArray(value)) {
        faults.push(...unfitFaults(rule, param, value as readonly string[], path));
      }
    }
  }
  return settings;
}

/** Names of the parameters of a rule that a configuration sets. */
export function configuredParams({ rules = {} }: Config, id: string): readonly string[] {
  return Object.entries(rules).flatMap(([name, setting]) => {
    const isIts = id === name || id.endsWith(`/${name}`);
    return isIts && typeof setting !== 'string' ? Object.keys(setting.params ?? {}) : [];
  });
}

/** Names given for a parameter that nothing it is compared with can be. */
function unfitFaults(
  rule: Rule,
  param: string,
  names: readonly string[],
  path: readonly string[],
): ConfigFault[] {
  return unfitNames(rule, param, names).map(({ path: place, values }) => ({
    code: 'impossible-name',
    path: [...path, ...place],
    values,
  }));
}

/** The one rule of a full id or of a name; a fault where there is none, or more than one. */
function ruleNamed(
  name: string,
  path: readonly string[],
  rules: readonly Rule[],
  faults: ConfigFault[],
): Rule | undefined {
  const named = rules.filter(({ id }) => id === name || id.endsWith(`/${name}`));
  if (named.length === 1) return named[0];
  const ids = rules.map(({ id }) => id);
  faults.push(unknown('unknown-rule', name, path, ids));
  return undefined;
}

function unknown(
  code: ConfigFault['code'],
  name: string,
  path: readonly string[],
  known: readonly string[],
): ConfigFault {
  const suggestion = nearest(name, known) ?? known.find((id) => id.endsWith(`/${name}`));
  return {
    code,
    path,
    values: { name, known: known.join(', ') || 'none', ...(suggestion && { suggestion }) },
  };
}
