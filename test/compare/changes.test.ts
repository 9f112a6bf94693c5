import { describe, expect, it } from 'vitest';
import { directionOf } from '../../src/compare/directions.ts';
import { compared, entries, findings, renames } from './states.ts';

const GROUND = `parties: { agency: {}, vendor: {}, other: {} }
zones: { port: { operator: agency }, office: { operator: vendor }, depot: { operator: other } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency, records: 100, subjects: 90 }
  faces: { category: biometric.face.image, owner: agency, records: 7, subjects: 7 }
`;
const CAMERA = 'camera: { zone: port, collects: [plates] }';
const state = (systems: string, flows = '', more = ''): string =>
  `${GROUND}systems: { ${systems} }\nflows: { ${flows} }\n${more}`;
const SEND = 'send: { from: camera, to: share, data: [plates], channel: api }';

describe('renames', () => {
  it('are found by what is stated, and by the place in flows', () => {
    const base = state(`${CAMERA}, share: { zone: office }`);
    expect(renames(base, state(`${CAMERA}, drive: { zone: office }`))).toEqual(['systems share > drive']);
    expect(
      renames(
        state(`${CAMERA}, share: { zone: office }`, SEND),
        state(`${CAMERA}, drive: { zone: office, kind: server }`, SEND.replace('to: share', 'to: drive')),
      ),
    ).toEqual(['systems share > drive']);
    expect(renames(base, base)).toEqual([]);
  });

  it('of a flow are found where its system was renamed as well', () => {
    const head = state(
      'eye: { zone: port, collects: [plates] }, drive: { zone: office }',
      'push: { from: eye, to: drive, data: [plates], channel: api }',
    );
    expect(renames(state(`${CAMERA}, share: { zone: office }`, SEND), head)).toEqual([
      'systems camera > eye',
      'systems share > drive',
      'flows send > push',
    ]);
  });

  it('of two that are alike are none: it would be a guess', () => {
    const two = state('a: { zone: office }, b: { zone: office }');
    expect(renames(two, state('c: { zone: office }, d: { zone: office }'))).toEqual([]);
    expect(renames(two, state('c: { zone: office }'))).toEqual([]);
    expect(renames(state('a: { zone: office }'), two.replace('{ a:', '{ c:'))).toEqual([]);
  });

  it('never lead to a system with other keepers', () => {
    const base = state(`${CAMERA}, share: { zone: office }`, SEND);
    const head = state(`${CAMERA}, drive: { zone: depot }`, SEND.replace('to: share', 'to: drive'));
    expect(renames(base, head)).toEqual([]);
    expect(findings(compared(base, head))).toEqual(
      expect.arrayContaining([
        'new change/system-gone-with-data systems:share',
        'new core/handling-without-contract handle:other/plates',
      ]),
    );
  });

  it('carry findings along, and change nothing in what names them', () => {
    const access = 'access: { fix: { party: other, systems: [share], kind: remote } }\n';
    const base = state(`${CAMERA}, share: { zone: office }`, SEND, access);
    const head = state(
      `${CAMERA}, drive: { zone: office }`,
      SEND.replace('to: share', 'to: drive'),
      access.replace('share', 'drive'),
    );
    const change = compared(base, head);
    expect(entries(change)).toEqual(['systems drive renamed']);
    expect(change.parties).toEqual([]);
    expect(findings(change).filter((line) => !line.startsWith('moved'))).toEqual([]);
    expect(findings(change)).toContain('moved core/unauthorized-access access:fix/drive/plates');
  });
});

describe('the direction of a change', () => {
  const WIDER: [string, string, unknown, unknown][] = [
    ['authorizations', 'data', ['a'], ['a', 'b']],
    ['authorizations', 'categories', ['vehicle.license-plate'], ['vehicle']],
    ['authorizations', 'actions', ['hold'], ['hold', 'view']],
    ['authorizations', 'purposes', ['a'], undefined],
    ['authorizations', 'zones', ['a'], ['a', 'b']],
    ['authorizations', 'channels', ['api'], undefined],
    ['authorizations', 'delegable', undefined, 1],
    ['authorizations', 'delegable', 1, 2],
    ['authorizations', 'limits.records', 10, 20],
    ['authorizations', 'limits.subjects', 10, undefined],
    ['authorizations', 'period.from', '2026-01-02', '2026-01-01'],
    ['authorizations', 'period.from', '2026-01-02', undefined],
    ['authorizations', 'period.until', '2026-01-02', '2026-02-02'],
    ['authorizations', 'period.until', '2026-01-02', undefined],
    ['access', 'systems', ['a'], ['b', 'a']],
    ['access', 'escorted', true, undefined],
    ['access', 'mfa', true, false],
    ['access', 'recorded', true, false],
    ['access', 'period.until', '2026-01-02', '2027-01-01'],
    ['contracts', 'clauses', ['a', { id: 'b' }], ['a']],
    ['contracts', 'locations', ['US'], undefined],
    ['contracts', 'subcontracting.allowed', false, true],
    ['contracts', 'subcontracting.approved', ['a'], ['a', 'b']],
    ['contracts', 'subcontracting.maxTiers', 1, undefined],
  ];
  it.each(WIDER)(
    '%s.%s from %j to %j is wider, and narrower the other way',
    (section, field, before, after) => {
      expect(directionOf(section, { field, before, after })).toBe('wider');
      expect(directionOf(section, { field, before: after, after: before })).toBe('narrower');
    },
  );

  it.each([
    ['authorizations', 'data', ['a'], ['b']],
    ['authorizations', 'data', ['a', 'b'], ['b', 'a']],
    ['authorizations', 'categories', ['vehicle'], ['vehicle-like']],
    ['authorizations', 'by', 'a', 'b'],
    ['contracts', 'supplier', 'a', 'b'],
    ['access', 'kind', 'remote', 'admin'],
    ['access', 'mfa', false, undefined],
    ['systems', 'zone', 'a', 'b'],
  ])('%s.%s from %j to %j is neither', (section, field, before, after) => {
    expect(directionOf(section, { field, before, after })).toBeUndefined();
  });
});

