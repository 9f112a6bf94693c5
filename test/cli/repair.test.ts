import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run, writeFiles } from './run.ts';

const AT = ['--at', '2026-03-01'];
const GROUND = `# our landscape
flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, gate: { zone: port }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const FLOWS = `flowdown: 1
flows:
  # to the office
  send:
    from: camera   # from the port
    to: share
    data: [plates]

  # nothing of ours
  back: { from: camera, to: gate, data: [plates] }
`;
const FINDING = 'core/unauthorized-transfer|flow:send/plates|plates|agency';

const folder = (): string => folderWith({ 'a.flow.yaml': GROUND, 'deep/b.flow.yaml': FLOWS });
const textIn = (cwd: string, path: string): string => readFileSync(join(cwd, path), 'utf8');

describe.concurrent('flowdown repair', () => {
  it('tells what to do, as a diff, and changes nothing', async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(['repair', FINDING, ...AT], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('What removes it (cost 1)\n\n  - take out the flow send\n');
    expect(stdout).toContain(`--- a/deep/b.flow.yaml
+++ b/deep/b.flow.yaml
@@ -1,10 +1,4 @@
 flowdown: 1
 flows:
-  # to the office
-  send:
-    from: camera   # from the port
-    to: share
-    data: [plates]
-
   # nothing of ours
   back: { from: camera, to: gate, data: [plates] }
`);
    expect(stdout).toContain('Or, with --by obtain (cost 1)');
    expect(stdout).toContain('agency permits vendor to hold plates');
    expect(textIn(cwd, 'deep/b.flow.yaml')).toBe(FLOWS);
    // The subject will do, and the same is said each time.
    expect((await run(['repair', 'flow:send/plates', ...AT], { cwd })).stdout).toBe(stdout);
  });

  it('--write changes the lines of the entry and no other, and the next check agrees', async () => {
    const cwd = folder();
    chmodSync(join(cwd, 'deep/b.flow.yaml'), 0o640);
    const { code, stdout } = await run(['repair', FINDING, '--write', ...AT], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('wrote deep/b.flow.yaml\n');
    expect(textIn(cwd, 'deep/b.flow.yaml')).toBe(FLOWS.replace(/ {2}# to the office\n[^]*?\n\n/, ''));
    expect(statSync(join(cwd, 'deep/b.flow.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(cwd, 'deep'))).toEqual(['b.flow.yaml']);
    expect((await run(['check', ...AT], { cwd })).stdout).not.toContain('flow:send');
    expect((await run(['repair', FINDING, ...AT], { cwd })).code).toBe(2);
  });

  it('--by obtain --write states the authorization, in the manifest that says who the party is', async () => {
    const cwd = folder();
    const ran = await run(['repair', FINDING, '--by', 'obtain', '--write', ...AT], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('Ask agency first');
    expect(textIn(cwd, 'a.flow.yaml')).toBe(`${GROUND}authorizations:
  vendor-hold-plates:
    by: agency
    to: vendor
    data: [plates]
    actions: [hold]
    zones: [office]
    period: { from: 2026-03-01 }
`);
    expect((await run(['check', ...AT], { cwd })).stdout).not.toContain('core/unauthorized-transfer');
  });

  it('costs decide which goes first', async () => {
    const cwd = folder();
    const { stdout } = await run(
      ['repair', FINDING, '--cost', 'flow:send=5', '--format', 'json', '--cost', 'obtain=2', ...AT],
      { cwd },
    );
    const { repairs } = JSON.parse(stdout) as { repairs: object[] };
    expect(repairs).toMatchObject([
      { by: 'obtain', cost: 2, smallest: 'proved', sound: true },
      { by: 'cut', cost: 5, smallest: 'proved', edits: [{ kind: 'cut', flow: 'send' }] },
    ]);
  });

  it('keeps the mark at the beginning, and manifests in JSON', async () => {
    const json = `${JSON.stringify({ flowdown: 1, flows: { send: { from: 'camera', to: 'share', data: ['plates'] }, back: { from: 'camera', to: 'gate', data: ['plates'] } } }, undefined, 2)}\n`;
    const cwd = folderWith({ 'a.flow.yaml': GROUND, 'b.flow.json': `\ufeff${json}` });
    expect((await run(['repair', FINDING, '--write', ...AT], { cwd })).code).toBe(0);
    const made = textIn(cwd, 'b.flow.json');
    expect(made.startsWith('\ufeff')).toBe(true);
    expect(json).toContain(made.slice(1).split('"back"')[1]);
    expect(JSON.parse(made.slice(1))).toEqual({
      flowdown: 1,
      flows: { back: { from: 'camera', to: 'gate', data: ['plates'] } },
    });
  });

  it('does not write what the check would fail for', async () => {
    const onward = FLOWS.replace('from: camera, to: gate', 'from: share, to: gate');
    const cwd = folderWith({ 'a.flow.yaml': GROUND, 'deep/b.flow.yaml': onward });
    const { code, stdout, stderr } = await run(['repair', FINDING, '--by', 'cut', '--write', ...AT], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('the check would fail for that');
    expect(stdout).toContain('core/data-without-origin flow:back/plates');
    expect(stderr).toContain('nothing was written');
    expect(textIn(cwd, 'deep/b.flow.yaml')).toBe(onward);
  });

  it('says that a signed file has to be signed again', async () => {
    const cwd = folder();
    writeFiles(cwd, { 'flowdown.config.yaml': 'packs: [core]\n' });
    await run(['sign', '--new-key', 'key.pem'], { cwd });
    await run(['sign', '--key', 'key.pem', 'deep/b.flow.yaml'], { cwd });
    const { stderr } = await run(['repair', FINDING, '--write', ...AT], { cwd });
    expect(stderr).toBe('flowdown: deep/b.flow.yaml was signed, and has to be signed again\n');
  });

  it('what it cannot mend ends with 1, and writes nothing', async () => {
    const text = `${GROUND}access: { visit: { party: vendor, systems: [camera], period: { from: 2026-02-01, until: 2026-01-01 } } }\n`;
    const cwd = folderWith({ 'a.flow.yaml': text });
    const { code, stdout, stderr } = await run(['repair', 'core/reversed-period', '--write', ...AT], { cwd });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'flowdown: nothing was written: there is nothing to change\n',
    });
    expect(stdout).toContain('Neither flows nor authorizations mend it');
    expect(stdout).toContain('What the rule asks for');
    expect(textIn(cwd, 'a.flow.yaml')).toBe(text);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    [
      'a finding that is not there',
      ['core/unauthorised-transfer|flow:send/plates'],
      /did you mean "core\/unauthorized-transfer/,
    ],
    ['the name of what every object has', ['constructor'], /there is no finding constructor/],
    ['__proto__', ['__proto__'], /there is no finding __proto__/],
    ['what a terminal would act on', ['\u001b[31m'], /there is no finding \\u\{1b\}\[31m/],
    ['another means', [FINDING, '--by', 'cutt'], /did you mean cut\?/],
    ['a cost of nothing', [FINDING, '--cost', 'cut=0'], /whole numbers from 1/],
    ['a cost of something else', [FINDING, '--cost', 'flow=1'], /knows cut, obtain and flow:<id>/],
    ['a cost of a flow that is not there', [FINDING, '--cost', 'flow:sent=1'], /did you mean send\?/],
    ['a cost of __proto__', [FINDING, '--cost', 'flow:__proto__=1'], /there is no flow __proto__/],
    ['another format', [FINDING, '--format', 'xml'], /text and json/],
  ])('refuses %s', async (_, args, message) => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(['repair', ...args, ...AT], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.split('\n')).toHaveLength(2);
  });
});
