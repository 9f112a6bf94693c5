import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/format.ts';
import { type Facts, facts, type Transfer, witness, witnesses } from './facts.ts';
import { findings } from './findings.ts';
import { generate, shrink } from './generate.ts';
import { inOne } from './shrink.ts';
import type { ReferenceWorkspace } from './workspace.ts';

const AT = '2019-06-10';

/** An agency with an enclave, a contractor and its sub-contractor with a network each; the agency owns faces. */
const GROUND = {
  flowdown: 1,
  parties: { agency: {}, prime: {}, sub: {} },
  zones: {
    enclave: { operator: 'agency' },
    office: { operator: 'prime' },
    lab: { operator: 'sub' },
  },
  data: { face: { category: 'biometric.face', owner: 'agency' } },
} satisfies Manifest;

type Parts = Partial<Omit<Manifest, 'flowdown'>>;

function workspaceOf(parts: Parts, at = AT): ReferenceWorkspace {
  return { files: [{ path: 'a.flow.json', manifest: { ...GROUND, ...parts } }], at };
}

const factsOf = (parts: Parts, at = AT): Facts => facts(workspaceOf(parts, at));

/** `system/data`, with a question mark where the holding is not certain and an exclamation mark without origin. */
const heldIn = ({ holdings }: Facts): string[] =>
  holdings.map(
    ({ system, data, certain, grounded }) => `${system}/${data}${certain ? '' : '?'}${grounded ? '' : '!'}`,
  );

const transferOf = ({ transfers }: Facts, flow: string, data = 'face'): Transfer | undefined =>
  transfers.find((transfer) => transfer.flow === flow && transfer.data === data);

const subjectsOf = (workspace: ReferenceWorkspace, rule: string): string[] =>
  findings(workspace)
    .filter((finding) => finding.rule === rule)
    .map(({ subject, verdict }) => `${subject} ${verdict}`);

const camera = { zone: 'enclave', collects: ['face'] };
const server = { zone: 'office' };
const bench = { zone: 'lab' };

