/** A rule is one file: its page, its line in the index and its place in a pack follow from it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../../src/rules/format.ts';
import { packSkeleton, ruleSkeleton } from '../../src/rules/skeleton.ts';
import { blocksOf, ROOT, textOf } from './pages.ts';

interface Page {
  readonly path: string;
  readonly text: string;
}

interface Generator {
  readRules(root: string, folder?: string): Promise<{ readonly packs: readonly Pack[] }>;
  rulePages(root: string, packs: readonly Pack[]): Promise<readonly Page[]>;
  stalePages(root: string, pages: readonly Page[]): Promise<readonly string[]>;
}

const folder = mkdtempSync(join(tmpdir(), 'flowdown-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let generator: Generator;
let packs: readonly Pack[] = [];
let pages: readonly Page[] = [];

const pageOf = (path: string) => pages.find((page) => page.path === path)?.text ?? '';

beforeAll(async () => {
  const scripts = ['packs', 'rules'].map(
    (name) => import(new URL(`../../scripts/generate/${name}.mjs`, import.meta.url).href),
  );
  const [reading, writing] = (await Promise.all(scripts)) as Generator[];
  generator = { ...reading, ...writing };
  cpSync(join(ROOT, 'rules'), join(folder, 'rules'), { recursive: true });
  writeFileSync(join(folder, 'rules/core/thing.yaml'), ruleSkeleton('thing'));
  ({ packs } = await generator.readRules(ROOT, join(folder, 'rules')));
  pages = await generator.rulePages(ROOT, packs);
});

describe('a rule that is one file more', () => {
  it('is in its pack', () => {
    const core = packs.find(({ pack }) => pack === 'core');
    expect(core?.rules.map(({ id }) => id)).toContain('core/thing');
  });

  it('has a page', () => {
    const page = pageOf('docs/rules/core/thing.md');
    expect(page).toMatch(/^# No health data is sent by email\n/);
    expect(page).toContain('[transfer](../../vocabulary.md#transfer)');
    expect(page).toContain('from rules/core/thing.yaml; do not edit.');
    // The conditions, and four cases.
    expect(blocksOf(page).map(({ language }) => language)).toEqual(Array(5).fill('yaml'));
  });

  it('has a line in the index, which differs in nothing else', () => {
    const words = (text: string) =>
      text.split('\n').map((line) => line.replace(/ +/g, ' ').replace(/-{3,}/g, '---'));
    const before = new Set(words(textOf('docs/rules/README.md')));
    const added = words(pageOf('docs/rules/README.md')).filter((line) => !before.has(line));
    expect(added).toEqual([
      '| [`core/thing`](core/thing.md) | No health data is sent by email | [transfer](../vocabulary.md#transfer) | warning | |',
    ]);
  });

  it('leaves the pages of the others as they are', () => {
    const others = pages.filter(({ path }) => !['README.md', 'thing.md'].some((name) => path.endsWith(name)));
    expect(others.length).toBeGreaterThan(40);
    expect(others.filter(({ path, text }) => textOf(path) !== text)).toEqual([]);
  });
});

it('a pack that is one folder more has a section', async () => {
  const own = join(folder, 'own');
  mkdirSync(join(own, 'mine'), { recursive: true });
  writeFileSync(join(own, 'mine/pack.yaml'), packSkeleton('mine', '2026-01-15'));
  writeFileSync(join(own, 'mine/thing.yaml'), ruleSkeleton('thing'));
  writeFileSync(join(own, 'taxonomy.yaml'), 'categories: {}\npurposes: {}\n');
  const { packs: mine } = await generator.readRules(ROOT, own);
  const [index, page] = await generator.rulePages(ROOT, mine);
  expect(index.text).toMatch(/\n## mine\n[\s\S]*\nReviewed: 2026-01-15\. Not legal advice\.\n/);
  expect(page.path).toBe('docs/rules/mine/thing.md');
});

it('problems of a pack, and rules that refine nothing, are told all at once', async () => {
  const broken = join(folder, 'broken');
  cpSync(join(ROOT, 'rules'), broken, { recursive: true });
  const path = join(broken, 'core/opaque-flow.yaml');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('severity: error', 'severity: error\nrefines: core/no'),
  );
  writeFileSync(join(broken, 'core/thing.yaml'), ruleSkeleton('other'));
  await expect(generator.readRules(ROOT, broken)).rejects.toThrow(
    'rules/core/opaque-flow.yaml: There is no rule "core/no" to refine.\n' +
      'rules/core/thing.yaml: The rule is called "other", and its file thing.',
  );
});

it('pages of rules that are gone are found', async () => {
  const root = join(folder, 'root');
  for (const path of ['docs/rules/core/thing.md', 'docs/rules/core/gone.md', 'docs/rules/README.md']) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  expect(await generator.stalePages(root, pages)).toEqual(['docs/rules/core/gone.md']);
  expect(await generator.stalePages(join(folder, 'nowhere'), pages)).toEqual([]);
});
