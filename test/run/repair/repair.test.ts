import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RepairAnswer } from '../../../src/answers/repairs.ts';
import { parseDay } from '../../../src/manifest/calendar.ts';
import { repairText } from '../../../src/report/repair.ts';
import { checkWorkspace } from '../../../src/run/check.ts';
import type { Config } from '../../../src/run/config-format.ts';
import { costsOf, type Costs } from '../../../src/run/repair/costs.ts';
import { repairsFor } from '../../../src/run/repair/repair.ts';
import { openWorkspace } from '../../../src/run/workspace.ts';
import { ROOT } from '../../cli/run.ts';

interface Asked {
  readonly at?: string;
  readonly cost?: readonly string[];
  readonly config?: Config;
  readonly isEnding?: boolean;
  mayEdit?(path: string): boolean;
}

function repaired(
  files: Readonly<Record<string, string>>,
  beginning: string,
  { at = '2026-03-01', cost = [], config = {}, isEnding = false, mayEdit = () => true }: Asked = {},
): RepairAnswer {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const { workspace, withTexts, problems } = openWorkspace({ files: texts, config });
  if (workspace === undefined || withTexts === undefined) throw new Error(JSON.stringify(problems));
  const day = parseDay(at) ?? 0;
  const { findings } = checkWorkspace(workspace, { at: day });
  const finding = findings.find(({ fingerprint }) => fingerprint.startsWith(beginning));
  if (finding === undefined) throw new Error(findings.map(({ fingerprint }) => fingerprint).join('\n'));
  const costs = costsOf(cost, workspace.model.flows) as Costs;
  const patient = { workspace, withTexts, at: day, finding, mayEdit };
  return repairsFor(patient, { costs, isEnding, means: ['cut', 'obtain'] });
}

const GROUND = `flowdown: 1
parties: { owner: {}, prime: {}, sub: {} }
zones: { port: { operator: owner }, office: { operator: prime }, shed: { operator: sub } }
data: { plates: { category: vehicle.license-plate.image, owner: owner } }
systems:
  camera: { zone: port, collects: [plates] }
  left: { zone: port }
  right: { zone: port }
  share: { zone: office }
  box: { zone: shed }
`;

describe('cutting', () => {
  const DIAMOND = `${GROUND}flows:
  a1: { from: camera, to: left, data: all }
  a2: { from: camera, to: right, data: all }
  b1: { from: left, to: share, data: all }
  b2: { from: right, to: share, data: all }
  c: { from: share, to: box, data: all }
`;
  const HELD = 'core/handling-without-contract|handle:prime/plates';

  it('takes the smallest cut of a diamond, and proves it by its two ways', () => {
    const [cut] = repaired({ 'x.flow.yaml': DIAMOND }, HELD).repairs;
    expect(cut).toMatchObject({
      by: 'cut',
      cost: 2,
      isSmallest: true,
      ways: [
        ['a1', 'b1'],
        ['a2', 'b2'],
      ],
    });
    expect(cut.edits).toEqual([
      { kind: 'cut', flow: 'a1' },
      { kind: 'cut', flow: 'a2' },
    ]);
    expect(cut.removes.map(({ subject }) => subject)).toContain('handle:sub/plates');
  });

  it('goes by costs, of all flows or of single ones', () => {
    const { repairs } = repaired({ 'x.flow.yaml': DIAMOND }, HELD, {
      cost: ['cut=3,flow:a1=9', 'flow:b2=1'],
    });
    expect(repairs[0]).toMatchObject({ cost: 4, isSmallest: true });
    expect(repairs[0].edits.map((edit) => 'flow' in edit && edit.flow)).toEqual(['b1', 'b2']);
  });

  it('leaves alone what cannot be edited, and says why nothing helps', () => {
    const files = {
      'x.flow.yaml': GROUND,
      'y.flow.yaml': 'flowdown: 1\nflows: { send: { from: camera, to: share, data: [plates] } }\n',
    };
    const { repairs, refusals } = repaired(files, HELD, { mayEdit: (path) => path === 'x.flow.yaml' });
    expect(repairs).toEqual([]);
    expect(refusals[0]).toMatchObject({ by: 'cut', reason: expect.stringContaining('1 of 1') });
  });

  it('by ending does not help against copies, which stay; and helps against a view', () => {
    const copied = repaired({ 'x.flow.yaml': DIAMOND }, HELD, { isEnding: true });
    expect(copied.repairs).toEqual([]);
    expect(copied.refusals[0].reason).toContain('a copy stays where it is until it is disposed of');
    const shown = `${GROUND}flows:\n  look: { from: camera, to: share, data: [plates], mode: view } # a screen\n`;
    const [ended] = repaired({ 'x.flow.yaml': shown }, 'core/unauthorized-transfer|flow:look/plates', {
      isEnding: true,
    }).repairs;
    expect(ended.files[0].text).toBe(
      shown.replace('mode: view }', 'mode: view, period: { until: 2026-02-28 } }'),
    );
  });

  it('in a container is a set of which none can be left out, and not proved smallest', () => {
    const contained = DIAMOND.replace(
      'data: { plates',
      'data: { video: { category: location, owner: owner, contains: [plates] }, plates',
    ).replace('collects: [plates]', 'collects: [video]');
    const { repairs } = repaired({ 'x.flow.yaml': contained }, HELD);
    expect(repairs[0]).toMatchObject({ by: 'cut', cost: 2, isSmallest: false });
    expect(repairText(repaired({ 'x.flow.yaml': contained }, HELD), {})).toContain('Not proved smallest');
  });
});

