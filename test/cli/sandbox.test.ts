/** The program where it is denied what it has no need of: the network, other programs, writing anywhere but to its outputs. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, run, runFile } from './run.ts';

const MANIFEST = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;
const AT = ['--at', '2019-06-01'];

/** A kernel that gives a process a network without any interface, without being asked for a password. */
function hasUnshare(): boolean {
  try {
    execFileSync('unshare', ['-rn', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const PERMISSION =
  Number(process.versions.node.split('.')[0]) < 24 ? '--experimental-permission' : '--permission';

/** Runs the program under Node's permissions: it may read everything, and write what is named. */
async function confined(cwd: string, mayWrite: readonly string[], ...args: string[]) {
  const allowed = ['--allow-fs-read=*', ...mayWrite.map((path) => `--allow-fs-write=${join(cwd, path)}`)];
  const node = [PERMISSION, '--no-warnings', ...allowed, CLI, ...args];
  return runFile(process.execPath, node, { cwd, timeout: 60_000 });
}

// Whoever asks for a connection, a name or a socket is written down, and gets none.
const SPY = `const { writeFileSync } = require('node:fs');
const asked = [];
const refuse = (what) => () => { asked.push(what); throw new Error('no network'); };
require('node:net').Socket.prototype.connect = refuse('connect');
require('node:net').Server.prototype.listen = refuse('listen');
require('node:dgram').createSocket = refuse('datagram');
for (const name of ['lookup', 'resolve']) require('node:dns')[name] = refuse(name);
globalThis.fetch = refuse('fetch');
process.on('exit', () => writeFileSync('asked.json', JSON.stringify(asked)));
`;

const COMMANDS: readonly (readonly string[])[] = [
  ['check', ...AT],
  ['check', ...AT, '--format', 'html'],
  ['why', 'plates', 'share', ...AT],
  ['export', 'mermaid', ...AT],
  ['explain', 'core/unauthorized-transfer'],
];

describe('without a network', () => {
  it.skipIf(!hasUnshare()).each(COMMANDS)('%s %s %s says the same', async (...args) => {
    const cwd = folderWith({ 'x.flow.yaml': MANIFEST });
    const open = await run(args, { cwd });
    const shut = await runFile('unshare', ['-rn', process.execPath, CLI, ...args], { cwd, timeout: 60_000 });
    expect([0, 1, 3]).toContain(open.code);
    expect({ code: shut.code, stdout: shut.stdout }).toEqual({ code: open.code, stdout: open.stdout });
  });

  it.each(COMMANDS)('%s %s %s never asks for one', async (...args) => {
    const cwd = folderWith({ 'x.flow.yaml': MANIFEST, 'spy.cjs': SPY });
    const { code } = await runFile(process.execPath, ['--require', './spy.cjs', CLI, ...args], {
      cwd,
      timeout: 60_000,
    });
    expect([0, 1, 3]).toContain(code);
    expect(JSON.parse(readFileSync(join(cwd, 'asked.json'), 'utf8'))).toEqual([]);
  });
});

describe('under the permissions of Node', () => {
  it.each(COMMANDS)('%s %s %s needs to read, and nothing else', async (...args) => {
    const cwd = folderWith({ 'x.flow.yaml': MANIFEST });
    const free = await run(args, { cwd });
    const ran = await confined(cwd, [], ...args);
    expect(ran).toMatchObject({ code: free.code, stdout: free.stdout, stderr: '' });
  });

  it('writes its outputs, and no other file', async () => {
    const cwd = folderWith({ 'x.flow.yaml': MANIFEST, 'out/.keep': '' });
    const ran = await confined(cwd, ['out/*'], 'check', ...AT, '--format', 'json=out/report.json');
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(readdirSync(join(cwd, 'out')).toSorted()).toEqual(['.keep', 'report.json']);
    expect(readdirSync(cwd).toSorted()).toEqual(['out', 'x.flow.yaml']);
    expect(JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('says so in a line where it may not write', async () => {
    const cwd = folderWith({ 'x.flow.yaml': MANIFEST });
    const ran = await confined(cwd, [], 'check', ...AT, '--format', 'json=report.json');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^flowdown: nothing was written to report\.json: .*\n$/);
    expect(readdirSync(cwd)).toEqual(['x.flow.yaml']);
  });
});
