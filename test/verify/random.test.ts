import { expect, it } from 'vitest';
import type { Json } from '../../src/verify/canonical.ts';
import { generate, NAMES } from '../reference/generate.ts';
import { diceOf } from '../reference/random.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { missingManifests } from '../reference/trust.ts';
import { certify, promised, reasonsFor, resealed, type Certified } from './certified.ts';
import { mutationsOf } from './mutations.ts';

const MODELS = Number(process.env.FLOWDOWN_MODELS ?? 200);
const CHANGES = 10;
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

it(
  `certifies ${MODELS} random workspaces, and no change of one that says something else`,
  { timeout: 600_000 },
  () => {
    console.log(`certificates: seeds ${SEED} to ${SEED + MODELS - 1}; FLOWDOWN_SEED sets the first`);
    const tally = { made: 0, changed: 0, accepted: 0 };
    for (let seed = SEED; seed < SEED + MODELS; seed++) {
      const workspace = generate(seed);
      const first = certified(workspace);
      if (first === undefined) continue;
      tally.made++;
      expect(reasonsFor(first.text, first.evidence), `seed ${seed}`).toEqual([]);
      if (seed % 10 === 0) expect(certified(workspace)?.text).toBe(first.text);
      changeSome(first, workspace, seed, tally);
    }
    expect(tally.made).toBeGreaterThan(MODELS / 2);
    expect(tally.changed).toBeGreaterThan(MODELS * 5);
    expect(tally.accepted).toBeLessThan(tally.changed / 10);
  },
);

/**
 * A few changes of a certificate, sealed again: what is accepted has to say the same.
 * One of another day may be as true: it has to say what the certificate of that day says.
 */
function changeSome(
  { certificate, evidence }: Certified,
  workspace: ReferenceWorkspace,
  seed: number,
  tally: { changed: number; accepted: number },
): void {
  const { findings: _findings, program: _program, seal: _seal, ...facts } = certificate.predicate;
  const all = [...mutationsOf(facts as unknown as Json, NAMES)];
  const before = promised(certificate);
  for (const { value, what } of diceOf(seed).some(all, CHANGES, CHANGES)) {
    const changed = { ...certificate, predicate: { ...certificate.predicate, ...(value as object) } };
    // A field that is gone is none of the certificate; there is no other form.
    for (const key of Object.keys(facts))
      if (!Object.hasOwn(value as object, key)) Reflect.deleteProperty(changed.predicate, key);
    tally.changed++;
    const text = resealed(changed);
    if (reasonsFor(text, evidence).length > 0) continue;
    tally.accepted++;
    const { at } = changed.predicate;
    const truth = at === workspace.at ? before : promisedOn(workspace, at);
    expect(promised(changed), `seed ${seed}: ${what}`).toEqual(truth);
  }
}

function promisedOn(workspace: ReferenceWorkspace, at: string): unknown {
  const other = certified({ ...workspace, at });
  return other && promised(other.certificate);
}
