// Bundles the program and the library into dist/, so that an installed package needs nothing else, and emits types.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { apart } from './build/parts.mjs';
import { expandSchemaTypes } from './build/types.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const require = createRequire(import.meta.url);

const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  // The browser build of the YAML library is plain ES modules without Node's parts; its code is the same.
  alias: { yaml: join(dirname(require.resolve('yaml/package.json')), 'browser/index.js') },
};

const withoutPrograms = {
  name: 'without-programs',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/node_modules/commander/')
        ? { path: join(ROOT, 'scripts/build/no-programs.cjs') }
        : undefined,
    ),
};

// CommonJS starts 6 ms sooner than ES modules where a start of Node takes 65 (Node 20), and can wait for a part that it
// needs without being asynchronous.
const program = { ...shared, format: 'cjs', platform: 'node', minify: !process.env.PLAIN };

await rm(DIST, { recursive: true, force: true });
await mkdir(join(DIST, 'library'), { recursive: true });
await writeFile(join(DIST, 'package.json'), '{ "type": "commonjs" }\n');
await build({
  ...program,
  entryPoints: ['src/cli/program.ts'],
  outfile: 'dist/program.js',
  // The start calls it with what a module would have.
  banner: { js: '(function (require, __dirname) {' },
  footer: { js: '})' },
  plugins: [
    withoutPrograms,
    apart({
      folder: join(DIST, 'parts'),
      code: /\/generated\/\w+-validator\.js$|\/yaml\/browser\/index\.js$|\/src\/import\/formats\.ts$|\/src\/export\/exporters\.ts$|\/things\/skeleton\.ts$/,
      texts: /\/generated\/(packs|clauses|taxonomy|html-page)\.js$/,
      options: program,
    }),
  ],
});
await build({
  ...program,
  entryPoints: ['src/cli/flowdown.ts'],
  outfile: 'dist/flowdown.js',
  banner: { js: '#!/usr/bin/env node' },
  define: { PROGRAM_HASH: JSON.stringify(await hashOf('program.js')) },
});
await build({
  ...shared,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/library/index.js',
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
});
await writeFile(join(DIST, 'library/package.json'), '{ "type": "module" }\n');

// Their licences ask that the texts go where the code goes.
const BUNDLED = ['commander', 'picomatch', 'unhomoglyph', 'yaml'];
const licences = BUNDLED.map(async (name) => {
  const folder = join(ROOT, 'node_modules', name);
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
});
await writeFile(join(DIST, 'THIRD-PARTY.txt'), (await Promise.all(licences)).join('\n\n---\n\n'));
await chmod(join(DIST, 'flowdown.js'), 0o755);

const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
await expandSchemaTypes(ROOT, join(DIST, 'library/types'));

/** Of a file that is read as if each byte were a character. */
async function hashOf(name) {
  const bytes = await readFile(join(DIST, name));
  if (bytes.some((byte) => byte > 0x7f)) throw new Error(`${name} is not ASCII`);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
