/** Packs and layers of configuration -> the rules that are on, and where each of their values is stated. */
import { nearest } from '../manifest/nearest.ts';
import type { ActiveRule } from '../findings/collect.ts';
import { builtInPacks } from '../rules/built-in.ts';
import type { Pack, Rule } from '../rules/format.ts';
import { unfitNames } from '../rules/logic/rule.ts';
import { defaultsOf, sortOf } from '../rules/params.ts';
import { choosePacks, type ChosenPack, type FoundPacks } from './chosen-packs.ts';
import type { Config, RuleLevel } from './config-format.ts';
import type { ConfigFault } from './config.ts';
import type { ConfigLayer, Stated } from './layers.ts';
import { pathMatcher } from './select.ts';

/** The rules that are on, in order of their ids. */
export interface RuleSelection {
  readonly packs: readonly Pack[];
  /** The same packs, and where each was found and by whom it is on. */
  readonly chosen: readonly ChosenPack[];
  readonly rules: readonly ActiveRule[];
  /** What configurations set, by rule. */
  readonly settings: ReadonlyMap<string, RuleSettings>;
  readonly overrides: readonly Override[];
  readonly faults: readonly ConfigFault[];
}

type Params = NonNullable<Exclude<NonNullable<Config['rules']>[string], string>['params']>;

/** What configurations set for a rule, each value with its place. */
export interface RuleSettings {
  readonly severity?: { readonly value: RuleLevel; readonly stated: Stated };
  readonly params: Readonly<Record<string, { readonly value: Params[string]; readonly stated: Stated }>>;
}

/** Chooses packs and severities by the layers of a configuration. */
export function selectRules(
  layers: readonly ConfigLayer[],
  found: FoundPacks = () => undefined,
): RuleSelection {
  const { packs: chosen, faults: packFaults, isComplete } = choosePacks(layers, found);
  const packs = chosen.map(({ pack }) => pack);
  const rules = packs.flatMap((pack) => pack.rules);
  const faults: ConfigFault[] = [];
  const settings = settingsOf(layers, rules, faults);
  const overrides = overridesOf(layers, rules, faults);
  const active = rules.flatMap((rule): ActiveRule[] => {
    const set = settings.get(rule.id);
    const severity = set?.severity?.value ?? levelOf(rule);
    const { isOn, levelIn } = levelsOf(rule.id, severity, overrides);
    const own = Object.entries(set?.params ?? {}).map(([name, { value }]) => [name, value] as const);
    const params = { ...defaultsOf(rule), ...Object.fromEntries(own) };
    return isOn ? [{ rule, severity, params, ...(levelIn && { levelIn }) }] : [];
  });
  // While a pack is missing, nobody knows which rules it would have brought.
  const told = isComplete ? faults : faults.filter(({ code }) => code !== 'unknown-rule');
  return { packs, chosen, rules: active, settings, overrides, faults: [...packFaults, ...told] };
}

/** The severity of a rule for which the configuration has none. */
function levelOf({ status, severity }: Rule): RuleLevel {
  return status === undefined ? severity : 'off';
}

/** What one entry of `overrides` says: severities by rule, for findings in some files. */
export interface Override {
  readonly files: readonly string[];
  readonly levels: ReadonlyMap<string, { readonly value: RuleLevel; readonly stated: Stated }>;
  matches(path: string): boolean;
}

function overridesOf(
  layers: readonly ConfigLayer[],
  rules: readonly Rule[],
  faults: ConfigFault[],
): readonly Override[] {
  return layers.flatMap(({ config: { overrides = [] } }, layer) =>
    overrides.map(({ files, rules: stated }, at) => {
      const named = namedRules(stated, { layer, path: ['overrides', String(at), 'rules'] }, rules, faults);
      const levels = named.flatMap(({ rule, setting, stated: place }) => {
        const value = typeof setting === 'string' ? setting : setting.severity;
        return value === undefined ? [] : [[rule.id, { value, stated: place }] as const];
      });
      return { files, levels: new Map(levels), matches: pathMatcher(files) };
    }),
  );
}

