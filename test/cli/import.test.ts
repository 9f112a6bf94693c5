import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelText } from '../import/models.ts';
import { IMPORTERS } from '../../src/import/formats.ts';
import { folderWith, run } from './run.ts';

const MODEL = modelText('clinic');
const AT = ['--at', '2025-06-01'];
const withModel = () => folderWith({ 'clinic.yaml': MODEL });

describe.concurrent('import otm', () => {
  const file = (name: string) => readFileSync(new URL(`../import/otm/${name}`, import.meta.url), 'utf8');

  it('writes the manifest that is expected, and a check takes the model as it is', async () => {
    const cwd = folderWith({ 'parcels.otm': file('parcels.otm') });
    const ran = await run(['import', 'otm', 'parcels.otm'], { cwd });
    expect(ran).toMatchObject({ stdout: file('parcels.expected.yaml'), code: 0 });
    const checked = await run(['check', '--from', 'otm', 'parcels.otm', ...AT], { cwd });
    expect(checked.stdout).toContain('parcels.otm, read as OTM: 2 systems, 1 zones, 1 flows, 1 parties; ');
    expect(checked.code).toBe(0);
  });

  it('refuses what is something else, with what was expected', async () => {
    const cwd = folderWith({ 'x.otm': '{ "otmVersion": "9.0" }\n' });
    const { stderr, code } = await run(['import', 'otm', 'x.otm'], { cwd });
    expect(stderr).toContain('x.otm:1:17   cannot be read   not-a-model');
    expect(stderr).toContain('its otmVersion is "9.0"');
    expect(stderr).toContain('Name a file that states otmVersion 0.1 or 0.2.');
    expect(code).toBe(2);
  });
});

