import { join } from 'node:path';
import { build } from 'esbuild';
import { CACHE, ROOT } from './places.mjs';

/** Bundles a program of bench/processes that times parts of the sources; gives the path of what can be run. */
export async function bundle(name) {
  const outfile = join(CACHE, 'processes', `${name}.mjs`);
  await build({
    entryPoints: [join(ROOT, 'bench/processes', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') },
    logLevel: 'warning',
  });
  return outfile;
}
