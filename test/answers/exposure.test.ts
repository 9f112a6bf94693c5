import { describe, expect, it } from 'vitest';
import { chainsOf, noticeOf } from '../../src/analysis/chains.ts';
import { exposureAt, type ExposureAnswer } from '../../src/answers/exposure.ts';
import { incidentAt, type IncidentAnswer } from '../../src/answers/incident.ts';
import { scopeOf, type Scope } from '../../src/answers/scope.ts';
import { parseMoment } from '../../src/manifest/calendar.ts';
import { whyHeld } from '../../src/answers/why.ts';
import { questionsFrom } from '../../src/answers/questions.ts';
import { incidentText } from '../../src/report/incident.ts';
import { askedIn, opened, openedWithTrust } from './asked.ts';

const FOUND = parseMoment('2019-05-24T09:30Z') ?? 0;

const WORLD = `
parties: { agency: {}, county: {}, prime: {}, sub: {}, helper: {} }
contracts:
  top: { acquirer: agency, supplier: prime, incidentNotification: { within: PT1H } }
  low: { acquirer: prime, supplier: sub, under: top, incidentNotification: { within: P3D } }
  side: { acquirer: county, supplier: sub, incidentNotification: { within: PT2H, to: county } }
zones: { port: { operator: agency }, office: { operator: sub }, cloud: { operator: helper } }
data:
  plates: { category: vehicle, owner: agency, records: 10, subjects: 4 }
  faces: { category: biometric, owner: agency, records: 5 }
  tolls: { category: vehicle, owner: county }
systems:
  camera: { zone: port, collects: [plates, faces] }
  share: { zone: office, collects: [tolls] }
  archive: { zone: office }
  backup: { zone: cloud }
  desk: { zone: cloud }
flows:
  send: { from: camera, to: share, data: [plates] }
  open: { from: camera, to: archive }
  save: { from: share, to: backup, data: [plates] }
  later: { from: share, to: desk, data: all, period: { until: 2019-01-31 } }
access:
  service: { party: sub, systems: [camera], kind: maintenance }
  visit: { party: helper, systems: [share], kind: remote }
  past: { party: prime, systems: [share], period: { until: 2019-01-31 } }
authorizations:
  keep: { by: agency, to: sub, data: [plates], actions: [hold] }
  upkeep: { by: agency, to: sub, data: [plates], actions: [maintain] }
  elsewhere: { by: agency, to: sub, data: [plates], actions: [hold], zones: [cloud] }
  over: { by: agency, to: sub, data: [plates], actions: [hold], period: { until: 2019-01-31 } }
`;

function scopeIn(text: string, id: string): { scope: Scope; asked: ReturnType<typeof askedIn> } {
  const workspace = opened(text);
  const scope = scopeOf(workspace.model, id);
  if ('trouble' in scope) throw new Error(scope.trouble);
  return { scope, asked: askedIn(workspace) };
}

function exposure(id: string, text = WORLD): ExposureAnswer {
  const { scope, asked } = scopeIn(text, id);
  return exposureAt(asked, scope, FOUND);
}

function incident(id: string, text = WORLD): IncidentAnswer {
  const { scope, asked } = scopeIn(text, id);
  return incidentAt(asked, scope, FOUND);
}

describe('scope', () => {
  const { model } = opened('parties: { a: {}, office: {} }\nzones: { office: { operator: a } }\n');
  it('takes an id that is unique, and a prefix where it is not', () => {
    expect(scopeOf(model, 'a')).toMatchObject({ kind: 'party', id: 'a' });
    expect(scopeOf(model, 'zone:office')).toMatchObject({ kind: 'zone', id: 'office' });
    expect(scopeOf(model, 'party:office')).toMatchObject({ kind: 'party', id: 'office' });
  });

  it.each([
    ['office', 'office is ambiguous: say zone:office or party:office'],
    ['ofice', 'there is no zone, system or party ofice; did you mean office?'],
    ['zone:ofice', 'there is no zone ofice; did you mean office?'],
    ['system:office', 'there is no system office'],
    ['flow:x', 'flow:x begins with flow:, and wants zone:, system: or party:'],
    ['', 'there is no zone, system or party '],
  ])('says what is wrong with %j', (asked, trouble) => {
    expect(scopeOf(model, asked)).toEqual({ trouble });
  });
});

