/** A watch says after each change what a check of the same files says. */
import { spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, ROOT, run } from './run.ts';

const MANIFEST = (channel: string): string => `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
flows: { send: { from: camera, to: share, data: [plates], channel: ${channel} } }
`;
const ORDER = `flowdown: 1
authorizations:
  order: { by: agency, to: vendor, data: [plates], actions: [hold], channels: [network] }
`;
const AT = ['--at', '2019-06-01'];
const TIME = /-- \d\d:\d\d:\d\d UTC, exit code (\d+); watching (.*)\n/g;

interface Watching {
  /** What was printed since the last time, once so many checks have been made. */
  after(checks: number): Promise<string>;
  readonly stderr: () => string;
  interrupt(): Promise<number | null>;
}

function watching(cwd: string, args: readonly string[] = []): Watching {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/flowdown') };
  const child = spawn(process.execPath, [CLI, 'watch', ...AT, '--no-color', ...args], { cwd, env });
  let [out, error, told] = ['', '', 0];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (error += bytes.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  return {
    async after(checks) {
      for (let waited = 0; waited < 15_000; waited += 50) {
        if ([...error.matchAll(TIME)].length >= checks) break;
        await pause(50);
      }
      // What comes late would belong to a check too many.
      await pause(300);
      expect([...error.matchAll(TIME)]).toHaveLength(checks);
      const since = out.slice(told);
      told = out.length;
      return since;
    },
    stderr: () => error,
    interrupt: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const checked = async (cwd: string): Promise<string> => (await run(['check', ...AT], { cwd })).stdout;

describe.concurrent('flowdown watch', () => {
  it(
    'agrees with a check after each change, and ends with the code of the last',
    { timeout: 60_000 },
    async () => {
      const cwd = folderWith({ 'a.flow.yaml': MANIFEST('email'), 'sub/note.txt': '' });
      const watch = watching(cwd);
      const steps: readonly [string, () => void][] = [
        ['nothing', () => {}],
        ['a new file', () => writeFileSync(join(cwd, 'sub/b.flow.yaml'), ORDER)],
        [
          'a file that another replaces',
          () => {
            writeFileSync(join(cwd, 'new'), MANIFEST('network'));
            renameSync(join(cwd, 'new'), join(cwd, 'a.flow.yaml'));
          },
        ],
        [
          'a new folder',
          () => {
            mkdirSync(join(cwd, 'more'));
            writeFileSync(join(cwd, 'more/c.flow.yaml'), 'flowdown: 1\nparties: { third: {} }\n');
          },
        ],
        [
          'a configuration',
          () => writeFileSync(join(cwd, 'flowdown.config.yaml'), 'packs: [case-cbp-2019]\n'),
        ],
        ['a file that is gone', () => rmSync(join(cwd, 'sub/b.flow.yaml'))],
      ];
      for (const [i, [what, change]] of steps.entries()) {
        change();
        expect([what, await watch.after(i + 1)]).toEqual([what, await checked(cwd)]);
      }
      expect([...watch.stderr().matchAll(TIME)].map(([, code]) => code)).toEqual([
        '1',
        '1',
        '0',
        '0',
        '1',
        '1',
      ]);
      expect(await watch.interrupt()).toBe(1);
    },
  );

  it('goes on where files cannot be read, until they can', { timeout: 30_000 }, async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST('network'), 'b.flow.yaml': ORDER });
    const watch = watching(cwd);
    await watch.after(1);
    writeFileSync(join(cwd, 'a.flow.yaml'), 'flowdown: [\n');
    expect(await watch.after(2)).toContain('cannot be read');
    writeFileSync(join(cwd, 'a.flow.yaml'), MANIFEST('network'));
    expect(await watch.after(3)).toBe(await checked(cwd));
    expect(await watch.interrupt()).toBe(0);
  });

  it('is no matter of other files than those of the workspace', { timeout: 30_000 }, async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST('network'), 'b.flow.yaml': ORDER, '.git/HEAD': '' });
    const watch = watching(cwd);
    await watch.after(1);
    writeFileSync(join(cwd, '.git/HEAD'), 'ref: refs/heads/main\n');
    expect(await watch.after(1)).toBe('');
    expect(await watch.interrupt()).toBe(0);
  });

  it('ends at once on words that mean nothing', async () => {
    const cwd = folderWith();
    expect(await run(['watch', 'nowhere'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'flowdown: there is no file or folder nowhere\n',
    });
  });
});