describe('entries', () => {
  const permit = (fields: string): string =>
    state(
      CAMERA,
      '',
      `authorizations: { go: { by: agency, to: vendor, data: [plates], actions: [hold]${fields} } }\n`,
    );
  const none = state(CAMERA);

  it.each([
    ['added', none, permit(''), 'authorizations go added'],
    ['removed', permit(''), none, 'authorizations go removed'],
    ['widened', permit(', purposes: [research]'), permit(''), 'authorizations go widened, purposes wider'],
    [
      'narrowed',
      permit(''),
      permit(', limits: { records: 5 }'),
      'authorizations go narrowed, limits.records narrower',
    ],
    [
      'ended',
      permit(''),
      permit(', period: { until: 2026-01-14 }'),
      'authorizations go ended, period.until narrower',
    ],
    [
      'begun',
      permit(', period: { from: 2026-01-16 }'),
      permit(', period: { from: 2026-01-15 }'),
      'authorizations go begun, period.from wider',
    ],
    [
      'changed both ways',
      permit(', delegable: 1'),
      permit(', delegable: 0, purposes: [research]').replace('[hold]', '[hold, view]'),
      'authorizations go changed, actions wider, delegable narrower, purposes narrower',
    ],
    [
      'changed in words',
      permit(''),
      permit(', reference: "order 7"'),
      'authorizations go changed, reference',
    ],
  ])('are %s', (_, base, head, line) => {
    expect(entries(compared(base, head))).toEqual([line]);
  });

  it('are the same in another order, another file and another form', () => {
    const [first, ...rest] = permit('').split('\n');
    expect(
      entries(compared(permit(''), { 'a.flow.yaml': `${first}\n`, 'b.flow.yaml': rest.join('\n') })),
    ).toEqual([]);
    expect(
      entries(compared(permit(''), permit('').replace('by: agency, to: vendor', 'to: vendor, by: agency'))),
    ).toEqual([]);
  });

  it('are gone and new where they are no rename, at their places', () => {
    const { entries: things } = compared(state(CAMERA), state('lens: { zone: port }'));
    expect(things.map(({ id, fate, place }) => [id, fate, place?.line])).toEqual([
      ['camera', 'removed', 7],
      ['lens', 'added', 7],
    ]);
  });
});