describe('exposure', () => {
  it('sums what lies there, and says why it can be more', () => {
    const { sums, data, owners } = exposure('office');
    expect(sums).toEqual({
      records: 10,
      subjects: 4,
      lowerBound: true,
      unstated: [{ data: 'tolls', fields: ['records', 'subjects'] }],
      uncertain: ['faces'],
    });
    expect(data.map((each) => [each.data, each.certain, each.systems])).toEqual([
      ['faces', false, ['archive']],
      ['plates', true, ['archive', 'share']],
      ['tolls', true, ['share']],
    ]);
    expect(owners.map(({ owner, data: own, uncertain }) => [owner, own, uncertain])).toEqual([
      ['agency', ['plates'], ['faces']],
      ['county', ['tolls'], []],
    ]);
  });

  it('follows notice up the contracts, as the facts do', () => {
    const { notices } = exposure('party:sub');
    expect(notices.map(({ owner, seconds }) => [owner, seconds])).toEqual([
      ['agency', 3 * 86_400 + 3600],
      ['county', 7200],
    ]);
    const { asked } = scopeIn(WORLD, 'share');
    const { model, tiers } = asked.facts;
    for (const notice of notices) {
      const tier = tiers.find(
        (each) => model.parties.ids[each.party] === 'sub' && model.parties.ids[each.owner] === notice.owner,
      );
      expect(tier && noticeOf(tier, model, FOUND).seconds).toBe(notice.seconds);
    }
    expect(chainsOf(model, []).length).toBe(0);
  });

  it('lists what permits the data, who reaches in and out, and what it feeds', () => {
    const answer = exposure('office');
    expect(answer.authorizations.map(({ authorization, data }) => [authorization, data])).toEqual([
      ['keep', ['plates']],
    ]);
    expect(answer.accessInto.map(({ access, systems }) => [access, systems])).toEqual([['visit', ['share']]]);
    expect(answer.accessFrom.map(({ access, systems }) => [access, systems])).toEqual([
      ['service', ['camera']],
    ]);
    expect(answer.waysOut.map(({ flow, to }) => [flow, to])).toEqual([['save', 'backup']]);
    expect(answer.elsewhere).toEqual([
      {
        system: 'backup',
        zone: 'cloud',
        keepers: ['helper'],
        data: ['plates'],
        uncertain: [],
        flows: ['save'],
      },
      {
        system: 'desk',
        zone: 'cloud',
        keepers: ['helper'],
        data: ['plates', 'tolls'],
        uncertain: [],
        flows: ['later'],
      },
    ]);
  });

  it('has an answer for a party that keeps nothing', () => {
    expect(exposure('prime')).toMatchObject({ systems: [], data: [], notices: [], owners: [] });
  });

  it('knows an owner that answers there itself', () => {
    expect(exposure('port').notices).toMatchObject([
      { party: 'agency', owner: 'agency', duty: 'self', seconds: 0 },
    ]);
  });

  it('names systems of which nobody with a right to has said who keeps them', () => {
    const workspace = openedWithTrust({
      agency: {
        parties: { agency: {} },
        zones: { port: { operator: 'agency' } },
        data: { plates: { category: 'vehicle', owner: 'agency' } },
        systems: { camera: { zone: 'port', collects: ['plates'] } },
      },
      maker: {
        parties: { maker: {} },
        systems: { extra: { zone: 'port' } },
        flows: { send: { from: 'camera', to: 'extra', data: ['plates'] } },
      },
    });
    const scope = scopeOf(workspace.model, 'port');
    if ('trouble' in scope) throw new Error(scope.trouble);
    const asked = askedIn(workspace);
    expect(exposureAt(asked, scope, FOUND)).toMatchObject({
      keeperless: ['extra'],
      notices: [{ party: 'agency', duty: 'self' }],
    });
    const { data, systems } = workspace.model;
    const { way } = whyHeld(asked, data.indexOf('plates'), systems.indexOf('extra'));
    expect(way.at(-1)).toMatchObject({
      keepers: [],
      authorized: 'false',
      permissions: [{ owner: 'agency', closest: { failed: ['custody'] } }],
    });
    expect(incidentText(incidentAt(asked, scope, FOUND), {})).toContain(
      '!! nobody with a right to has said who keeps extra',
    );
    expect(questionsFrom(asked, [], undefined).questionnaires.map(({ party }) => party)).toEqual([undefined]);
  });
});

