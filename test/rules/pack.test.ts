import { describe, expect, it } from 'vitest';
import { describe as describeProblem } from '../../src/manifest/problem.ts';
import type { Clause } from '../../src/rules/catalogue-format.ts';
import type { Rule } from '../../src/rules/format.ts';
import { readPack } from '../../src/rules/pack.ts';

const PACK = {
  path: 'mine/pack.yaml',
  text: 'pack: mine\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n',
};

function ruleText(lines: readonly string[]): string {
  return [
    'rule: thing',
    'title: A thing',
    'severity: error',
    'message: "{data} is at {to}."',
    'rationale: Because.',
    'remedy: Do it.',
    'references: [None]',
    'cases: [{ title: T, verdict: undecided, manifest: {} }]',
    ...lines,
    '',
  ].join('\n');
}

function problemsOf(lines: readonly string[], path = 'mine/thing.yaml') {
  const text = ruleText(lines);
  return readPack([PACK, { path, text }]).problems.map((problem) => ({
    code: problem.code,
    at: text.slice(problem.start, problem.end),
    ...describeProblem(problem),
  }));
}

it('reads a sound rule under its full id', () => {
  const text = ruleText(['for: transfer', 'require: { authorized: true }']);
  const { pack, problems } = readPack([PACK, { path: 'mine/thing.yaml', text }]);
  expect(problems).toEqual([]);
  expect(pack?.rules.map(({ id }) => id)).toEqual(['mine/thing']);
});

it('names an unknown attribute, with the nearest one', () => {
  const [problem, ...others] = problemsOf(['for: transfer', 'require: { authorised: true }']);
  expect(others).toEqual([]);
  expect(problem.code).toBe('unknown-attribute');
  expect(problem.at).toBe('authorised');
  expect(problem.help).toContain('authorized');
});

it('shows an unknown attribute where it stands, be it a key or a value', () => {
  const problems = problemsOf([
    'for: transfer',
    'where: { to.zone.operatr: a, mode: { same-as: flow.mod } }',
    'require: { authorized: true, mode: { is-b: [copy] } }',
  ]);
  expect(problems.map(({ code, at }) => [code, at])).toEqual([
    ['unknown-attribute', 'to.zone.operatr'],
    ['unknown-attribute', 'flow.mod'],
    ['unknown-operator', 'is-b'],
  ]);
});

it('refuses only-via where nothing is at a system, and says of what it can be asked', () => {
  const problems = problemsOf(['for: data', 'require: { only-via: [gateway] }']);
  // The message speaks of a place, too, which data has none of.
  expect(problems.map(({ code }) => code)).toEqual(['unknown-placeholder', 'not-at-system']);
  expect(problems[1]).toMatchObject({
    code: 'not-at-system',
    at: 'only-via',
    message: '"only-via" cannot be asked of a data, which is no datum at a system.',
  });
});

it('refuses a comparison that cannot fit the attribute', () => {
  const problems = problemsOf(['for: transfer', 'where: { mode: true }', 'require: { authorized: copy }']);
  expect(problems.map(({ code, at }) => [code, at])).toEqual([
    ['wrong-test', 'true'],
    ['wrong-test', 'copy'],
  ]);
});

it('names a placeholder that the fact does not give', () => {
  const problems = problemsOf(['for: flow', 'require: { begun: true }']);
  expect(problems.map(({ code }) => code)).toContain('unknown-placeholder');
});

it('wants the name of the rule and of its file to agree', () => {
  const problems = problemsOf(['for: transfer', 'require: { authorized: true }'], 'mine/other.yaml');
  expect(problems.map(({ code }) => code)).toEqual(['rule-name']);
});

it('tells faults of shape at their places', () => {
  const problems = problemsOf(['for: transfers', 'require: { authorized: true }', 'sevrity: error']);
  expect(problems.map(({ code }) => code).sort()).toEqual(['not-one-of', 'unknown-key']);
});

it('wants parameters declared and used', () => {
  const problems = problemsOf([
    'for: transfer',
    'params: { unused: { default: [a], description: None. } }',
    'where: { data.category: { is-a: { param: missing } } }',
    'require: { authorized: true }',
  ]);
  expect(problems.map(({ code }) => code)).toEqual(['unused-parameter', 'undeclared-parameter']);
});

