/** Which systems data comes by, and how much of it lies together, on small workspaces. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../src/analysis/facts.ts';
import { parseDay } from '../../../src/manifest/calendar.ts';
import { compileRule, type CompiledRule, type Params } from '../../../src/rules/evaluate.ts';
import type { Condition, FactKindName, Rule } from '../../../src/rules/format.ts';
import { openWorkspace } from '../../../src/run/workspace.ts';

const WORLD = {
  flowdown: 1,
  parties: { agency: {}, vendor: {} },
  zones: { lane: { operator: 'agency' }, office: { operator: 'vendor' } },
  data: { plates: { category: 'vehicle.plate', owner: 'agency' } },
  systems: {
    camera: { zone: 'lane', collects: ['plates'] },
    gateway: { zone: 'lane' },
    hub: { zone: 'lane' },
    share: { zone: 'office' },
    screen: { zone: 'office' },
  },
};

const BLUR = { from: 'camera', to: 'gateway', data: ['plates'] };
const PASS = { from: 'gateway', to: 'hub', data: ['plates'] };
const SEND = { from: 'hub', to: 'share', data: ['plates'] };
const CHAIN = { blur: BLUR, pass: PASS, send: SEND };

function asked(
  kind: FactKindName,
  require: Condition,
  manifest: object,
  { params = {}, waivers }: { params?: Params; waivers?: Record<string, never> } = {},
): (subject: string) => [verdict: ReturnType<CompiledRule['verdict']>, ...unstated: string[]] {
  const { workspace, problems } = openWorkspace({
    files: [{ path: 'a.flow.json', text: JSON.stringify({ ...WORLD, ...manifest }) }],
    config: { ...(waivers && { waivers }) },
  });
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  const facts = factsOf(workspace.model, parseDay('2019-06-01') ?? 0);
  const compiled = compileRule(
    { for: kind, message: '', remedy: '', require } as unknown as Rule,
    params,
    facts,
  );
  return (subject) => {
    const all = Array.from({ length: compiled.kind.count(facts) }, (_, i) => i);
    const i = all.find((each) => compiled.kind.subject(facts, each) === subject);
    if (i === undefined) throw new Error(`no fact ${subject}`);
    return [compiled.verdict(i), ...(compiled.verdict(i) === 'undecided' ? compiled.unstated(i) : [])];
  };
}

describe('only-via', () => {
  const ofShare = (flows: object, systems: unknown = ['gateway'], params: Params = {}) =>
    asked('holding', { 'only-via': systems }, { flows }, { params })('hold:share/plates');

  it('is true where nothing comes past the systems, although a flow beyond them lists the data', () => {
    expect(ofShare(CHAIN)).toEqual(['complies']);
    expect(ofShare(CHAIN, { param: 'gateways' }, { gateways: ['gateway'] })).toEqual(['complies']);
  });

  it('is false where something comes past them', () => {
    expect(ofShare({ ...CHAIN, short: { from: 'camera', to: 'share', data: ['plates'] } })).toEqual([
      'violation',
    ]);
    expect(ofShare({ ...CHAIN, short: { from: 'camera', to: 'hub', data: 'all' } })).toEqual(['violation']);
  });

  it('is unknown where something may, and names what to state', () => {
    const short = { from: 'camera', to: 'hub' };
    expect(ofShare({ ...CHAIN, short })).toEqual(['undecided', 'flows.short.data']);
  });

  it('takes all systems away together', () => {
    const other = { from: 'camera', to: 'share', data: ['plates'] };
    const flows = { ...CHAIN, aside: { ...other, to: 'screen' }, back: { ...other, from: 'screen' } };
    expect(ofShare(flows)).toEqual(['violation']);
    expect(ofShare(flows, ['screen'])).toEqual(['violation']);
    expect(ofShare(flows, ['screen', 'gateway'])).toEqual(['complies']);
  });

  it('is false of systems that there are not, or that are not on the way', () => {
    expect(ofShare(CHAIN, ['gatewy'])).toEqual(['violation']);
    expect(ofShare(CHAIN, ['screen'])).toEqual(['violation']);
  });

  it('is true of the system that holds the data itself', () => {
    expect(ofShare(CHAIN, ['share'])).toEqual(['complies']);
  });

  it('believes a flow whose source never had the data', () => {
    const flows = { send: SEND, guess: { from: 'gateway', to: 'hub', data: ['plates'] } };
    expect(ofShare(flows)).toEqual(['violation']);
  });

  it('is asked of the days on which the source had it', () => {
    const systems = { ...WORLD.systems, hub: { zone: 'lane', storage: 'transient' } };
    const flows = { ...CHAIN, blur: { ...BLUR, period: { until: '2019-01-31' } } };
    const of = (more: object) =>
      asked(
        'holding',
        { 'only-via': ['gateway'] },
        { flows, systems: { ...systems, ...more } },
      )('hold:share/plates');
    expect(of({})).toEqual(['complies']);
    // From February on the hub passes on what no flow brought it.
    const emptied = { zone: 'lane', disposals: [{ on: '2019-01-31', data: 'all' }] };
    expect(of({ gateway: emptied })).toEqual(['violation']);
  });

  it('is undecided of what is only possible, unless nothing is left of it', () => {
    const open = { ...CHAIN, send: { from: 'hub', to: 'share' } };
    expect(ofShare(open)).toEqual(['complies']);
    expect(ofShare(open, ['screen'])).toEqual(['undecided', 'flows.send.data']);
  });

  it('takes what the systems produce away', () => {
    const manifest = {
      data: { ...WORLD.data, blurred: { category: 'vehicle', owner: 'agency', derivedFrom: ['plates'] } },
      systems: { ...WORLD.systems, gateway: { zone: 'lane', produces: ['blurred'] } },
      flows: { blur: BLUR, send: { from: 'gateway', to: 'share', data: ['blurred'] } },
    };
    const of = (systems: string[]) =>
      asked('holding', { 'only-via': systems }, manifest)('hold:share/blurred');
    expect(of(['gateway'])).toEqual(['complies']);
    expect(of(['hub'])).toEqual(['violation']);
  });

  it('looks at what a view shows, of views and of transfers', () => {
    const show = { from: 'hub', to: 'screen', data: ['plates'], mode: 'view' };
    const short = { from: 'camera', to: 'screen', mode: 'view' };
    const of = (kind: FactKindName, flows: object, subject: string) =>
      asked(kind, { 'only-via': ['gateway'] }, { flows })(subject);
    expect(of('view', { ...CHAIN, show }, 'view:screen/plates')).toEqual(['complies']);
    expect(of('transfer', { ...CHAIN, show }, 'flow:show/plates')).toEqual(['complies']);
    expect(of('transfer', { ...CHAIN, show }, 'flow:send/plates')).toEqual(['complies']);
    expect(of('transfer', { ...CHAIN, show }, 'flow:blur/plates')).toEqual(['complies']);
    expect(of('view', { ...CHAIN, show, short }, 'view:screen/plates')).toEqual([
      'undecided',
      'flows.short.data',
    ]);
    const listed = { ...short, data: ['plates'] };
    expect(of('view', { ...CHAIN, show, short: listed }, 'view:screen/plates')).toEqual(['violation']);
  });
});

describe('via', () => {
  it.each([
    ['holding', 'hold:share/plates', ['camera', 'gateway', 'hub']],
    ['holding', 'hold:camera/plates', []],
    ['transfer', 'flow:pass/plates', ['camera', 'gateway']],
    ['view', 'view:screen/plates', ['camera', 'gateway', 'hub']],
  ] as const)('of a %s, %s: the systems before it', (kind, subject, systems) => {
    const show = { from: 'hub', to: 'screen', data: ['plates'], mode: 'view' };
    const flows = { ...CHAIN, show };
    const of = (require: Condition) => asked(kind, require, { flows })(subject);
    const isThere = systems.map((id) => ({ via: { some: id } }));
    expect(of({ all: [{ via: { count: systems.length } }, ...isThere] })).toEqual(['complies']);
  });
});

describe('total', () => {
  const data = {
    video: { category: 'imagery', owner: 'agency', contains: ['faces'] },
    faces: { category: 'biometric.face', owner: 'agency', subjects: 1200, records: 5 },
    prints: { category: 'biometric.print', owner: 'agency', subjects: 300 },
    notes: { category: 'text', owner: 'agency', subjects: 7000 },
  };
  const of = (total: object, collects: string[], flows = {}) => {
    const systems = { camera: { zone: 'lane', collects }, share: { zone: 'office' } };
    return asked(
      'system',
      { held: { total: { of: 'subjects', ...total } } },
      { data, systems, flows },
    )('systems:camera');
  };
  const where = { category: { 'is-a': ['biometric'] } };

  it('sums the data for which the condition holds', () => {
    const collected = ['faces', 'prints', 'notes'];
    expect(of({ where, 'at-most': 1500 }, collected)).toEqual(['complies']);
    expect(of({ where, 'at-most': 1499 }, collected)).toEqual(['violation']);
    expect(of({ where, 'at-least': 1500, below: 1501 }, collected)).toEqual(['complies']);
    expect(of({ 'at-least': 8500 }, collected)).toEqual(['complies']);
    expect(of({ where: { category: 'sound' }, above: 0 }, collected)).toEqual(['violation']);
  });

  it('counts nothing twice, and what is inside other data only where that does not count', () => {
    expect(of({ 'at-most': 1199 }, ['video'])).toEqual(['violation']);
    expect(of({ 'at-most': 1200 }, ['video'])).toEqual(['undecided', 'data.video.subjects']);
    expect(of({ where, 'at-most': 1200 }, ['video'])).toEqual(['complies']);
  });

  it('is a lower bound where a number is not stated', () => {
    const records = { of: 'records', where };
    expect(of({ ...records, 'at-most': 4 }, ['faces', 'prints'])).toEqual(['violation']);
    expect(of({ ...records, 'at-most': 5 }, ['faces', 'prints'])).toEqual([
      'undecided',
      'data.prints.records',
    ]);
    expect(of({ ...records, 'at-least': 5 }, ['faces', 'prints'])).toEqual(['complies']);
  });

  it('is a lower bound where it is open whether something counts, or is there', () => {
    const open = { where: { records: { above: 1 } }, 'at-most': 1200 };
    expect(of(open, ['faces', 'prints'])).toEqual(['undecided', 'data.prints.records']);
    const manifest = {
      data,
      systems: { camera: { zone: 'lane', collects: ['faces'] }, share: { zone: 'office' } },
      flows: { guess: { from: 'camera', to: 'share' } },
    };
    const share = (bound: object) =>
      asked('system', { held: { total: { of: 'subjects', ...bound } } }, manifest)('systems:share');
    expect(share({ 'at-most': 0 })).toEqual(['undecided', 'flows.guess.data']);
    expect(share({ 'at-least': 0 })).toEqual(['complies']);
    expect(share({ where: { category: 'text' }, 'at-most': 0 })).toEqual(['complies']);
  });
});

describe('within-next', () => {
  const of = (until: string) =>
    asked(
      'flow',
      { until: { 'within-next': 'P1M' } },
      { flows: { send: { ...SEND, period: { until } } } },
    )('flow:send')[0];

  it('reaches from the day of the check to the same day of the next month', () => {
    expect(['2019-05-31', '2019-06-01', '2019-07-01', '2019-07-02'].map(of)).toEqual([
      'violation',
      'complies',
      'complies',
      'violation',
    ]);
  });
});

describe('waivers', () => {
  const waiver = { rule: 'core/a', subject: 'flow:a', reason: 'ends', by: 'agency', expires: '2019-06-01' };
  const old = { ...waiver, by: 'nobody', expires: '2019-05-31', reference: 'doc' };
  const of = (require: Condition, id: string) =>
    asked(
      'waiver',
      require,
      { waivers: { here: waiver } },
      { waivers: { gate: old as never } },
    )(`waivers:${id}`);

  it('are facts, those of the configuration too', () => {
    expect(of({ expired: false, by: 'agency' }, 'here')).toEqual(['complies']);
    expect(of({ expired: true, reference: 'doc', expires: { below: '2019-06-01' } }, 'gate')).toEqual([
      'complies',
    ]);
    expect(of({ reference: { matches: '*' } }, 'here')).toEqual(['undecided', 'waivers.here.reference']);
    expect(of({ by: 'agency' }, 'gate')).toEqual(['undecided', 'configuration.waivers.gate.by']);
  });
});