describe.concurrent('import threat-dragon', () => {
  const file = (name: string) =>
    readFileSync(new URL(`../import/threat-dragon/${name}`, import.meta.url), 'utf8');

  it('writes the manifest that is expected, and a check takes the model as it is', async () => {
    const cwd = folderWith({
      'library.json': file('library.json'),
      'flowdown.mapping.yaml': file('mapping.yaml'),
    });
    const ran = await run(['import', 'threat-dragon', 'library.json'], { cwd });
    expect(ran).toMatchObject({ stdout: file('library.expected.yaml'), code: 0 });
    const checked = await run(['check', '--from', 'threat-dragon', 'library.json', ...AT], { cwd });
    expect(checked.stdout).toMatch(/^library\.json:162:19 +error +core\//m);
    expect(checked.code).toBe(1);
  });
});

describe.concurrent('import threagile', () => {
  it('puts the manifest on standard output and the summary on standard error', async () => {
    const { stdout, stderr, code } = await run(['import', 'threagile', 'clinic.yaml'], { cwd: withModel() });
    expect(stdout).toMatch(/^# From the Threagile model clinic\.yaml .*\n.*\nflowdown: 1\n/);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stderr).toMatch(/^imported clinic\.yaml\n {2}4 technical assets +4 systems\n/);
    expect(stderr).toMatch(/\n\ntaken for granted, .*\n( {2}- |\n| {4})/);
    expect(stderr).toContain('\nworth stating\n  - authorizations');
    expect(stderr).toContain(
      '\n  - a rating; a manifest has categories and permissions instead: business_criticality 1,',
    );
    expect(code).toBe(0);
  });

  it('writes a file that a check takes in', async () => {
    const cwd = withModel();
    const ran = await run(['import', 'threagile', 'clinic.yaml', '-o', 'clinic.flow.yaml'], { cwd });
    expect(ran).toMatchObject({ stdout: '', code: 0 });
    expect(ran.stderr).toMatch(/^imported clinic\.yaml into clinic\.flow\.yaml\n/);
    expect(ran.stderr).not.toContain('the name of the file');
    expect(readdirSync(cwd).toSorted()).toEqual(['clinic.flow.yaml', 'clinic.yaml']);

    const checked = await run(['check', ...AT], { cwd });
    expect(checked.stdout).toContain('clinic.flow.yaml:');
    expect(checked.stdout).toContain('core/unauthorized-transfer');
    expect({ stderr: checked.stderr, code: checked.code }).toEqual({ stderr: '', code: 1 });

    const inspected = await run(['inspect', ...AT, '--witness', 'patient-contacts@courier'], { cwd });
    expect(JSON.parse(inspected.stdout)).toMatchObject({
      steps: ['collect:phone/patient-contacts', 'flow:phone.booking', 'flow:courier.reminder-fetch.received'],
    });
  });

  it('gives the same bytes on standard output, in a file, and again', async () => {
    const cwd = withModel();
    const { stdout } = await run(['import', 'threagile', 'clinic.yaml'], { cwd });
    await run(['import', 'threagile', './clinic.yaml', '--output', 'out.txt'], { cwd });
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toBe(stdout);
  });

  it('says that a check would not take in a file of that name', async () => {
    const { stderr } = await run(['import', 'threagile', 'clinic.yaml', '-o', 'out.yaml'], {
      cwd: withModel(),
    });
    expect(stderr).toContain('takes in what ends with .flow.yaml');
  });

  it('replaces a file only when that is asked for', async () => {
    const cwd = folderWith({ 'clinic.yaml': MODEL, 'x.flow.yaml': 'mine\n' });
    const refused = await run(['import', 'threagile', 'clinic.yaml', '-o', 'x.flow.yaml'], { cwd });
    expect(refused).toMatchObject({ stdout: '', code: 2 });
    expect(refused.stderr).toMatch(/^flowdown: .*x\.flow\.yaml is there already; --force replaces it\n$/);
    expect(readFileSync(join(cwd, 'x.flow.yaml'), 'utf8')).toBe('mine\n');
    const forced = await run(['import', 'threagile', 'clinic.yaml', '-o', 'x.flow.yaml', '--force'], { cwd });
    expect(forced.code).toBe(0);
    expect(readFileSync(join(cwd, 'x.flow.yaml'), 'utf8')).toMatch(/^# From the Threagile model/);
  });

  it('writes to no folder and through no link, and leaves nothing behind', async () => {
    const cwd = folderWith({ 'clinic.yaml': MODEL, 'mine.txt': 'mine\n' });
    mkdirSync(join(cwd, 'folder'));
    symlinkSync(join(cwd, 'mine.txt'), join(cwd, 'link'));
    for (const output of ['folder', 'link', 'missing/x.flow.yaml']) {
      const ran = await run(['import', 'threagile', 'clinic.yaml', '-o', output, '--force'], { cwd });
      expect(ran.stderr).toMatch(/^flowdown: .*(?:is not a regular file|cannot be written \(ENOENT\))\n$/);
      expect(ran).toMatchObject({ stdout: '', code: 2 });
    }
    expect(readFileSync(join(cwd, 'mine.txt'), 'utf8')).toBe('mine\n');
    expect(readdirSync(cwd).toSorted()).toEqual(['clinic.yaml', 'folder', 'link', 'mine.txt']);
  });

  it('tells problems with their lines, and writes nothing', async () => {
    const cwd = folderWith({
      'clinic.yaml': MODEL.replace('target: portal', 'target: portall').replace('id: vault', 'id: practice'),
    });
    const ran = await run(['import', 'threagile', 'clinic.yaml', '-o', 'x.flow.yaml'], { cwd });
    expect(ran).toMatchObject({ stdout: '', code: 2 });
    expect(ran.stderr).toContain(`clinic.yaml:46:17   cannot be read   unknown-reference

  There is no "portall" in technical_assets.

    44 |       communication_links:
    45 |         Booking:
    46 |           target: portall
       |                   ^^^^^^^
    47 |           protocol: https

  Did you mean "portal"? Declare it in technical_assets, or correct the id.
`);
    expect(ran.stderr).toMatch(
      /cannot be read {3}duplicate-id\n[\s\S]*first declared here: clinic\.yaml:98:3\n/,
    );
    expect(ran.stderr).toMatch(/\n\n3 problems; nothing was imported\n$/);
    expect(existsSync(join(cwd, 'x.flow.yaml'))).toBe(false);
  });

  it.each([
    [
      ['import', 'drawing', 'clinic.yaml'],
      `there is no importer for drawing. There are: ${[...IMPORTERS.keys()].join(', ')}`,
    ],
    [['import', 'threagile', 'nowhere.yaml'], 'nowhere.yaml was not read: there is no such file'],
    [['import', 'threagile', '.'], '. was not read: it is not a regular file'],
    [['import', 'threagile'], "missing required argument 'files'"],
    [['import', 'threagile', 'clinic.yaml', '-o', 'a', '-o', 'b'], '--output is stated twice'],
  ])('%j is bad usage', async (args, message) => {
    const { stdout, stderr, code } = await run(args, { cwd: withModel() });
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: `flowdown: ${message}\n`, code: 2 });
  });

  const PARTS = {
    'm/main.yaml': 'includes: [parts/data.yaml, away/assets.yaml, linked.yaml]\n',
    'm/parts/data.yaml': 'data_assets: { Letters: { id: letters, owner: Office } }\n',
    'away/assets.yaml':
      'technical_assets: { Box: { id: box, owner: Other, data_assets_stored: [letters] } }\n',
    'm/assets.yaml': 'technical_assets: { Bag: { id: bag, owner: Other, data_assets_stored: [letters] } }\n',
  };

  it('reads what a model includes from its folder, and follows no link there', async () => {
    const cwd = folderWith(PARTS);
    symlinkSync(join(cwd, 'away'), join(cwd, 'm/away'));
    symlinkSync(join(cwd, 'away/assets.yaml'), join(cwd, 'm/linked.yaml'));
    const { stdout, stderr, code } = await run(['import', 'threagile', 'm/main.yaml'], { cwd });
    expect(stdout).toContain('# Included and not given: m/away/assets.yaml, m/linked.yaml.\n');
    expect(stdout).toContain('  # from m/parts/data.yaml data_assets.Letters line 1\n  letters:\n');
    expect(stdout).not.toContain('box');
    expect(stderr).toMatch(/^imported m\/main\.yaml, with what it includes 2 files,\n/);
    expect(code).toBe(0);
  });

  it('reads them for a check too, and finds things at their places there', async () => {
    const cwd = folderWith({ ...PARTS, 'm/main.yaml': 'includes: [parts/data.yaml, assets.yaml]\n' });
    const ran = await run(['check', '--from', 'threagile', 'm/main.yaml', ...AT], { cwd });
    expect(ran.stdout).toMatch(/^m\/assets\.yaml:1:21 +error +core\//m);
    expect(ran.stdout).toContain('m/assets.yaml and 2 more, read as Threagile: ');
    expect(ran.code).toBe(1);
  });

  it('prints nothing raw that the file or its name holds', async () => {
    const name = 'a\u202e\u001b[2J.yaml';
    const model =
      'technical_assets: { "T\u200d\ue000": { id: a, owner: "O\u200d\ue000", kolor\ue000: 1 } }\n';
    const { stdout, stderr, code } = await run(['import', 'threagile', name], {
      cwd: folderWith({ [name]: model }),
    });
    expect(`${stdout}${stderr}`.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu)).toBeNull();
    expect(stdout).toContain('    name: "O\\u200d\\ue000"\n');
    expect(code).toBe(0);
  });
});
