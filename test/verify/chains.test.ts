/** That the verifier is not vacuous: manifests and certificates that are broken by hand, and what it says of each. */
import { describe, expect, it } from 'vitest';
import type { Authorization, Manifest } from '../../src/manifest/format.ts';
import type { Certificate } from '../../src/verify/certificate-format.ts';
import { certify, certifyOne, reasonsFor, resealed, sha256, type Certified } from './certified.ts';

const AUTHORIZATIONS: Record<string, Authorization> = {
  first: { by: 'agency', to: 'prime', data: ['plates'], actions: ['hold'], delegable: 1 },
  second: { by: 'prime', to: 'vendor', data: ['plates'], actions: ['hold'] },
};
const BASE: Omit<Manifest, 'flowdown'> = {
  parties: { agency: {}, prime: {}, vendor: {} },
  zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
  data: { plates: { category: 'vehicle.license-plate', owner: 'agency' } },
  systems: { camera: { zone: 'port', collects: ['plates'] }, share: { zone: 'office' } },
  flows: { send: { from: 'camera', to: 'share', data: ['plates'] } },
  authorizations: AUTHORIZATIONS,
};

/** The certificate of one manifest as if it were that of another: only the digest is put right. */
function against(changed: Omit<Manifest, 'flowdown'>): readonly string[] {
  const { certificate } = certifyOne(BASE);
  const { evidence } = certifyOne(changed);
  const [{ path, bytes }] = evidence.files;
  const forged = { ...certificate, subject: [{ name: path, digest: { sha256: sha256(bytes) } }] };
  return reasonsFor(resealed(forged), evidence);
}

const withAuthorizations = (changes: Record<string, Partial<Authorization>>): Omit<Manifest, 'flowdown'> => ({
  ...BASE,
  authorizations: Object.fromEntries(
    Object.entries(AUTHORIZATIONS).map(([id, each]) => [id, { ...each, ...changes[id] }]),
  ),
});

describe('a chain', () => {
  it('is that of the owner and of whoever was given the right to pass it on', () => {
    const { certificate } = certifyOne(BASE);
    expect(certificate.predicate.transfers).toEqual([
      { flow: 'send', data: 'plates', certain: true, ended: false, authorized: 'true', permissions: [0] },
    ]);
    expect(certificate.predicate.permissions[0]).toMatchObject({
      answer: 'true',
      chain: ['first', 'second'],
    });
    expect(against(BASE)).toEqual([]);
  });

  it.each<[string, Record<string, Partial<Authorization>>, string]>([
    [
      'was over before the day',
      { first: { period: { until: '2019-05-31' } } },
      'chain[0]: first does not cover it: period',
    ],
    [
      'begins after the day',
      { second: { period: { from: '2019-06-02' } } },
      'chain[1]: second does not cover it: period',
    ],
    [
      'is by the supplier itself',
      { first: { by: 'prime' } },
      'chain[0]: first is by prime, and the permission has come to agency',
    ],
    [
      'may not be passed on',
      { first: { delegable: 0 } },
      'chain[0]: first may be passed on 0 times, and is passed on 1 times',
    ],
    ['is for another party', { second: { to: 'prime' } }, 'chain: it ends with prime, and not with vendor'],
    [
      'is by somebody else',
      { second: { by: 'vendor' } },
      'chain[1]: second is by vendor, and the permission has come to prime',
    ],
    [
      'is for another action',
      { second: { actions: ['view'] } },
      'chain[1]: second does not cover it: action',
    ],
    ['is for another place', { second: { zones: ['port'] } }, 'chain[1]: second does not cover it: zone'],
    [
      'is for other data',
      { first: { data: undefined, categories: ['biometric'] } },
      'chain[0]: first does not cover it: data',
    ],
    [
      'is for a purpose that nobody states',
      { second: { purposes: ['research'] } },
      'chain[1]: second does not cover it: purpose',
    ],
    [
      'is for a channel that nobody states',
      { second: { channels: ['api'] } },
      'chain[1]: second does not cover it: channel',
    ],
  ])('breaks where a link %s', (_, changes, reason) => {
    expect(against(withAuthorizations(changes))).toContain(`predicate.permissions[0].${reason}`);
  });

  it('is not denied where there is one', () => {
    const { certificate } = certifyOne(withAuthorizations({ first: { delegable: 0 } }));
    const { evidence } = certifyOne(BASE);
    const subject = [{ name: 'a.flow.json', digest: { sha256: sha256(evidence.files[0].bytes) } }];
    expect(certificate.predicate.permissions[0].answer).toBe('false');
    expect(reasonsFor(resealed({ ...certificate, subject }), evidence)).toEqual([
      'predicate.permissions[0]: first permits it to prime, and that leads to vendor',
    ]);
  });
});