describe('copies', () => {
  it('a copy is also a copy of everything in contains*', () => {
    const data = {
      video: { category: 'location', owner: 'agency', contains: ['frame'] },
      frame: { category: 'location', owner: 'agency', contains: ['face'] },
      ...GROUND.data,
    };
    const known = factsOf({ data, systems: { camera: { ...camera, collects: ['video'] } } });
    expect(heldIn(known)).toEqual(['camera/face', 'camera/frame', 'camera/video']);
    expect(known.collections.map((fact) => fact.data)).toEqual(['face', 'frame', 'video']);
  });

  it('a disposal that covers c has t <= on < u: there on its day, gone on the next', () => {
    const systems = {
      camera: {
        ...camera,
        period: { until: '2019-06-03' },
        disposals: [{ on: '2019-06-05', data: 'all' as const }],
      },
    };
    expect(heldIn(factsOf({ systems }, '2019-06-05'))).toEqual(['camera/face']);
    expect(heldIn(factsOf({ systems }, '2019-06-06'))).toEqual([]);
  });

  it('nothing but a stated disposal ends a copy: not the end of a flow, of the service, and not mode move', () => {
    const known = factsOf({
      systems: { camera: { ...camera, period: { until: '2019-06-03' } }, server },
      flows: {
        f: { from: 'camera', to: 'server', data: ['face'], mode: 'move', period: { until: '2019-06-02' } },
      },
    });
    expect(heldIn(known)).toEqual(['camera/face', 'server/face']);
  });

  it('what came after a disposal stays', () => {
    const disposals = [{ on: '2019-06-05', data: ['face'] }];
    const known = factsOf({ systems: { camera: { ...camera, disposals } } });
    expect(heldIn(known)).toEqual(['camera/face']);
  });

  it('if s is transient, u = t', () => {
    const systems = {
      camera: { ...camera, storage: 'transient' as const, period: { until: '2019-06-03' } },
      server,
    };
    const flows = {
      f: { from: 'camera', to: 'server', data: 'all' as const, period: { from: '2019-06-03' } },
    };
    expect(heldIn(factsOf({ systems, flows }, '2019-06-03'))).toEqual(['camera/face', 'server/face']);
    expect(heldIn(factsOf({ systems, flows }, '2019-06-04'))).toEqual(['server/face']);
    const late = { f: { ...flows.f, period: { from: '2019-06-04' } } };
    expect(heldIn(factsOf({ systems, flows: late }))).toEqual([]);
  });

  it('a disposal that names only what is inside a container does not open the container', () => {
    const data = { video: { category: 'location', owner: 'agency', contains: ['face'] }, ...GROUND.data };
    const box = { zone: 'enclave', collects: ['video'], period: { until: '2019-06-01' } };
    const inner = { camera: { ...box, disposals: [{ on: '2019-06-02', data: ['face'] }] } };
    expect(heldIn(factsOf({ data, systems: inner }))).toEqual(['camera/face', 'camera/video']);
    const outer = { camera: { ...box, disposals: [{ on: '2019-06-02', data: ['video'] }] } };
    expect(heldIn(factsOf({ data, systems: outer }))).toEqual([]);
  });

  it('c listed in f.data moves whether or not f.from holds it; without origin it is not grounded', () => {
    const known = factsOf({
      systems: { bench, server },
      flows: { f: { from: 'bench', to: 'server', data: ['face'] } },
    });
    expect(known.holdings).toEqual([
      { system: 'server', data: 'face', certain: true, grounded: false, distance: 1 },
    ]);
  });

  it('data: all moves each c that has a copy alive at f.from as itself; categories move what is held', () => {
    const data = { video: { category: 'location', owner: 'agency', contains: ['face'] }, ...GROUND.data };
    const known = factsOf({
      data,
      systems: { camera: { ...camera, collects: ['video'] }, server, bench },
      flows: {
        all: { from: 'camera', to: 'server', data: 'all' },
        some: { from: 'camera', to: 'bench', categories: ['biometric'] },
      },
    });
    expect(heldIn(known)).toEqual([
      'bench/face',
      'camera/face',
      'camera/video',
      'server/face',
      'server/video',
    ]);
  });

  it('is-a: x = c or x starts with c followed by a dot', () => {
    const data = {
      like: { category: 'biometric-like', owner: 'agency' },
      deep: { category: ['location', 'biometric.face.template'], owner: 'agency' },
    };
    const known = factsOf({
      data,
      systems: { camera: { ...camera, collects: ['like', 'deep'] }, server },
      flows: { f: { from: 'camera', to: 'server', categories: ['biometric'] } },
    });
    expect(known.transfers.map((transfer) => transfer.data)).toEqual(['deep']);
  });

  it('production: s lists c in produces, in s.period, and holds some p in c.derivedFrom', () => {
    const data = {
      ...GROUND.data,
      other: { category: 'location', owner: 'agency' },
      template: { category: 'biometric.face.template', owner: 'prime', derivedFrom: ['face', 'other'] },
    };
    const flows = { f: { from: 'camera', to: 'server', data: ['face'], period: { from: '2019-06-05' } } };
    const systems = (period: object) => ({ camera, server: { ...server, produces: ['template'], period } });
    const known = factsOf({ data, flows, systems: systems({}) });
    expect(heldIn(known)).toEqual(['camera/face', 'server/face', 'server/template']);
    expect(known.holdings[2].distance).toBe(2);
    expect(heldIn(factsOf({ data, flows, systems: systems({ until: '2019-06-04' }) }))).toEqual([
      'camera/face',
      'server/face',
    ]);
  });

  it('copies do not keep themselves alive by going round in a circle', () => {
    const known = factsOf({
      systems: { server, bench },
      flows: {
        there: { from: 'server', to: 'bench', data: 'all' },
        back: { from: 'bench', to: 'server', data: 'all' },
      },
    });
    expect(known.holdings).toEqual([]);
  });

  it('a period whose until is before its from holds on no day', () => {
    const known = factsOf({
      systems: { camera, server },
      flows: {
        f: { from: 'camera', to: 'server', data: 'all', period: { from: '2019-06-03', until: '2019-06-02' } },
      },
    });
    expect(heldIn(known)).toEqual(['camera/face']);
    expect(known.coverage).toEqual({ flows: 0, stated: 0 });
  });
});

