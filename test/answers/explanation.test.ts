import { describe, expect, it } from 'vitest';
import { explainFinding, findingNamed, type Explanation } from '../../src/answers/explanation.ts';
import type { ExceptionTrace, TestTrace, Trace } from '../../src/answers/trace.ts';
import { factsOf } from '../../src/analysis/facts.ts';
import type { ActiveRule } from '../../src/findings/collect.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { explanationText } from '../../src/report/explanation.ts';
import { defaultsOf } from '../../src/rules/params.ts';
import { readPack } from '../../src/rules/pack.ts';
import { completeRule } from '../../src/rules/complete.ts';
import type { Rule, RuleFile } from '../../src/rules/format.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { openInEngine } from '../reference/engine.ts';
import { generate } from '../reference/generate.ts';
import { generateRule } from '../reference/rules/generate.ts';
import { DAY, opened } from './asked.ts';

const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

const LAB = `
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.plate, owner: agency }
  faces: { category: biometric.face, owner: agency }
systems:
  camera: { zone: port, collects: [plates, faces] }
  share:
    zone: office
    encryption: { atRest: none }
    assessments: [{ on: 2016-01-05, kind: privacy }, { on: 2017-01-05 }]
  vault: { zone: office }
flows:
  send: { from: camera, to: share, data: [plates, faces] }
  spare: { from: camera, to: vault, data: [plates] }
`;

const TEXTS = {
  title: 'Any',
  severity: 'error',
  message: 'Any.',
  rationale: 'Any.',
  remedy: 'any',
  references: ['any'],
  cases: [{ title: 'Any', verdict: 'undecided', manifest: {} }],
};

/** Rules as they are read from files. */
function rulesOf(...written: readonly object[]): readonly Rule[] {
  const { pack, problems } = readPack(
    [
      { path: 'mine/pack.yaml', text: 'pack: mine\ntitle: Mine\ndescription: Any.\nreviewed: 2026-01-01\n' },
      ...written.map((rule) => ({
        path: `mine/${(rule as { rule: string }).rule}.yaml`,
        text: JSON.stringify({ ...TEXTS, ...rule }),
      })),
    ],
    { rules: [], catalogue: new Map() },
  );
  if (pack === undefined) throw new Error(JSON.stringify(problems));
  return pack.rules;
}

/** A rule, whether or not it makes sense. */
function completed(written: object): Rule {
  const { rule } = completeRule(written as RuleFile, 'mine', { rules: [], catalogue: new Map() });
  if (rule === undefined) throw new Error(`${JSON.stringify(written)} is not complete`);
  return rule;
}

/** A workspace with these rules alone. */
function withRules(workspace: Workspace, rules: readonly Rule[], params = {}): Workspace {
  const active = rules.map((rule): ActiveRule => ({
    rule,
    severity: 'error',
    params: { ...defaultsOf(rule), ...params },
  }));
  return { ...workspace, rules: { ...workspace.rules, rules: active } };
}

function explained(
  workspace: Workspace,
  finding: Finding,
  { at = DAY, configured = [] }: { readonly at?: number; readonly configured?: readonly string[] } = {},
): Explanation {
  const { model, documents, rules } = workspace;
  const active = rules.rules.find(({ rule }) => rule.id === finding.rule);
  if (active === undefined) throw new Error(`${finding.rule} is not on`);
  return explainFinding(finding, { facts: factsOf(model, at), documents, active, configured });
}

/** What a rule says of a subject in the laboratory. */
function explain(rules: readonly object[], subject: string, params = {}): Explanation {
  const workspace = withRules(opened(LAB), rulesOf(...rules), params);
  const { findings } = checkWorkspace(workspace, { at: DAY });
  const found = findingNamed(
    findings.filter(({ rule }) => rule === `mine/${(rules.at(-1) as { rule: string }).rule}`),
    subject,
    DAY,
  );
  if ('trouble' in found) throw new Error(found.trouble);
  return explained(workspace, found, { configured: Object.keys(params) });
}

function testIn(trace: Trace | undefined): TestTrace {
  if (trace?.op !== 'test') throw new Error(`${JSON.stringify(trace)} is no test`);
  return trace;
}

const linesOf = ({ places }: TestTrace) => places.map(({ line, column }) => `${line}:${column}`);

const ENCRYPTED = {
  rule: 'encrypted',
  for: 'holding',
  params: { methods: { default: ['aes'], description: 'Methods that will do.' } },
  where: { 'data.category': { 'is-a': ['vehicle'] } },
  unless: [
    {
      when: { 'system.zone.operator': 'agency' },
      because: 'the agency guards its own',
      unless: [{ when: { 'system.kind': 'removable-medium' }, because: 'a drive is lost easily' }],
    },
  ],
  require: { 'system.encryption.atRest': { 'one-of': { param: 'methods' } } },
};

