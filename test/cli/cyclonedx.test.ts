import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from './run.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../import/cyclonedx/${name}`, import.meta.url), 'utf8');
const AT = ['--at', '2025-06-01'];
const CLINIC = `flowdown: 1
parties: { clinic: { name: Hill Clinic }, host: {} }
contracts: { hosting: { acquirer: clinic, supplier: host } }
zones: { ward: { operator: clinic }, cloud: { operator: host } }
data: { visits: { category: health.record, owner: clinic, records: 12 } }
systems:
  desk: { zone: ward, collects: [visits] }
  archive: { zone: cloud, kind: store, encryption: { atRest: aes-256 } }
flows: { nightly: { from: desk, to: archive, data: [visits], channel: network } }
authorizations: { keep: { by: clinic, to: host, data: [visits], actions: [hold] } }
`;

describe.concurrent('cyclonedx', () => {
  it('imports bills that belong together', async () => {
    const cwd = folderWith({ 'pay.json': sample('pay.json'), 'shop.json': sample('shop.json') });
    const { stdout, stderr, code } = await run(['import', 'cyclonedx', 'shop.json', 'pay.json'], { cwd });
    expect(stdout).toBe(sample('both.expected.yaml'));
    expect(stderr).toMatch(/components of\s+other types 1/);
    expect(code).toBe(0);
  });

  it('is checked beside manifests, and findings point into it', async () => {
    const cwd = folderWith({ 'old.json': sample('old.json'), 'mine.flow.yaml': CLINIC });
    const { stdout, code } = await run(['check', ...AT, '--from', 'cyclonedx', 'old.json'], { cwd });
    expect(stdout).toMatch(/^old\.json:\d+:\d+ +error +core\//m);
    expect(code).toBe(1);
  });

  it('refuses a file that breaks off, with its place', async () => {
    const cwd = folderWith({ 'cut.json': sample('pay.json').slice(0, 200), 'bom.xml': '<bom/>' });
    const cut = await run(['import', 'cyclonedx', 'cut.json'], { cwd });
    expect(cut).toMatchObject({ stdout: '', code: 2 });
    expect(cut.stderr).toMatch(/^cut\.json:\d+:\d+ /m);
    const xml = await run(['import', 'cyclonedx', 'bom.xml'], { cwd });
    expect(xml).toMatchObject({ stdout: '', code: 2 });
    expect(xml.stderr).toContain('bom.xml:1:1');
    expect(xml.stderr).toContain('cyclonedx convert');
  });

  it.each(['cyclonedx-1.6', 'cyclonedx-1.7', 'cyclonedx-2.0-draft'])(
    'exports to %s and back',
    async (format) => {
      const cwd = folderWith({ 'clinic.flow.yaml': CLINIC });
      const exported = await run(['export', format, '.', '-o', 'out.json'], { cwd });
      expect(exported).toMatchObject({ stdout: '', code: 0 });
      expect(exported.stderr).toContain('  - authorizations 1: ');
      expect(exported.stderr).toContain('  - contracts 1: ');
      mkdirSync(join(cwd, 'back'));
      const { stdout, code } = await run(['import', 'cyclonedx', 'out.json', '-o', 'back/x.flow.yaml'], {
        cwd,
      });
      expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
      const facts = await run(['inspect', 'back', ...AT], { cwd });
      const before = await run(['inspect', 'clinic.flow.yaml', ...AT], { cwd });
      expect(JSON.parse(facts.stdout).holdings).toEqual(JSON.parse(before.stdout).holdings);
    },
  );
});