describe('opaque flows', () => {
  it('move nothing for certain and may move what all would', () => {
    const known = factsOf({
      systems: { camera, server, bench },
      flows: { f: { from: 'camera', to: 'server' }, g: { from: 'server', to: 'bench', data: 'all' } },
    });
    expect(heldIn(known)).toEqual(['bench/face?', 'camera/face', 'server/face?']);
    expect(transferOf(known, 'g')).toMatchObject({ certain: false, authorized: 'false' });
    expect(known.coverage).toEqual({ flows: 2, stated: 1 });
  });

  it('a flow by categories may move a datum whose category is more general than the flow’s', () => {
    const known = factsOf({
      data: { mixed: { category: 'biometric', owner: 'agency' } },
      systems: { camera: { ...camera, collects: ['mixed'] }, server },
      flows: { f: { from: 'camera', to: 'server', categories: ['biometric.face'] } },
    });
    expect(heldIn(known)).toEqual(['camera/mixed', 'server/mixed?']);
  });

  it('a may-fact makes a violation undecided', () => {
    const workspace = workspaceOf({
      systems: { camera, server },
      flows: { f: { from: 'camera', to: 'server' } },
    });
    expect(subjectsOf(workspace, 'core/unauthorized-transfer')).toEqual(['flow:f/face undecided']);
    expect(subjectsOf(workspace, 'core/opaque-flow')).toEqual(['flow:f violation']);
    expect(subjectsOf(workspace, 'case-cbp-2019/unauthorized-contractor-copy')).toEqual([
      'flow:f/face undecided',
    ]);
  });
});

describe('views and transfers', () => {
  const systems = { camera, server };

  it('views (s, d): an active flow of mode view carries it; nothing is left behind', () => {
    const flows = { f: { from: 'camera', to: 'server', data: 'all' as const, mode: 'view' as const } };
    const known = factsOf({ systems, flows });
    expect(known.views).toEqual([{ system: 'server', data: 'face', certain: true }]);
    expect(heldIn(known)).toEqual(['camera/face']);
    const past = { f: { ...flows.f, period: { until: '2019-06-09' } } };
    expect(factsOf({ systems, flows: past }).transfers).toEqual([]);
  });

  it('ended: the flow is over, its copy is not; it is judged at `at` also when ended', () => {
    const known = factsOf({
      systems,
      flows: { f: { from: 'camera', to: 'server', data: ['face'], period: { until: '2019-06-09' } } },
      authorizations: {
        a: { by: 'agency', to: 'prime', data: ['face'], actions: ['hold'], period: { until: '2019-06-09' } },
      },
    });
    expect(transferOf(known, 'f')).toMatchObject({ ended: true, authorized: 'false', failed: ['period'] });
  });
});

