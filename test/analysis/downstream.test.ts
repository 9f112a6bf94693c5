import { expect, it } from 'vitest';
import { downstreamOf } from '../../src/analysis/downstream.ts';
import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const WORLD = `flowdown: 1
parties: { a: {} }
zones: { z: { operator: a } }
data:
  video: { category: imagery, owner: a, contains: [faces] }
  faces: { category: biometric, owner: a }
  scores: { category: score, owner: a, derivedFrom: [faces] }
  other: { category: other, owner: a }
systems:
  camera: { zone: z, collects: [video], period: { until: 2019-01-10 }, disposals: [{ on: 2019-01-31, data: all }] }
  relay: { zone: z, storage: transient }
  bench: { zone: z, produces: [scores], collects: [other] }
  store: { zone: z }
  late: { zone: z }
  screen: { zone: z }
  maybe: { zone: z }
flows:
  f1: { from: camera, to: relay, categories: [biometric], period: { until: 2019-01-31 } }
  f2: { from: relay, to: bench, data: all, period: { until: 2019-01-31 } }
  f3: { from: bench, to: store, data: [scores] }
  back: { from: store, to: camera, data: [scores] }
  late: { from: camera, to: late, data: all, period: { from: 2019-03-01 } }
  show: { from: camera, to: screen, data: all, mode: view }
  open: { from: relay, to: maybe }
`;

it('follows data over systems that kept nothing, and through what is made of it, but not what came from elsewhere', () => {
  const { workspace } = openWorkspace({ files: [{ path: 'a.flow.yaml', text: WORLD }] });
  if (workspace === undefined) throw new Error('it cannot be opened');
  const { model } = workspace;
  const { copies, ground } = factsOf(model, parseDay('2019-06-01') ?? 0);
  const camera = new Set([model.systems.indexOf('camera')]);
  const reached = (kind: 1 | 3): string[] =>
    downstreamOf(camera, copies[kind], ground).map(
      ({ system, datum, flow }) =>
        `${model.data.ids[datum]}@${model.systems.ids[system]} ${model.flows.ids[flow] ?? 'made there'}`,
    );
  expect(reached(1)).toEqual([
    'scores@late late',
    'faces@relay f1',
    'faces@bench f2',
    'scores@bench made there',
    'scores@store f3',
  ]);
  expect(reached(3)).toEqual(expect.arrayContaining([...reached(1), 'faces@maybe open']));
});
