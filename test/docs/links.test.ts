import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, proseOf, ROOT, textOf } from './pages.ts';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** Relative links of a page: the path, and the part of the page, each empty where absent. */
function linksOf(page: string): { readonly target: string; readonly anchor: string }[] {
  return [...proseOf(page).matchAll(LINK)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .map((link) => ({ target: link.split('#')[0], anchor: link.split('#')[1] ?? '' }));
}

/** The anchors that the headings of a page get. */
function anchorsOf(page: string): ReadonlySet<string> {
  const withoutBlocks = page.replace(/^```[\s\S]*?^```/gm, '');
  return new Set(
    [...withoutBlocks.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

describe('links of pages', () => {
  it('finds the pages', () => {
    expect(pages()).toEqual(expect.arrayContaining(['README.md', 'docs/semantics.md']));
  });

  it.each(pages())('%s: every relative link resolves', (path) => {
    const broken = linksOf(textOf(path)).filter(({ target, anchor }) => {
      const file = target === '' ? path : normalize(join(dirname(path), target));
      if (file.startsWith('..') || !existsSync(join(ROOT, file))) return true;
      return anchor !== '' && !anchorsOf(textOf(file)).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});