describe('witness', () => {
  it('a shortest derivation, ties by the smallest sequence of step names', () => {
    const workspace = workspaceOf({
      systems: { camera, 'camera-2': camera, server, bench },
      flows: {
        b: { from: 'camera', to: 'server', data: 'all' },
        a: { from: 'camera', to: 'server', data: 'all' },
        c: { from: 'camera-2', to: 'server', data: 'all' },
        d: { from: 'server', to: 'bench', data: 'all' },
      },
    });
    expect(witness(workspace, 'face', 'server')).toEqual(['collect:camera-2/face', 'flow:c']);
    expect(witness(workspace, 'face', 'bench')).toEqual(['collect:camera-2/face', 'flow:c', 'flow:d']);
    expect(witness(workspace, 'face', 'camera')).toEqual(['collect:camera/face']);
    expect(witness(workspace, 'face', 'nowhere')).toBeUndefined();
  });

  it('on days that never decrease', () => {
    const workspace = workspaceOf({
      systems: { camera: { ...camera, period: { from: '2019-06-05' } }, server, bench },
      flows: {
        direct: { from: 'server', to: 'bench', data: 'all', period: { until: '2019-06-04' } },
        first: { from: 'camera', to: 'server', data: 'all' },
      },
    });
    expect(witness(workspace, 'face', 'bench')).toBeUndefined();
  });

  it('in order of preference: grounded before a shorter one without origin', () => {
    const workspace = workspaceOf({
      systems: { camera: { ...camera, period: { from: '2019-06-05' } }, server, bench, spare: bench },
      flows: {
        a: { from: 'spare', to: 'bench', data: ['face'] },
        b: { from: 'camera', to: 'server', data: 'all' },
        c: { from: 'server', to: 'bench', data: 'all' },
      },
    });
    expect(witness(workspace, 'face', 'bench')).toEqual(['collect:camera/face', 'flow:b', 'flow:c']);
  });

  it('a derivation that starts with an ungrounded listed flow starts with that step', () => {
    const workspace = workspaceOf({
      systems: { server, bench, spare: bench },
      flows: {
        a: { from: 'spare', to: 'server', data: ['face'] },
        b: { from: 'server', to: 'bench', data: 'all' },
      },
    });
    expect(witness(workspace, 'face', 'bench')).toEqual(['flow:a', 'flow:b']);
  });

  it('certain before may-grounded', () => {
    const workspace = workspaceOf({
      systems: { camera, server, bench },
      flows: { a: { from: 'camera', to: 'server' }, z: { from: 'bench', to: 'server', data: ['face'] } },
    });
    expect(witness(workspace, 'face', 'server')).toEqual(['flow:z']);
    expect(heldIn(facts(workspace))).toContain('server/face!');
  });
});

describe('custody and owners', () => {
  const flows = { f: { from: 'camera', to: 'server', data: ['face'] } };

  it('keepers(s): custodian and operator both answer for what s holds', () => {
    const grant = { by: 'agency', data: ['face'], actions: ['hold' as const] };
    const known = factsOf({
      systems: { camera, server: { ...server, custodian: 'sub' } },
      flows,
      authorizations: { a: { ...grant, to: 'prime' } },
    });
    expect(transferOf(known, 'f')).toMatchObject({ authorized: 'false', failed: ['grantee'] });
    expect(known.handles).toContainEqual({ party: 'sub', data: 'face' });
  });

  it('owners(d): each owner of a source, unless the datum is deidentified and released by declassify', () => {
    const data = {
      ...GROUND.data,
      template: {
        category: 'biometric.face.template',
        owner: 'prime',
        derivedFrom: ['face'],
        deidentified: { method: 'hash' },
      },
    };
    const parts = { data, systems: { camera, server: { ...server, produces: ['template'] }, bench } };
    const onward = {
      f: flows.f,
      g: { from: 'server', to: 'spare', data: ['template'] },
    };
    const withSpare = { ...parts, systems: { ...parts.systems, spare: server }, flows: onward };
    expect(transferOf(factsOf(withSpare), 'g', 'template')?.authorized).toBe('false');
    const authorizations = {
      a: { by: 'agency', to: 'prime', data: ['face'], actions: ['declassify' as const] },
    };
    expect(transferOf(factsOf({ ...withSpare, authorizations }), 'g', 'template')?.authorized).toBe('true');
    const claimed = { ...data, template: { ...data.template, deidentified: undefined } };
    expect(
      transferOf(factsOf({ ...withSpare, data: claimed, authorizations }), 'g', 'template')?.authorized,
    ).toBe('false');
  });
});

