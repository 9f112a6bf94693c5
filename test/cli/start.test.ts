import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, run, runFile, type Ran } from './run.ts';

// How the program starts: what it loads, and what it keeps for the next time.

const AT = ['--at', '2026-01-01'];
const CHECK = ['check', 'shop.flow.json', ...AT];
const MANIFEST = JSON.stringify({
  flowdown: 1,
  parties: { shop: {}, host: {} },
  zones: { 'shop-zone': { operator: 'shop' }, 'host-zone': { operator: 'host' } },
  systems: { till: { zone: 'shop-zone' }, store: { zone: 'host-zone' } },
  data: { sales: { owner: 'shop', category: 'contact' } },
  flows: { send: { from: 'till', to: 'store', data: ['sales'] } },
});

const shop = (): string => folderWith({ 'shop.flow.json': MANIFEST });

// Told at the end, and past the program: the files of its own that it has read, and the parts of Node that it has loaded.
const SPY = `const fs = require('node:fs');
const dist = ${JSON.stringify(join(CLI, '..'))};
const read = new Set();
for (const name of ['readFileSync', 'openSync']) {
  const original = fs[name];
  fs[name] = (path, ...rest) => {
    if (String(path).startsWith(dist)) read.add(String(path).slice(dist.length + 1));
    return original(path, ...rest);
  };
}
process.on('exit', () => {
  const loaded = process.moduleLoadList.filter((each) => each.startsWith('NativeModule ')).map((each) => each.slice(13));
  fs.writeFileSync('loaded.json', JSON.stringify({ read: [...read].sort(), loaded }));
});
`;

interface Loaded {
  readonly read: readonly string[];
  readonly loaded: readonly string[];
}

async function loadedBy(args: readonly string[]): Promise<Loaded & { readonly ran: Ran }> {
  const cwd = shop();
  writeFileSync(join(cwd, 'spy.cjs'), SPY);
  const ran = await runFile(process.execPath, ['-r', './spy.cjs', CLI, ...args], { cwd, timeout: 20_000 });
  return { ran, ...(JSON.parse(readFileSync(join(cwd, 'loaded.json'), 'utf8')) as Loaded) };
}

const START = ['flowdown.js', 'program.js'];

describe('a start loads what it needs, and nothing else', () => {
  it('a check: the packs that are on, and the names that count', async () => {
    const { ran, read } = await loadedBy(CHECK);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(read).toEqual([
      'flowdown.js',
      'parts/packTexts.core.json',
      'parts/taxonomyText.json',
      'program.js',
    ]);
  });

  it('the version: no part at all', async () => {
    const { ran, read } = await loadedBy(['--version']);
    expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(read).toEqual(START);
  });

  it.each([['a check', CHECK] as const, ['the version', ['--version']] as const])(
    '%s: none of the larger parts of Node',
    async (_, args) => {
      const { loaded } = await loadedBy(args);
      const large = ['child_process', 'crypto', 'net', 'stream', 'tty', 'worker_threads', 'zlib'];
      expect(loaded.filter((name) => large.includes(name))).toEqual([]);
    },
  );
});

