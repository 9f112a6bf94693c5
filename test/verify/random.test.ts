import { expect, it } from 'vitest';
import { generate } from '../reference/generate.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { missingManifests } from '../reference/workspace.ts';
import { certify, reasonsFor, type Certified } from './certified.ts';

const MODELS = Number(process.env.FLOWDOWN_MODELS ?? 400);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

/** The certificate of a random workspace; undefined where one is missing, or it cannot be read. */
function certified(workspace: ReferenceWorkspace): Certified | undefined {
  const { files, trust, required, waivers, at } = workspace;
  if (missingManifests(workspace).length > 0) return undefined;
  const texts = Object.fromEntries(files.map(({ path, manifest }) => [path, JSON.stringify(manifest)]));
  const config = {
    ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
    ...(required && { required }),
    ...(waivers && { waivers }),
  };
  return certify(texts, at, config);
}

it(`certifies ${MODELS} random workspaces, each time with the same bytes`, { timeout: 300_000 }, () => {
  let made = 0;
  for (let seed = SEED; seed < SEED + MODELS; seed++) {
    const workspace = generate(seed);
    const first = certified(workspace);
    if (first === undefined) continue;
    made++;
    expect(reasonsFor(first.text, first.evidence), `seed ${seed}`).toEqual([]);
    expect(certified(workspace)?.text).toBe(first.text);
  }
  expect(made).toBeGreaterThan(MODELS / 2);
});
