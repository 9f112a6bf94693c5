import { describe, expect, it } from 'vitest';
import { folderWith, run } from './run.ts';

const MANIFEST = `flowdown: 1
parties: { clinic: {}, billing: {} }
zones: { ward: { operator: clinic }, office: { operator: billing } }
data: { invoices: { category: health.invoice, owner: clinic } }
systems: { records: { zone: ward, collects: [invoices] }, server: { zone: office } }
flows: { send: { from: records, to: server, data: [invoices] } }
contracts: { service: { acquirer: clinic, supplier: billing } }
authorizations:
  order: { by: clinic, to: billing, data: [invoices], actions: [hold], period: { until: 2026-12-31 } }
`;
const AT = ['--at', '2026-12-10'];

describe.concurrent('flowdown forecast', () => {
  it('tells the day, the verdict and the reason', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const { stdout, stderr, code } = await run(['forecast', ...AT, '--until', 'P1M'], { cwd });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain('Verdicts that change from 2026-12-10 to 2027-01-10\n\n2027-01-01\n\n');
    expect(stdout).toContain(
      '  flow:send/invoices becomes a violation of core/expired-authorization (error), and of\n  core/unauthorized-transfer\n',
    );
    expect(stdout).toContain('     because    authorization order ends on 2026-12-31\n');
    expect(stdout).toMatch(
      /\n1 day with other verdicts, of 1 day on which something changes: 2 violations to come, 0 to go/,
    );
  });

  it('says so where nothing changes, and where it cannot look', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const calm = await run(['forecast', ...AT, '--until', '2026-12-31'], { cwd });
    expect(calm).toMatchObject({ code: 0, stderr: '' });
    expect(calm.stdout).toContain('No verdict changes.');
    for (const [until, words] of [
      ['soon', '--until wants a day such as 2019-06-01 or a duration such as P90D or P1Y, not soon'],
      ['P1', '--until wants a duration such as P30D, P6W or P1Y, not P1'],
      ['2026-12-01', '--until lies before the day on which the forecast begins'],
      ['P9999Y', '--until leads past the year 9999'],
    ]) {
      const ran = await run(['forecast', ...AT, '--until', until], { cwd });
      expect(ran).toMatchObject({ code: 2, stdout: '', stderr: `flowdown: ${words}\n` });
    }
  });

  it('has the same facts as JSON', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const { stdout } = await run(['forecast', ...AT, '--format', 'json'], { cwd });
    const because = [
      { section: 'authorizations', id: 'order', event: 'end', on: '2026-12-31', what: 'ends' },
    ];
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      at: '2026-12-10',
      until: '2027-03-10',
      days: [
        {
          day: '2027-01-01',
          changes: [
            { rule: 'core/expired-authorization', before: 'none', after: 'violation', because },
            { rule: 'core/unauthorized-transfer', before: 'none', after: 'violation', because },
          ],
        },
      ],
    });
  });

  it('is a calendar whose lines are no longer than 75 octets and end as RFC 5545 asks', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const { stdout } = await run(['forecast', ...AT, '--format', 'ics'], { cwd });
    const lines = stdout.split('\r\n');
    expect(stdout.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const whole = stdout.replaceAll('\r\n ', '');
    expect(whole).toContain('\r\nDTSTART;VALUE=DATE:20270101\r\n');
    expect(whole).toContain('\r\nUID:2027-01-01/.@flowdown\r\n');
    expect(whole).toContain(
      '(error)\\, and of core/unauthorized-transfer\\, because authorization order ends',
    );
    expect([lines[0], lines.at(-2)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR']);
  });
});

describe.concurrent('flowdown check --fail-within', () => {
  it('fails today on what comes within the time, and says from which day on', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const failing = await run(['check', ...AT, '--fail-within', 'P30D'], { cwd });
    expect(failing).toMatchObject({ code: 1, stderr: '' });
    expect(failing.stdout).toContain('core/expired-authorization   from 2027-01-01 on');
    expect((await run(['check', ...AT, '--fail-within', 'P3W'], { cwd })).code).toBe(0);
  });

  it('says what it does not take', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
    const both = await run(['check', ...AT, '--fail-within', 'P30D', '--horizon', '2027-01-01'], { cwd });
    expect(both).toMatchObject({ code: 2, stdout: '' });
    expect(both.stderr).toContain('state one of them');
    const odd = await run(['check', ...AT, '--fail-within', '30'], { cwd });
    expect(odd.stderr).toBe('flowdown: --fail-within wants a duration such as P30D, P6W or P1Y, not 30\n');
  });
});

describe.concurrent('the day of a configuration', () => {
  const workspace = (at: string) => ({ 'a.flow.yaml': MANIFEST, 'flowdown.config.yaml': `at: ${at}\n` });
  const dayFromNow = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  it.each([
    [dayFromNow(-40), 'before'],
    [dayFromNow(40), 'after'],
  ])('%s is noted, since it is more than 30 days %s today', async (at, side) => {
    const { stdout } = await run(['check', '--exit-zero'], { cwd: folderWith(workspace(at)) });
    expect(stdout).toContain(`note: at of the configuration, ${at}, is more than 30 days ${side} today`);
  });

  it('is no matter where it is near, or where somebody asks for another', async () => {
    const near = await run(['check', '--exit-zero'], { cwd: folderWith(workspace(dayFromNow(-20))) });
    expect(near.stdout).not.toContain('note: at of');
    const asked = await run(['check', '--exit-zero', '--at', '2019-01-01'], {
      cwd: folderWith(workspace('2018-01-01')),
    });
    expect(asked.stdout).not.toContain('note: at of');
  });
});
