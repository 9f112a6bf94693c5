import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/facts.ts';
import { overviewOf } from '../../src/answers/overview.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const TEXT = `flowdown: 1
parties: { agency: {}, prime: {}, vendor: { name: Supplier }, broker: {}, lab: {} }
contracts:
  pilot: { acquirer: agency, supplier: prime }
  readers: { acquirer: prime, supplier: vendor, under: pilot }
  other: { acquirer: broker, supplier: lab }
zones: { port: { operator: agency }, office: { operator: vendor }, bench: { operator: prime } }
data:
  video: { category: biometric.face, owner: agency, records: 10, subjects: 500, contains: [plates] }
  plates: { category: vehicle.license-plate.image, owner: agency, records: 1000, subjects: 900 }
  scores: { category: biometric.template, owner: broker }
systems:
  camera: { zone: port, collects: [video] }
  share: { zone: office }
  archive: { zone: office, collects: [scores] }
  empty: { zone: bench }
flows:
  send: { from: camera, to: share, data: [plates] }
access:
  service: { party: lab, systems: [camera], kind: maintenance }
authorizations:
  hold: { by: agency, to: vendor, data: [plates], actions: [hold] }
`;

const { workspace } = openWorkspace({ files: [{ path: 'a.flow.yaml', text: TEXT }] });
if (workspace === undefined) throw new Error('the workspace cannot be read');
const overview = overviewOf(factsOf(workspace.model, 20_000));

/** What a finding concerns that is only its subject. */
function concernOf(subject: string, more: Partial<Finding> = {}) {
  const finding: Partial<Finding> = { subject, owners: [], custody: [], ...more };
  return overview.concernOf([finding as Finding]);
}

describe('what each party would lose', () => {
  it('is told of those who keep something, the most first, and nothing is counted twice', () => {
    expect(overview.parties).toEqual([
      {
        party: 'agency',
        systems: 1,
        data: ['plates', 'video'],
        uncertain: [],
        owners: ['agency'],
        records: 1000,
        subjects: 900,
        lowerBound: false,
      },
      {
        party: 'vendor',
        name: 'Supplier',
        systems: 2,
        data: ['plates', 'scores'],
        uncertain: [],
        owners: ['agency', 'broker'],
        records: 1000,
        subjects: 900,
        lowerBound: true,
      },
    ]);
  });
});

describe('whom a finding concerns', () => {
  it.each([
    ['flow:send/plates', ['agency', 'vendor']],
    ['hold:share/plates', ['vendor']],
    ['systems:empty', ['prime']],
    ['access:service/camera/video', ['lab']],
    ['extract:lab/camera/video', ['lab']],
    ['handle:vendor/plates', ['vendor']],
    ['manifest:vendor', ['vendor']],
    ['contracts:readers', ['prime', 'vendor']],
    ['authorizations:hold', ['agency', 'vendor']],
    ['zones:office', ['vendor']],
    ['exposure:zone/office', ['vendor']],
    ['exposure:party/vendor', ['vendor']],
    ['tier:vendor/agency', ['agency', 'vendor']],
    ['data:plates', ['agency']],
    ['flow:nowhere/plates', []],
    ['nothing', []],
  ])('follows from its subject: %s', (subject, parties) => {
    expect(concernOf(subject).parties).toEqual(parties);
  });

  it('are the owners and all who kept the data on the way as well', () => {
    const step = { step: 'send', system: 'share', zone: 'office', data: 'plates' };
    const concern = concernOf('nothing', {
      owners: ['agency'],
      data: 'plates',
      custody: [{ ...step, keepers: ['vendor', 'lab'] }],
    });
    expect(concern.parties).toEqual(['agency', 'lab', 'vendor']);
    expect(concern.categories).toEqual(['vehicle.license-plate.image']);
  });

  it('are contracts down the chain between them, with those above; not those of others', () => {
    expect(concernOf('tier:vendor/agency').contracts).toEqual(['pilot', 'readers']);
    expect(concernOf('tier:prime/agency').contracts).toEqual(['pilot']);
    expect(concernOf('extract:lab/camera/video').contracts).toEqual([]);
    expect(concernOf('contracts:other').contracts).toEqual(['other']);
  });
});
