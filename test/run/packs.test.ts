import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import { describe as wordsFor } from '../../src/manifest/problem.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const flow = (name: string): string => `flowdown: 1
flows: { ${name}: { from: camera, to: share, data: [plates] } }
`;

const RULE = 'core/unauthorized-transfer';

function opened(config: string) {
  const files = [
    { path: 'ground.flow.yaml', text: GROUND },
    { path: 'new/a.flow.yaml', text: flow('send') },
    { path: 'old/b.flow.yaml', text: flow('move') },
    { path: 'old/kept/c.flow.yaml', text: flow('keep') },
  ];
  return openWorkspace({ files, config: { path: 'flowdown.config.yaml', text: config } });
}

function checked(config: string, horizon?: string) {
  const { workspace, problems } = opened(config);
  expect(problems).toEqual([]);
  if (workspace === undefined) throw new Error('it cannot be opened');
  const until = horizon === undefined ? undefined : parseDay(horizon);
  return checkWorkspace(workspace, { at: parseDay('2019-06-01') ?? 0, horizon: until });
}

const severities = (config: string): readonly string[] =>
  checked(config).findings.map(({ place, severity }) => `${place?.file} ${severity}`);

describe('overrides', () => {
  it('give findings a severity by the file in which they stand', () => {
    expect(
      severities('overrides: [{ files: ["old/**"], rules: { unauthorized-transfer: warning } }]\n'),
    ).toEqual(['new/a.flow.yaml error', 'old/b.flow.yaml warning', 'old/kept/c.flow.yaml warning']);
  });

  it('of which several match: the last decides', () => {
    const config = `overrides:
  - { files: ["old/**"], rules: { ${RULE}: off } }
  - { files: ["old/kept/*", "nowhere/*"], rules: { ${RULE}: { severity: info } } }
`;
    expect(severities(config)).toEqual(['new/a.flow.yaml error', 'old/kept/c.flow.yaml info']);
    expect(checked(config).notes).toEqual([
      'overrides names the files nowhere/*, which no manifest matches',
      `1 finding of ${RULE} off by path (overrides)`,
    ]);
  });

  it('go before the severity of the rule itself, and may turn on what is off', () => {
    const config = `rules: { unauthorized-transfer: off }
overrides: [{ files: ["new/*"], rules: { unauthorized-transfer: error } }]
`;
    expect(severities(config)).toEqual(['new/a.flow.yaml error']);
    // What is off everywhere else is off by rules, and not by path.
    expect(checked(config).notes).toEqual([]);
  });

  it('that turn off what would fail the check let it pass, and a note counts it, over a horizon once', () => {
    const config = 'overrides: [{ files: ["**"], rules: { unauthorized-transfer: off } }]\n';
    const { fails, notes, findings } = checked(config, '2021-01-01');
    expect([fails, findings]).toEqual([false, []]);
    expect(notes).toEqual([`3 findings of ${RULE} off by path (overrides)`]);
  });

  it('do not concern findings without a file', () => {
    const config = `required: [nobody]
overrides: [{ files: ["**"], rules: { missing-manifest: off } }]
`;
    expect(checked(config).findings.map(({ rule }) => rule)).toContain('core/missing-manifest');
  });

  it.each([
    [
      'overrides: [{ files: ["**"], rules: { unauthorised-transfer: off } }]\n',
      /no rule "unauthorised-transfer"/,
    ],
    ['overrides: [{ files: ["**"], rules: { opaque-flow: loud } }]\n', /loud/],
    ['overrides: [{ files: ["**"], rules: { opaque-flow: { params: { x: [y] } } } }]\n', /params/],
    ['overrides: [{ rules: { opaque-flow: off } }]\n', /files/],
    ['overrides: [{ files: [], rules: { opaque-flow: off } }]\n', /./],
    ['overrides: [{ files: ["**"], rules: {} }]\n', /./],
    ['overrides: []\n', /./],
  ])('%s is a fault', (config, message) => {
    const { workspace, problems } = opened(config);
    expect(workspace).toBeUndefined();
    expect(problems.map((problem) => wordsFor(problem).message).join()).toMatch(message);
  });

  it('with a slip in a rule suggest the right one, at its place', () => {
    const config = 'overrides: [{ files: ["**"], rules: { unauthorised-transfer: off } }]\n';
    const [problem] = opened(config).problems;
    expect(problem).toMatchObject({ code: 'unknown-rule', file: 'flowdown.config.yaml' });
    expect(config.slice(problem.start, problem.end)).toBe('unauthorised-transfer');
    expect(wordsFor(problem).help).toContain(RULE);
  });
});