it('wants the name of the pack and of its folder to agree', () => {
  const { problems, pack } = readPack([{ ...PACK, path: 'rules/other/pack.yaml' }]);
  expect(pack).toBeUndefined();
  expect(problems.map(({ code, start, end }) => [code, PACK.text.slice(start, end)])).toEqual([
    ['pack-name', 'mine'],
  ]);
  expect(readPack([{ ...PACK, path: 'pack.yaml' }]).problems).toEqual([]);
});

it('refines rules that exist only, where the others are known', () => {
  const text = ruleText([
    'for: transfer',
    'require: { authorized: true }',
    'refines: [core/any, cor/any, mine/thing]',
  ]);
  const files = [PACK, { path: 'mine/thing.yaml', text }];
  const { problems } = readPack(files, { rules: [{ id: 'core/any' } as Rule], catalogue: new Map() });
  expect(problems.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
    ['refines-nothing', 'cor/any'],
  ]);
  expect(describeProblem(problems[0]).help).toContain('Did you mean "core/any"?');
  expect(readPack(files).problems).toEqual([]);
});

it('gives the texts of files, whatever is wrong with them', () => {
  const bytes = new TextEncoder().encode('rule: [');
  const { problems, textOf } = readPack([PACK, { path: 'mine/thing.yaml', bytes }]);
  expect(problems.map(({ code }) => code)).toEqual(['yaml-syntax']);
  expect(textOf('mine/thing.yaml')).toBe('rule: [');
  expect(textOf('mine/none.yaml')).toBeUndefined();
});

const NOTICE: Clause = {
  cite: 'Act 7',
  title: 'Notice',
  kind: 'law',
  summary: 'Tell soon.',
  effective: { from: '2020-01-01' },
  aliases: [{ id: 'act-seven' }],
  verified: 'read',
  source: 'The act.',
  checked: '2026-01-01',
  parameters: {
    window: { value: 'P3D', verified: 'read' },
    rumour: { value: 'P9D', verified: 'unverified' },
  },
};

const BASE = ruleText([
  'for: tier',
  'limit: within',
  'params: { within: { default: P1D, description: How soon. } }',
  'require: { notice: { at-most: { param: within } } }',
])
  .replace('rule: thing', 'rule: base')
  .replace('{data} is at {to}.', '{party}.');

function besideBase(lines: readonly string[], clauses?: string) {
  const text = ['rule: thing', 'title: A thing', ...lines, ''].join('\n');
  const files = [
    PACK,
    { path: 'mine/base.yaml', text: BASE },
    { path: 'mine/thing.yaml', text },
    ...(clauses === undefined ? [] : [{ path: 'mine/clauses.yaml', text: clauses }]),
  ];
  const reading = readPack(files, { rules: [], catalogue: new Map([['act-7', NOTICE]]) });
  const shown = reading.problems.map(({ code, file, start, end }) => [
    code,
    (file.endsWith('clauses.yaml') ? (clauses ?? '') : text).slice(start, end),
  ]);
  return { ...reading, shown, rule: reading.pack?.rules.find(({ id }) => id === 'mine/thing') };
}

const CASES = 'cases: [{ title: T, verdict: complies, manifest: {} }]';