describe('what V8 made of the program', () => {
  const kept = (folder: string): readonly string[] =>
    existsSync(join(folder, 'code')) ? readdirSync(join(folder, 'code')) : [];
  const check = (cwd: string, folder: string, args: readonly string[] = CHECK): Promise<Ran> =>
    run(args, { cwd, env: { NODE_COMPILE_CACHE: folder } });
  const plainly = (cwd: string): Promise<Ran> =>
    run(CHECK, { cwd, env: { NODE_DISABLE_COMPILE_CACHE: '1' } });

  it('is kept in one file for each command, for the user alone, and is taken up again', async () => {
    const [cwd, folder] = [shop(), folderWith()];
    const expected = await plainly(cwd);
    expect(await check(cwd, folder)).toMatchObject({ stdout: expected.stdout, code: 1, stderr: '' });
    const [name, ...others] = kept(folder);
    expect([name.endsWith('-check'), others]).toEqual([true, []]);
    const path = join(folder, 'code', name);
    expect(statSync(path).mode & 0o077).toBe(0);
    const before = statSync(path, { bigint: true });
    expect(await check(cwd, folder)).toMatchObject({ stdout: expected.stdout, code: 1, stderr: '' });
    // It would have been written again if V8 had refused it.
    expect(statSync(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
    await check(cwd, folder, ['--version']);
    expect(kept(folder)).toHaveLength(2);
  });

  const flipped = (at: (length: number) => number) => (path: string) => {
    const bytes = readFileSync(path);
    bytes[at(bytes.length)] ^= 1;
    writeFileSync(path, bytes);
  };
  it.each<readonly [string, (path: string) => void]>([
    ['a head that was damaged', flipped(() => 2)],
    ['a body that was damaged', flipped((length) => Math.floor(length / 4))],
    ['a copy that was damaged', flipped((length) => length - 100)],
    ['half of it', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100_000))],
    ['nothing in it', (path) => writeFileSync(path, '')],
    ['something else in it, twice', (path) => writeFileSync(path, 'nonsense'.repeat(2))],
    ['rights for others', (path) => chmodSync(path, 0o666)],
  ])('does not count with %s, and is written again', async (_, spoil) => {
    const [cwd, folder] = [shop(), folderWith()];
    const expected = await check(cwd, folder);
    const path = join(folder, 'code', kept(folder)[0]);
    spoil(path);
    const before = statSync(path).ino;
    expect(await check(cwd, folder)).toMatchObject({ stdout: expected.stdout, code: 1, stderr: '' });
    expect(statSync(path).ino).not.toBe(before);
  });

  it('is not read through a link', async () => {
    const [cwd, folder, other] = [shop(), folderWith(), folderWith()];
    await check(cwd, folder);
    const [name] = kept(folder);
    mkdirSync(join(other, 'code'));
    symlinkSync(join(folder, 'code', name), join(other, 'code', name));
    expect(await check(cwd, other)).toMatchObject({ code: 1, stderr: '' });
    expect(readdirSync(join(other, 'code'), { withFileTypes: true })[0].isFile()).toBe(true);
  });

  it('is kept by a run with findings in place of one without, and by none in trouble', async () => {
    const [cwd, folder] = [shop(), folderWith()];
    writeFileSync(join(cwd, 'bad.flow.json'), '{');
    expect((await check(cwd, folder, ['check', 'bad.flow.json'])).code).toBe(2);
    expect(kept(folder)).toEqual([]);
    expect((await check(cwd, folder, [...CHECK, '--exit-zero'])).code).toBe(0);
    const path = join(folder, 'code', kept(folder)[0]);
    const before = statSync(path).ino;
    expect((await check(cwd, folder)).code).toBe(1);
    expect(statSync(path).ino).not.toBe(before);
  });

  it('is no trouble where it cannot be kept', async () => {
    const cwd = shop();
    const expected = await plainly(cwd);
    const nowhere = join(cwd, 'shop.flow.json');
    expect(await check(cwd, nowhere)).toMatchObject({ stdout: expected.stdout, code: 1, stderr: '' });
  });

  it.runIf(process.platform === 'linux')('is kept in the cache folder of the user', async () => {
    const [cwd, home] = [shop(), folderWith()];
    const env = { NODE_COMPILE_CACHE: '', XDG_CACHE_HOME: 'relative', HOME: home };
    expect((await run(CHECK, { cwd, env })).code).toBe(1);
    expect(kept(join(home, '.cache/flowdown'))).toHaveLength(1);
    const stated = { ...env, XDG_CACHE_HOME: join(home, 'mine') };
    mkdirSync(stated.XDG_CACHE_HOME);
    expect((await run(CHECK, { cwd, env: stated })).code).toBe(1);
    expect(kept(join(home, 'mine/flowdown'))).toHaveLength(1);
    const off = { ...env, HOME: folderWith(), NODE_DISABLE_COMPILE_CACHE: '1' };
    expect((await run(CHECK, { cwd, env: off })).code).toBe(1);
    expect(readdirSync(off.HOME)).toEqual([]);
  });
});
