/** What holds of every comparison, on random workspaces. */
import { describe, expect, it } from 'vitest';
import type { Comparison, FindingFate } from '../../src/compare/comparison.ts';
import { renamesBetween } from '../../src/compare/renames.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { compareWorkspaces } from '../../src/run/compare.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { openInEngine } from '../reference/engine.ts';
import { generate } from '../reference/generate.ts';
import { diceOf } from '../reference/random.ts';
import { RULES_BY_PACK } from '../reference/rules/rules.ts';
import { inOne } from '../reference/shrink.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { NAMES } from './states.ts';

const MODELS = 120;
const RULES = ['core', 'case-cbp-2019', 'nist-800-53'].flatMap((pack) => RULES_BY_PACK.get(pack) ?? []);
const SEEDS = Array.from({ length: MODELS }, (_, i) => 7_000 + i);

function compared(base: ReferenceWorkspace, head: ReferenceWorkspace): Comparison {
  const [before, after] = [base, head].map((workspace): { opened: Workspace; at: number } =>
    openInEngine(workspace, RULES),
  );
  return compareWorkspaces(before.opened, after.opened, before.at, NAMES);
}

/** Without a few entries, chosen by chance; undefined where something still refers to one of them. */
function changed(workspace: ReferenceWorkspace, seed: number): ReferenceWorkspace | undefined {
  const dice = diceOf(seed);
  const copy = structuredClone(workspace);
  for (const { manifest } of copy.files) {
    for (const section of ['flows', 'access', 'authorizations', 'contracts', 'systems'] as const) {
      const entries = manifest[section] as Record<string, unknown> | undefined;
      for (const id of Object.keys(entries ?? {})) if (dice.chance(0.3)) delete entries?.[id];
      if (entries !== undefined && Object.keys(entries).length === 0) delete manifest[section];
    }
  }
  try {
    openInEngine(copy);
    return copy;
  } catch {
    return undefined;
  }
}

const OPPOSITE: Readonly<Record<string, string>> = {
  added: 'removed',
  removed: 'added',
  widened: 'narrowed',
  narrowed: 'widened',
  begun: 'ended',
  ended: 'begun',
  wider: 'narrower',
  narrower: 'wider',
  new: 'fixed',
  fixed: 'new',
  worsened: 'eased',
  eased: 'worsened',
};
const opposite = (word = ''): string => OPPOSITE[word] ?? word;

/** A comparison in words, as it is or as its opposite would be. */
function told({ parties, statements, entries, findings }: Comparison, isOpposite: boolean): unknown {
  const turn = isOpposite ? opposite : (word = ''): string => word;
  const fate = (word: FindingFate): string => turn(word);
  return {
    parties: parties.map(({ party, gained, lost, added, removed }) =>
      isOpposite
        ? { party, gained: lost, lost: gained, added: removed, removed: added }
        : { party, gained, lost, added, removed },
    ),
    entries: [...statements, ...entries]
      .map(({ section, id, was = id, fate: word, fields }) =>
        JSON.stringify([
          section,
          ...(isOpposite ? [was, id] : [id, was]),
          turn(word),
          fields.map(({ field, direction }) => [field, turn(direction)]),
        ]),
      )
      .sort(),
    // What a change makes disappear is a finding in that direction alone.
    findings: findings
      .map(({ fate: word, before, after }) => {
        const own = isOpposite ? (before ?? after) : (after ?? before);
        return own?.rule.startsWith('change/') === true ? '' : `${fate(word)} ${own?.fingerprint}`;
      })
      .filter((line) => line !== '')
      .sort(),
  };
}

const mapKeys = <T>(
  entries: Record<string, T> | undefined,
  named: (id: string) => string,
): Record<string, T> | undefined =>
  entries && Object.fromEntries(Object.entries(entries).map(([id, entry]) => [named(id), entry]));

