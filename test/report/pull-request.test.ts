import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { reportMarkdown } from '../../src/report/pull-request.ts';
import { codeCell, label, prose } from '../../src/report/pull-request/escape.ts';
import type { Reported } from '../../src/report/reporter.ts';
import { clean, hostile, hostileProblems, OPTIONS, reported, small } from './page-cases.ts';

const commentOf = (workspaces: readonly Reported[], limit = 10): string =>
  reportMarkdown(workspaces, { ...OPTIONS, limit });

// As hosts do: HTML is HTML, and what looks like an address becomes a link.
const host = new MarkdownIt({ html: true, linkify: true });

const OURS = /^<\/?(p|ul|li|strong|code|em|br|hr|details|summary|table|thead|tbody|tr|th|td|pre)( |\/|>)/;

/** The elements of a rendered comment that we never write. */
function foreignElements(markdown: string): readonly string[] {
  return (host.render(markdown).match(/<[^>]*>/g) ?? []).filter((tag) => !OURS.test(tag));
}

/** The text outside code: what a host searches for names, issues and commits. */
function searched(markdown: string): string {
  return host
    .render(markdown)
    .replace(/<code[\s\S]*?<\/code>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
}

const CALLED = /@[\w-]|#\d|\bGH-\d|\/\/|\bwww\.\w|\b[0-9a-f]{7,40}\b|:\w+:/i;

describe('the comment on a check', () => {
  it('is this', async () => {
    await expect(commentOf([small()])).toMatchFileSnapshot('golden/comment.txt');
  });

  it('begins with what came of it', () => {
    const first = (workspaces: readonly Reported[]): string => commentOf(workspaces).split('\n')[0];
    expect(first([small()])).toBe('**The check fails: 2 violations.**');
    expect(first([clean()])).toBe('**The check passes: no violations.**');
    expect(first([small({ known: () => 'base' })])).toBe(
      '**The check passes: no violations, 3 known before.**',
    );
    expect(first([])).toBe('**There was nothing to check.**');
    expect(first([clean(), hostileProblems()])).toBe('**Not everything was checked.**');
    expect(first([hostileProblems()])).toBe('**Nothing was checked.**');
  });

  it('counts what was known', () => {
    expect(commentOf([small({ known: () => 'base' })])).toContain('| `.` | 2026-03-01 | 0 | 0 | 0 | 3 | 0 |');
  });

  it('tells no more than asked for, and counts the rest', () => {
    const comment = commentOf([small()], 1);
    expect(comment.match(/^- \*\*/gm)).toHaveLength(1);
    expect(comment).toContain('_1 more violation not shown here._');
  });

  it('folds what is not needed at once, so that it renders', () => {
    const html = host.render(commentOf([hostile()]));
    expect(html.match(/<details>/g)).toHaveLength(2);
    expect(html.match(/<\/details>/g)).toHaveLength(2);
    expect(html).toContain('<table>');
    expect(html).toContain('<code class="language-mermaid">');
  });
});

describe.each([
  ['findings', hostile],
  ['problems', hostileProblems],
])('the %s of a hostile manifest', (_, workspace) => {
  it('make no link, picture or element, and call nobody', () => {
    const comment = commentOf([workspace()]);
    expect(foreignElements(comment)).toEqual([]);
    expect(searched(comment)).not.toMatch(CALLED);
  });
});

describe('a text of a stranger', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1)) ![b](https://tracker.invalid/x.png)',
    '<https://tracker.invalid> https://tracker.invalid www.tracker.invalid a@tracker.invalid',
    '@everyone @org/team closes org/repo#1, fixes GH-2, #3, 0123456789abcdef0123456789abcdef01234567',
    '``` | ~~~ \\| </details> <!-- --> &lt;b&gt; &#60;b&#62;',
    '# heading\n\n> quote\n- item\n\n---\n[x]: https://tracker.invalid',
    ':octocat: :+1: $x^2$ **bold** _em_ ~~struck~~ `code` ==marked==',
    '\\[a\\](b) \\@all \\`x\\`',
    'mailto:a@tracker.invalid xmpp:a@tracker.invalid ftp://tracker.invalid //tracker.invalid',
  ])('is read and nothing else: %s', (text) => {
    for (const markdown of [
      `- ${prose(text)}\n`,
      `| a | b |\n|---|---|\n| ${prose(text)} | ${codeCell(text)} |\n`,
    ]) {
      expect(foreignElements(markdown)).toEqual([]);
      expect(searched(markdown)).not.toMatch(CALLED);
    }
  });

  it('stays in its cell', () => {
    const row = (cell: string): string => host.render(`| a | b |\n|---|---|\n| ${cell} | last |\n`);
    for (const cell of [prose('x | y'), codeCell('x | y'), codeCell('`x` | y')]) {
      expect(row(cell).match(/<td>/g)).toHaveLength(2);
      expect(row(cell)).toContain('<td>last</td>');
    }
  });

  it('is shown as it was written, but for what breaks it up', () => {
    const shown = host.render(prose('5 * 3 < 16 & [a](b) | `c` #1 @x')).replaceAll('\u200b', '');
    expect(shown).toBe('<p>5 * 3 &lt; 16 &amp; [a](b) | `c` #1 @x</p>\n');
  });

  it('has no meaning for Mermaid', () => {
    expect(label('a"]; click n0 "javascript:x" %% <b>`#quot;\n')).toMatch(/^[\p{L}\p{N} ,._\u00b7-]*$/u);
  });
});

describe('the size of a comment', () => {
  it('stays below what GitHub takes, and what is left out is counted', () => {
    const numbers = Array.from({ length: 900 }, (_, i) => i);
    const long = 'x'.repeat(100);
    const text = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems:
  camera: { zone: port, collects: [plates] }
${numbers.map((i) => `  ${long}-${i}: { zone: office }\n`).join('')}flows:
${numbers.map((i) => `  send-${i}: { from: camera, to: ${long}-${i}, data: [plates] }\n`).join('')}`;
    const comment = commentOf([reported([{ path: 'a.flow.yaml', text }])], Infinity);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment.length).toBeGreaterThan(50_000);
    const told = comment.match(/^- \*\*/gm)?.length ?? 0;
    const left = Number(/_(\d+) more violations not shown here\._/.exec(comment)?.[1]);
    expect(told + left).toBe(Number(/The check fails: (\d+) violations/.exec(comment)?.[1]));
    expect(comment).toContain('<summary>Numbers</summary>');
  });
});
