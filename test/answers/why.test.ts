import { describe, expect, it } from 'vitest';
import { whyHeld, type WhyAnswer } from '../../src/answers/why.ts';
import { askedIn, opened } from './asked.ts';

const CHAIN = `
parties: { agency: {}, prime: {}, sub: {} }
zones: { port: { operator: agency }, lab: { operator: sub } }
data: { plates: { category: vehicle, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, bench: { zone: lab } }
flows: { send: { from: camera, to: bench, data: [plates], channel: network } }
authorizations:
  by-owner: { by: agency, to: prime, data: [plates], actions: [hold], delegable: 1, reference: order 7 }
  passed-on: { by: prime, to: sub, categories: [vehicle], actions: [hold], period: { from: 2019-01-01 } }
`;

function why(text: string, data: string, system: string): WhyAnswer {
  const workspace = opened(text);
  const { model } = workspace;
  return whyHeld(askedIn(workspace), model.data.indexOf(data), model.systems.indexOf(system));
}

describe('why', () => {
  it('names the chain that permits a step, link by link', () => {
    const { held, grounded, way } = why(CHAIN, 'plates', 'bench');
    expect({ held, grounded }).toEqual({ held: 'yes', grounded: true });
    expect(way.map(({ kind, authorized }) => [kind, authorized])).toEqual([
      ['collect', 'true'],
      ['flow', 'true'],
    ]);
    expect(way[0].permissions).toMatchObject([{ owner: 'agency', keeper: 'agency', chain: [] }]);
    expect(way[1].permissions).toMatchObject([
      {
        owner: 'agency',
        keeper: 'sub',
        action: 'hold',
        chain: [
          { authorization: 'by-owner', by: 'agency', to: 'prime', delegable: 1, reference: 'order 7' },
          { authorization: 'passed-on', by: 'prime', to: 'sub', period: { from: '2019-01-01' } },
        ],
      },
    ]);
    expect(way[1].permissions[0].chain?.map(({ place }) => place?.line)).toEqual([9, 10]);
  });

  it('names the closest authorization where a link may not be passed on', () => {
    const { way } = why(CHAIN.replace(', delegable: 1', ''), 'plates', 'bench');
    expect(way[1]).toMatchObject({
      authorized: 'false',
      permissions: [{ closest: { authorization: 'by-owner', failed: ['grantee'] } }],
    });
  });

  it('says that it is open where a channel is not stated', () => {
    const { way } = why(
      CHAIN.replace(', channel: network', '').replace(
        'actions: [hold], delegable',
        'actions: [hold], channels: [network], delegable',
      ),
      'plates',
      'bench',
    );
    expect(way[1]).toMatchObject({ authorized: 'unknown', permissions: [{ closest: { isOpen: true } }] });
  });

  it('follows what a product was made from, and asks its source for permission', () => {
    const { way } = why(
      `
parties: { agency: {}, lab: {} }
zones: { port: { operator: agency }, office: { operator: lab } }
data:
  video: { category: imagery, owner: agency, contains: [faces] }
  faces: { category: biometric, owner: agency }
  scores: { category: score, owner: agency, derivedFrom: [faces] }
systems:
  camera: { zone: port, collects: [video], storage: transient }
  bench: { zone: office, produces: [scores] }
flows: { send: { from: camera, to: bench, data: [video] } }
`,
      'scores',
      'bench',
    );
    expect(way.map(({ kind, data, subject }) => [kind, data, subject])).toEqual([
      ['collect', 'video', 'faces'],
      ['flow', 'video', 'faces'],
      ['produce', 'scores', 'scores'],
    ]);
    expect(way[2].permissions).toMatchObject([{ data: 'faces', action: 'derive', authorized: 'false' }]);
  });

  it('lists everything that brought it there, and keeps views apart', () => {
    const { way, arrivals } = why(
      `
parties: { a: {}, b: {} }
zones: { port: { operator: a }, office: { operator: b } }
data: { plates: { category: vehicle, owner: a } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office, collects: [plates] } }
flows:
  again: { from: camera, to: share, data: all }
  send: { from: camera, to: share, data: [plates], period: { until: 2018-12-31 } }
  show: { from: camera, to: share, data: [plates], mode: view }
`,
      'plates',
      'share',
    );
    expect(way.map(({ kind }) => kind)).toEqual(['collect']);
    expect(arrivals.map(({ kind, flow, ended }) => [kind, flow, ended])).toEqual([
      ['collect', undefined, false],
      ['flow', 'again', false],
      ['flow', 'send', true],
      ['view', 'show', false],
    ]);
  });

  const OPAQUE = `
parties: { a: {}, b: {} }
zones: { port: { operator: a }, office: { operator: b } }
data: { plates: { category: vehicle, owner: a }, faces: { category: biometric, owner: a } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office }, desk: { zone: office } }
flows: { send: { from: camera, to: share }, on: { from: share, to: desk, data: all } }
`;

  it('says what may be held, and on which flows that hangs', () => {
    const { held, doubts, way } = why(OPAQUE, 'plates', 'desk');
    expect(held).toBe('maybe');
    expect(doubts).toMatchObject([{ flow: 'send', field: 'flows.send.data', place: { line: 7 } }]);
    expect(way.map(({ certain }) => certain)).toEqual([true, false, true]);
  });

  it('says what is not held', () => {
    expect(why(OPAQUE, 'faces', 'desk')).toMatchObject({
      held: 'no',
      way: [],
      arrivals: [],
      doubts: [],
      days: [],
    });
  });

  it('says what was there once', () => {
    const { held, days } = why(
      CHAIN.replace(
        'bench: { zone: lab }',
        'bench: { zone: lab, disposals: [{ on: 2019-03-01, data: all }] }',
      ).replace('channel: network', 'period: { from: 2019-01-05, until: 2019-01-09 }'),
      'plates',
      'bench',
    );
    expect({ held, days }).toEqual({ held: 'no', days: [{ from: '2019-01-05', until: '2019-03-01' }] });
  });

  it('tells apart what no collection stands behind', () => {
    const { held, grounded } = why(CHAIN.replace(', collects: [plates]', ''), 'plates', 'bench');
    expect({ held, grounded }).toEqual({ held: 'yes', grounded: false });
  });
});
