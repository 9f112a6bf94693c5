/** What is said of conditions by their form alone has to be so for every fact of every workspace. */
import { expect, it } from 'vitest';
import type { Facts } from '../../../src/analysis/facts.ts';
import { FALSE, TRUE, type Truth } from '../../../src/analysis/truth.ts';
import { conditionsOf, judgeBy } from '../../../src/rules/evaluate.ts';
import type { Condition, FactKindName, Rule } from '../../../src/rules/format.ts';
import { compile } from '../../../src/rules/language/evaluate.ts';
import type { Expression } from '../../../src/rules/language/expression.ts';
import { parseCondition } from '../../../src/rules/language/parse.ts';
import { claimOf } from '../../../src/rules/logic/claim.ts';
import { createLogic, isNeverFalse } from '../../../src/rules/logic/logic.ts';
import { logicFaults } from '../../../src/rules/logic/rule.ts';
import { KINDS } from '../../../src/rules/vocabulary.ts';
import { openInEngine } from '../engine.ts';
import { generate } from '../generate.ts';
import type { Params } from './conditions.ts';
import { generateConditions } from './generate.ts';

const MODELS = Number(process.env.FLOWDOWN_LOGIC_MODELS ?? 100);
const BUNDLES = Number(process.env.FLOWDOWN_LOGIC_CONDITIONS ?? 40);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

type Counts = Map<string, number>;

function count(counts: Counts, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/** Every random bundle of conditions with every fact of a random workspace. */
function overAll(look: (bundle: ReturnType<typeof generateConditions>, facts: Facts, seed: number) => void) {
  for (let model = 0; model < MODELS; model++) {
    const { derived } = openInEngine(generate(SEED + model));
    for (let i = 0; i < BUNDLES; i++) {
      const seed = SEED + model * BUNDLES + i;
      look(generateConditions(seed), derived, seed);
    }
  }
}

function read(kind: string, written: unknown, params: Params): Expression {
  const { attributes } = KINDS[kind as FactKindName];
  return parseCondition(written, ['require'], {
    attributes,
    about: kind,
    params,
    presence: KINDS[kind as FactKindName].presence,
    used: new Set(),
    faults: [],
  });
}

/** The answers of a condition, fact by fact. */
function answersOf(condition: Expression, kind: string, params: Params, facts: Facts): readonly Truth[] {
  const { holds } = compile(condition, params, facts);
  return Array.from({ length: KINDS[kind as FactKindName].count(facts) }, (_, i) => holds(i));
}

it('what is said of one condition or of two is so', { timeout: 600_000 }, () => {
  const said: Counts = new Map();
  overAll(({ kind, conditions, params }, facts, seed) => {
    const logic = createLogic();
    const all = conditions.map((written) => {
      const condition = read(kind, written, params);
      const answers = answersOf(condition, kind, params, facts);
      return { written, condition, claim: claimOf(condition), answers };
    });
    const check = (what: string, isSo: boolean, ...written: unknown[]): void => {
      count(said, what);
      if (!isSo) expect.fail(`seed ${seed}, ${kind}, ${what}: ${JSON.stringify([written, params])}`);
    };
    for (const one of all) {
      if (logic.isNeverTrue(one.claim)) check('never true', !one.answers.includes(TRUE), one.written);
      if (isNeverFalse(one.condition, logic)) check('never false', !one.answers.includes(FALSE), one.written);
      for (const other of all) {
        if (one === other) continue;
        if (logic.areApart([one.claim, other.claim])) {
          const isSo = one.answers.every((answer, i) => answer !== TRUE || other.answers[i] !== TRUE);
          check('apart', isSo, one.written, other.written);
        }
        if (logic.isAtMost(one.claim, other.claim)) {
          const isSo = one.answers.every((answer, i) => answer <= other.answers[i]);
          check('at most', isSo, one.written, other.written);
        }
      }
    }
  });
  console.log(`said of conditions: ${JSON.stringify(Object.fromEntries(said))}`);
  expect([...said.keys()].sort()).toEqual(['apart', 'at most', 'never false', 'never true']);
});

it('what is said of rules is so', { timeout: 600_000 }, () => {
  const said: Counts = new Map();
  overAll(({ kind, conditions: [where, when, other, require], params }, facts, seed) => {
    const rule = {
      for: kind,
      where,
      unless: [{ when }, { when: other }],
      require,
    } as unknown as Rule & { readonly require: Condition };
    const conditions = conditionsOf(rule, params);
    const faults = logicFaults(conditions, { defaults: params, cases: [] });
    for (const { code, path } of faults) count(said, path[0] === 'unless' ? `${code} of an exception` : code);
    const fail = (code: string) => expect.fail(`seed ${seed}, ${code}: ${JSON.stringify([rule, params])}`);
    const verdicts = (of: typeof conditions) => {
      const { verdict } = judgeBy(of, params, facts);
      return Array.from({ length: of.kind.count(facts) }, (_, i) => verdict(i));
    };
    if (faults.some(({ code }) => code === 'never-violated')) {
      if (verdicts(conditions).includes('violation')) fail('never-violated');
    }
    for (const { code, path } of faults) {
      const at = Number(path[1]);
      const without = { ...conditions, unless: conditions.unless.filter((_, i) => i !== at) };
      if (code === 'covered-exception') {
        // The fields that would decide it may differ; the verdict may not.
        if (String(verdicts(without)) !== String(verdicts(conditions))) fail(code);
      }
      if (code === 'idle-exception') {
        const applies = answersOf(conditions.where, kind, params, facts);
        const holds = answersOf(conditions.unless[at].when, kind, params, facts);
        if (applies.some((answer, i) => answer === TRUE && holds[i] === TRUE)) fail(code);
      }
    }
  });
  console.log(`said of rules: ${JSON.stringify(Object.fromEntries(said))}`);
  expect([...said.keys()]).toEqual(
    expect.arrayContaining([
      'never-violated',
      'covered-exception of an exception',
      'idle-exception of an exception',
    ]),
  );
});

it(
  'attributes have no other names than those that are listed, and no numbers below 0',
  { timeout: 600_000 },
  () => {
    const checked = new Set<string>();
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const { derived: facts } = openInEngine(generate(seed));
      for (const [name, kind] of Object.entries(KINDS)) {
        for (const [attribute, { type, values, one, several }] of Object.entries(kind.attributes)) {
          if (values === undefined && type !== 'number' && type !== 'duration') continue;
          for (let i = 0; i < kind.count(facts); i++) {
            const { sure, maybe } = several?.(facts, i) ?? { sure: [one?.(facts, i)], maybe: [] };
            for (const item of [...sure, ...maybe]) {
              if (item === undefined) continue;
              checked.add(`${name}.${attribute}`);
              if (values === undefined)
                expect(typeof item === 'object' ? item.least : Number(item)).toBeGreaterThanOrEqual(0);
              else expect(values).toContain(item);
            }
          }
        }
      }
    }
    expect(checked.size).toBeGreaterThan(20);
  },
);
