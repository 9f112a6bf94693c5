import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHtml } from '../../src/report/html.ts';
import type { Reported } from '../../src/report/reporter.ts';
import { open, startBrowser } from './browser.ts';
import { clean, hostile, hostileProblems, OPTIONS, reported, small } from './page-cases.ts';

// The page is opened as people open it: from a file, in Chromium.

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const pageOf = (...workspaces: readonly Reported[]): string => reportHtml(workspaces, OPTIONS);

/** A way of thirty systems, late on which the permission ends. */
function long(): Reported {
  const numbers = Array.from({ length: 30 }, (_, i) => i + 1);
  const text = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems:
  system-0: { zone: port, collects: [plates] }
${numbers.map((i) => `  system-${i}: { zone: ${i < 20 ? 'port' : 'office'} }\n`).join('')}flows:
${numbers.map((i) => `  a-flow-with-a-long-name-${i}: { from: system-${i - 1}, to: system-${i}, data: [plates] }\n`).join('')}`;
  return reported([{ path: 'long.flow.yaml', text }]);
}

const IN_PAGE = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

/** Asks something inside a page. */
function ask<T = unknown>(page: Page, expression: string): Promise<T> {
  return page.evaluate<T>(`${IN_PAGE};\n${expression}`);
}

const visible = 'article.act:visible';

describe('the filters', () => {
  it('narrow the findings, count them, and let go', async () => {
    const { page, complaints, close } = await open(browser, pageOf(small()));
    const all = await page.locator(visible).count();
    expect(all).toBe(2);
    expect(await page.locator('output').textContent()).toBe('all 2 shown');
    await page.getByLabel('Category of data').selectOption('personal.contact');
    expect(await page.locator(visible).count()).toBe(1);
    expect(await page.locator(visible).textContent()).toContain('flow:roster/rota');
    expect(await page.locator('output').textContent()).toBe('1 of 2 shown');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator(visible).count()).toBe(2);
    expect(complaints).toEqual([]);
    await close();
  });

  it('know parties, severities and contracts up to the one at the top', async () => {
    const { page, close } = await open(browser, pageOf(small()));
    const options = (name: string): Promise<string[]> =>
      page.locator(`#filter-${name} option`).allTextContents();
    expect(await options('party')).toEqual(['all parties', 'agency (2)', 'vendor (2)']);
    expect(await options('severity')).toEqual(['all severities', 'error (2)']);
    expect(await options('contract')).toEqual(['all contracts', 'pilot (2)', 'readers (2)']);
    await page.getByLabel('Party', { exact: true }).selectOption('vendor');
    await page.getByLabel('Contract').selectOption('readers');
    expect(await page.locator(visible).count()).toBe(2);
    await close();
  });

  it('are reached and used by keyboard alone', async () => {
    const { page, close } = await open(browser, pageOf(small()));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the report');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('filter-party');
    await page.keyboard.press('Tab');
    await page.keyboard.type('personal');
    expect(await page.locator(visible).count()).toBe(1);
    await close();
  });

  it('are not there without script, and everything else is', async () => {
    const { page, close } = await open(browser, pageOf(small()), { javaScriptEnabled: false });
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator(visible).count()).toBe(2);
    await close();
  });
});

