/** A check, a watch and a comparison see the same tree, so that they say the same of it. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI } from '../run.ts';
import { DAY, flowdown, repositoryWith, told } from './repository.ts';

const MANIFEST = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency }
  faces: { category: biometric.face.image, owner: agency }
systems: { camera: { zone: port, collects: [plates, faces] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;
const CHANGED = MANIFEST.replace('data: [plates]', 'data: [plates, faces], channel: email');

/** What a watch prints after each of its first two checks, with a change between them. */
function watched(cwd: string, change: () => void): Promise<readonly string[]> {
  const child = spawn(process.execPath, [CLI, 'watch', '--at', DAY, '--no-color'], { cwd });
  const reports: string[] = [];
  let [out, error] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => {
    error += bytes.toString();
    if ([...error.matchAll(/exit code \d/g)].length <= reports.length) return;
    // Standard output was written before, but may arrive after.
    setTimeout(() => {
      reports.push(out);
      out = '';
      if (reports.length === 1) change();
      else child.kill('SIGINT');
    }, 200);
  });
  return new Promise((done) => child.once('exit', () => done(reports)));
}

it('check, watch and diff agree on the same tree', { timeout: 60_000 }, async () => {
  const cwd = repositoryWith({ 'flowdown.config.yaml': 'packs: [core]\n', 'a.flow.yaml': MANIFEST });
  const before = (await flowdown(cwd, 'check')).stdout;
  const reports = await watched(cwd, () => writeFileSync(join(cwd, 'a.flow.yaml'), CHANGED));
  const after = (await flowdown(cwd, 'check')).stdout;
  expect(reports).toEqual([before, after]);
  expect(after).not.toBe(before);

  const since = await told(cwd, '--since', 'main');
  const { stdout } = await flowdown(cwd, 'diff', 'main', '--format', 'json');
  const isFinding = (value: unknown): value is { rule: string; subject: string } =>
    typeof value === 'object' && value !== null && 'rule' in value && 'subject' in value;
  const news: string[] = [];
  JSON.parse(stdout, function (this: unknown, key, value: unknown) {
    const isNew = typeof this === 'object' && this !== null && 'fate' in this && this.fate === 'new';
    if (isNew && key === 'after' && isFinding(value)) news.push(`${value.rule} ${value.subject}`);
    return value;
  });
  expect(news).toContain('core/unauthorized-transfer flow:send/faces');
  expect(news.sort()).toEqual([...since.open].sort());
  // What a plain check finds is what is new, and what the base had.
  const plain = await told(cwd);
  const known = since.findings.filter((finding) => finding.known === 'base');
  expect([...news, ...known.map(({ rule, subject }) => `${rule} ${subject}`)].sort()).toEqual(
    [...plain.open].sort(),
  );
});