/** Waivers name the findings that they are for, and so the systems and flows. */
function withoutWaivers(workspace: ReferenceWorkspace): ReferenceWorkspace {
  const { waivers: _own, ...copy } = structuredClone(workspace);
  for (const { manifest } of copy.files) delete manifest.waivers;
  return copy;
}

/** Every system and flow is called otherwise; the order of names stays. */
function renamed(workspace: ReferenceWorkspace): ReferenceWorkspace {
  const copy = structuredClone(workspace);
  const named = (id: string): string => `n-${id}`;
  for (const { manifest } of copy.files) {
    const own = manifest as { -readonly [K in keyof Manifest]: Manifest[K] };
    own.systems = mapKeys(own.systems, named);
    own.flows = mapKeys(own.flows, named);
    for (const flow of Object.values(own.flows ?? {}))
      Object.assign(flow, { from: named(flow.from), to: named(flow.to) });
    for (const access of Object.values(own.access ?? {}))
      Object.assign(access, { systems: access.systems.map(named) });
    for (const key of ['systems', 'flows'] as const) if (own[key] === undefined) delete own[key];
  }
  return copy;
}

/** The keys of all maps, the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}

describe('a comparison', () => {
  it('of a state with itself is empty', () => {
    for (const seed of SEEDS) {
      const workspace = generate(seed);
      const { parties, statements, entries, findings, gate } = compared(workspace, workspace);
      expect({ parties, statements, entries, findings, gate }, `seed ${seed}`).toEqual({
        parties: [],
        statements: [],
        entries: [],
        findings: [],
        gate: [],
      });
    }
  });

  it('the other way round tells the opposite', () => {
    let count = 0;
    for (const seed of SEEDS) {
      const base = generate(seed);
      const head = changed(base, seed);
      if (head === undefined) continue;
      count += 1;
      expect(told(compared(head, base), false), `seed ${seed}`).toEqual(told(compared(base, head), true));
    }
    expect(count).toBeGreaterThan(MODELS / 10);
  });

  it('of other names alone tells renames, and finds nothing new and nothing fixed', () => {
    let count = 0;
    for (const seed of SEEDS) {
      const base = withoutWaivers(generate(seed));
      const head = renamed(base);
      const models = [base, head].map((workspace) => openInEngine(workspace).opened.model);
      const renames = renamesBetween(models[0], models[1]);
      // Of two that are alike, either could have become the other.
      if (renames.systems.size < models[0].systems.ids.length) continue;
      if (renames.flows.size < models[0].flows.ids.length) continue;
      count += 1;
      const { parties, statements, entries, findings } = compared(base, head);
      expect({ parties, statements }, `seed ${seed}`).toEqual({ parties: [], statements: [] });
      expect([...new Set(entries.map(({ fate }) => fate))].join(), `seed ${seed}`).toMatch(/^(renamed)?$/);
      expect(
        findings.filter(({ fate }) => fate !== 'moved'),
        `seed ${seed}`,
      ).toEqual([]);
    }
    expect(count).toBeGreaterThan(MODELS / 10);
  });

  it('of another order, or of one file instead of several, moves findings at most', () => {
    let count = 0;
    for (const seed of SEEDS) {
      const base = generate(seed);
      if (base.trust !== undefined || base.files.some(({ manifest }) => manifest.speaksFor !== undefined))
        continue;
      const head = inOne(base);
      if (head === undefined) continue;
      count += 1;
      const other = {
        ...head,
        files: head.files.map(({ path, manifest }) => ({ path, manifest: turned(manifest) as Manifest })),
      };
      const { parties, statements, entries, findings } = compared(base, other);
      expect({ parties, statements, entries }, `seed ${seed}`).toEqual({
        parties: [],
        statements: [],
        entries: [],
      });
      expect(
        findings.filter(({ fate }) => fate !== 'moved'),
        `seed ${seed}`,
      ).toEqual([]);
    }
    expect(count).toBeGreaterThan(MODELS / 10);
  });
});
