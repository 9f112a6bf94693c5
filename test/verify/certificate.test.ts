/** Certificates: what they say, that every change of one is found, and that what is still accepted is true. */
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/format.ts';
import { canonicalJson, type Json } from '../../src/verify/canonical.ts';
import type { Certificate } from '../../src/verify/certificate-format.ts';
import { certifyOne, promised, reasonsFor, resealed } from './certified.ts';
import { mutationsOf } from './mutations.ts';

/** Two ways, two chains, a permission of which it is unknown, one that is refused, and one of everything else. */
const GROUND: Omit<Manifest, 'flowdown'> = {
  parties: { agency: {}, prime: {}, sub: {}, vendor: {} },
  zones: {
    port: { operator: 'agency' },
    lab: { operator: 'prime' },
    bench: { operator: 'sub' },
    office: { operator: 'vendor' },
  },
  data: {
    video: { category: 'imagery', owner: 'agency', contains: ['faces'] },
    faces: { category: 'biometric.face', owner: 'agency' },
    templates: { category: 'biometric.template', owner: 'prime', derivedFrom: ['faces'] },
  },
  systems: {
    camera: { zone: 'port', collects: ['video'], period: { from: '2019-01-01' } },
    server: { zone: 'lab', produces: ['templates'] },
    tester: { zone: 'bench', disposals: [{ on: '2019-03-01', data: ['video'] }] },
    share: { zone: 'office' },
    screen: { zone: 'office', storage: 'transient' },
  },
  flows: {
    upload: { from: 'camera', to: 'server', data: 'all' },
    hand: { from: 'server', to: 'tester', data: ['video'], purpose: 'test' },
    give: { from: 'server', to: 'share', categories: ['biometric'], period: { until: '2019-02-01' } },
    sync: { from: 'share', to: 'tester' },
    look: { from: 'server', to: 'screen', data: ['video'], mode: 'view' },
  },
  access: { desk: { party: 'vendor', systems: ['server'] } },
  authorizations: {
    first: { by: 'agency', to: 'prime', data: ['video'], actions: ['hold', 'derive', 'view'], delegable: 2 },
    other: { by: 'agency', to: 'prime', data: ['video'], actions: ['hold', 'view'], delegable: 2 },
    passed: { by: 'prime', to: 'sub', data: ['video'], actions: ['hold'] },
    maybe: {
      by: 'prime',
      to: 'vendor',
      categories: ['biometric'],
      actions: ['hold'],
      purposes: ['research'],
    },
    own: { by: 'vendor', to: 'vendor', data: ['video'], actions: ['hold', 'view'] },
  },
};

const IDS = [
  ...Object.keys({ ...GROUND.parties, ...GROUND.zones, ...GROUND.data, ...GROUND.systems }),
  ...Object.keys({ ...GROUND.flows, ...GROUND.authorizations, ...GROUND.access }),
  ...Object.keys(GROUND.flows ?? {}).map((id) => `flow:${id}`),
];

/** Another ground that holds as well, what is not promised, and the seal, which is made anew. */
const EQUALLY_TRUE =
  /^\.predicate(\.program\.version |\.seal | loses seal|\.copies has items|\.permissions\[\d+\]\.chain\[0\] becomes other|\.findings\[\d+\](\.severity|\.identity| loses witness))/;

describe('a certificate', () => {
  const { certificate, text, evidence } = certifyOne(GROUND);
  const { predicate } = certificate;

  it('says what follows, with a ground for each fact', () => {
    expect(reasonsFor(text, evidence)).toEqual([]);
    expect(predicate.copies[0]).toEqual({
      system: 'camera',
      data: 'video',
      certain: true,
      grounded: true,
      from: '2019-01-01',
      until: '2019-06-01',
      by: 'collect:camera/video',
    });
    const chains = predicate.permissions.flatMap(({ party, chain }) =>
      chain === undefined ? [] : [[party, ...chain]],
    );
    expect(chains).toContainEqual(['sub', 'first', 'passed']);
    expect(chains).toContainEqual(['vendor', 'first', 'maybe']);
    const refused = predicate.permissions.find(
      ({ party, answer }) => party === 'vendor' && answer === 'false',
    );
    expect(refused?.reached).toEqual([
      { party: 'vendor', depth: 0 },
      { party: 'prime', depth: 1, by: 'maybe' },
    ]);
    expect(new Set(predicate.permissions.map(({ answer }) => answer))).toEqual(
      new Set(['true', 'false', 'unknown']),
    );
    expect(predicate.copies.some(({ certain }) => !certain)).toBe(true);
  });

  it('is rejected after any change of it', () => {
    let count = 0;
    for (const { value, what } of mutationsOf(certificate as unknown as Json, IDS)) {
      // The seal alone has to find these; the next law looks at all of them.
      if (count++ % 10 === 0) expect(reasonsFor(canonicalJson(value), evidence), what).not.toEqual([]);
    }
    expect(count).toBeGreaterThan(2000);
  });

  it('promises nothing else after any change that is sealed again', { timeout: 120_000 }, () => {
    const before = promised(certificate);
    const accepted: string[] = [];
    for (const { value, what } of mutationsOf(certificate as unknown as Json, IDS)) {
      let changed: string;
      try {
        changed = resealed(value as unknown as Certificate);
      } catch {
        continue;
      }
      if (reasonsFor(changed, evidence).length > 0) continue;
      expect(promised(value as unknown as Certificate), what).toEqual(before);
      accepted.push(what);
    }
    expect(accepted.filter((what) => !EQUALLY_TRUE.test(what))).toEqual([]);
    expect(accepted.some((what) => what.includes('chain'))).toBe(true);
  });
});
