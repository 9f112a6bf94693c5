import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, run, writeFiles } from './run.ts';

const FILE = 'flowdown.baseline.json';
const AT = ['--at', '2019-06-01'];
const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency }
  faces: { category: biometric.face.image, owner: agency }
systems: { camera: { zone: port, collects: [plates, faces] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const OLD = `${GROUND}flows: { send: { from: camera, to: share, data: [plates] } }\n`;
const MORE = `${GROUND}flows: { send: { from: camera, to: share, data: [plates, faces] } }\n`;

/** A folder whose findings are in its baseline. */
async function adopted(): Promise<string> {
  const cwd = folderWith({ 'x.flow.yaml': OLD });
  expect(await run(['baseline', 'create', ...AT], { cwd })).toMatchObject({ code: 0, stderr: '' });
  return cwd;
}

const textIn = (cwd: string): string => readFileSync(join(cwd, FILE), 'utf8');
const codeOf = async (cwd: string, ...args: string[]): Promise<number | null> =>
  (await run([...args, ...AT], { cwd })).code;

describe.concurrent('flowdown baseline', () => {
  it('create writes what is there, and the check then passes until something is new', async () => {
    const cwd = folderWith({ 'x.flow.yaml': OLD });
    expect(await codeOf(cwd, 'check')).toBe(1);
    const { code, stdout } = await run(['baseline', 'create', ...AT], { cwd });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `wrote ${FILE} with 1 finding of 2019-06-01\n`,
    });
    expect(textIn(cwd)).toBe(`{
  "version": 1,
  "findings": [
    {"rule":"core/unauthorized-transfer","subject":"flow:send/plates","data":"plates","owners":["agency"],"verdict":"violation","taken":"2019-06-01"}
  ]
}
`);
    const checked = await run(['check', ...AT], { cwd });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('0 violations, 0 undecided, 0 waived, 0 consequences, 1 known');
    expect(await codeOf(cwd, 'check', '--no-baseline')).toBe(1);
    writeFiles(cwd, { 'x.flow.yaml': MORE });
    const more = await run(['check', ...AT], { cwd });
    expect(more.code).toBe(1);
    expect(more.stdout).toContain('1 violation, 0 undecided, 0 waived, 0 consequences, 1 known');
    // Writing, checking and pruning never take in what is new.
    expect(await codeOf(cwd, 'baseline', 'check')).toBe(0);
    expect(await codeOf(cwd, 'baseline', 'prune')).toBe(0);
    expect(await codeOf(cwd, 'check')).toBe(1);
  });

  it('create replaces nothing without --force, which keeps the days of what was there', async () => {
    const cwd = await adopted();
    const before = textIn(cwd);
    writeFiles(cwd, { 'x.flow.yaml': MORE });
    const refused = await run(['baseline', 'create', ...AT], { cwd });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('--force');
    expect(textIn(cwd)).toBe(before);
    expect((await run(['baseline', 'create', '--force', '--at', '2019-07-01'], { cwd })).code).toBe(0);
    const { findings } = JSON.parse(textIn(cwd)) as { findings: { subject: string; taken: string }[] };
    expect(findings.map(({ subject, taken }) => [subject, taken])).toEqual([
      ['flow:send/faces', '2019-07-01'],
      ['flow:send/plates', '2019-06-01'],
    ]);
  });

  it('tells entries that match nothing, and prune takes them out', async () => {
    const cwd = await adopted();
    writeFiles(cwd, { 'x.flow.yaml': GROUND });
    const checked = await run(['check', ...AT], { cwd });
    expect(checked.stdout).toContain(
      `note: 1 entry of ${FILE} matches no finding any more; see flowdown baseline check\n`,
    );
    const json = await run(['check', ...AT, '--format', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      workspaces: [{ baseline: { entries: 1, stale: [{ subject: 'flow:send/plates' }], eased: [] } }],
    });
    const looked = await run(['baseline', 'check', ...AT], { cwd });
    expect(looked).toMatchObject({ code: 1, stderr: '' });
    expect(looked.stdout).toContain('core/unauthorized-transfer  flow:send/plates  agency  of 2019-06-01\n');
    const asJson = await run(['baseline', 'check', ...AT, '--format', 'json'], { cwd });
    expect(JSON.parse(asJson.stdout)).toMatchObject({
      entries: 1,
      kept: [],
      stale: [{}],
      eased: [],
      open: 0,
    });
    expect(await codeOf(cwd, 'baseline', 'prune')).toBe(0);
    expect(textIn(cwd)).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
    expect(await codeOf(cwd, 'baseline', 'check')).toBe(0);
    // What comes back is new.
    writeFiles(cwd, { 'x.flow.yaml': OLD });
    expect(await codeOf(cwd, 'check')).toBe(1);
  });

  it('is of the folder in which it stands, and of no other', async () => {
    const cwd = await adopted();
    const violated = OLD.replaceAll('plates', 'photos');
    writeFiles(cwd, {
      'flowdown.config.yaml': 'packs: [core]\n',
      'other/flowdown.config.yaml': 'packs: [core]\n',
      'other/x.flow.yaml': OLD,
      'deep/y.flow.yaml': 'flowdown: 1\nparties: { auditor: {} }\n',
      [`deep/${FILE}`]: textIn(cwd).replaceAll('plates', 'photos'),
    });
    const { code, stdout } = await run(['check', ...AT, '--format', 'json'], { cwd });
    const { workspaces } = JSON.parse(stdout) as {
      workspaces: { folder: string; summary: { violations: number; known: number } }[];
    };
    expect(workspaces.map(({ folder, summary }) => [folder, summary.violations, summary.known])).toEqual([
      ['.', 0, 1],
      ['other', 1, 0],
    ]);
    expect(code).toBe(1);
    writeFiles(cwd, { 'x.flow.yaml': violated });
    expect(await codeOf(cwd, 'check', 'deep')).toBe(1);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['to check one that is not there', ['baseline', 'check'], /there is no flowdown\.baseline\.json/],
    ['to prune one that is not there', ['baseline', 'prune'], /flowdown baseline create writes one/],
    ['to take one of a file', ['baseline', 'create', 'x.flow.yaml'], /name the folder/],
    ['to write a report over it', ['check', '--format', `json=${FILE}`], /the next check would read it/],
  ])('refuses %s', async (_, args, message) => {
    const cwd = folderWith({ 'x.flow.yaml': OLD });
    const { code, stdout, stderr } = await run([...args, ...AT], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(join(cwd, FILE))).toBe(false);
  });

  it('is not taken of nothing', async () => {
    const cwd = folderWith({ 'x.flow.yaml': 'flowdown: 1\nparties: { agency: {} }\n' });
    expect(await codeOf(cwd, 'baseline', 'create')).toBe(3);
    expect(existsSync(join(cwd, FILE))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is neither read nor written through a link', async () => {
    const cwd = await adopted();
    const other = folderWith({ 'x.flow.yaml': OLD });
    symlinkSync(join(cwd, FILE), join(other, FILE));
    const before = textIn(cwd);
    const checked = await run(['check', ...AT], { cwd: other });
    expect(checked.code).toBe(2);
    expect(checked.stdout).toContain('links are not followed');
    for (const args of [['create'], ['create', '--force'], ['prune']]) {
      expect(await codeOf(other, 'baseline', ...args)).toBe(2);
    }
    expect(textIn(cwd)).toBe(before);
  });

  it('that cannot be read ends the check with its line, and may be written anew', async () => {
    const cwd = await adopted();
    writeFileSync(join(cwd, FILE), textIn(cwd).replace('"violation"', '"fine"'));
    const { code, stdout } = await run(['check', ...AT], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^flowdown\.baseline\.json:4:\d+/);
    expect(await codeOf(cwd, 'baseline', 'check')).toBe(2);
    expect(await codeOf(cwd, 'check', '--no-baseline')).toBe(1);
    expect(await codeOf(cwd, 'baseline', 'create', '--force')).toBe(0);
    expect(await codeOf(cwd, 'check')).toBe(0);
  });

  it('an edited entry covers nothing, and is stale', async () => {
    const cwd = await adopted();
    writeFileSync(join(cwd, FILE), textIn(cwd).replace('flow:send/plates', 'flow:*'));
    expect(await codeOf(cwd, 'check')).toBe(1);
    expect(await codeOf(cwd, 'baseline', 'check')).toBe(1);
  });
});

it(
  'a run that is killed while it writes leaves the old file or the new one',
  { timeout: 120_000 },
  async () => {
    const flows = Array.from(
      { length: 1500 },
      (_, i) => `  f${i}: { from: camera, to: share, data: [plates, faces] }\n`,
    );
    const cwd = folderWith({ 'x.flow.yaml': `${GROUND}flows:\n${flows.join('')}` });
    const old = '{\n  "version": 1,\n  "findings": []\n}\n';
    const path = join(cwd, FILE);
    writeFileSync(path, old);
    const began = performance.now();
    expect((await run(['baseline', 'create', '--force', ...AT], { cwd })).code).toBe(0);
    const takes = performance.now() - began;
    const made = textIn(cwd);
    expect(made.length).toBeGreaterThan(100_000);
    const seen = new Set<string>();
    for (let kill = 0; kill < 30; kill++) {
      writeFileSync(path, old);
      // The writing is at the end of a run.
      await killed(cwd, takes * (0.5 + (0.7 * kill) / 30));
      const text = textIn(cwd);
      expect([old, made].includes(text), `after kill ${kill}`).toBe(true);
      seen.add(text === old ? 'old' : 'new');
    }
    expect([...seen]).toContain('old');
    // What was left behind is no input, and hinders nobody.
    expect((await run(['baseline', 'prune', ...AT], { cwd })).code).toBe(0);
    expect(
      readdirSync(cwd)
        .filter((name) => !name.endsWith('.tmp'))
        .sort(),
    ).toEqual([FILE, 'x.flow.yaml']);
  },
);

/** Runs `baseline create --force`, and kills it after some milliseconds. */
function killed(cwd: string, after: number): Promise<void> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, 'baseline', 'create', '--force', ...AT], {
      cwd,
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    child.once('exit', () => {
      clearTimeout(timer);
      done();
    });
  });
}

it('files of killed runs with the same number do not keep a file from being written', async () => {
  const cwd = folderWith({ 'x.flow.yaml': OLD });
  // The number of the next process is not known, so that every likely one is taken.
  const { pid = 0 } = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  for (let next = pid; next < pid + 300; next++) writeFileSync(join(cwd, `.flowdown-${next}-1.tmp`), 'half');
  expect(await run(['baseline', 'create', ...AT], { cwd })).toMatchObject({ code: 0, stderr: '' });
  expect(textIn(cwd)).toContain('flow:send/plates');
});
