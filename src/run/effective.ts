/** Settings -> what a workspace goes by, each value with where it comes from. */
import { version } from '../generated/version.js';
import { linesOf } from '../manifest/lines.ts';
import { locateIn } from '../manifest/read.ts';
import { byCodePoint } from '../model/names.ts';
import type { Origin, PackValue, SettingsValue, Sourced } from '../report/settings.ts';
import type { Rule } from '../rules/format.ts';
import type { ChosenPack } from './chosen-packs.ts';
import type { Config } from './config-format.ts';
import type { ConfigLayer, Stated } from './layers.ts';
import type { RuleSelection } from './packs.ts';
import { MANIFESTS } from './select.ts';

/** What the configuration of a workspace comes to. */
export function effectiveSettings(
  layers: readonly ConfigLayer[],
  selection: RuleSelection,
  hasFile: boolean,
): SettingsValue {
  const { chosen, overrides } = selection;
  const originOf = originsIn(layers, statedIn(layers, selection));
  const rules = selection.packs.flatMap((pack) => pack.rules);
  const active = new Map(selection.rules.map((each) => [each.rule.id, each]));
  return {
    configuration: hasFile ? layers[layers.length - 1].path : null,
    extends: layers.slice(0, -1).map(({ path }) => path),
    packs: chosen.map((pack) => packValue(pack, originOf)),
    settings: settingValues(layers, originOf),
    overrides: overrides.map(({ files, levels }) => ({
      files,
      severities: Object.fromEntries(
        [...levels].map(([rule, { value, stated }]) => [rule, { value, from: originOf(stated) }]),
      ),
    })),
    rules: rules.flatMap((rule) => {
      const each = active.get(rule.id);
      if (each === undefined) return [];
      const severity = { value: each.severity, from: severityOrigin(rule, selection, originOf) };
      return [{ rule: rule.id, severity, params: paramValues(rule, rules, selection, originOf) }];
    }),
    off: rules
      .filter(({ id }) => !active.has(id))
      .map((rule) => ({
        rule: rule.id,
        why:
          selection.settings.get(rule.id)?.severity === undefined
            ? (rule.status ?? 'template')
            : 'configuration',
        from: severityOrigin(rule, selection, originOf),
      })),
  };
}

type Origins = (stated: Stated | undefined) => Origin;

const SETTINGS = [
  'failOn',
  'undecided',
  'at',
  'include',
  'exclude',
  'trust',
  'required',
  'taxonomy',
  'waivers',
] as const;

/** What is so where nothing is stated. */
const DEFAULTS: Readonly<Record<(typeof SETTINGS)[number], unknown>> = {
  failOn: 'error',
  undecided: 'warning; info where the rule is info',
  at: 'today, in UTC',
  include: [MANIFESTS],
  exclude: [],
  trust: 'every file speaks for everyone',
  required: [],
  taxonomy: [],
  waivers: [],
};

function settingValues(
  layers: readonly ConfigLayer[],
  originOf: Origins,
): Readonly<Record<string, Sourced<unknown>>> {
  return Object.fromEntries(
    SETTINGS.map((key) => {
      const stated = lastStating(layers, key);
      if (stated === undefined) return [key, { value: DEFAULTS[key], from: originOf(undefined) }];
      return [key, { value: toldOf(key, layers[stated.layer].config), from: originOf(stated) }];
    }),
  );
}

/** A value as it is told: of what has names of its own, the names, for the rest stands where they are stated. */
function toldOf(key: (typeof SETTINGS)[number], config: Config): unknown {
  const namesIn = (map: object): readonly string[] => Object.keys(map).sort(byCodePoint);
  if (key === 'waivers') return namesIn(config.waivers ?? {});
  if (key !== 'taxonomy') return config[key];
  return Object.fromEntries(
    Object.entries(config.taxonomy ?? {}).map(([section, names]) => [section, namesIn(names)]),
  );
}

function lastStating(layers: readonly ConfigLayer[], key: keyof Config): Stated | undefined {
  const layer = layers.findLastIndex(({ config }) => config[key] !== undefined);
  return layer < 0 ? undefined : { layer, path: [key] };
}

function packValue({ pack, folder, package: brought, by }: ChosenPack, originOf: Origins): PackValue {
  const from: Origin = typeof by === 'string' ? { kind: 'pack', pack: by } : originOf(by);
  if (folder === undefined) return { pack: pack.pack, found: 'built-in', version, from };
  if (brought === undefined) return { pack: pack.pack, found: 'folder', folder, from };
  const of = { package: brought.name, ...(brought.version !== undefined && { version: brought.version }) };
  return { pack: pack.pack, found: 'package', folder, ...of, from };
}

function severityOrigin(rule: Rule, { settings }: RuleSelection, originOf: Origins): Origin {
  const set = settings.get(rule.id)?.severity;
  return set === undefined ? { kind: 'rule', rule: rule.id } : originOf(set.stated);
}

function paramValues(
  { id, params = {} }: Rule,
  rules: readonly Rule[],
  { settings }: RuleSelection,
  originOf: Origins,
): Readonly<Record<string, Sourced<unknown>>> {
  const set = settings.get(id)?.params ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, { default: value, from }]) => {
      if (Object.hasOwn(set, name)) {
        return [name, { value: set[name].value, from: originOf(set[name].stated) }];
      }
      const rule = statingRule(id, name, rules);
      return [
        name,
        { value, from: from === undefined ? { kind: 'rule', rule } : { kind: 'clause', ...from, rule } },
      ];
    }),
  );
}

/** The rule that states the default of a parameter: the rule itself, or one that it is like. */
function statingRule(id: string, name: string, rules: readonly Rule[]): string {
  const rule = rules.find((each) => each.id === id);
  const isInherited = rule?.inherited?.params?.includes(name) === true;
  return isInherited && rule.like !== undefined ? statingRule(rule.like, name, rules) : id;
}

/** Everything that is to be shown with its line. */
function statedIn(
  layers: readonly ConfigLayer[],
  { chosen, settings, overrides }: RuleSelection,
): readonly Stated[] {
  return [
    ...SETTINGS.flatMap((key) => lastStating(layers, key) ?? []),
    ...chosen.flatMap(({ by }) => (typeof by === 'object' ? [by] : [])),
    ...[...settings.values()].flatMap(({ severity, params }) => [
      ...(severity === undefined ? [] : [severity.stated]),
      ...Object.values(params).map(({ stated }) => stated),
    ]),
    ...overrides.flatMap(({ levels }) => [...levels.values()].map(({ stated }) => stated)),
  ];
}

/** Places with their lines, each file read once. */
function originsIn(layers: readonly ConfigLayer[], stated: readonly Stated[]): Origins {
  const lines = new Map<string, number>();
  const keyOf = ({ layer, path }: Stated): string => JSON.stringify([layer, ...path]);
  layers.forEach(({ path: file, text }, layer) => {
    const here = stated.filter((each) => each.layer === layer);
    if (text === undefined || here.length === 0) return;
    const known = linesOf(text);
    const places = locateIn(
      { path: file, text },
      here.map(({ path }) => path),
    );
    places.forEach(({ key }, i) => lines.set(keyOf(here[i]), known.at(key.start).line));
  });
  return (each) =>
    each === undefined
      ? { kind: 'default' }
      : { kind: 'configuration', file: layers[each.layer].path, line: lines.get(keyOf(each)) ?? 1 };
}
