/** Examples in pages are real: manifests are valid, commands give the output that is shown. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describe as wordsFor } from '../../src/manifest/problem.ts';
import { readManifest } from '../../src/manifest/read.ts';
import { readConfig } from '../../src/run/config.ts';
import { blocksOf, pages, ROOT, textOf, type Block } from './pages.ts';

// The page of the fields is generated.
const PAGES = pages().filter((path) => path !== 'docs/manifest.md');
const CUT = '[...]';

describe('yaml in pages', () => {
  const yaml = PAGES.flatMap((path) =>
    blocksOf(textOf(path))
      .filter(({ language }) => language === 'yaml')
      .map((block) => ({ ...block, at: `${path}:${block.line}` })),
  );
  const manifests = yaml.filter(({ text }) => text.startsWith('flowdown: 1'));
  const configurations = yaml.filter(
    ({ attributes }) => basename(attributes.file ?? '') === 'flowdown.config.yaml',
  );

  it('is there', () => {
    expect(manifests.length).toBeGreaterThan(2);
    expect(configurations.length).toBeGreaterThan(1);
  });

  // A manifest that is meant to be refused says so where readers see it, in a comment "# wrong: ...".
  it.each(manifests)('$at: the manifest is valid, or marked as wrong', ({ text }) => {
    const { problems } = readManifest({ path: 'example.flow.yaml', text });
    if (text.includes('# wrong:')) expect(problems).not.toEqual([]);
    else expect(problems.map((problem) => wordsFor(problem).message)).toEqual([]);
  });

  it.each(configurations)('$at: the configuration is valid', ({ text }) => {
    const { problems } = readConfig({ path: 'flowdown.config.yaml', text });
    expect(problems.map((problem) => wordsFor(problem).message)).toEqual([]);
  });

  it('docs/rules.md shows a rule as it is', () => {
    const [{ text }] = blocksOf(textOf('docs/rules.md')).filter(
      // Those with a file are examples, which commands try out.
      ({ text: each, attributes }) => each.startsWith('rule: ') && attributes.file === undefined,
    );
    const name = /^rule: (\S+)/.exec(text)?.[1] ?? '';
    const packs = readdirSync(join(ROOT, 'rules'));
    const files = packs.map((pack) => join(ROOT, 'rules', pack, `${name}.yaml`));
    const texts = files.map((file) => readFileIfThere(file));
    expect(texts).toContain(text);
  });
});

describe('commands in pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowdown-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const withCommands = PAGES.filter((path) => blocksOf(textOf(path)).some(isCommand));

  it('are there', () => {
    expect(withCommands).toEqual(expect.arrayContaining(['README.md', 'docs/configuration.md']));
  });

  it.each(withCommands)('%s: every command gives what the page shows', (path) => {
    const place = mkdtempSync(join(folder, 'page-'));
    for (const block of blocksOf(textOf(path))) {
      if (block.attributes.file !== undefined) put(place, block.attributes.file, block.text);
      if (block.attributes.append !== undefined)
        appendFileSync(join(place, block.attributes.append), `\n${block.text}`);
      if (isCommand(block)) expectShown(block, place, `${path}:${block.line}`);
    }
  });
});

function readFileIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isCommand({ language, text }: Block): boolean {
  return language === 'console' && text.startsWith('$ npx flowdown ');
}

function put(folder: string, file: string, text: string): void {
  // Of several examples for one file the first is the one that commands use.
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  if (readFileIfThere(join(folder, file)) === undefined) writeFileSync(join(folder, file), text);
}

/** Words of a command; what stands in quotes is one. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
}

/** Runs the command of a block, and compares its output with what is shown, line by line, except for what is cut. */
function expectShown({ text }: Block, folder: string, at: string): void {
  const [command, ...shown] = text.trimEnd().split('\n');
  const argv = wordsOf(command.slice('$ npx flowdown '.length));
  const cwd = command.includes('examples/') ? ROOT : folder;
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist/flowdown.js'), ...argv], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect(stderr, at).toBe('');
  expect(withCuts(stdout.trimEnd().split('\n'), shown), at).toEqual(shown);
}

/** The output with the cuts of what is shown; everything after the first difference is left as it is. */
function withCuts(output: readonly string[], shown: readonly string[]): string[] {
  const cut: string[] = [];
  let next = 0;
  for (const [i, line] of shown.entries()) {
    if (line !== CUT) {
      cut.push(output[next] ?? '(no more output)');
      next += 1;
      continue;
    }
    const following = shown[i + 1];
    const found = following === undefined ? output.length : output.indexOf(following, next);
    if (found < 0) return [...cut, `(nowhere: ${following})`];
    next = found;
    cut.push(CUT);
  }
  return next < output.length ? [...cut, ...output.slice(next)] : cut;
}
