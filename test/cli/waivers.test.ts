import { describe, expect, it } from 'vitest';
import { folderWith, run, type Files } from './run.ts';

const AT = ['--at', '2019-06-01'];
const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;
const waiver = (id: string, fields: string, subject = 'flow:send/plates'): string =>
  `  ${id}: { rule: core/unauthorized-transfer, subject: "${subject}", reason: tested, ${fields} }\n`;

interface Answer {
  readonly waivers: readonly {
    readonly id: string;
    readonly state: string;
    readonly daysLeft: number;
    readonly hides: readonly { readonly fingerprint: string; readonly place: { readonly line: number } }[];
    readonly place?: { readonly file: string; readonly line: number };
  }[];
}

async function listed(files: Files) {
  const cwd = folderWith(files);
  const json = await run(['waivers', ...AT, '--format', 'json'], { cwd });
  const text = await run(['waivers', ...AT], { cwd });
  expect([json.code, text.code, json.stderr, text.stderr]).toEqual([0, 0, '', '']);
  const { waivers } = JSON.parse(json.stdout) as Answer;
  return { waivers, states: waivers.map(({ id, state }) => [id, state]), text: text.stdout };
}

describe.concurrent('flowdown waivers', () => {
  it('tells of each waiver what has become of it', async () => {
    const { waivers, states, text } = await listed({
      'x.flow.yaml': `${GROUND}waivers:\n${[
        waiver('a-counts', 'by: agency, expires: 2019-06-02, reference: order 7'),
        waiver('b-doubled', 'by: agency, expires: 2019-12-31'),
        waiver('c-ended', 'by: agency, expires: 2019-05-31'),
        waiver('d-nothing', 'by: agency, expires: 2019-12-31', 'flow:sent/plates'),
        waiver('e-idle', 'by: agency, expires: 2019-12-31', 'hold:share/plates'),
        waiver('f-own', 'by: vendor, expires: 2019-12-31'),
      ].join('')}`,
    });
    expect(states).toEqual([
      ['c-ended', 'expired'],
      ['a-counts', 'in-force'],
      ['b-doubled', 'superseded'],
      ['d-nothing', 'unused'],
      ['e-idle', 'unused'],
      ['f-own', 'without-right'],
    ]);
    expect(waivers.map(({ daysLeft }) => daysLeft).slice(0, 3)).toEqual([0, 2, 214]);
    expect(waivers[1].hides).toMatchObject([
      { fingerprint: 'core/unauthorized-transfer|flow:send/plates|plates|agency', place: { line: 8 } },
    ]);
    expect(waivers[1].place).toMatchObject({ file: 'x.flow.yaml', line: 10 });
    expect(text).toContain(`a-counts   x.flow.yaml:10:3
  state      in force
  accepts    core/unauthorized-transfer on flow:send/plates
  by         agency
  until      2019-06-02 (2 days left)
  reason     tested
  reference  order 7
  hides      x.flow.yaml:8:10 `);
    expect(text).toMatch(/\nas of 2019-06-01 {3}6 waivers, 1 in force\n$/);
  });

  it('tells which wait for another owner', async () => {
    const shared = GROUND.replace('vendor: {} }', 'state: {}, vendor: {} }')
      .replace('owner: agency }', 'owner: agency, derivedFrom: [frames] }')
      .replace('systems:', '  frames: { category: vehicle, owner: state }\nsystems:');
    const one = waiver('one', 'by: agency, expires: 2019-12-31');
    expect((await listed({ 'x.flow.yaml': `${shared}waivers:\n${one}` })).states).toEqual([
      ['one', 'waiting'],
    ]);
    const both = one + waiver('two', 'by: state, expires: 2019-12-31');
    expect((await listed({ 'x.flow.yaml': `${shared}waivers:\n${both}` })).states).toEqual([
      ['one', 'in-force'],
      ['two', 'in-force'],
    ]);
  });

  it('tells which have no right to be there, and those of the configuration', async () => {
    const { states, text } = await listed({
      'flowdown.config.yaml': `trust: { agency.flow.yaml: [agency], vendor.flow.yaml: [vendor] }
waivers:
${waiver('gate', 'by: agency, expires: 2019-12-31')}`,
      'agency.flow.yaml': GROUND.replace(', office: { operator: vendor } }', ' }').replace(
        ', share: { zone: office } }',
        ' }',
      ),
      'vendor.flow.yaml': `flowdown: 1
zones: { office: { operator: vendor } }
systems: { share: { zone: office } }
waivers:
${waiver('forged', 'by: agency, expires: 2019-12-31')}${waiver('own', 'by: vendor, expires: 2019-12-31')}`,
    });
    expect(states).toEqual([
      ['forged', 'unentitled'],
      ['gate', 'in-force'],
      ['own', 'without-right'],
    ]);
    expect(text).toContain('gate   configuration\n');
    expect(text).toContain('its file has no right to state it\n');
  });

  it('says that there are none', async () => {
    expect((await listed({ 'x.flow.yaml': GROUND })).text).toBe('as of 2019-06-01   0 waivers, 0 in force\n');
  });

  it('explains a finding on a waiver by what the waiver accepts', async () => {
    const cwd = folderWith({
      'x.flow.yaml': `${GROUND}waivers:\n${waiver('idle', 'by: agency, expires: 2019-12-31', 'flow:sent/plates')}`,
    });
    const explained = await run(['explain', '--finding', 'core/unused-waiver|waivers:idle', ...AT], { cwd });
    expect(explained).toMatchObject({ code: 0, stderr: '' });
    expect(explained.stdout).toContain('used');
  });
});
