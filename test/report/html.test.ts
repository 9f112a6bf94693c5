import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/report/html.ts';
import { markup, written } from '../../src/report/html/markup.ts';
import type { Reported } from '../../src/report/reporter.ts';
import { clean, HOSTILE_PATH, hostile, hostileProblems, OPTIONS, small } from './page-cases.ts';

const pageOf = (workspaces: readonly Reported[], limit = Infinity): string =>
  reportHtml(workspaces, { ...OPTIONS, limit });

/** A page without its style and its script, which have files of their own. */
function withoutParts(page: string): string {
  return page
    .replace(/(<(style|script)>).*?(<\/\2>)/gs, '$1\u2026$3')
    .replace(/sha256-[\w+/=]+/g, 'sha256-\u2026');
}

const textOf = (page: string): string =>
  withoutParts(page)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page of a small workspace', () => {
  it('is this', async () => {
    await expect(withoutParts(pageOf([small()]))).toMatchFileSnapshot('golden/page.txt');
  });

  it('has the same bytes each time', () => {
    expect(pageOf([small(), hostile()])).toBe(pageOf([small(), hostile()]));
  });

  it('lets in one style and one script, by the hashes of their bytes', () => {
    const page = pageOf([small()]);
    const hashOf = (name: string): string => {
      const found = [...page.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))];
      expect(found.length).toBe(1);
      return `sha256-${createHash('sha256').update(found[0][1]).digest('base64')}`;
    };
    expect(page).toContain(
      `content="default-src &#39;none&#39;; script-src &#39;${hashOf('script')}&#39;; style-src &#39;${hashOf('style')}&#39;; base-uri`,
    );
    expect(page).not.toMatch(/\sstyle="|\son[a-z]+="|unsafe/);
  });
});

describe('what is told', () => {
  it('is what each party would lose, with who owns it', () => {
    const text = textOf(pageOf([small()]));
    expect(text).toContain('vendor Supplier of readers 2 at least 1,000 at least 900 plates, rota agency');
  });

  it('is no more than asked for; the rest is counted', () => {
    const page = pageOf([small()], 1);
    expect(page.match(/<article/g)).toHaveLength(1);
    expect(textOf(page)).toMatch(/1 act is not shown \(1 error; core\/unauthorized-transfer 1\)/);
    expect(textOf(page)).toContain('The check fails: 2 violations');
  });

  it('of what was known is a list, and no failure', () => {
    const page = pageOf([small({ known: () => 'baseline' })]);
    expect(textOf(page)).toContain('The check passes: no violations, 3 known before');
    expect(textOf(page)).toContain('Nothing is new.');
    expect(textOf(page)).toContain('2 acts were there before, and fail nothing');
    expect(page).not.toContain('<article');
  });

  it('of a clean workspace is a page as well', () => {
    const text = textOf(pageOf([clean()]));
    expect(text).toContain('The check passes: no violations');
    expect(text).toContain('No rule is violated, and none is undecided.');
    expect(pageOf([clean()])).not.toContain('<form');
  });

  it('of a workspace that could not be read is why, and never that it passes', () => {
    const alone = textOf(pageOf([hostileProblems()]));
    expect(alone).toContain('Nothing was checked');
    expect(alone).toContain('1 problem kept it from being read');
    const both = textOf(pageOf([clean(), hostileProblems()]));
    expect(both).toContain('Not everything was checked');
    expect(both).not.toContain('The check passes');
  });

  it('of no workspace at all is that there was nothing to check', () => {
    expect(textOf(pageOf([]))).toContain('There was nothing to check');
  });
});

describe('markup', () => {
  it('takes text as text, in content and in attributes', () => {
    const text = `"'\`<b>&amp;</b>\n\u202e`;
    expect(written(markup`<p title="${text}">${text}</p>`)).toBe(
      '<p title="&quot;&#39;&#96;&lt;b&gt;&amp;amp;&lt;/b&gt;\\u{a}\\u{202e}">&quot;&#39;&#96;&lt;b&gt;&amp;amp;&lt;/b&gt;\\u{a}\\u{202e}</p>',
    );
  });

  it('keeps what is markup already, and takes nothing else for it', () => {
    expect(written(markup`<ul>${[markup`<li>${1}</li>`, markup`<li>${undefined}</li>`]}</ul>`)).toBe(
      '<ul><li>1</li><li></li></ul>',
    );
    expect(() => written(markup`${JSON.parse('{"markup":"<b>"}')}`)).toThrow(TypeError);
  });

  it('shows the path of a stranger as it is written', () => {
    expect(textOf(pageOf([hostile()]))).toContain(
      HOSTILE_PATH.replace(/[&<>"'`]/g, (character) => written(markup`${character}`)),
    );
  });
});