describe('authorization', () => {
  const systems = { camera, server, bench };
  const flows = { f: { from: 'camera', to: 'bench', data: ['face'] } };
  const hold = { data: ['face'], actions: ['hold' as const] };

  it('with no authorization at all: none', () => {
    expect(transferOf(factsOf({ systems, flows }), 'f')).toMatchObject({
      authorized: 'false',
      failed: ['none'],
    });
  });

  it('a chain grants only what every link grants, and no link is passed on more often than it allows', () => {
    const chain = (delegable: number, purposes: string[]) =>
      transferOf(
        factsOf({
          systems,
          flows: { f: { ...flows.f, purpose: 'traffic.toll' } },
          authorizations: {
            a: { by: 'agency', to: 'prime', ...hold, delegable, purposes },
            b: { by: 'prime', to: 'sub', ...hold },
          },
        }),
        'f',
      );
    expect(chain(1, ['traffic'])).toMatchObject({ authorized: 'true', failed: [] });
    expect(chain(0, ['traffic'])).toMatchObject({ authorized: 'false', failed: ['grantee'] });
    expect(chain(1, ['research'])).toMatchObject({ authorized: 'false', failed: ['delegation'] });
  });

  it('unknown if the request states no purpose, or the flow no channel', () => {
    const known = factsOf({
      systems,
      flows,
      authorizations: {
        a: { by: 'agency', to: 'sub', ...hold, purposes: ['traffic'], channels: ['api'] },
      },
    });
    expect(transferOf(known, 'f')).toMatchObject({ authorized: 'unknown', failed: ['purpose', 'channel'] });
  });

  it('every category of d is-a one of a.categories', () => {
    const granted = (categories: string[]) =>
      transferOf(
        factsOf({
          data: { face: { category: ['biometric.face', 'location'], owner: 'agency' } },
          systems,
          flows,
          authorizations: { a: { by: 'agency', to: 'sub', categories, actions: ['hold'] } },
        }),
        'f',
      )?.authorized;
    expect(granted(['biometric'])).toBe('false');
    expect(granted(['biometric', 'location'])).toBe('true');
  });

  it('the one that comes closest: fewest failing factors, then id', () => {
    const known = factsOf({
      systems,
      flows,
      authorizations: {
        b: { by: 'agency', to: 'sub', ...hold, zones: ['office'] },
        a: { by: 'agency', to: 'sub', data: ['face'], actions: ['view'] },
        c: { by: 'agency', to: 'prime', data: ['face'], actions: ['view'] },
      },
    });
    expect(transferOf(known, 'f')?.failed).toEqual(['action']);
  });

  it('production is judged by the sources’ owners alone, with action derive', () => {
    const data = {
      ...GROUND.data,
      template: { category: 'biometric.face.template', owner: 'sub', derivedFrom: ['face'] },
    };
    const known = factsOf({
      data,
      systems: { camera, bench: { ...bench, produces: ['template'] } },
      flows,
      authorizations: { a: { by: 'agency', to: 'sub', ...hold } },
    });
    expect(known.productions).toEqual([
      { system: 'bench', data: 'template', authorized: 'false', failed: ['action'] },
    ]);
  });

  it('access whose kind is not stated: the answer where both agree, else unknown', () => {
    const access = { x: { party: 'sub', systems: ['camera'] } };
    const authorizations = {
      a: { by: 'agency', to: 'sub', data: ['face'], actions: ['maintain' as const] },
    };
    expect(factsOf({ systems, access, authorizations }).accesses).toEqual([
      { access: 'x', system: 'camera', data: 'face', authorized: 'unknown', failed: ['action'] },
    ]);
    expect(factsOf({ systems, access }).accesses[0].authorized).toBe('false');
  });
});