describe('explaining a finding', () => {
  it('tells each condition with the value that decided it, and where that is stated', () => {
    const { where, unless, require, params } = explain([ENCRYPTED], 'hold:share/plates');
    expect(where).toMatchObject({
      op: 'test',
      answer: 'true',
      path: 'data.category',
      test: { 'is-a': ['vehicle'] },
      found: { values: [{ value: 'vehicle.plate', isCertain: true, answer: 'true' }], omitted: 0 },
    });
    expect(linesOf(testIn(where))).toEqual(['6:3']);
    expect(unless).toMatchObject([
      {
        because: 'the agency guards its own',
        answer: 'false',
        when: { answer: 'false', found: { values: [{ value: 'vendor' }] } },
        unless: [{ because: 'a drive is lost easily', answer: 'unknown', when: { answer: 'unknown' } }],
      },
    ]);
    expect(require).toMatchObject({
      answer: 'false',
      path: 'system.encryption.atRest',
      test: { 'one-of': { param: 'methods' } },
      found: { values: [{ value: 'none', answer: 'false' }] },
      unstated: [],
    });
    expect(linesOf(testIn(require))).toEqual(['12:19']);
    expect(params).toEqual([
      { name: 'methods', description: 'Methods that will do.', value: 'aes', source: 'rule' },
    ]);
  });

  it('says what to state where nothing is, and shows the entry that lacks it', () => {
    const { finding, require } = explain([ENCRYPTED], 'hold:vault/plates');
    expect(finding.verdict).toBe('undecided');
    expect(require).toMatchObject({
      answer: 'unknown',
      found: { values: [], isOpen: true },
      unstated: ['systems.vault.encryption.atRest'],
    });
    expect(linesOf(testIn(require))).toEqual(['14:3']);
  });

  it('tells values that decide first, and of several which passed', () => {
    const rule = { rule: 'some', for: 'system', require: { held: { every: { category: 'vehicle.plate' } } } };
    const { require } = explain([rule], 'systems:share');
    expect(testIn(require).found.values).toEqual([
      { value: 'faces', isCertain: true, answer: 'false' },
      { value: 'plates', isCertain: true, answer: 'true' },
    ]);
  });

  it('tells conditions on the things at the end of a path', () => {
    const rule = {
      rule: 'recent',
      for: 'system',
      where: { assessments: { stated: true } },
      require: { assessments: { some: { on: { 'within-last': 'P1Y' } }, count: { 'at-least': 2 } } },
    };
    const { require } = explain([rule], 'systems:share');
    if (!('parts' in require)) throw new Error('two tests are expected');
    const [some, count] = require.parts.map(testIn);
    expect(some).toMatchObject({ answer: 'false', test: { some: { on: { 'within-last': 'P1Y' } } } });
    expect(some.within.map(({ thing }) => thing)).toEqual([
      'assessment of 2016-01-05',
      'assessment of 2017-01-05',
    ]);
    expect(some.within[0].conditions).toMatchObject([
      { answer: 'false', path: 'on', found: { values: [{ value: '2016-01-05' }] } },
    ]);
    expect(count).toMatchObject({ answer: 'true', test: { count: { 'at-least': 2 } }, within: [] });
    expect(count.found.values[0]).not.toHaveProperty('answer');
  });

  it('tells the other path that is compared with', () => {
    const rule = { rule: 'same', for: 'transfer', require: { 'to.keepers': { 'subset-of': 'data.owners' } } };
    const { require } = explain([rule], 'flow:send/plates');
    expect(testIn(require)).toMatchObject({
      found: { values: [{ value: 'vendor', answer: 'false' }] },
      others: [{ path: 'data.owners', values: [{ value: 'agency' }] }],
    });
  });

  it('tells what comes from the rule that this one is like, and from the configuration', () => {
    const like = { rule: 'own', like: 'mine/encrypted', where: { 'system.id': 'share' } };
    const { like: base, where, unless, require, params } = explain([ENCRYPTED, like], 'hold:share/plates');
    expect(base).toBe('mine/encrypted');
    expect(where).toMatchObject({
      op: 'all',
      parts: [
        { like: 'mine/encrypted', path: 'data.category' },
        { path: 'system.id', test: 'share' },
      ],
    });
    expect(where?.op === 'all' && where.parts[1]).not.toHaveProperty('like');
    expect(unless[0]).toMatchObject({ like: 'mine/encrypted', because: 'the agency guards its own' });
    expect(require).toMatchObject({ like: 'mine/encrypted', test: { 'one-of': { param: 'methods' } } });
    expect(params).toMatchObject([{ source: 'like' }]);
    const set = explain([ENCRYPTED, like], 'hold:share/plates', { methods: ['des'] });
    expect(set.params).toMatchObject([{ value: 'des', source: 'configuration' }]);
  });

  it('agrees with the findings on random rules and workspaces', () => {
    let told = 0;
    for (let seed = SEED; seed < SEED + 150; seed++) {
      const { opened: workspace, at } = openInEngine(generate(seed));
      const written = Array.from({ length: 5 }, (_, i) => generateRule(seed * 5 + i));
      for (const { id, cases: _cases, ...rule } of written) {
        const ready = withRules(workspace, [completed({ ...TEXTS, ...rule, rule: id.split('/')[1] })]);
        for (const finding of checkWorkspace(ready, { at }).findings.slice(0, 5)) {
          const explanation = explained(ready, finding, { at });
          expectToDecide(explanation);
          expect(explanationText(explanation, {})).toContain(finding.fingerprint);
          told++;
        }
      }
    }
    expect(told).toBeGreaterThan(300);
  });
});

