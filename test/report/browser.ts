/** Pages in a real browser, with what they tried to do. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].filter((path) => path !== undefined);

/** Starts the browser of the machine. Throws where there is none: a page that nobody opened is not tested. */
export function startBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((path) => existsSync(path));
  if (executablePath === undefined)
    throw new Error(
      `no Chromium at ${PLACES.join(', ')}; install it (apt-get install chromium), or name it in CHROMIUM`,
    );
  return chromium.launch({
    executablePath,
    // In a container there is no sandbox to be had; the browser itself must not look for its maker.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

/** A page that is open, and what came of it. */
export interface Opened {
  readonly page: Page;
  /** Every request but that for the page itself. */
  readonly requests: readonly string[];
  /** Requests that never left, and why. */
  readonly refused: readonly string[];
  /** Errors, and what the policy of the page refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens some HTML from a file, as people do with a report. */
export async function open(
  browser: Browser,
  html: string,
  { width = 1280, javaScriptEnabled = true } = {},
): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'flowdown-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  const requests: string[] = [];
  const refused: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => request.url() === address || requests.push(request.url()));
  page.on('requestfailed', (request) => refused.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  await page.goto(address);
  return {
    page,
    requests,
    refused,
    complaints,
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
