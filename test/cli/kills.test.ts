/** What is written is there whole, as it was or as it is to be, whenever the program is killed. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI, folderWith, run } from './run.ts';

const KILLS = Number(process.env.FLOWDOWN_KILLS ?? 40);
const AT = ['--at', '2026-03-01'];
const COUNT = 1500;
const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const MANY = `${GROUND}flows:\n${Array.from({ length: COUNT }, (_, i) => `  f${i}: { from: camera, to: share, data: [plates] } # flow ${i}\n`).join('')}`;
/** What is killed: a command, the file that it writes, and what stands there before. */
interface Kind {
  readonly args: readonly string[];
  readonly file: string;
  readonly old: string;
  /** The exit code of a run that is left alone. */
  readonly code: number;
}

const KINDS: Readonly<Record<string, Kind>> = {
  'a baseline': {
    args: ['baseline', 'create', '--force', ...AT],
    file: 'flowdown.baseline.json',
    old: '{\n  "version": 1,\n  "findings": []\n}\n',
    code: 0,
  },
  'a report': {
    args: ['check', ...AT, '--format', 'json=report.json'],
    file: 'report.json',
    old: '{}\n',
    code: 1,
  },
  'an imported manifest': {
    args: ['import', 'csv', 'flows.csv', '--force', '-o', 'made.yaml'],
    file: 'made.yaml',
    old: '# old\n',
    code: 0,
  },
  'a repaired manifest': {
    args: ['repair', 'core/unauthorized-transfer|flow:f7/plates', '--write', ...AT],
    file: 'x.flow.yaml',
    old: MANY,
    code: 0,
  },
  'an envelope of signatures': {
    args: ['sign', '--key', 'key.pem', 'x.flow.yaml'],
    file: 'x.flow.yaml.dsse.json',
    old: '',
    code: 0,
  },
};

async function prepared(): Promise<string> {
  const rows = Array.from({ length: COUNT }, (_, i) => `f${i},camera,share,plates\n`);
  const cwd = folderWith({
    'flowdown.config.yaml': 'packs: [core]\n',
    'x.flow.yaml': MANY,
    'flows.csv': `id,from,to,data\n${rows.join('')}`,
  });
  expect((await run(['sign', '--new-key', 'key.pem'], { cwd })).code).toBe(0);
  return cwd;
}

/** Puts the old file there, or none where it is empty. */
function restore(path: string, old: string): void {
  if (old === '') rmSync(path, { force: true });
  else writeFileSync(path, old);
}

const textAt = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

it.each(Object.entries(KINDS))(
  `%s is the old one or the new one, whole, after each of ${KILLS} kills`,
  { timeout: 600_000 },
  async (_, { args, file, old, code }) => {
    const cwd = await prepared();
    const path = join(cwd, file);
    restore(path, old);
    const first = await run(args, { cwd });
    expect(first.code, first.stderr).toBe(code);
    const made = textAt(path);
    expect(made).not.toBe(old);
    const seen = { old: 0, new: 0 };
    for (let kill = 0; kill < KILLS; kill++) {
      restore(path, old);
      // The writing is at the end of a run.
      await killed(args, cwd, first.ms * (0.4 + (0.8 * kill) / KILLS));
      const text = textAt(path);
      expect([old, made].includes(text), `after kill ${kill}`).toBe(true);
      seen[text === old ? 'old' : 'new']++;
    }
    expect(seen.old).toBeGreaterThan(0);
    // What was left behind is no input, and hinders nobody.
    restore(path, old);
    expect((await run(args, { cwd })).code).toBe(code);
    expect(textAt(path)).toBe(made);
    const left = readdirSync(cwd).filter((name) => !name.endsWith('.tmp'));
    expect(left.sort()).toEqual(
      [...new Set(['flowdown.config.yaml', 'flows.csv', 'key.pem', 'x.flow.yaml', file])].sort(),
    );
  },
);

it(
  `the code that is kept for the next start is whole or not used, after each of ${KILLS} kills`,
  { timeout: 600_000 },
  async () => {
    const cwd = folderWith({ 'x.flow.yaml': GROUND });
    const env = { NODE_COMPILE_CACHE: join(cwd, 'cache') };
    const args = ['check', ...AT];
    const first = await run(args, { cwd, env });
    const folder = join(cwd, 'cache');
    const names = readdirSync(join(folder, 'code'));
    expect(names).toHaveLength(1);
    for (let kill = 0; kill < KILLS; kill++) {
      rmSync(folder, { recursive: true, force: true });
      await killed(args, cwd, first.ms * (0.4 + (0.8 * kill) / KILLS), env);
      const path = join(folder, 'code', names[0]);
      // Everything stands there twice, which is how a reader knows that it is whole.
      if (existsSync(path)) {
        const bytes = readFileSync(path);
        const half = bytes.length / 2;
        expect(bytes.subarray(0, half).equals(bytes.subarray(half)), `after kill ${kill}`).toBe(true);
      }
      const { stdout, stderr, code } = await run(args, { cwd, env });
      expect({ stdout, stderr, code }).toEqual({ stdout: first.stdout, stderr: '', code: first.code });
    }
  },
);

/** Runs a command, and kills it after some milliseconds. */
function killed(
  args: readonly string[],
  cwd: string,
  after: number,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      stdio: 'ignore',
      env: { ...process.env, ...env },
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
  });
}
