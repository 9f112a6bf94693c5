import { expect, it } from 'vitest';
import { compileRule } from '../../../src/rules/evaluate.ts';
import type { Rule, RuleFile } from '../../../src/rules/format.ts';
import { LOGIC_MESSAGES } from '../../../src/manifest/messages.ts';
import { completeRule } from '../../../src/rules/complete.ts';
import { readPack } from '../../../src/rules/pack.ts';
import { openInEngine } from '../engine.ts';
import { generate } from '../generate.ts';
import { shrink, shrinkRule } from '../shrink.ts';
import { asText } from '../text.ts';
import type { ReferenceWorkspace } from '../workspace.ts';
import { generateRule } from './generate.ts';
import { type RuleText, verdicts } from './rules.ts';
import { worldOf } from './world.ts';

const MODELS = Number(process.env.FLOWDOWN_RULE_MODELS ?? 1000);
const RULES_EACH = Number(process.env.FLOWDOWN_RULES ?? 10);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

/** Facts with what the reference and the engine say of them, where that is not the same. */
type Differences = string[];

it(
  `agrees with the reference on ${RULES_EACH} random rules for each of ${MODELS} workspaces`,
  { timeout: 600_000 },
  () => {
    const said = new Map<string, number>();
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const workspace = generate(seed);
      const ask = comparisonOn(workspace);
      for (let i = 0; i < RULES_EACH; i++) {
        const rule = generateRule(seed * RULES_EACH + i);
        if (ask(rule, (verdict) => said.set(verdict, (said.get(verdict) ?? 0) + 1)).length > 0)
          expect.fail(`seed ${seed}${explained(workspace, rule)}`);
      }
    }
    console.log(`random rules: ${JSON.stringify(Object.fromEntries(said))}`);
    expect(said.size).toBe(4);
  },
);

/** The smallest workspace and rule, and then the smallest workspace for that. */
function explained(workspace: ReferenceWorkspace, rule: RuleText): string {
  const differ = (candidate: ReferenceWorkspace, asked: RuleText): boolean =>
    comparisonOn(candidate)(asked).length > 0;
  const small = shrink(workspace, (candidate) => differ(candidate, rule));
  const least = shrinkRule(rule, (candidate) => differ(small, candidate));
  const smallest = shrink(small, (candidate) => differ(candidate, least));
  return `${asText(smallest)}\nrule:${asText(least)}\n${comparisonOn(smallest)(least).join('\n')}`;
}

/** Throws where one of the two cannot read the workspace or the rule. */
function comparisonOn(
  workspace: ReferenceWorkspace,
): (rule: RuleText, tell?: (verdict: string) => void) => Differences {
  const world = worldOf(workspace);
  const { derived } = openInEngine(workspace);
  return (rule, tell) => {
    const compiled = compileRule(readByEngine(rule), paramsOf(rule), derived);
    const { kind } = compiled;
    const byEngine = Array.from(
      { length: kind.count(derived) },
      (_, i) => `${kind.subject(derived, i)} ${compiled.verdict(i)}`,
    );
    const expected = verdicts(rule, world).map(({ subject, verdict }) => {
      tell?.(verdict);
      return `${subject} ${verdict}`;
    });
    return [
      ...without(expected, byEngine).map((each) => `reference: ${each}`),
      ...without(byEngine, expected).map((each) => `engine: ${each}`),
    ];
  };
}

/** Items of a list that another does not have, or not as often. */
function without(list: string[], other: string[]): string[] {
  const left = [...other];
  return list.filter((each) => {
    const place = left.indexOf(each);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}

function paramsOf({ params }: RuleText) {
  return Object.fromEntries(Object.entries(params ?? {}).map(([name, param]) => [name, param.default]));
}

/** The rule as the engine reads it from a file; chance may have made it senseless, and nothing else may be wrong. */
function readByEngine({ id, ...rule }: RuleText): Rule {
  const [pack, name] = id.split('/');
  const written = { rule: name, ...rule, ...REST };
  const about = { pack, title: 'Any', description: 'Any.', reviewed: '2019-06-01' };
  const { pack: read, problems } = readPack([
    { path: `${pack}/pack.yaml`, text: JSON.stringify(about) },
    { path: `${pack}/${name}.yaml`, text: JSON.stringify(written) },
  ]);
  if (problems.some(({ code }) => !Object.hasOwn(LOGIC_MESSAGES, code)))
    throw new Error(`${JSON.stringify(rule)} is no rule: ${JSON.stringify(problems)}`);
  const complete = completeRule(written as RuleFile, pack, { rules: [], catalogue: new Map() }).rule;
  if (complete === undefined) throw new Error(`${JSON.stringify(rule)} is not complete`);
  if (read !== undefined) expect(read.rules).toEqual([complete]);
  return complete;
}

const REST = {
  title: 'Any',
  severity: 'error',
  message: 'Any.',
  rationale: 'Any.',
  remedy: 'any',
  references: ['any'],
  cases: [{ title: 'Any', verdict: 'undecided', manifest: {} }],
};
