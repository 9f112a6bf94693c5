import { describe, expect, it } from 'vitest';
import { folderWith, run } from './run.ts';

const MANIFEST = 'flowdown: 1\nparties: { agency: {} }\n';
const FILES = { 'a.flow.yaml': MANIFEST };

describe('--max-file-size', () => {
  it.each(['40', '1KiB', '1 kib', '2MiB'])('reads a smaller file, with %s', async (size) => {
    const ran = await run(['inspect', '--max-file-size', size], { cwd: folderWith(FILES) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it('reads a file over 64 MiB', async () => {
    const args = ['inspect', '--at', '2019-06-01', '--max-file-size', '80MiB'];
    const text = `${MANIFEST}${'# so it goes\n'.repeat(6_000_000)}`;
    const ran = await run(args, { cwd: folderWith({ 'a.flow.yaml': text }) });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it('refuses a larger file, and says how to have it read', async () => {
    const ran = await run(['check', '--max-file-size', '10'], { cwd: folderWith(FILES) });
    expect(ran.stdout).toMatch(/cannot be read +too-large/);
    expect(ran.stdout).toContain('the limit is 10.');
    expect(ran.stdout).toContain('--max-file-size');
    expect(ran.code).toBe(2);
  });

  it('counts for standard input', async () => {
    const args = ['check', '--stdin-filename', 'x.flow.yaml', '--max-file-size', '10'];
    const ran = await run(args, { cwd: folderWith(), input: MANIFEST });
    expect(ran.stdout).toMatch(/cannot be read +too-large/);
  });

  it.each(['big', '0', '-1', '1.5MiB', '10MB', '9GiB', ''])('wants a size, not %s', async (size) => {
    const ran = await run(['check', `--max-file-size=${size}`], { cwd: folderWith(FILES) });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^flowdown: --max-file-size .+\n$/);
  });
});
