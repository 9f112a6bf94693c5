import { packs } from '../generated/packs.js';
import { nearest } from '../manifest/nearest.ts';
import type { ActiveRule } from '../findings/collect.ts';
import type { Pack, Rule } from '../rules/format.ts';
import type { Config } from './config-format.ts';

/** Something in the configuration that refers to nothing, at a path of keys. */
export interface ConfigFault {
  readonly code: 'unknown-pack' | 'unknown-rule' | 'ambiguous-trust';
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** The rules that are on, in order of their ids. */
export interface RuleSelection {
  readonly packs: readonly Pack[];
  readonly rules: readonly ActiveRule[];
  readonly faults: readonly ConfigFault[];
}

/** The packs that come with the product, by name. */
export function builtInPacks(): readonly Pack[] {
  return packs;
}

/** Chooses packs and severities by the configuration. */
export function selectRules(config: Config): RuleSelection {
  const faults: ConfigFault[] = [];
  const names = config.packs ?? ['core'];
  const chosen = packs.filter(({ pack }) => names.includes(pack));
  names.forEach((name, at) => {
    if (packs.some(({ pack }) => pack === name)) return;
    faults.push(
      unknown(
        'unknown-pack',
        name,
        ['packs', String(at)],
        packs.map(({ pack }) => pack),
      ),
    );
  });
  const rules = chosen.flatMap((pack) => pack.rules);
  const levels = levelsOf(config, rules, faults);
  const active = rules.flatMap((rule): ActiveRule[] => {
    const severity = levels.get(rule.id) ?? rule.severity;
    return severity === 'off' ? [] : [{ rule, severity }];
  });
  return { packs: chosen, rules: active, faults };
}

function levelsOf(
  config: Config,
  rules: readonly Rule[],
  faults: ConfigFault[],
): Map<string, NonNullable<Config['rules']>[string]> {
  const levels = new Map<string, NonNullable<Config['rules']>[string]>();
  for (const [name, level] of Object.entries(config.rules ?? {})) {
    const named = rules.filter(({ id }) => id === name || id.endsWith(`/${name}`));
    if (named.length === 1) levels.set(named[0].id, level);
    else
      faults.push(
        unknown(
          'unknown-rule',
          name,
          ['rules', name],
          rules.map(({ id }) => id),
        ),
      );
  }
  return levels;
}

function unknown(
  code: ConfigFault['code'],
  name: string,
  path: readonly string[],
  known: readonly string[],
): ConfigFault {
  const suggestion = nearest(name, known) ?? known.find((id) => id.endsWith(`/${name}`));
  return { code, path, values: { name, known: known.join(', '), ...(suggestion && { suggestion }) } };
}