describe('copies', () => {
  it.each<[string, Omit<Manifest, 'flowdown'>, string]>([
    [
      'a flow more',
      {
        ...BASE,
        systems: { ...BASE.systems, disk: { zone: 'office' } },
        flows: { ...BASE.flows, on: { from: 'share', to: 'disk', data: 'all' } },
      },
      'predicate.copies: flow:on brings plates to disk (going back to a collection, for certain) for the days ..2019-06-01, and the list does not have that',
    ],
    [
      'a flow less',
      { ...BASE, flows: { other: { from: 'camera', to: 'share' } } },
      'predicate.copies[1]: flow:send does not bring plates to share from plates on camera (..2019-06-01) (going back to a collection, for certain)',
    ],
    [
      'a flow that has not begun',
      {
        ...BASE,
        flows: { send: { from: 'camera', to: 'share', data: ['plates'], period: { from: '2019-06-02' } } },
      },
      'predicate.copies[1]: flow:send does not bring plates to share from plates on camera (..2019-06-01) (going back to a collection, for certain)',
    ],
    [
      'a disposal',
      {
        ...BASE,
        systems: {
          ...BASE.systems,
          camera: {
            zone: 'port',
            collects: ['plates'],
            period: { until: '2019-01-01' },
            disposals: [{ on: '2019-02-01', data: 'all' }],
          },
        },
      },
      'predicate.copies[0]: collect:camera/plates brings it for the days ..2019-02-01, and not ..2019-06-01',
    ],
  ])('do not follow after %s', (_, changed, reason) => {
    expect(against(changed)).toContain(reason);
  });
});

describe('a certificate', () => {
  const { text, evidence, certificate } = certifyOne(BASE);

  it('is of these bytes of the manifests', () => {
    const [{ path, bytes }] = evidence.files;
    const changed = bytes.with(bytes.length - 1, 0x20);
    expect(reasonsFor(text, { ...evidence, files: [{ path, bytes: changed }] })[0]).toMatch(
      /^subject\[0\]: a\.flow\.json is not what it was/,
    );
    expect(reasonsFor(text, { ...evidence, files: [] })).toEqual([
      'subject[0]: a.flow.json is not here, or stands here twice',
    ]);
    expect(
      reasonsFor(text, { ...evidence, files: [...evidence.files, { path: 'b.flow.json', bytes }] }),
    ).toEqual(['subject: b.flow.json is left out']);
  });

  it('is of this day, and of no other', () => {
    expect(reasonsFor(text, { ...evidence, day: '2019-06-01' })).toEqual([]);
    expect(reasonsFor(text, { ...evidence, day: '2019-06-02' })).toEqual([
      'predicate.at: it is of 2019-06-01, and not of 2019-06-02',
    ]);
    const later = { ...certificate, predicate: { ...certificate.predicate, at: '2019-06-02' } };
    expect(reasonsFor(resealed(later), evidence).length).toBeGreaterThan(0);
  });

  it('is of this configuration and these rules', () => {
    const other = [{ name: 'core', sha256: sha256(new Uint8Array()) }];
    expect(reasonsFor(text, { ...evidence, packs: other })[0]).toMatch(
      /^predicate\.packs\[0\]: core is not what it was/,
    );
    expect(reasonsFor(text, { ...evidence, configuration: other })).toEqual([
      'predicate.configuration: core is left out',
    ]);
    expect(reasonsFor(text, { ...evidence, failOn: 'never' })).toEqual([
      'predicate.verdict.failOn: the configuration says never',
    ]);
    const judged = evidence.judged.slice(1);
    expect(reasonsFor(text, { ...evidence, judged })[0]).toMatch(/^predicate\.judged: it has to be /);
  });

  it('is written in one way only', () => {
    expect(reasonsFor(`${text}\n`, evidence)).toEqual([': it is not written in canonical JSON (RFC 8785)']);
    expect(reasonsFor(text.replace('"flow:send"', String.raw`"flow:\u0073end"`), evidence)).toEqual([
      ': it is not written in canonical JSON (RFC 8785)',
    ]);
  });
});