/** Is a rule on anywhere, and which level has it in a file, where that differs by path? */
function levelsOf(
  rule: string,
  severity: RuleLevel,
  overrides: readonly Override[],
): { readonly isOn: boolean; readonly levelIn?: ActiveRule['levelIn'] } {
  const own = overrides.filter(({ levels }) => levels.has(rule));
  if (own.length === 0) return { isOn: severity !== 'off' };
  const isOn = severity !== 'off' || own.some(({ levels }) => levels.get(rule)?.value !== 'off');
  const known = new Map<string, RuleLevel>();
  const levelIn = (file: string): RuleLevel => {
    const level =
      known.get(file) ?? own.findLast(({ matches }) => matches(file))?.levels.get(rule)?.value ?? severity;
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

/** What the layers set for each rule, key by key; of several that set one, the last decides. */
function settingsOf(
  layers: readonly ConfigLayer[],
  rules: readonly Rule[],
  faults: ConfigFault[],
): ReadonlyMap<string, RuleSettings> {
  const settings = new Map<string, RuleSettings>();
  layers.forEach(({ config }, layer) => {
    const named = namedRules(config.rules ?? {}, { layer, path: ['rules'] }, rules, faults);
    for (const { rule, setting, stated } of named) {
      const { severity, params = {} } = typeof setting === 'string' ? { severity: setting } : setting;
      faults.push(...paramFaults(rule, params, stated));
      const before = settings.get(rule.id);
      const own = Object.entries(params).map(([name, value]) => {
        const path = [...stated.path, 'params', name];
        return [name, { value, stated: { layer, path } }] as const;
      });
      settings.set(rule.id, {
        ...before,
        ...(severity !== undefined && {
          severity: {
            value: severity,
            stated: typeof setting === 'string' ? stated : below(stated, 'severity'),
          },
        }),
        params: { ...before?.params, ...Object.fromEntries(own) },
      });
    }
  });
  return settings;
}

function below({ layer, path }: Stated, key: string): Stated {
  return { layer, path: [...path, key] };
}

function paramFaults(rule: Rule, params: Params, stated: Stated): ConfigFault[] {
  const { params: known = {} } = rule;
  return Object.entries(params).flatMap(([name, value]): ConfigFault[] => {
    const place = below(below(stated, 'params'), name);
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known);
      const suggestion = nearest(name, names);
      const values = { name, known: names.join(', ') || 'none', ...(suggestion && { suggestion }) };
      return [{ code: 'unknown-parameter', ...place, values }];
    }
    const expected = sortOf(known[name].default);
    if (sortOf(value) !== expected) {
      return [{ code: 'wrong-parameter', ...place, values: { name, expected } }];
    }
    return Array.isArray(value) ? unfitFaults(rule, name, value as readonly string[], place) : [];
  });
}

/** Names given for a parameter that nothing it is compared with can be. */
function unfitFaults(rule: Rule, param: string, names: readonly string[], { layer, path }: Stated) {
  return unfitNames(rule, param, names).map(({ path: inner, values }): ConfigFault => ({
    code: 'impossible-name',
    layer,
    path: [...path, ...inner],
    values,
  }));
}

interface NamedRule<T> {
  readonly rule: Rule;
  readonly setting: T;
  readonly stated: Stated;
}

/** The rules that the keys of a map name, each once. */
function namedRules<T>(
  map: Readonly<Record<string, T>>,
  { layer, path }: Stated,
  rules: readonly Rule[],
  faults: ConfigFault[],
): readonly NamedRule<T>[] {
  const seen = new Set<string>();
  return Object.entries(map).flatMap(([name, setting]) => {
    const stated = { layer, path: [...path, name] };
    const rule = ruleNamed(name, rules);
    if ('code' in rule) faults.push({ ...stated, ...rule });
    else if (seen.has(rule.id)) faults.push({ ...stated, code: 'rule-twice', values: { id: rule.id } });
    else {
      seen.add(rule.id);
      return [{ rule, setting, stated }];
    }
    return [];
  });
}

type Fault = Pick<ConfigFault, 'code' | 'values'>;

/** The one rule of a full id or of a name, or why there is none. */
function ruleNamed(name: string, rules: readonly Rule[]): Rule | Fault {
  const named = rulesCalled(name, rules);
  if (named.length === 1) return named[0];
  const ids = rules.map(({ id }) => id);
  if (named.length > 1) {
    const candidates = named.map(({ id }) => id).join(', ');
    return { code: 'ambiguous-rule', values: { name, rules: candidates } };
  }
  const [off] = builtInPacks().flatMap((pack) => rulesCalled(name, pack.rules));
  if (off !== undefined) return { code: 'rule-not-on', values: { name, pack: off.pack } };
  const suggestion = nearestRule(name, rules);
  return {
    code: 'unknown-rule',
    values: { name, known: ids.join(', ') || 'none', ...(suggestion !== undefined && { suggestion }) },
  };
}

/** What has the id of a rule. */
type Named = Pick<Rule, 'id'>;

/** Rules of an id, or of a name without its pack. */
export function rulesCalled<T extends Named>(name: string, rules: readonly T[]): readonly T[] {
  return rules.filter(({ id }) => id === name || id.slice(id.indexOf('/') + 1) === name);
}

/** The rule that was probably meant, whether its pack was named or not. */
export function nearestRule(name: string, rules: readonly Named[]): string | undefined {
  const ids = rules.map(({ id }) => id);
  const short = nearest(
    name,
    ids.map((id) => id.slice(id.indexOf('/') + 1)),
  );
  return nearest(name, ids) ?? ids.find((id) => short !== undefined && id.endsWith(`/${short}`));
}
