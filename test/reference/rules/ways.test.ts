import { expect, it } from 'vitest';
import { remains } from '../../../src/analysis/detours.ts';
import { not, TRUTH_NAMES } from '../../../src/analysis/truth.ts';
import { doubtfulPast } from '../../../src/rules/things/doubts.ts';
import { KINDS as ENGINE_KINDS } from '../../../src/rules/vocabulary.ts';
import { openInEngine } from '../engine.ts';
import { generate } from '../generate.ts';
import { shrink } from '../shrink.ts';
import { asText } from '../text.ts';
import type { ReferenceWorkspace } from '../workspace.ts';
import { KINDS } from './kinds.ts';
import { isOnlyVia } from './ways.ts';
import { worldOf } from './world.ts';

const MODELS = Math.ceil(Number(process.env.FLOWDOWN_VALUE_MODELS ?? 1000) / 4);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

const PLACED = ['holding', 'view', 'transfer'] as const;

it(
  `agrees with the reference on what comes by each system only, in ${MODELS} random workspaces`,
  {
    timeout: 600_000,
  },
  () => {
    const said = new Set<string>();
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const workspace = generate(seed);
      if (differences(workspace, said).length === 0) continue;
      const smallest = shrink(workspace, (candidate) => differences(candidate).length > 0);
      expect.fail(`seed ${seed}${asText(smallest)}\n${differences(smallest).join('\n')}`);
    }
    expect([...said].sort()).toEqual(['false', 'true', 'unknown']);
  },
);

/** Facts and systems of which the two do not say the same, or of which what is unknown names no field to state. */
function differences(workspace: ReferenceWorkspace, said = new Set<string>()): string[] {
  const expected = byReference(workspace);
  const actual = byEngine(workspace);
  for (const answer of expected.values()) said.add(answer);
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((key) => expected.get(key) !== actual.get(key))
    .map((key) => `${key}: reference ${expected.get(key)}, engine ${actual.get(key)}`);
}

/** Each system by itself, all but one, and none. */
function choicesOf(systems: readonly string[]): string[][] {
  return [[], ...systems.flatMap((one) => [[one], systems.filter((other) => other !== one)])];
}

function byReference(workspace: ReferenceWorkspace): Map<string, string> {
  const world = worldOf(workspace);
  const said = new Map<string, string>();
  for (const name of PLACED) {
    const { facts, subject, presence } = KINDS[name];
    for (const fact of facts(world)) {
      for (const systems of choicesOf([...world.model.systems.keys()].sort())) {
        const placed = presence?.(world, fact);
        if (placed !== undefined)
          said.set(`${name} ${subject(fact)} by ${systems.join()}`, isOnlyVia(world, placed, systems));
      }
    }
  }
  return said;
}

function byEngine(workspace: ReferenceWorkspace): Map<string, string> {
  const { derived } = openInEngine(workspace);
  const { ids, indexOf } = derived.model.systems;
  const said = new Map<string, string>();
  for (const name of PLACED) {
    const { count, subject, presence } = ENGINE_KINDS[name];
    for (let i = 0; i < count(derived); i++) {
      for (const systems of choicesOf([...ids].sort())) {
        const placed = presence?.(derived, i);
        if (placed === undefined) continue;
        const avoided = systems.map(indexOf);
        const answer = TRUTH_NAMES[not(remains(derived, placed, avoided))];
        const isNameless = answer === 'unknown' && doubtfulPast(derived, placed.system, avoided).length === 0;
        said.set(
          `${name} ${subject(derived, i)} by ${systems.join()}`,
          isNameless ? 'unknown, and nothing is to be stated' : answer,
        );
      }
    }
  }
  return said;
}