describe('under trust', () => {
  const TEXTS = {
    'agency.flow.json': JSON.stringify({
      flowdown: 1,
      parties: { agency: {}, vendor: {} },
      zones: { port: { operator: 'agency' } },
      data: BASE.data,
      systems: { camera: { zone: 'port', collects: ['plates'] } },
    }),
    'vendor.flow.json': JSON.stringify({
      flowdown: 1,
      zones: { office: { operator: 'vendor' } },
      systems: { share: { zone: 'office' } },
      flows: BASE.flows,
      authorizations: { own: { by: 'agency', to: 'vendor', data: ['plates'], actions: ['hold'] } },
    }),
  };
  const trusted = (parties: string[]): Certified =>
    certify(TEXTS, '2019-06-01', { trust: { 'agency.flow.json': ['agency'], 'vendor.flow.json': parties } });

  it('an authorization counts from those who may speak for its giver', () => {
    const answers = ({ predicate }: Certificate): unknown =>
      predicate.permissions.map(({ answer }) => answer);
    const [alone, both] = [trusted(['vendor']), trusted(['agency', 'vendor'])];
    expect(answers(alone.certificate)).toEqual(['false']);
    expect(answers(both.certificate)).toEqual(['true']);
    expect(reasonsFor(both.text, alone.evidence)).toEqual([
      'predicate.voices: trust gives the manifests other voices',
      'predicate.permissions[0].chain[0]: there is no authorization own that counts',
    ]);
  });
});

describe('a hostile certificate', () => {
  const { text, evidence } = certifyOne(BASE);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each<[string, string, string]>([
    ['no JSON', 'flowdown', 'json-syntax'],
    ['nothing', '', 'empty'],
    ['a deep one', deep, 'nesting'],
    ['a key twice', text.replace('"at":', '"at":"2019-06-01","at":'), 'duplicate-key'],
    ['a prototype', text.replace('"at":', '"__proto__":{},"at":'), 'reserved-key'],
    ['a constructor', text.replace('"at":', '"constructor":{},"at":'), 'unknown-key'],
    ['a huge number', text.replace('"permissions":[0]', '"permissions":[1e400]'), 'number'],
    [
      'a number that is too long',
      text.replace('"permissions":[0]', '"permissions":[99999999999999999999]'),
      'number',
    ],
    ['a fraction', text.replace('"permissions":[0]', '"permissions":[0.5]'), 'wrong-type'],
    ['a list', '[]', 'wrong-type'],
  ])('is not read: %s', (_, hostile, code) => {
    expect(reasonsFor(hostile, evidence).join()).toContain(code);
  });

  it.each<[string, string, string]>([
    ['an id that is not there', '"system":"camera"', '"system":"toString"'],
    ['a flow that every object has', '"by":"flow:send"', '"by":"flow:constructor"'],
    [
      'an authorization that every object has',
      '"chain":["first","second"]',
      '"chain":["constructor","second"]',
    ],
    ['a place far away', '"of":0', '"of":9007199254740991'],
    ['a ground of itself', '"of":0', '"of":1'],
    ['a permission far away', '"permissions":[0]', '"permissions":[4294967296]'],
    ['a step of no kind', '"by":"collect:camera/plates"', '"by":"__proto__"'],
  ])('is rejected: %s', (_, was, is) => {
    const hostile = text.replace(was, is);
    expect(hostile).not.toBe(text);
    const certificate = JSON.parse(hostile) as Certificate;
    const reasons = reasonsFor(resealed(certificate), evidence);
    expect(reasons.length).toBeGreaterThan(0);
  });
});
