import { expect, it } from 'vitest';
import { describe as describeProblem } from '../../src/manifest/problem.ts';
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
  const [problem, ...others] = problemsOf(['for: data', 'require: { only-via: [gateway] }']);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
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
