import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run } from './run.ts';

const PACK = 'pack: mine\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n';

const CASE = `    manifest:
      parties: { agency: {}, vendor: {} }
      zones: { lane: { operator: agency }, office: { operator: vendor } }
      systems: { camera: { zone: lane }, share: { zone: office } }
`;

const RULE = `rule: logged
title: A flow is logged
severity: error
for: flow
require:
  logged: true
message: "{flow} is not logged."
rationale: Because.
remedy: Log it.
references: [None]
cases:
  - title: No log
    verdict: violates
    subject: flow:send
${CASE}      flows: { send: { from: camera, to: share, logged: false } }
  - title: A log
    verdict: complies
${CASE}      flows: { send: { from: camera, to: share, logged: true } }
`;

const OPEN = `  - title: Nothing is said of a log
    verdict: undecided
${CASE}      flows: { send: { from: camera, to: share } }
`;

/** No case of it complies. */
const PARTLY = RULE.slice(0, RULE.indexOf('  - title: A log')) + OPEN;

const pack = (rule: string) => folderWith({ 'mine/pack.yaml': PACK, 'mine/logged.yaml': rule });

// Every case of every pack, with all changes of its rule.
const LONG = { timeout: 60_000 };

describe.concurrent('test', () => {
  it('tests the packs that come with the product, with the same bytes again', async () => {
    const { stdout, stderr, code } = await run(['test', '--mutate', '--min', '100'], LONG);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^pack alpr-state\n/);
    expect(stdout).toMatch(
      /\ncore: \d+ rules, \d+ cases, all as expected; conditions .*\(100 %\); changes noticed /,
    );
    expect((await run(['test', '--mutate', '--min', '100'], LONG)).stdout).toBe(stdout);
  }, 120_000);

  it('tests a folder like the pack in it, and tells lines', async () => {
    const [folder, name] = await Promise.all([
      run(['test', 'rules/core', '--format', 'json', '--mutate'], { cwd: ROOT }),
      run(['test', 'core', '--format', 'json', '--mutate']),
    ]);
    const bare = folder.stdout.replace(/,\n +"file": .*\n +"line": .*\n +"column": \d+/g, '');
    expect(folder.stdout).toContain('"file": "rules/core/');
    expect(bare).toBe(name.stdout);
  });

  it('tells what no case shows, with its line', async () => {
    const { stdout, code } = await run(['test', './mine'], { cwd: pack(PARTLY) });
    expect(stdout).toBe(`pack mine

  rule         cases  conditions
  mine/logged  2/2    2/3

Never shown by a case
  mine/logged.yaml:6:3  require > logged was never true

mine: 1 rule, 2 cases, all as expected; conditions 2 of 3 (66.6 %)
`);
    expect(code).toBe(0);
  });

  it('fails below the least that is asked for', async () => {
    const cwd = pack(PARTLY);
    const below = await run(['test', 'mine', '--min', '66.7'], { cwd });
    expect(below.stdout).toContain('\nmine: conditions are below the 66.7 % that are asked for\n');
    expect(below.code).toBe(1);
    expect((await run(['test', 'mine', '--min', '66'], { cwd })).code).toBe(0);
    expect((await run(['test', 'mine', '--min', '100'], { cwd: pack(RULE + OPEN) })).code).toBe(0);
  });

  it('tells a case that is not as expected, with its lines', async () => {
    const rule = RULE.replace('verdict: complies', 'verdict: undecided').replace('flow:send', 'flow:other');
    const { stdout, stderr, code } = await run(['test', 'mine', '--mutate'], { cwd: pack(rule) });
    expect(stdout).toContain(`mine/logged.yaml:12:5   not as expected   mine/logged

  Case "No log":
    expected a finding on flow:other, there is one on flow:send.

    10 |   references: [None]
    11 |   cases:
    12 |     - title: No log
       |       ^^^^^^^^^^^^^
    13 |       verdict: violates
`);
    expect(stdout).toContain('expected something undecided, and no violation (undecided), found complies.');
    expect(stdout).toContain('mine: 1 rule, 2 cases, 2 not as expected;');
    expect(stdout).toContain('  mine/logged.yaml:6:3  require > logged: negated\n');
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  });

  it('tells the same as JSON', async () => {
    const rule = RULE.replace('verdict: complies', 'verdict: undecided');
    const { stdout, code } = await run(['test', 'mine', '--mutate', '--format', 'json'], { cwd: pack(rule) });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      packs: [
        {
          pack: 'mine',
          cases: { total: 2, asExpected: 1 },
          conditions: { total: 3, covered: 2, percent: 66.6 },
          rules: [
            {
              rule: 'mine/logged',
              failures: [
                { title: 'A log', expected: 'undecided', file: 'mine/logged.yaml', line: 20, column: 5 },
              ],
              holes: [{ never: ['unknown'], message: 'require > logged was never unknown', line: 6 }],
              survivors: [],
            },
          ],
        },
      ],
    });
    expect(code).toBe(1);
  });

  it('refuses a pack that does not exist, or cannot be read', async () => {
    const cwd = pack(RULE.replace('logged: true', 'loged: true'));
    mkdirSync(join(cwd, 'empty'));
    symlinkSync('mine', join(cwd, 'link'));
    const told = async (...typed: string[]) => {
      const { stdout, stderr, code } = await run(['test', ...typed], { cwd });
      expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
      return stderr;
    };
    expect(await told('cores')).toContain('there is no pack cores (did you mean core?); the packs are ');
    expect(await told('empty')).toContain('empty is no pack: it has no pack.yaml');
    expect(await told('mine/pack.yaml')).toContain('mine/pack.yaml is no folder');
    expect(await told('link')).toContain('link is a link, and links are not followed');
    expect(await told('core', '--min', '101')).toContain('--min wants a number of percent from 0 to 100');
    expect(await told('core', '--format', 'sarif')).toContain('there is no format sarif');
    const unread = await told('core', 'mine');
    expect(unread).toContain('mine/logged.yaml:6:3   cannot be read   unknown-attribute');
    expect(unread).toContain('1 problem; nothing was tested');
  });

  it('has nothing to test in a pack without rules', async () => {
    const { code } = await run(['test', 'mine'], { cwd: folderWith({ 'mine/pack.yaml': PACK }) });
    expect(code).toBe(3);
  });
});
