import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run } from './run.ts';

const EXAMPLE = 'examples/border-pilot';
const PRINT = 'case-cbp-2019/unencrypted-store|hold:vendor-share/plates|plates|agency';
const SUPPLIER = `${EXAMPLE}/suppliers/reader-supplier.flow.yaml`;

const explain = (finding: string, ...args: string[]) =>
  run(['explain', '--finding', finding, EXAMPLE, '--at', '2019-06-01', ...args], { cwd: ROOT });

describe('flowdown explain --finding', () => {
  it('tells why, condition by condition', async () => {
    const { stdout, stderr, code } = await explain(PRINT);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain('case-cbp-2019/unencrypted-store undecided (warning), as of 2019-06-01');
    expect(text).toContain(`holds system.kind: { stated: true } = store (${SUPPLIER}:49:5)`);
    expect(text).toContain(
      `cannot be decided system.encryption.atRest: { not: none } = not stated (${SUPPLIER}:47:3); state systems.vendor-share.encryption.atRest`,
    );
    expect(text).toContain('- categories: biometric, vehicle.license-plate (the default of the rule).');
    expect(text).toContain('Not legal advice.');
  });

  it('gives the same as JSON', async () => {
    const { stdout } = await explain(PRINT, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      folder: EXAMPLE,
      at: '2019-06-01',
      finding: { fingerprint: PRINT, verdict: 'undecided' },
      where: { op: 'all', answer: 'true' },
      unless: [],
      require: { answer: 'unknown', unstated: ['systems.vendor-share.encryption.atRest'] },
    });
  });

  it('is told by a check, in words that can be pasted', async () => {
    const { stdout } = await run(['check', EXAMPLE, '--at', '2019-06-01'], { cwd: ROOT });
    const command = /^why a finding\? flowdown explain --finding "([^"]*)" (\S+) --at (\S+)$/m.exec(stdout);
    const [, print, path, at] = command ?? [];
    expect(await run(['explain', '--finding', print, path, '--at', at], { cwd: ROOT })).toMatchObject({
      stderr: '',
      code: 0,
    });
  });

  it('offers nothing to paste that a shell would run', async () => {
    const cwd = folderWith();
    mkdirSync(join(cwd, '$(x)'));
    writeFileSync(
      join(cwd, '$(x)', 'a.flow.yaml'),
      'flowdown: 1\nparties: { a: {}, b: {} }\nzones: { z: { operator: a }, y: { operator: b } }\nsystems: { s: { zone: z }, t: { zone: y } }\nflows: { f: { from: s, to: t } }\n',
    );
    const { stdout } = await run(['check', '$(x)'], { cwd });
    expect(stdout).toMatch(
      /^why a finding\? flowdown explain --finding "core\/opaque-flow\|flow:f" <path> --at /m,
    );
  });

  it.each([
    [['explain'], 'explain wants a rule, or a finding with --finding'],
    [
      ['explain', 'opaque-flow', '--at', '2019-06-01'],
      '--at goes with --finding: a rule is the same on each day',
    ],
    [
      ['explain', '--finding', 'core/opaque-flow|flow:uplaod', EXAMPLE, '--at', '2019-06-01'],
      'there is no finding core/opaque-flow|flow:uplaod as of 2019-06-01; there are ',
    ],
    [
      ['explain', '--finding', 'hold:vendor-share/plate', EXAMPLE, '--at', '2019-06-01'],
      'there is no finding hold:vendor-share/plate as of 2019-06-01; did you mean "case-cbp-2019/retention-missing|hold:vendor-share/plates|plates|agency", ',
    ],
    [
      ['explain', '--finding', PRINT, EXAMPLE, '--format', 'markdown'],
      'there is no format markdown; the formats of explain --finding are text and json',
    ],
  ])('%j is bad usage', async (args, message) => {
    const { stdout, stderr, code } = await run(args, { cwd: ROOT });
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.startsWith(`flowdown: ${message}`)).toBe(true);
  });
});
