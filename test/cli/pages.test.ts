import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, run } from './run.ts';

const MANIFEST = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;
const CHECK = ['check', '--at', '2026-03-01', '--format', 'html=report.html', '--format', 'markdown'];

it('the page goes to a file and the comment to standard output', async () => {
  const cwd = folderWith({ 'a.flow.yaml': MANIFEST });
  const { stdout, code } = await run(CHECK, { cwd });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\*\*The check fails: 2 violations\.\*\*\n/);
  const page = readFileSync(join(cwd, 'report.html'), 'utf8');
  expect(page).toMatch(/<h1>The check fails: 2 violations<\/h1>/);
  expect(page).toMatch(/<style>:root\{.+<\/style>/);
  expect(page).toMatch(/<script>.+<\/script>/);
});

it('both say that nothing was checked where a manifest cannot be read', async () => {
  const cwd = folderWith({ 'a.flow.yaml': `${MANIFEST}more: 1\n` });
  const { stdout, code } = await run(CHECK, { cwd });
  expect(code).toBe(2);
  expect(stdout).toMatch(/^\*\*Nothing was checked\.\*\*\n/);
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('<h1>Nothing was checked</h1>');
});
