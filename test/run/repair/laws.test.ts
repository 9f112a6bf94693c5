/** Laws of repairs on random workspaces: what is told to remove a finding does, and nothing smaller than what is proved. */
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Edit, Repair } from '../../../src/answers/repairs.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { parseDay } from '../../../src/manifest/calendar.ts';
import type { Source } from '../../../src/manifest/read.ts';
import { checkWorkspace } from '../../../src/run/check.ts';
import { costOfFlow, type Costs } from '../../../src/run/repair/costs.ts';
import { repairsFor } from '../../../src/run/repair/repair.ts';
import { openWorkspace, type Opened } from '../../../src/run/workspace.ts';
import { inputOf } from '../../reference/engine.ts';
import { generate } from '../../reference/generate.ts';
import { diceOf } from '../../reference/random.ts';
import { asText } from '../../reference/text.ts';
import type { ReferenceWorkspace } from '../../reference/workspace.ts';

const MODELS = Number(process.env.FLOWDOWN_REPAIRS ?? 60);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);
const FINDINGS_EACH = 3;
const FLOW_LIMIT = 6;
const PLAIN: Costs = { cut: 1, obtain: 1, flows: new Map() };

/** A random workspace that is opened once, and asked with other contents of its files. */
interface Subject {
  readonly workspace: ReferenceWorkspace;
  readonly isYaml: boolean;
  readonly opened: Opened;
}

function renamed(path: string, isYaml: boolean): string {
  return isYaml ? path.replace('.json', '.yaml') : path;
}

function textsOf({ files }: ReferenceWorkspace, isYaml: boolean): Source[] {
  return files.map(({ path, manifest }) => ({
    path: renamed(path, isYaml),
    text: isYaml ? stringify(manifest) : JSON.stringify(manifest),
  }));
}

function subjectOf(workspace: ReferenceWorkspace, isYaml = false): Subject {
  const { config } = inputOf(workspace, []);
  const trust = Object.entries(config.trust ?? {}).map(([path, of]) => [renamed(path, isYaml), of]);
  const own = {
    ...config,
    packs: ['core'],
    rules: {},
    ...(config.trust && { trust: Object.fromEntries(trust) as Record<string, string[]> }),
  };
  return { workspace, isYaml, opened: openWorkspace({ files: textsOf(workspace, isYaml), config: own }) };
}

/** Findings, all of them or those of one rule, with contents that are given. */
function findingsOf(
  { opened, isYaml, workspace }: Subject,
  contents = workspace,
  rule?: string,
): readonly Finding[] {
  const found = opened.withTexts?.(textsOf(contents, isYaml)).workspace;
  if (found === undefined) throw new Error(`it cannot be opened: ${asText(contents)}`);
  const rules = found.rules.rules.filter((each) => rule === undefined || each.rule.id === rule);
  const own = { ...found, rules: { ...found.rules, rules } };
  return checkWorkspace(own, { at: parseDay(workspace.at) ?? 0 }).findings;
}

function repairs(
  { workspace, opened }: Subject,
  finding: Finding,
  costs: Costs,
  isEnding = false,
): readonly Repair[] {
  const { workspace: found, withTexts } = opened;
  if (found === undefined || withTexts === undefined) throw new Error('it was opened before');
  const patient = {
    workspace: found,
    withTexts,
    at: parseDay(workspace.at) ?? 0,
    finding,
    mayEdit: () => true,
  };
  return repairsFor(patient, { costs, isEnding, means: ['cut', 'obtain'] }).repairs;
}

/** The workspace with the edits, made in its plain values and not in its texts. */
function edited({ workspace, isYaml }: Subject, edits: readonly Edit[]): ReferenceWorkspace {
  const copy = structuredClone(workspace);
  for (const edit of edits) {
    for (const { path, manifest } of copy.files) {
      if (edit.kind === 'obtain') {
        if (edit.file !== renamed(path, isYaml)) continue;
        manifest.authorizations = { ...manifest.authorizations, [edit.authorization]: edit.grant };
      } else if (Object.hasOwn(manifest.flows ?? {}, edit.flow)) {
        const { [edit.flow]: flow, ...others } = manifest.flows ?? {};
        const ended = {
          ...flow,
          ...(edit.kind === 'end' && { period: { ...flow.period, until: edit.until } }),
        };
        const flows = edit.kind === 'end' ? { ...others, [edit.flow]: ended } : others;
        if (Object.keys(flows).length > 0) manifest.flows = flows;
        else delete manifest.flows;
      }
    }
  }
  return copy;
}