describe('incident', () => {
  it('orders tellings by deadline, a shared hop once', () => {
    const { discovered, tellings, gaps } = incident('sub');
    expect(discovered).toBe('2019-05-24T09:30Z');
    expect(gaps).toEqual([]);
    expect(tellings.map(({ from, to, deadline, owners }) => [from, to, deadline, owners])).toEqual([
      ['sub', 'county', '2019-05-24T11:30Z', ['county']],
      ['sub', 'prime', '2019-05-27T09:30Z', ['agency']],
      ['prime', 'agency', '2019-05-27T10:30Z', ['agency']],
    ]);
  });

  it('revokes every active permission to those concerned, whatever it permits', () => {
    expect(incident('sub').revoke.map(({ authorization }) => authorization)).toEqual([
      'elsewhere',
      'keep',
      'upkeep',
    ]);
    expect(incident('share').revoke.map(({ authorization }) => authorization)).toEqual(['keep', 'upkeep']);
  });

  it('cannot say by when where a window is not stated, and says so for all that waits for it', () => {
    const text = WORLD.replace(
      'incidentNotification: { within: P3D }',
      'incidentNotification: { to: prime }',
    );
    const { tellings, notices } = incident('sub', text);
    expect(tellings.slice(1).map(({ from, deadline, isOpen }) => [from, deadline, isOpen])).toEqual([
      ['sub', undefined, true],
      ['prime', undefined, true],
    ]);
    expect(notices[0]).toMatchObject({ owner: 'agency', duty: 'chain', silent: ['low'] });
    expect(notices[0]).not.toHaveProperty('seconds');
  });

  it('tells the owner directly where the contract says so', () => {
    const text = WORLD.replace('{ within: P3D }', '{ within: P3D, direct: true }');
    const told = incident('sub', text).tellings.filter(({ owners }) => owners.includes('agency'));
    expect(told.map(({ from, to }) => [from, to])).toEqual([['sub', 'agency']]);
  });

  it('says whom the contract names, where that is somebody else', () => {
    const text = WORLD.replace('{ within: P3D }', '{ within: P3D, to: helper }');
    expect(incident('sub', text).tellings[1]).toMatchObject({ to: 'prime', named: 'helper' });
  });

  it('finds that nobody is bound to tell, and the contracts that come near', () => {
    const { gaps } = incident('sub', WORLD.replace(', under: top', ''));
    expect(gaps).toMatchObject([{ party: 'sub', owner: 'agency', duty: 'none', others: ['low', 'side'] }]);
    expect(incident('backup').gaps).toMatchObject([{ party: 'helper', owner: 'agency', others: [] }]);
  });

  it('gives no day after the year 9999', () => {
    const text = WORLD.replace('{ within: P3D }', '{ within: P9999Y }');
    expect(incident('sub', text).tellings.slice(1)).toMatchObject([{ isOpen: false }, { isOpen: false }]);
    expect(incident('sub', text).tellings[1]).not.toHaveProperty('deadline');
  });
});
