import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run } from './run.ts';

const AT = ['--at', '2019-06-01'];
const EXAMPLE = 'examples/border-pilot';
const validate = new Ajv2020({
  strict: true,
  allErrors: true,
  formats: { date: /^\d{4}-\d\d-\d\d$/ },
}).compile(
  JSON.parse(readFileSync(new URL('../../schema/facts.schema.json', import.meta.url), 'utf8')) as object,
);

const VIOLATED = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
flows: { send: { from: camera, to: share, data: [plates] }, look: { from: share, to: camera } }
access: { desk: { party: vendor, systems: [camera, share] } }
`;

describe.concurrent('inspect', () => {
  it.each(['2018-01-01', '2018-06-15', '2018-10-01', '2019-06-01', '2030-01-01'])(
    'of the example at %s fits its schema',
    async (day) => {
      const { stdout, stderr, code } = await run(['inspect', EXAMPLE, '--at', day], { cwd: ROOT });
      const facts: unknown = JSON.parse(stdout);
      expect(validate(facts), JSON.stringify(validate.errors)).toBe(true);
      expect(facts).toMatchObject({ version: 1, at: day });
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    },
  );

  it('of may-facts and open verdicts fits its schema', async () => {
    const { stdout } = await run(['inspect', ...AT], { cwd: folderWith({ 'x.flow.yaml': VIOLATED }) });
    const facts: unknown = JSON.parse(stdout);
    expect(validate(facts), JSON.stringify(validate.errors)).toBe(true);
    expect(facts).toMatchObject({ coverage: { flows: 2, stated: 1 } });
  });

  it('ends with 0 in spite of violations, and of a file that states nothing', async () => {
    expect((await run(['inspect', ...AT], { cwd: folderWith({ 'x.flow.yaml': VIOLATED }) })).code).toBe(0);
    expect(
      (await run(['inspect', ...AT], { cwd: folderWith({ 'x.flow.yaml': 'flowdown: 1\n' }) })).code,
    ).toBe(0);
  });

  it('of what cannot be read prints no facts', async () => {
    const ran = await run(['inspect'], { cwd: folderWith({ 'x.flow.yaml': 'flowdown: 1\nparty: {}\n' }) });
    expect(ran.stderr).toMatch(/^x\.flow\.yaml:2:1 +cannot be read +unknown-key\n/);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  it('of several workspaces asks for one', async () => {
    const config = 'packs: [core]\n';
    const cwd = folderWith({ 'a/flowdown.config.yaml': config, 'b/flowdown.config.yaml': config });
    const ran = await run(['inspect'], { cwd });
    expect(ran.stderr).toBe('flowdown: inspect looks at one workspace, and there are several: a/, b/\n');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  it('takes no colour', async () => {
    const cwd = folderWith({ 'x.flow.yaml': 'flowdown: 1\nparty: {}\n' });
    expect((await run(['inspect'], { cwd, env: { FORCE_COLOR: '1' } })).stderr).not.toContain('\u001b');
  });
});

describe.concurrent('--witness', () => {
  const ask = async (witness: string, day: string) =>
    run(['inspect', EXAMPLE, '--at', day, '--witness', witness], { cwd: ROOT });

  it('prints the shortest way', async () => {
    const { stdout, stderr, code } = await ask('traveler-faces@vendor-share', '2019-06-01');
    expect(JSON.parse(stdout)).toEqual({
      data: 'traveler-faces',
      system: 'vendor-share',
      held: true,
      steps: ['collect:lane-camera/lane-video', 'flow:capture', 'flow:copy-to-drive', 'flow:upload'],
    });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it('of what is not held there, says so', async () => {
    const { stdout, code } = await ask('traveler-faces@vendor-share', '2018-06-15');
    expect(JSON.parse(stdout)).toMatchObject({ held: false, steps: [] });
    expect(code).toBe(0);
  });
});