describe('a rule that is like another', () => {
  it('has what that has, and its own numbers, with where they come from', () => {
    const { rule, problems } = besideBase([
      'like: mine/base',
      'clauses: [act-7]',
      'params: { within: { from: { clause: act-7, parameter: window } } }',
      CASES,
    ]);
    expect(problems).toEqual([]);
    expect(rule).toMatchObject({
      for: 'tier',
      family: 'mine/base',
      severity: 'error',
      limit: 'within',
      refines: ['mine/base'],
      message: '{party}.',
      references: ['Act 7 (Notice)'],
      require: { notice: { 'at-most': { param: 'within' } } },
      params: {
        within: {
          default: 'P3D',
          description: 'How soon.',
          from: { clause: 'act-7', cite: 'Act 7', parameter: 'window', verified: 'read' },
        },
      },
    });
  });

  it.each([
    ['a rule that is not there', ['like: mine/bse', 'references: [None]'], 'like-nothing', 'mine/bse'],
    [
      'what it has from there already',
      ['like: mine/base', 'for: tier', 'references: [None]'],
      'like-own',
      'tier',
    ],
    ['a clause that is not there', ['like: mine/base', 'clauses: [act-8]'], 'unknown-clause', 'act-8'],
    [
      'a parameter that the clause does not have',
      [
        'like: mine/base',
        'clauses: [act-7]',
        'params: { within: { from: { clause: act-7, parameter: windw } } }',
      ],
      'unknown-clause-parameter',
      'windw',
    ],
    [
      'a default of another sort',
      ['like: mine/base', 'clauses: [act-7]', 'params: { within: { default: 7 } }'],
      'wrong-default',
      '7',
    ],
    [
      'a number that nobody verified, in a rule that is on',
      [
        'like: mine/base',
        'clauses: [act-7]',
        'params: { within: { from: { clause: act-7, parameter: rumour } } }',
      ],
      'not-preview',
      '{ from: { clause: act-7, parameter: rumour } }',
    ],
    ['no word on where it comes from', ['like: mine/base'], 'missing-field', ''],
  ])('refuses %s', (_, lines, code, at) => {
    expect(besideBase([...lines, CASES]).shown).toEqual([[code, at === '' ? expect.any(String) : at]]);
  });

  it('may stand in a short row of such rules, whatever their names, and not in a long or a round one', () => {
    const likes = (names: readonly (readonly [string, string])[]) =>
      readPack(
        [
          PACK,
          { path: 'mine/base.yaml', text: BASE },
          ...names.map(([name, base]) => ({
            path: `mine/${name}.yaml`,
            text: `rule: ${name}\ntitle: T\nlike: mine/${base}\nreferences: [None]\n${CASES}\n`,
          })),
        ],
        { rules: [], catalogue: new Map() },
      ).problems.map(({ code, file }) => [code, file]);
    const row = (length: number): (readonly [string, string])[] =>
      Array.from({ length }, (_, i) => [`z${length - i}`, i === 0 ? 'base' : `z${length - i + 1}`] as const);
    expect(likes(row(8))).toEqual([]);
    expect(likes(row(9))).toEqual([['like-too-long', 'mine/z1.yaml']]);
    expect(
      likes([
        ['a', 'b'],
        ['b', 'a'],
      ]),
    ).toContainEqual(['like-nothing', 'mine/b.yaml']);
  });

  it('may rest on such a number as a preview', () => {
    const { rule, problems } = besideBase([
      'like: mine/base',
      'status: preview',
      'clauses: [act-7]',
      'params: { within: { from: { clause: act-7, parameter: rumour } } }',
      CASES,
    ]);
    expect(problems).toEqual([]);
    expect(rule?.status).toBe('preview');
  });

  it('finds no limit that is no parameter', () => {
    const text = ruleText(['for: transfer', 'limit: within', 'require: { authorized: true }']);
    const { problems } = readPack([PACK, { path: 'mine/thing.yaml', text }]);
    expect(problems.map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual([
      ['unknown-limit', 'within'],
    ]);
  });
});

describe('clauses of a pack', () => {
  const clausesText = (id: string) => `source: mine
title: Mine
clauses:
  ${id}:
    cite: House 1
    title: House rule
    kind: policy
    summary: Be good.
    verified: read
    source: The house.
    checked: 2026-01-01
`;
  const lines = ['like: mine/base', CASES];

  it('can be cited by its rules', () => {
    const { rule, problems } = besideBase([...lines, 'clauses: [house-1]'], clausesText('house-1'));
    expect(problems).toEqual([]);
    expect(rule?.references).toEqual(['House 1 (House rule)']);
  });

  it.each(['act-7', 'act-seven'])('cannot take the id %s, which is there', (id) => {
    const { shown } = besideBase([...lines, 'clauses: [act-7]'], clausesText(id));
    expect(shown).toEqual([['clause-taken', id]]);
  });
});