describe('who gains and loses data of others', () => {
  const reach = (base: string, head: string) =>
    compared(base, head).parties.map(({ party, gained, lost, added, removed }) => ({
      party,
      gained: gained.map(({ way, data, zone, certain, allowed }) =>
        [way, data, zone, certain, allowed].join(' '),
      ),
      lost: lost.map(({ way, data }) => `${way} ${data}`),
      ...(added && { added: added.records }),
      ...(removed && { removed: removed.records }),
    }));
  const SHARE = `${CAMERA}, share: { zone: office }`;

  it('is told with the way, the permission, and what it adds', () => {
    const before = state(SHARE);
    expect(reach(before, state(SHARE, SEND))).toEqual([
      { party: 'vendor', gained: ['keeps plates office true false'], lost: [], added: 100 },
    ]);
    expect(reach(state(SHARE, SEND), before)).toEqual([
      { party: 'vendor', gained: [], lost: ['keeps plates'], removed: 100 },
    ]);
    const permitted =
      'authorizations: { go: { by: agency, to: vendor, data: [plates], actions: [hold], channels: [api] } }\n';
    expect(reach(before, state(SHARE, SEND, permitted))[0].gained).toEqual(['keeps plates office true true']);
  });

  it('is told of views and of access', () => {
    const view = state(SHARE, SEND.replace('channel: api', 'channel: api, mode: view'));
    expect(reach(state(SHARE), view)[0].gained).toEqual(['views plates office true false']);
    const access = state(SHARE, '', 'access: { fix: { party: other, systems: [camera], kind: remote } }\n');
    expect(reach(state(SHARE), access)).toEqual([
      { party: 'other', gained: ['reaches plates port true false'], lost: [], added: 100 },
    ]);
  });

  it('is told where it hangs on what is not stated, and again when it becomes certain', () => {
    const open = state(SHARE, 'send: { from: camera, to: share, channel: api }');
    expect(reach(state(SHARE), open)[0].gained).toEqual(['keeps plates office false false']);
    const certain = reach(open, state(SHARE, SEND));
    expect(certain).toEqual([{ party: 'vendor', gained: ['keeps plates office true false'], lost: [] }]);
  });

  it('adds nothing that was there by another way, and leaves out data of its own', () => {
    const both = state(
      `${SHARE}, disk: { zone: office }`,
      `${SEND}, copy: { from: share, to: disk, data: [plates], channel: api }`,
    );
    expect(reach(state(SHARE, SEND), both)).toEqual([]);
    const back = state(
      `${SHARE}, archive: { zone: port }`,
      `${SEND}, back: { from: share, to: archive, data: [plates], channel: api }`,
    );
    expect(reach(state(SHARE, SEND), back)).toEqual([]);
  });
});

describe('what is gone', () => {
  const base = state(`${CAMERA}, share: { zone: office }`, SEND);

  it('is a finding where it held data, until a disposal is stated', () => {
    const change = compared(base, state(CAMERA));
    expect(findings(change)).toContain('new change/system-gone-with-data systems:share');
    const [{ after }] = change.findings.filter(
      ({ after: found }) => found?.rule.startsWith('change/') === true,
    );
    expect(after).toMatchObject({
      severity: 'error',
      verdict: 'violation',
      data: 'plates',
      owners: ['agency'],
    });
    const emptied = base
      .replace(
        'share: { zone: office }',
        'share: { zone: office, disposals: [{ on: 2026-01-10, data: all, method: destroy }] }',
      )
      .replace('channel: api', 'channel: api, period: { until: 2026-01-09 }');
    expect(findings(compared(emptied, state(CAMERA))).filter((line) => line.includes('change/'))).toEqual([]);
    expect(
      findings(compared(state('idle: { zone: office }'), state(''))).filter((line) =>
        line.includes('change/'),
      ),
    ).toEqual([]);
  });

  it('is a finding where it is the manifest of a required party', () => {
    const config = {
      required: ['vendor'],
      trust: { 'x.flow.yaml': ['agency', 'other'], 'firm/**': ['vendor'] },
    };
    const [x, firm] = [`${GROUND}systems: { ${CAMERA} }\n`, 'systems: { share: { zone: office } }\n'];
    const ground = x.replace(', office: { operator: vendor }', '');
    const own = `zones: { office: { operator: vendor } }\n${firm}`;
    const before = { 'x.flow.yaml': ground, 'firm/a.flow.yaml': own };
    const gone = (head: Record<string, string>): string[] =>
      findings(compared(before, { 'x.flow.yaml': ground, ...head }, config)).filter((line) =>
        line.includes('change/'),
      );
    const line = 'new change/required-manifest-emptied manifest:vendor/firm/a.flow.yaml';
    expect(gone({ 'firm/b.flow.yaml': own })).toEqual([line]);
    expect(gone({ 'firm/a.flow.yaml': '', 'firm/b.flow.yaml': own })).toEqual([line]);
    expect(gone({ 'firm/a.flow.yaml': `speaksFor: [agency]\n${own}` })).toEqual([line]);
    expect(gone({ 'firm/a.flow.yaml': own, 'firm/b.flow.yaml': '' })).toEqual([]);
  });
});

describe('what it would do to the gate', () => {
  it('is told setting by setting', () => {
    const { gate } = compared(
      state(CAMERA),
      state(
        CAMERA,
        '',
        'waivers: { w: { rule: core/unauthorized-transfer, subject: "flow:send/plates", reason: x, by: agency, expires: 2026-02-01 } }\n',
      ),
      { failOn: 'warning', rules: { 'core/opaque-flow': 'off' } },
      { failOn: 'error', packs: ['core', 'cjis'], trust: { '**': ['agency', 'vendor', 'other'] } },
    );
    const settings = gate.map(({ setting }) => setting);
    expect(settings).toEqual(
      expect.arrayContaining(['failOn', 'packs.cjis', 'rules.core/opaque-flow', 'trust.**', 'waivers.w']),
    );
    expect(settings).toEqual([...settings].sort());
    expect(gate.find(({ setting }) => setting === 'failOn')).toEqual({
      setting: 'failOn',
      before: 'warning',
      after: 'error',
    });
  });
});
