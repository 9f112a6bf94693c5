import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFacts } from '../workspace/facts.mjs';
import { writeRing } from '../workspace/ring.mjs';
import { writeWorkspace } from '../workspace/write.mjs';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where workspaces and the programs of others are kept between runs; never committed. */
export const CACHE = join(ROOT, 'node_modules/.cache/flowdown-bench');

/** The program that is measured, as it is built. */
export const PROGRAM = join(ROOT, 'dist/flowdown.js');

/** A workspace of so many flows; it is written when it is asked for first. */
export const workspace = (flows, format, files = 1) =>
  kept(`${format}-${flows}-${files}`, (folder) => writeWorkspace(folder, { flows, format, files }));

/** The path of the manifest of a workspace that has one. */
export const manifestIn = (folder, format) => join(folder, `workspace.flow.${format}`);

/** The relations of a workspace of so many flows, as CSV. */
export const relations = (flows) => kept(`relations-${flows}`, (folder) => writeFacts(folder, { flows }));

/** The worst case: everything is handed on in circles. */
export const ring = (systems) =>
  kept(`ring-${systems}`, (folder) => writeRing(folder, { systems, format: 'json' }));

/** A folder of generated files; what another generator wrote is not taken for its own. */
async function kept(name, write) {
  const folder = join(CACHE, 'workspaces', generator(), name);
  if (existsSync(folder)) return folder;
  for (const other of readdirSync(mkdirs(join(CACHE, 'workspaces'))))
    if (other !== generator()) rmSync(join(CACHE, 'workspaces', other), { recursive: true });
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  await write(mkdirs(draft));
  renameSync(draft, folder);
  return folder;
}

function mkdirs(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A name for the generator as it is now. */
function generator() {
  const folder = join(ROOT, 'bench/workspace');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}