/** The answers of the conditions give the verdict, and those of parts give the answers of wholes. */
function expectToDecide({ finding, where, unless, require, isCertain }: Explanation): void {
  const answers = [
    where?.answer ?? 'true',
    ...unless.map(({ answer }) => denied(answer)),
    denied(require.answer),
  ];
  const violated = answers.includes('false') ? 'false' : answers.includes('unknown') ? 'unknown' : 'true';
  expect(violated).not.toBe('false');
  expect(finding.verdict).toBe(violated === 'true' && isCertain ? 'violation' : 'undecided');
  for (const trace of [...(where ? [where] : []), require, ...unless.flatMap(conditionsOf)])
    expectWhole(trace);
}

function conditionsOf({ when, unless }: ExceptionTrace): readonly Trace[] {
  return [when, ...unless.flatMap(conditionsOf)];
}

function expectWhole(trace: Trace): void {
  if (trace.op === 'test') {
    trace.within.flatMap(({ conditions }) => conditions).forEach(expectWhole);
    return;
  }
  if (trace.op === 'only-via') return;
  trace.parts.forEach(expectWhole);
  const answers = trace.parts.map(({ answer }) => answer);
  if (trace.op === 'not') expect(trace.answer).toBe(denied(answers[0]));
  const [first, rest] = trace.op === 'all' ? ['false', 'true'] : ['true', 'false'];
  const joined = answers.includes(first as 'true') ? first : answers.includes('unknown') ? 'unknown' : rest;
  if (trace.op !== 'not') expect(trace.answer).toBe(joined);
}

function denied(answer: Trace['answer']): Trace['answer'] {
  return answer === 'unknown' ? answer : answer === 'true' ? 'false' : 'true';
}

describe('naming a finding', () => {
  const { findings } = checkWorkspace(opened(LAB), { at: DAY });
  const named = (typed: string) => findingNamed(findings, typed, DAY);
  const PLATES = 'core/unauthorized-transfer|flow:send/plates|plates|agency';

  it.each([PLATES, 'core/unauthorized-transfer|flow:send/plates', 'flow:send/plates'])(
    '%s will do',
    (typed) => {
      expect(named(typed)).toMatchObject({ fingerprint: PLATES });
    },
  );

  it('says what could be meant where it is open', () => {
    expect(named('core/unauthorized-transfer|flow:send')).toEqual({
      trouble:
        'core/unauthorized-transfer|flow:send could be any of "core/unauthorized-transfer|flow:send/faces|faces|agency", "core/unauthorized-transfer|flow:send/plates|plates|agency"',
    });
  });

  it.each([
    'core/unauthorised-transfer|flow:send/plates',
    'flow:send/plate',
    'core/x|flow:send/platse|plates|agency',
  ])('%s is a slip', (typed) => {
    expect(named(typed)).toEqual({
      trouble: `there is no finding ${typed} as of 2019-06-01; did you mean "${PLATES}"?`,
    });
  });

  it('says what there is where nothing is near', () => {
    expect(named('nothing at all')).toMatchObject({
      trouble: expect.stringMatching(
        /^there is no finding nothing at all as of 2019-06-01; there are "core/,
      ) as string,
    });
    expect(findingNamed([], 'a', DAY)).toEqual({
      trouble: 'there is no finding a as of 2019-06-01, nor any other',
    });
  });
});