describe('obtaining', () => {
  const FLOWS = `flows:
  one: { from: camera, to: share, data: [plates], purpose: research, channel: api }
  two: { from: share, to: box, data: [plates], purpose: research, channel: api }
`;
  const CONTRACTS = `contracts:
  first: { acquirer: owner, supplier: prime, period: { until: 2027-12-31 } }
  second: { acquirer: prime, supplier: sub, under: first, period: { until: 2026-12-31 } }
`;
  const TO_SUB = 'core/unauthorized-transfer|flow:two/plates';
  const granted = (answer: RepairAnswer) => answer.repairs.find(({ by }) => by === 'obtain')?.edits;

  it('asks the owner for exactly what is done, from that day to the end of the contract', () => {
    const files = { 'x.flow.yaml': GROUND + FLOWS + CONTRACTS };
    expect(granted(repaired(files, 'core/unauthorized-transfer|flow:one/plates'))).toEqual([
      {
        kind: 'obtain',
        authorization: 'prime-hold-plates',
        file: 'x.flow.yaml',
        grant: {
          by: 'owner',
          to: 'prime',
          data: ['plates'],
          actions: ['hold'],
          purposes: ['research'],
          zones: ['office'],
          channels: ['api'],
          period: { from: '2026-03-01', until: '2027-12-31' },
        },
      },
    ]);
  });

  const PRIME = (delegable: number): string =>
    `authorizations: { own: { by: owner, to: prime, data: [plates], actions: [hold], delegable: ${delegable} } }\n`;

  it.each([
    ['by the prime, where it may pass on what it has', PRIME(1), 'prime', 'sub', undefined],
    ['by the owner to the sub-processor, where two links are missing', '', 'owner', 'sub', undefined],
    [
      'by the owner to the sub-processor, where the prime may not pass on',
      PRIME(0),
      'owner',
      'sub',
      undefined,
    ],
    [
      'by the owner to the prime, where only that link is missing',
      'authorizations: { passed: { by: prime, to: sub, data: [plates], actions: [hold] } }\n',
      'owner',
      'prime',
      1,
    ],
  ])('%s', (_, authorizations, by, to, delegable) => {
    const files = { 'x.flow.yaml': GROUND + FLOWS + CONTRACTS + authorizations };
    const edits = granted(repaired(files, TO_SUB));
    expect(edits).toHaveLength(1);
    expect(edits?.[0]).toMatchObject({ grant: { by, to, ...(delegable && { delegable }) } });
  });

  it('is written where somebody may say so, and nowhere else', () => {
    const files = {
      'owner/o.flow.yaml': GROUND,
      'prime/p.flow.yaml': `flowdown: 1\n${FLOWS}`,
    };
    const trust = { 'owner/**': ['owner', 'prime', 'sub'], 'prime/**': ['prime'] };
    const asked = 'core/unauthorized-transfer|flow:one/plates';
    expect(granted(repaired(files, asked, { config: { trust } }))?.[0]).toMatchObject({
      file: 'owner/o.flow.yaml',
    });
    const answer = repaired(files, asked, {
      config: { trust },
      mayEdit: (path) => path.startsWith('prime/'),
    });
    expect(granted(answer)).toBeUndefined();
    expect(answer.refusals).toEqual([
      { by: 'obtain', reason: expect.stringContaining('no manifest that can be edited speaks for owner') },
    ]);
  });
});

describe('the border pilot', () => {
  const folder = join(ROOT, 'examples/border-pilot');
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.flow.yaml'))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
  const open = (beginning: string): RepairAnswer =>
    repaired(files, beginning, {
      at: '2019-06-01',
      config: {
        packs: ['core', 'case-cbp-2019'],
        trust: {
          'agency/**': ['agency'],
          'prime/**': ['prime'],
          'suppliers/**': ['reader-supplier'],
          'customers/**': ['toll-authority'],
        },
      },
    });

  it('the upload is cut, or permitted by the agency in its own file', () => {
    const [first, second] = open('core/unauthorized-transfer|flow:upload/plates').repairs;
    expect([first, second].map(({ by }) => by).sort()).toEqual(['cut', 'obtain']);
    const [cut, obtain] = first.by === 'cut' ? [first, second] : [second, first];
    expect(cut.edits).toEqual([{ kind: 'cut', flow: 'upload' }]);
    expect(obtain.edits[0]).toMatchObject({
      grant: { by: 'agency', to: 'reader-supplier', data: ['plates'] },
      file: 'agency/data-and-permissions.flow.yaml',
    });
  });

  it('what neither can mend is told with the remedy of its rule', () => {
    const answer = open('case-cbp-2019/privacy-training-stale');
    expect(answer.repairs).toEqual([]);
    const text = repairText(answer, {});
    expect(text).toContain('Neither flows nor authorizations mend it');
    expect(text).toContain('have the staff of reader-supplier trained');
  });
});