describe('the drawing of custody', () => {
  it('has a box for each system, an arrow for each flow, and says where the permission ends', async () => {
    const { page, close } = await open(browser, pageOf(small()));
    const drawing = page.locator('article:has-text("flow:send/plates") svg.way').first();
    expect(await drawing.isVisible()).toBe(true);
    expect(await drawing.locator('.stop .system').allTextContents()).toEqual(['camera', 'share']);
    expect(await drawing.locator('.step .flow').allTextContents()).toEqual(['send']);
    expect(await drawing.locator('.step.refused .said').allTextContents()).toEqual(['not authorized']);
    expect(await drawing.locator('.step.refused .mark').count()).toBe(1);
    await close();
  });

  it('has a name and a text for those who hear it', async () => {
    const { page, close } = await open(browser, pageOf(small()));
    const drawing = page.getByRole('img', {
      name: /^The way of plates collected at camera in port \(agency\); then by send at share in office \(vendor\), first unauthorized step\.$/,
    });
    expect(await drawing.count()).toBe(1);
    await close();
  });

  it('goes on in rows, leaves out the middle of a long way, and keeps the step where the permission ends', async () => {
    const { page, close } = await open(browser, pageOf(long()));
    const drawing = page.locator('svg.way').first();
    const names = await drawing.locator('.system').allTextContents();
    expect(names).toContain('system-20');
    expect(names.length).toBeLessThan(16);
    expect(await drawing.locator('.hidden-steps').count()).toBeGreaterThan(0);
    expect(await page.locator('ol.steps').first().locator('li').count()).toBe(21);
    expect(await ask(page, 'inPage.isWithin()')).toBe(true);
    await close();
  });
});

describe.each([
  ['findings', hostile],
  ['problems', hostileProblems],
])('the %s of a hostile manifest', (_, workspace) => {
  it('run no script, load nothing and make no element', async () => {
    const { page, requests, complaints, close } = await open(browser, pageOf(workspace()));
    await page.mouse.move(300, 300);
    for (const element of await page.locator('article *').all()) await element.dispatchEvent('mouseover');
    expect(await page.title()).toMatch(/Flowdown$/);
    expect(await page.locator('img, iframe, object, embed, link, base, a[href^="javascript"]').count()).toBe(
      0,
    );
    expect(await page.locator('script').count()).toBeLessThanOrEqual(1);
    expect(await page.locator('[onerror], [onload], [onmouseover]').count()).toBe(0);
    expect(await page.locator('a').count()).toBe(1);
    expect(await page.locator('body').textContent()).toContain("<script>document.title='owned'</script>");
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the policy of the page', () => {
  it('is in force: what is put into the page later neither runs nor loads', async () => {
    const { page, refused, complaints, close } = await open(browser, pageOf(small()));
    await ask(page, 'inPage.attack()');
    await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(3);
    expect(await page.title()).not.toBe('owned');
    await expect.poll(() => refused).toEqual(['https://tracker.invalid/x.png csp']);
    expect(complaints.join('\n')).toMatch(/Content Security Policy/);
    await close();
  });
});

describe('the layout', () => {
  it.each([360, 768, 1280])('needs no scrolling to the side at %d px', async (width) => {
    const page = pageOf(hostile(), long(), small(), hostileProblems());
    const { page: shown, close } = await open(browser, page, { width });
    expect(await ask<number>(shown, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await close();
  });

  it.each(['light', 'dark'] as const)('has text that can be read on its ground: %s', async (colorScheme) => {
    const { page, close } = await open(browser, pageOf(small(), clean(), hostileProblems()));
    await page.emulateMedia({ colorScheme });
    expect(await ask(page, 'inPage.faintTexts()')).toEqual([]);
    await close();
  });

  it('prints on A4 without filters, in the colours of paper', async () => {
    const { page, close } = await open(browser, pageOf(small(), clean()));
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await ask(page, 'getComputedStyle(document.querySelector("article")).breakInside')).toBe('avoid');
    expect(await ask(page, 'getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await close();
  });

  it('has one title, landmarks, and headings without a gap', async () => {
    const { page, close } = await open(browser, pageOf(small(), clean()));
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([
      'The check fails: 2 violations',
    ]);
    const levels = await ask<number[]>(page, 'inPage.headingLevels()');
    levels.slice(1).forEach((level, i) => expect(level - levels[i]).toBeLessThanOrEqual(1));
    const ids = await ask<string[]>(page, 'inPage.ids()');
    expect(new Set(ids).size).toBe(ids.length);
    await close();
  });
});