describe('cause and consequence', () => {
  it('the first unauthorized step within one custody is the cause, what follows from it a consequence', () => {
    const known = factsOf({
      systems: {
        camera: { zone: 'enclave', collects: ['face'] },
        server,
        store: server,
        tape: server,
        bench,
      },
      flows: {
        f: { from: 'camera', to: 'server', data: ['face'] },
        g: { from: 'server', to: 'store', data: ['face'] },
        h: { from: 'store', to: 'tape', data: ['face'] },
        i: { from: 'tape', to: 'bench', data: ['face'] },
      },
    });
    expect(known.collections[0].authorized).toBe('true');
    expect(transferOf(known, 'f')).toMatchObject({ consequence: false, cause: null });
    expect(transferOf(known, 'g')?.cause).toEqual({ step: 'flow:f', data: 'face' });
    expect(transferOf(known, 'h')?.cause).toEqual({ step: 'flow:f', data: 'face' });
    expect(transferOf(known, 'i')).toMatchObject({ consequence: false, cause: null });
  });

  it('in a strongly connected component the member with the smallest step name is the cause', () => {
    const known = factsOf({
      systems: { server, store: server },
      flows: {
        b: { from: 'server', to: 'store', data: ['face'] },
        a: { from: 'store', to: 'server', data: ['face'] },
      },
    });
    expect(transferOf(known, 'a')?.cause).toBeNull();
    expect(transferOf(known, 'b')?.cause).toEqual({ step: 'flow:a', data: 'face' });
  });

  it('not where another copy at the source was made by a step that is authorized or unknown', () => {
    const known = factsOf({
      systems: { camera, server, store: server },
      flows: {
        f: { from: 'camera', to: 'server', data: ['face'] },
        ok: { from: 'camera', to: 'server', data: ['face'], purpose: 'traffic' },
        g: { from: 'server', to: 'store', data: ['face'], purpose: 'research' },
      },
      authorizations: {
        a: { by: 'agency', to: 'prime', data: ['face'], actions: ['hold'], purposes: ['traffic'] },
      },
    });
    expect(transferOf(known, 'f')?.authorized).toBe('unknown');
    expect(transferOf(known, 'g')).toMatchObject({ authorized: 'false', consequence: false });
  });
});

describe('ability, contracts, exposure', () => {
  it('extractable: kleene over kind, ports and encryption; the strongest verdict over the accesses counts', () => {
    const extract = (system: object, kinds: ('admin' | 'user' | undefined)[]) =>
      factsOf({
        systems: { camera: { ...camera, ...system } },
        access: Object.fromEntries(
          kinds.map((kind, i) => [`x${i}`, { party: 'sub', systems: ['camera'], kind }]),
        ),
      }).extractable.map((fact) => `${fact.party} ${fact.verdict}`);
    expect(extract({ ports: { removableMedia: 'allowed' } }, ['user', 'admin'])).toEqual(['sub true']);
    expect(extract({ encryption: { atRest: 'none' } }, [undefined])).toEqual(['sub unknown']);
    expect(extract({ encryption: { atRest: 'aes' } }, ['admin'])).toEqual(['sub unknown']);
    expect(
      extract({ ports: { removableMedia: 'blocked' }, encryption: { atRest: 'aes' } }, ['admin']),
    ).toEqual([]);
    expect(extract({ storage: 'transient', encryption: { atRest: 'none' } }, ['admin'])).toEqual([]);
    expect(extract({}, ['user'])).toEqual([]);
  });

  it('tier (p, o): each contract hangs under the one before; one that does not say so breaks the chain', () => {
    const tiers = (under: string | undefined) =>
      factsOf({
        contracts: {
          k1: { acquirer: 'agency', supplier: 'prime' },
          k2: { acquirer: 'prime', supplier: 'sub', under },
        },
      }).tiers;
    expect(tiers('k1')).toEqual([
      { party: 'prime', owner: 'agency', tier: 1 },
      { party: 'sub', owner: 'agency', tier: 2 },
    ]);
    expect(tiers(undefined)).toEqual([{ party: 'prime', owner: 'agency', tier: 1 }]);
  });

  it('exposed: sums of weights over the data not below another; the larger of its own and those below it', () => {
    const data = {
      video: { category: 'location', owner: 'agency', contains: ['frame'], records: 2, subjects: 1 },
      frame: { category: 'location', owner: 'agency', contains: ['face'] },
      face: { category: 'biometric.face', owner: 'agency', records: 1, subjects: 7 },
      other: { category: 'location', owner: 'agency', records: 4 },
    };
    const known = factsOf({
      data,
      systems: { camera: { ...camera, collects: ['video', 'other'] }, store: { ...camera, zone: 'office' } },
    });
    expect(known.exposures).toEqual([
      {
        zone: 'enclave',
        data: ['face', 'frame', 'other', 'video'],
        records: 6,
        subjects: 7,
        lowerBound: true,
      },
      { zone: 'lab', data: [], records: 0, subjects: 0, lowerBound: false },
      { zone: 'office', data: ['face'], records: 1, subjects: 7, lowerBound: false },
    ]);
  });
});

