// What is measured together: each series is a set of processes that are run in turn. What cannot be run has a reason instead.
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { npmPeer, opaPeer } from './peers.mjs';
import { manifestIn, relations, ring, ROOT, workspace } from './places.mjs';
import * as subjects from './subjects.mjs';

/** The smallest of the examples. */
const SMALLEST = join(ROOT, 'examples/commercial-chain');

/** The series by name; `factor` is by how much the rounds of a series differ from those asked for. */
export const PLAN = {
  large: { factor: 1, cases: (sizes) => oneFile(sizes.large) },
  growth: { factor: 0.6, cases: (sizes) => growing(sizes.large, sizes.huge) },
  files: { factor: 0.6, cases: (sizes) => manyFiles(sizes.large) },
  change: { factor: 1, cases: (sizes) => changing(sizes.large) },
  session: { factor: 0.4, cases: (sizes) => inSession(sizes.large) },
  start: { factor: 5, cases: starting },
  rules: { factor: 0.6, cases: (sizes) => ruling(sizes.million) },
  reader: { factor: 1, cases: (sizes) => reading(sizes.large) },
  stages: { factor: 0.6, cases: (sizes) => staging(sizes.large) },
  worst: { factor: 0.6, cases: worst },
  opa: { factor: 0.6, cases: (sizes) => inRego(sizes.small) },
};

/** How many flows the sizes have; at another scale, all but the smallest have more or fewer. */
export const sizesAt = (scale) => ({
  small: 1_000,
  large: 100_000 * scale,
  huge: 1_000_000 * scale,
  // About a million transfers.
  million: 435_000 * scale,
});

async function oneFile(flows) {
  const yaml = await workspace(flows, 'yaml');
  const json = await workspace(flows, 'json');
  return {
    parse: subjects.parseJson(manifestIn(json, 'json')),
    yaml: subjects.check(yaml),
    duckdb: await duckdbCase(flows),
    json: subjects.check(json),
    document: subjects.parseDocument(manifestIn(yaml, 'yaml')),
  };
}

async function growing(large, huge) {
  const [small, big] = [await workspace(large, 'json'), await workspace(huge, 'json')];
  return {
    'parse large': subjects.parseJson(manifestIn(small, 'json')),
    'parse huge': subjects.parseJson(manifestIn(big, 'json')),
    large: subjects.check(small),
    huge: subjects.check(big),
    duckdb: await duckdbCase(huge),
  };
}

async function manyFiles(flows) {
  const folder = await workspace(flows, 'yaml', 1000);
  const peer = npmPeer('spectral');
  return {
    check: subjects.check(folder),
    spectral: peer.absent ? peer : subjects.spectral(peer.home, folder),
  };
}

async function changing(flows) {
  const absent = 'there is no cache yet';
  if (!subjects.hasCache) return { full: { absent }, changed: { absent } };
  const folder = await workspace(flows, 'yaml', 1000);
  return { full: subjects.check(folder), changed: subjects.checkChanged(folder, 'part-00500.flow.yaml') };
}

const inSession = async (flows) => ({ session: subjects.session(await workspace(flows, 'yaml', 1000)) });

function starting() {
  const peer = process.versions.node.startsWith('24.')
    ? { absent: 'it is the Node that runs all' }
    : npmPeer('node24');
  const node = peer.absent ? undefined : peer.program;
  return {
    nothing: subjects.nothing(),
    check: subjects.check(SMALLEST, { cache: true }),
    'nothing 24': peer.absent ? peer : subjects.nothing(node),
    'check 24': peer.absent ? peer : subjects.check(SMALLEST, { node, cache: true }),
  };
}

async function ruling(flows) {
  const file = manifestIn(await workspace(flows, 'json'), 'json');
  return { rules: subjects.stage(await bundle('rules'), file) };
}

async function reading(flows) {
  const reader = await bundle('reader');
  const yaml = manifestIn(await workspace(flows, 'yaml'), 'yaml');
  const json = manifestIn(await workspace(flows, 'json'), 'json');
  return {
    parse: subjects.stage(reader, 'parse', json),
    tape: subjects.stage(reader, 'tape', yaml),
    accepted: subjects.stage(reader, 'accepted', yaml),
  };
}

async function staging(flows) {
  const file = manifestIn(await workspace(flows, 'yaml'), 'yaml');
  return { stages: subjects.stage(await bundle('stages'), file) };
}

async function worst() {
  return { ring: subjects.check(await ring(2000)) };
}

async function inRego(flows) {
  const folder = await workspace(flows, 'json');
  const peer = opaPeer();
  return {
    check: subjects.check(folder),
    opa: peer.absent ? peer : subjects.opa(peer.program, manifestIn(folder, 'json')),
  };
}

async function duckdbCase(flows) {
  const peer = npmPeer('duckdb');
  return peer.absent ? peer : subjects.duckdb(peer.home, await relations(flows));
}
