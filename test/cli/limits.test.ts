import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run } from './run.ts';

const CHECK = ['check', join(ROOT, 'examples/border-pilot'), '--at', '2018-10-01'];

const two = (permission: string): string => `flowdown: 1
parties: { agency: {}, first-firm: {}, other: {} }
zones: { port: { operator: agency }, near: { operator: first-firm }, far: { operator: other } }
data: { plates: { category: vehicle.license-plate, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, x: { zone: near }, y: { zone: far } }
contracts: { first: { acquirer: agency, supplier: first-firm }, second: { acquirer: agency, supplier: other } }
flows: { to-one: { from: camera, to: x, data: [plates] }, to-other: { from: camera, to: y, data: [plates] } }
authorizations: { order: { by: agency, to: ${permission}, data: [plates], actions: [hold] } }
`;

describe.concurrent('flowdown check --party', () => {
  it('has the exit code of what is left', async () => {
    const cwd = folderWith({ 'a.flow.yaml': two('first-firm') });
    expect((await run(['check'], { cwd })).code).toBe(1);
    const one = await run(['check', '--party', 'first-firm'], { cwd });
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect(one.stdout).toMatch(/^note: this is limited to what concerns first-firm; others are not named\n/);
    const other = await run(['check', '--party', 'other'], { cwd });
    expect(other).toMatchObject({ code: 1, stderr: '' });
    expect(other.stdout).toContain('core/unauthorized-transfer');
    expect(other.stdout).not.toMatch(/first-firm|to-one/);
  });

  it('leaves out workspaces that do not know the party, and says where none does', async () => {
    const cwd = folderWith({
      'a/flowdown.config.yaml': 'failOn: error\n',
      'a/a.flow.yaml': two('first-firm'),
      'b/flowdown.config.yaml': 'failOn: error\n',
      'b/b.flow.yaml': two('first-firm').replaceAll('other', 'third'),
    });
    const known = await run(['check', '--party', 'third', '--format', 'json'], { cwd });
    const { workspaces } = JSON.parse(known.stdout) as { workspaces: readonly { folder: string }[] };
    expect(workspaces.map(({ folder }) => folder)).toEqual(['b']);
    const unknown = await run(['check', '--party', 'othre'], { cwd });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toBe('flowdown: there is no party othre; did you mean other?\n');
  });

  it("tells no problem of a file that cannot be read: it could be anybody's", async () => {
    const cwd = folderWith({
      'a.flow.yaml': two('first-firm'),
      'other.flow.yaml': 'flowdown: 1\nsecret: [\n',
    });
    const ran = await run(['check', '--party', 'first-firm'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toBe(
      'flowdown: what is declared cannot be read; the same check without --party says why\n',
    );
  });
});

describe.concurrent('flowdown check --contract', () => {
  it('has what is handled under it, and together with --party what both leave', async () => {
    const json = async (...more: readonly string[]) => {
      const { stdout } = await run([...CHECK, '--format', 'json', ...more]);
      return (
        JSON.parse(stdout) as { workspaces: readonly [{ findings: readonly { subject: string }[] }] }
      ).workspaces[0].findings.map(({ subject }) => subject);
    };
    const [contract, party, both] = [
      await json('--contract', 'toll-trial'),
      await json('--party', 'reader-supplier'),
      await json('--contract', 'toll-trial', '--party', 'reader-supplier'),
    ];
    expect(contract.length).toBeGreaterThan(0);
    expect(contract.some((subject) => subject.includes('traveler-faces'))).toBe(false);
    expect(both).toEqual(party.filter((subject) => contract.includes(subject)));
  });

  it('says which contracts there could have been', async () => {
    const ran = await run([...CHECK, '--contract', 'tol-trial']);
    expect(ran.stderr).toBe('flowdown: there is no contract tol-trial; did you mean toll-trial?\n');
    expect(
      readFileSync(join(ROOT, 'examples/border-pilot/customers/toll-authority.flow.yaml'), 'utf8'),
    ).toContain('toll-trial:');
  });
});