describe('who may say what', () => {
  const grant = { by: 'agency', to: 'prime', data: ['face'], actions: ['hold' as const] };
  const agencyFile = {
    path: 'agency.flow.json',
    manifest: {
      ...GROUND,
      zones: { enclave: GROUND.zones.enclave },
      systems: { camera },
      flows: { f: { from: 'camera', to: 'server', data: ['face'] } },
    } satisfies Manifest,
  };
  const primeFile = (parts: Parts) => ({
    path: 'prime.flow.json',
    manifest: {
      flowdown: 1,
      zones: { office: { operator: 'prime' } },
      systems: { server },
      ...parts,
    } satisfies Manifest,
  });
  const split = (parts: Parts, primeParties = ['prime']): ReferenceWorkspace => ({
    files: [agencyFile, primeFile(parts)],
    trust: [
      { path: 'agency.flow.json', parties: ['agency'] },
      { path: 'prime.flow.json', parties: primeParties },
    ],
    at: AT,
  });
  const unentitled = (workspace: ReferenceWorkspace) => subjectsOf(workspace, 'core/unentitled-statement');

  it('an authorization counts only from a file that speaks for its by', () => {
    const workspace = split({ authorizations: { a: grant } });
    expect(unentitled(workspace)).toEqual(['authorizations:a violation']);
    expect(transferOf(facts(workspace), 'f')?.failed).toEqual(['none']);
    const merged = { ...workspace, trust: undefined };
    expect(transferOf(facts(merged), 'f')?.authorized).toBe('true');
  });

  it('a system’s custody is unknown where the file speaks for no keeper: nothing that comes there is authorized', () => {
    const workspace = split({ systems: { server, other: { zone: 'enclave', collects: ['face'] } } });
    expect(unentitled(workspace)).toEqual(['systems:other violation']);
    expect(facts(workspace).collections).toContainEqual({
      system: 'other',
      data: 'face',
      authorized: 'false',
      failed: ['custody'],
    });
    expect(facts(workspace).exposures[0]).toMatchObject({ zone: 'enclave', data: ['face'] });
  });

  it('a disposal counts only from a keeper', () => {
    const gone = {
      zone: 'enclave',
      collects: ['face'],
      period: { until: '2019-06-01' },
      disposals: [{ on: '2019-06-02', data: 'all' as const }],
    };
    expect(heldIn(facts(split({ systems: { server, other: gone } })))).toContain('other/face');
    expect(heldIn(facts({ ...split({ systems: { server, other: gone } }), trust: undefined }))).not.toContain(
      'other/face',
    );
  });

  it('a file speaks for the parties that its path is given, narrowed by its own speaksFor', () => {
    const workspace = split({ speaksFor: ['sub'], contracts: {} }, ['prime']);
    expect(unentitled(workspace)).toEqual(['speaksFor:prime.flow.json violation', 'zones:office violation']);
    expect(transferOf(facts(workspace), 'f')?.failed).toEqual(['custody']);
  });

  it('of ids declared twice the entitled one counts, then the one whose trust entry stands earlier', () => {
    const again = (operator: string) =>
      split({ zones: { office: { operator: 'prime' }, enclave: { operator } } });
    const unentitledRival = again('agency');
    unentitledRival.trust?.reverse();
    expect(unentitled(unentitledRival)).toEqual(['zones:enclave violation']);
    expect(subjectsOf(unentitledRival, 'core/unauthorized-collection')).toEqual([]);
    const laterRival = again('prime');
    expect(unentitled(laterRival)).toEqual(['zones:enclave violation']);
    expect(subjectsOf(laterRival, 'core/unauthorized-collection')).toEqual([]);
    laterRival.trust?.reverse();
    expect(unentitled(laterRival)).toEqual(['systems:camera violation', 'zones:enclave violation']);
    expect(() => facts({ ...laterRival, trust: undefined })).toThrow(/declared twice/);
  });

  it('access counts when the file speaks for the party or a keeper of the system', () => {
    const workspace = split({
      access: { x: { party: 'sub', systems: ['camera', 'server'], kind: 'admin' } },
    });
    expect(unentitled(workspace)).toEqual(['access:x violation']);
    expect(facts(workspace).accesses.map((fact) => fact.system)).toEqual(['server']);
  });

  it('what refers to a dropped statement refers to nothing', () => {
    const data = { plate: { category: 'vehicle.license-plate', owner: 'agency' } };
    const workspace = split({ data, systems: { server: { ...server, collects: ['plate'] } } });
    expect(unentitled(workspace)).toEqual(['data:plate violation']);
    expect(heldIn(facts(workspace))).toEqual(['camera/face', 'server/face']);
  });

  it('a required party whose manifest is missing is a finding', () => {
    const workspace = { ...split({}), required: ['sub', 'prime'] };
    expect(subjectsOf(workspace, 'core/missing-manifest')).toEqual(['manifest:sub violation']);
  });
});

