// Bundles the program and the library into dist/, so that an installed package needs nothing else, and emits types.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expandSchemaTypes } from './build/types.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  // The browser build of the YAML library is plain ES modules without Node's parts; its code is the same.
  alias: { yaml: join(dirname(require.resolve('yaml/package.json')), 'browser/index.js') },
};

await rm(join(ROOT, 'dist'), { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: { flowdown: 'src/cli/flowdown.ts' },
  outdir: 'dist',
  platform: 'node',
  minify: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  // Some bundled parts are CommonJS and call require.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
  },
});
await build({
  ...shared,
  entryPoints: { index: 'src/index.ts' },
  outdir: 'dist',
  platform: 'neutral',
  mainFields: ['module', 'main'],
});
// Their licences ask that the texts go where the code goes.
const BUNDLED = ['commander', 'picomatch', 'yaml'];
const licences = BUNDLED.map(async (name) => {
  const folder = join(ROOT, 'node_modules', name);
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`;
});
await writeFile(join(ROOT, 'dist/THIRD-PARTY.txt'), (await Promise.all(licences)).join('\n\n---\n\n'));
await chmod(join(ROOT, 'dist/flowdown.js'), 0o755);

const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
await expandSchemaTypes(ROOT, join(ROOT, 'dist/types'));
