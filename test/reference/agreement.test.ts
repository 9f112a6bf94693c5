import { expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/facts.ts';
import { inspectFacts } from '../../src/analysis/inspect.ts';
import { stepName } from '../../src/analysis/witness.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { byCodePoint, sortedBy } from './order.ts';
import { type Facts, witnesses } from './facts.ts';
import { allVerdicts, type Finding, findings } from './findings.ts';
import { generate, shrink } from './generate.ts';
import { PACKS } from './rules/rules.ts';
import { worldOf } from './rules/world.ts';
import type { ReferenceWorkspace } from './workspace.ts';

const MODELS = Number(process.env.FLOWDOWN_MODELS ?? 10_000);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

/** All that is compared, with witnesses as `<data>@<system>` to step names. */
interface Answer {
  facts: Facts | undefined;
  witnesses: Record<string, string[] | undefined>;
  findings: Finding[];
  /** How many pairs of a rule and a fact comply. */
  complies: number;
}

it(`agrees with the reference on ${MODELS} random workspaces`, { timeout: 600_000 }, () => {
  console.log(`agreement: seeds ${SEED} to ${SEED + MODELS - 1}; FLOWDOWN_SEED sets the first`);
  for (let seed = SEED; seed < SEED + MODELS; seed++) {
    const workspace = generate(seed);
    const outcome = outcomeOf(workspace);
    if (outcome === 'agrees') continue;
    const smallest = shrink(workspace, (candidate) => outcomeOf(candidate) === outcome);
    expect.fail(`seed ${seed}${asText(smallest)}\n${describeOutcome(smallest)}`);
  }
});

/** Throws only where the reference cannot read the workspace. */
function outcomeOf(workspace: ReferenceWorkspace): 'agrees' | 'disagrees' | 'unreadable' {
  const expected = answerOfReference(workspace);
  try {
    const actual = answerOfEngine(workspace, Object.keys(expected.witnesses));
    return canonical(expected) === canonical(actual) ? 'agrees' : 'disagrees';
  } catch {
    return 'unreadable';
  }
}

function answerOfReference(workspace: ReferenceWorkspace): Answer {
  const world = worldOf(workspace);
  const judged = allVerdicts(world);
  return {
    facts: world.known,
    witnesses: Object.fromEntries(witnesses(workspace, world.derivation)),
    findings: findings(workspace, judged),
    complies: judged.filter(({ verdict }) => verdict === 'complies').length,
  };
}

function answerOfEngine(workspace: ReferenceWorkspace, holdings: string[]): Answer {
  const { workspace: opened, problems } = openWorkspace(inputOf(workspace));
  if (opened === undefined) throw new Error(`the engine cannot read it: ${JSON.stringify(problems)}`);
  const at = parseDay(workspace.at) ?? 0;
  const { model } = opened;
  const derived = factsOf(model, at);
  const witnessOf = (holding: string): string[] | undefined => {
    const [data, system] = holding.split('@');
    const steps = derived.witnesses.of(model.data.indexOf(data), model.systems.indexOf(system));
    return steps?.map((step) => stepName(step, model));
  };
  const checked = checkWorkspace(opened, { at });
  const found: Finding[] = checked.findings.map(({ rule, subject, verdict }) => ({ rule, subject, verdict }));
  return {
    facts: inspectFacts(derived),
    witnesses: Object.fromEntries(holdings.map((holding) => [holding, witnessOf(holding)])),
    findings: sortedBy(found, (finding) => [finding.rule, finding.subject, finding.verdict]),
    complies: checked.summary.complies,
  };
}

function inputOf({ files, trust, required }: ReferenceWorkspace) {
  return {
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: {
      packs: PACKS,
      ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
      ...(required && { required }),
    },
  };
}

/** JSON with sorted keys, so that only the content is compared; the order of arrays counts. */
function canonical(answer: unknown): string {
  return JSON.stringify(answer, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodePoint(a, b)));
  });
}

/** Of both answers what differs. */
function describeOutcome(workspace: ReferenceWorkspace): string {
  const expected = answerOfReference(workspace);
  let actual: Answer;
  try {
    actual = answerOfEngine(workspace, Object.keys(expected.witnesses));
  } catch (error) {
    return String(error);
  }
  const lines: string[] = [];
  const compare = (name: string, reference: unknown, engine: unknown) => {
    if (canonical(reference) === canonical(engine)) return;
    lines.push(`${name}, reference:${asText(reference)}`, `${name}, engine:${asText(engine)}`);
  };
  for (const part of Object.keys(expected.facts ?? {}) as (keyof Facts)[]) {
    compare(part, expected.facts?.[part], actual.facts?.[part]);
  }
  compare('witnesses', expected.witnesses, actual.witnesses);
  compare('findings', expected.findings, actual.findings);
  compare('complies', expected.complies, actual.complies);
  return lines.join('\n');
}

/** JSON that reads like YAML: quotes only where they are needed, and what is short on one line. */
function asText(value: unknown, indent = ''): string {
  const flat = (JSON.stringify(value) ?? 'undefined')
    .replace(/":/g, '": ')
    .replace(/,/g, ', ')
    .replace(/"([\w./:@-]+)"/g, '$1');
  const isShort = flat.length + indent.length <= 100;
  if (typeof value !== 'object' || value === null || isShort) return ` ${flat}`;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${indent}-${asText(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${indent}${key}:${asText(item, inner)}`);
  return `\n${lines.join('\n')}`;
}