describe('the reference itself', () => {
  it('derives each holding by a route, which starts with a collection where the holding is grounded', () => {
    for (let seed = 0; seed < 300; seed++) {
      const workspace = generate(seed);
      const routes = witnesses(workspace);
      for (const { system, data, grounded, distance } of facts(workspace).holdings) {
        const steps = routes.get(`${data}@${system}`) ?? [];
        expect(steps[0].startsWith('collect:'), `seed ${seed}`).toBe(grounded);
        expect(steps.length, `seed ${seed}`).toBe(grounded ? distance + 1 : distance);
      }
    }
  });

  it('says the same of all files in one, where no trust is set, and in any order', () => {
    for (let seed = 0; seed < 300; seed++) {
      const workspace = generate(seed);
      const reversed = { ...workspace, files: [...workspace.files].reverse() };
      expect(findings(reversed), `seed ${seed}`).toEqual(findings(workspace));
      if (workspace.trust !== undefined) continue;
      expect(facts(merged(workspace)), `seed ${seed}`).toEqual(facts(workspace));
    }
  });

  it('shrinks to what matters', () => {
    const isUndecided = (workspace: ReferenceWorkspace) =>
      findings(workspace).some((finding) => finding.verdict === 'undecided');
    const seed = Array.from({ length: 100 }, (_, i) => i).find((i) => isUndecided(generate(i))) ?? 0;
    const smallest = shrink(generate(seed), isUndecided);
    expect(isUndecided(smallest)).toBe(true);
    expect(smallest.files).toHaveLength(1);
    expect(JSON.stringify(smallest).length).toBeLessThan(500);
  });
});

function merged(workspace: ReferenceWorkspace): ReferenceWorkspace {
  const inOneFile = inOne(workspace);
  if (inOneFile === undefined) throw new Error('an id is declared twice');
  return inOneFile;
}
