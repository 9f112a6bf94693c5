/** What a comparison with a revision needs, and what is told where that is not there. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../run.ts';
import { ALONE, branch, change, commit, flowdown, git, repositoryWith, told } from './repository.ts';

const CONFIG = 'packs: [core]\n';
const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency }
  faces: { category: biometric.face.image, owner: agency }
systems: { camera: { zone: port, collects: [plates, faces] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const OLD = `${GROUND}flows:\n  send: { from: camera, to: share, data: [plates] }\n`;
const NEW = `${OLD}  more: { from: camera, to: share, data: [faces] }\n`;
const OPEN = ['core/unauthorized-transfer flow:more/faces'];
const COMPARISONS = [
  ['--since', (base: string) => ['check', '--since', base]],
  ['--gate', (base: string) => ['check', '--gate', base]],
  ['diff', (base: string) => ['diff', base]],
] as const;

describe.concurrent.each(COMPARISONS)('%s', (_, comparing) => {
  it('tells a revision that does not exist, in one line', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    expect(await flowdown(cwd, ...comparing('no-such-branch'))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'flowdown: there is no revision no-such-branch\n',
    });
  });

  it('takes no revision for an option, and runs none', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    const before = git(cwd, 'status', '--porcelain', '--ignored');
    for (const hostile of [
      '--output=pwned',
      '--upload-pack=touch pwned',
      '-h',
      'main:a.flow.yaml',
      '$(touch pwned)',
      '',
    ]) {
      const [command, ...words] = comparing(hostile);
      const args = command === 'diff' ? ['diff', '--', ...words] : [command, `${words[0]}=${words[1]}`];
      const day = command === 'diff' ? ['diff', '--at', '2019-06-01', ...args.slice(1)] : args;
      const { code, stdout, stderr } = await flowdown(cwd, ...day);
      expect({ hostile, code, stdout }).toEqual({ hostile, code: 2, stdout: '' });
      expect(stderr).toMatch(/^flowdown: .+\n$/);
    }
    expect(git(cwd, 'status', '--porcelain', '--ignored')).toBe(before);
  });

  it('wants a repository', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    const { code, stderr } = await flowdown(cwd, ...comparing('main'));
    expect(code).toBe(2);
    expect(stderr).toContain('not a git repository');
  });

  it('tells how a shallow clone is mended, and passes after that', { timeout: 60_000 }, async () => {
    const origin = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    branch(origin, 'topic', { 'note.txt': 'one\n' });
    git(origin, 'checkout', '--quiet', 'main');
    change(origin, { 'other.txt': 'two\n' });
    commit(origin, 'meanwhile');
    const cwd = join(folderWith(), 'clone');
    const from = pathToFileURL(origin).href;
    git(origin, 'clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=topic', from, cwd);
    const refused = await flowdown(cwd, ...comparing('origin/main'));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const [, command = ''] = /; run: git (.+)\n$/.exec(refused.stderr) ?? [];
    expect(command).toBe('fetch --unshallow origin');
    git(cwd, ...command.split(' '));
    expect(await flowdown(cwd, ...comparing('origin/main'))).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.concurrent('a base', () => {
  it('without a configuration is no gate, and how to start is told', async () => {
    const cwd = repositoryWith({ 'a.flow.yaml': OLD });
    branch(cwd, 'start', { 'flowdown.config.yaml': 'packs: [core]\nfailOn: never\n' });
    const { code, stdout, stderr } = await flowdown(cwd, 'check', '--gate', 'main');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      'flowdown: main has no flowdown.config.yaml in ./, and a gate is what the base says. To start: flowdown init, have the configuration merged without --gate, and use --gate from then on\n',
    );
    expect((await told(cwd, '--since', 'main')).code).toBe(0);
  });

  it('whose manifests cannot be read knows nothing: everything counts as new, and is told so', async () => {
    const cwd = repositoryWith({
      'flowdown.config.yaml': CONFIG,
      'a.flow.yaml': 'flowdown: 1\nparties: [\n',
    });
    branch(cwd, 'mend', { 'a.flow.yaml': OLD });
    const { code, open, notes } = await told(cwd, '--since', 'main');
    expect({ code, open }).toEqual({ code: 1, open: ['core/unauthorized-transfer flow:send/plates'] });
    expect(notes).toContain('main cannot be read here (1 problem), so that every finding counts as new');
    // A gate that cannot be read decides nothing: what was waived there is not known.
    const gate = await flowdown(cwd, 'check', '--gate', 'main');
    expect(gate.code).toBe(2);
    expect(gate.stderr).toMatch(
      /^flowdown: main itself cannot be read, so that it is no gate \(a\.flow\.yaml:/,
    );
  });

  it('is asked for data that the head does not know any more', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    const without = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
systems: { camera: { zone: port } }
`;
    branch(cwd, 'less', { 'a.flow.yaml': without });
    const gone = [
      // The camera is there, and its data set is not: neither the one it collects nor the one it holds.
      'change/copy-gone-without-disposal systems:camera',
      'change/copy-gone-without-disposal systems:camera',
      'change/system-gone-with-data systems:share',
    ];
    for (const option of ['--since', '--gate']) {
      expect(await told(cwd, option, 'main')).toMatchObject({ code: 1, open: gone });
    }
  });

  it('is the commit in which both went apart, so that what main has since mended is no finding of the branch', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    branch(cwd, 'topic', { 'note.txt': 'one\n' });
    git(cwd, 'checkout', '--quiet', 'main');
    change(cwd, { 'a.flow.yaml': GROUND });
    commit(cwd, 'mended');
    git(cwd, 'checkout', '--quiet', 'topic');
    for (const option of ['--since', '--gate']) expect((await told(cwd, option, 'main')).code).toBe(0);
    const exact = await flowdown(cwd, 'diff', 'main', '--no-merge-base');
    expect(exact.stdout).toContain('1 new finding');
    const apart = await flowdown(cwd, 'diff', 'main');
    expect(apart.stdout).not.toContain('new finding');
  });
});

describe.concurrent('a workspace', () => {
  it('below the top of the repository is found from wherever the check is started', async () => {
    const cwd = repositoryWith({ 'work/deep/flowdown.config.yaml': CONFIG, 'work/deep/a.flow.yaml': OLD });
    branch(cwd, 'more', { 'work/deep/a.flow.yaml': NEW });
    for (const option of ['--since', '--gate']) {
      expect(await told(cwd, option, 'main')).toMatchObject({ code: 1, open: OPEN });
      expect(await told(cwd, option, 'main', 'work/deep')).toMatchObject({ code: 1, open: OPEN });
      expect(await told(join(cwd, 'work'), option, 'main')).toMatchObject({ code: 1, open: OPEN });
      expect(await told(join(cwd, 'work/deep'), option, 'main')).toMatchObject({ code: 1, open: OPEN });
    }
    const { stdout } = await flowdown(join(cwd, 'work'), 'diff', 'main');
    expect(stdout).toContain('(deep/a.flow.yaml:');
  });

  it('can be in a repository in a subfolder of another one', async () => {
    const outer = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    const inner = join(outer, 'inner');
    change(inner, { 'flowdown.config.yaml': CONFIG, 'b.flow.yaml': OLD });
    git(inner, 'init', '--quiet', '--initial-branch=trunk');
    commit(inner, 'start');
    change(inner, { 'b.flow.yaml': NEW });
    expect(await told(inner, '--gate', 'trunk')).toMatchObject({ code: 1, open: OPEN });
    expect((await flowdown(inner, 'check', '--gate', 'main')).code).toBe(2);
  });

  it('can have any names of files', async () => {
    const name = 'Zulieferer für α/manifest "eins" – 1.flow.yaml';
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, [name]: OLD });
    branch(cwd, 'größer mit-α'.replace(' ', '-'), { [name]: NEW });
    for (const option of ['--since', '--gate']) {
      expect(await told(cwd, option, 'main')).toMatchObject({ code: 1, open: OPEN, summary: { known: 1 } });
    }
    const { stdout } = await flowdown(cwd, 'diff', 'main..größer-mit-α');
    expect(stdout).toContain(`flow:more/faces (${name}:`);
  });

  it('that a change takes away is still looked at', async () => {
    const cwd = repositoryWith({
      'one/flowdown.config.yaml': CONFIG,
      'one/a.flow.yaml': OLD,
      'two/flowdown.config.yaml': CONFIG,
      'two/a.flow.yaml': OLD,
    });
    branch(cwd, 'gone', { two: undefined });
    for (const args of [
      ['check', '--gate', 'main', '--format', 'compact'],
      ['diff', 'main'],
    ]) {
      const { code, stdout } = await flowdown(cwd, ...args);
      expect(code).toBe(args[0] === 'check' ? 1 : 0);
      expect(stdout).toContain('change/system-gone-with-data');
    }
  });
});

describe('git', () => {
  it('is asked without the configuration of the user, hooks and monitors of the repository', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': OLD });
    const monitor = join(folderWith({ 'monitor.sh': '#!/bin/sh\ntouch "$0.ran"\n' }), 'monitor.sh');
    git(cwd, 'config', 'core.fsmonitor', `sh ${monitor}`);
    change(cwd, { 'a.flow.yaml': NEW });
    expect(await told(cwd, '--since', 'main')).toMatchObject({ code: 1, open: OPEN });
    expect(ALONE.GIT_CONFIG_GLOBAL).toBe('/dev/null');
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(join(monitor, '..'))).toEqual(['monitor.sh']);
  });
});
