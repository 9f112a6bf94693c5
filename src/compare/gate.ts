/** What a change would do to the gate itself: settings before and after, by name. */
import type { BaselineEntry } from '../findings/baseline.ts';
import { fingerprint } from '../findings/finding.ts';
import type { ActiveRule } from '../findings/collect.ts';
import { byCodePoint } from '../model/names.ts';
import type { Pack } from '../rules/format.ts';
import { canonical } from './canonical.ts';
import type { GateChange } from './comparison.ts';

/** All that decides what is found and what is accepted. */
export interface GateState {
  /** As it is written; of `trust`, `taxonomy` and `waivers` each entry counts by itself. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly packs: readonly Pack[];
  readonly rules: readonly ActiveRule[];
  /** Waivers that count, from wherever they come, by id. */
  readonly waivers: Readonly<Record<string, unknown>>;
  /** Findings that are known from a baseline. */
  readonly baseline: readonly BaselineEntry[];
}

/** Settings that are not the same, in order of their names. */
export function gateChanges(base: GateState, head: GateState): readonly GateChange[] {
  const [before, after] = [settingsOf(base), settingsOf(head)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(byCodePoint);
  return names.flatMap((setting) => {
    const [one, other] = [before.get(setting), after.get(setting)];
    if (canonical(one) === canonical(other)) return [];
    return [
      { setting, ...(one !== undefined && { before: one }), ...(other !== undefined && { after: other }) },
    ];
  });
}

const PLAIN = ['failOn', 'undecided', 'at', 'include', 'exclude', 'required', 'overrides', 'extends'];
const BY_NAME = ['trust', 'taxonomy', 'keys', 'signedPacks', 'pins', 'sources'];

function settingsOf({ config, packs, rules, waivers, baseline }: GateState): ReadonlyMap<string, unknown> {
  const settings = new Map<string, unknown>();
  for (const key of PLAIN) if (config[key] !== undefined) settings.set(key, config[key]);
  for (const key of BY_NAME) addEach(settings, key, config[key]);
  addEach(settings, 'waivers', waivers);
  for (const { rule, subject, data, owners, verdict } of baseline) {
    settings.set(`baseline.${fingerprint(rule, subject, data, owners)}`, verdict);
  }
  for (const { pack, rules: own } of packs) {
    settings.set(`packs.${pack}`, 'on');
    // What a rule asks is part of the gate; its texts and cases are not.
    for (const { id, cases: _cases, ...rule } of own) settings.set(`packs.${id}`, canonical(rule));
  }
  for (const { rule, severity, params } of rules) {
    settings.set(`rules.${rule.id}`, severity);
    addEach(settings, `rules.${rule.id}`, params);
  }
  return settings;
}

function addEach(settings: Map<string, unknown>, key: string, map: unknown): void {
  if (typeof map !== 'object' || map === null) return;
  for (const [name, value] of Object.entries(map)) settings.set(`${key}.${name}`, value);
}
