import { expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

it('does not hide a consequence under a cause that is waived', () => {
  const manifest = {
    flowdown: 1,
    parties: { agency: {}, vendor: {} },
    zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
    data: { plates: { category: 'vehicle', owner: 'agency' } },
    systems: {
      camera: { zone: 'port', collects: ['plates'] },
      share: { zone: 'office' },
      backup: { zone: 'office' },
    },
    flows: {
      send: { from: 'camera', to: 'share', data: ['plates'] },
      save: { from: 'share', to: 'backup', data: ['plates'] },
    },
    contracts: { service: { acquirer: 'agency', supplier: 'vendor' } },
    waivers: {
      w: {
        rule: 'core/unauthorized-transfer',
        subject: 'flow:send/plates',
        reason: 'agreed',
        by: 'agency',
        expires: '2020-01-01',
      },
    },
  };
  const { workspace } = openWorkspace({ files: [{ path: 'a.flow.json', text: JSON.stringify(manifest) }] });
  if (workspace === undefined) throw new Error('it cannot be opened');
  const { acts, summary, fails } = checkWorkspace(workspace, { at: parseDay('2019-06-01') ?? 0 });
  expect(fails).toBe(true);
  expect(summary).toMatchObject({ violations: 1, waived: 1, consequences: 0 });
  expect(acts.map(({ isWaived, findings }) => [findings[0].subject, isWaived])).toEqual([
    ['flow:send/plates', true],
    ['flow:save/plates', false],
  ]);
});