function isGone(subject: Subject, { fingerprint, rule }: Finding, edits: readonly Edit[]): boolean {
  const left = findingsOf(subject, edited(subject, edits), rule);
  return left.every((each) => each.fingerprint !== fingerprint);
}

it(`an edit removes its finding, on ${MODELS} random workspaces`, { timeout: 600_000 }, () => {
  const seen = { cut: 0, end: 0, obtain: 0, none: 0 };
  for (let seed = SEED; seed < SEED + MODELS; seed++) {
    // Every other one is written as YAML.
    const subject = subjectOf(generate(seed), seed % 2 === 0);
    for (const finding of diceOf(seed).some(findingsOf(subject), FINDINGS_EACH, FINDINGS_EACH)) {
      const found = repairs(subject, finding, PLAIN, seed % 5 === 0);
      if (found.length === 0) seen.none++;
      for (const { edits } of found) {
        const told = `seed ${seed}: ${finding.fingerprint} by ${JSON.stringify(edits)}\n`;
        expect(isGone(subject, finding, []), told).toBe(false);
        expect(isGone(subject, finding, edits), told + asText(subject.workspace)).toBe(true);
        seen[edits[0].kind]++;
      }
    }
  }
  console.log(`repairs: ${JSON.stringify(seen)}`);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});

/** Without what makes cuts inexact. */
function plain(workspace: ReferenceWorkspace): ReferenceWorkspace {
  const copy = structuredClone(workspace);
  for (const { manifest } of copy.files) {
    for (const datum of Object.values(manifest.data ?? {})) {
      delete datum.contains;
      delete datum.derivedFrom;
    }
    for (const system of Object.values(manifest.systems ?? {})) delete system.produces;
  }
  return copy;
}

/** The least that a set of flows costs without which the finding is gone; Infinity where none is. */
function leastByForce(subject: Subject, finding: Finding, costs: Costs, flows: readonly string[]): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** flows.length; set++) {
    const chosen = flows.filter((_, i) => (set >> i) % 2 === 1);
    const cost = chosen.reduce((sum, id) => sum + costOfFlow(costs, id), 0);
    const edits = chosen.map((flow): Edit => ({ kind: 'cut', flow }));
    if (cost < least && isGone(subject, finding, edits)) least = cost;
  }
  return least;
}

it(`what is proved smallest is, on ${MODELS} random workspaces`, { timeout: 600_000 }, () => {
  const seen = { proved: 0, open: 0, none: 0 };
  for (let seed = SEED; seed < SEED + MODELS; seed++) {
    const workspace = plain(generate(seed));
    const flows = [...new Set(workspace.files.flatMap(({ manifest }) => Object.keys(manifest.flows ?? {})))];
    if (flows.length > FLOW_LIMIT || flows.length === 0) continue;
    const dice = diceOf(seed);
    const costs = { ...PLAIN, flows: new Map(flows.map((id) => [id, dice.between(1, 4)])) };
    const subject = subjectOf(workspace);
    for (const finding of dice.some(findingsOf(subject), 2, 2)) {
      const cut = repairs(subject, finding, costs).find(({ by }) => by === 'cut');
      const least = leastByForce(subject, finding, costs, flows);
      const told = `seed ${seed}: ${finding.fingerprint} by ${JSON.stringify(cut?.edits)}\n${asText(workspace)}`;
      // What is not proved is a set that does, and may cost more.
      if (cut === undefined || cut.isSmallest) expect(cut?.cost ?? Infinity, told).toBe(least);
      else expect(cut.cost, told).toBeGreaterThanOrEqual(least);
      seen[cut === undefined ? 'none' : cut.isSmallest ? 'proved' : 'open']++;
    }
  }
  console.log(`smallest: ${JSON.stringify(seen)}`);
  expect(seen.proved).toBeGreaterThan(seen.open);
  expect(seen.none).toBeGreaterThan(0);
});
