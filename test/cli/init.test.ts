import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI, folderWith, run, runFile } from './run.ts';

const CLEAN = /\n0 violations, 0 undecided, 0 waived, 0 consequences/;

describe.concurrent('flowdown init --yes', () => {
  it('writes a workspace with comments that checks clean', async () => {
    const cwd = folderWith();
    const ran = await run(['init', '--yes'], { cwd });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toBe(
      'wrote flowdown.config.yaml\nwrote my-organisation.flow.yaml\nnext: flowdown check\n',
    );
    expect(readdirSync(cwd).sort()).toEqual(['flowdown.config.yaml', 'my-organisation.flow.yaml']);
    expect(readFileSync(join(cwd, 'my-organisation.flow.yaml'), 'utf8')).toContain('# Who works for whom.');
    const checked = await run(['check', '--strict'], { cwd });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toMatch(CLEAN);
    expect(checked.stdout).not.toContain('note:');
  });

  it('makes a folder where there is none, and names the schemas where the program is installed', async () => {
    const cwd = folderWith({ 'node_modules/flowdown/schema/manifest.schema.json': '{}' });
    const ran = await run(['init', 'flows', '--yes'], { cwd });
    expect(ran.stdout).toContain('wrote flows/my-organisation.flow.yaml\nnext: flowdown check flows\n');
    expect(readFileSync(join(cwd, 'flows/my-organisation.flow.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/node_modules\/flowdown\/schema\/manifest\.schema\.json\n/,
    );
    expect((await run(['check', 'flows'], { cwd })).code).toBe(0);
  });

  it.each<readonly [string, Record<string, string>, readonly string[], string]>([
    ['a configuration', { 'flowdown.config.yaml': '' }, [], 'flowdown.config.yaml is there already'],
    ['a manifest', { 'a/b.flow.yml': 'flowdown: 1' }, [], 'a/b.flow.yml is there already'],
    ['a workspace around it', { 'flowdown.config.yaml': '' }, ['sub'], 'sub belongs to the workspace of'],
    ['a file in place of the folder', { sub: '' }, ['sub'], 'sub is not a folder'],
    ['no folder around it', {}, ['a/b'], 'there is no folder in which a/b could be made'],
  ])('leaves %s as it is', async (_, files, args, words) => {
    const cwd = folderWith(files);
    const ran = await run(['init', ...args, '--yes'], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`flowdown: ${words}`);
    expect(readdirSync(cwd)).toEqual(Object.keys(files).map((path) => path.split('/')[0]));
  });

  it('writes through no link', async () => {
    const cwd = folderWith();
    mkdirSync(join(cwd, 'real'));
    symlinkSync('real', join(cwd, 'link'));
    expect(await run(['init', 'link', '--yes'], { cwd })).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(join(cwd, 'real'))).toEqual([]);
  });
});

describe('flowdown init', () => {
  it('asks nobody where there is no terminal', async () => {
    const cwd = folderWith();
    const ran = await run(['init'], { cwd, input: 'City clinic\n' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('init --yes writes an example instead');
    expect(readdirSync(cwd)).toEqual([]);
  });

  // `script` of util-linux runs a program at a terminal of its own.
  const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

  /** Types lines one after another, each when it is asked for. */
  function typed(cwd: string, lines: readonly string[]) {
    const words = lines.map((line) => `sleep 0.5; printf '%s\\n' ${JSON.stringify(line)}`).join('; ');
    const command = `(sleep 1; ${words}) | script -qec '"${process.execPath}" "${CLI}" init' /dev/null`;
    return runFile('bash', ['-c', command], { cwd, timeout: 30_000 });
  }

  it.runIf(hasTerminal)(
    'asks at a terminal, again where an answer will not do',
    { timeout: 40_000 },
    async () => {
      const cwd = folderWith();
      const lines = ['City clinic', '', 'helth', 'health.invoice', 'city Clinic', 'Billing: "& Co" #1', ''];
      const ran = await typed(cwd, lines);
      expect(ran.stdout).toContain('What is your organisation called? [My organisation]: ');
      expect(ran.stdout).toContain('there is no category helth; did you mean health?');
      expect(ran.stdout).toContain('"city Clinic" has the id city-clinic, and so has "City clinic"');
      expect(ran.stdout).toContain('wrote city-clinic.flow.yaml');
      const manifest = readFileSync(join(cwd, 'city-clinic.flow.yaml'), 'utf8');
      expect(manifest).toContain('billing-co-1: { name: "Billing: \\"& Co\\" #1" }');
      expect(manifest).toContain('category: health.invoice');
      const checked = await run(['check', '--strict'], { cwd });
      expect(checked).toMatchObject({ code: 0, stderr: '' });
      expect(checked.stdout).toMatch(CLEAN);
    },
  );

  it.runIf(hasTerminal)('writes nothing where nobody answers to the end', { timeout: 40_000 }, async () => {
    const cwd = folderWith();
    const ran = await typed(cwd, ['City clinic', '\u0004']);
    expect(ran.stdout).toContain('there was no answer, and nothing was written');
    expect(existsSync(join(cwd, 'flowdown.config.yaml'))).toBe(false);
  });
});
