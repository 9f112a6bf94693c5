/**
 * The report as one page that needs nothing else: no network, no other file, and no script but ours, whose hash its policy
 * names. Made for those who buy and audit as much as for those who write manifests.
 */
import { pageScript, pageStyle, scriptHash, styleHash } from '../generated/html-page.js';
import { mostSerious } from './bound.ts';
import { exposureSection } from './html/exposure.ts';
import { filterForm } from './html/filters.ts';
import { findingsSection } from './html/findings.ts';
import { glossary } from './html/glossary.ts';
import { markup, trusted, written, type Markup } from './html/markup.ts';
import { problemsSection } from './html/problems.ts';
import { sheetOf, type Sheet } from './html/sheet.ts';
import { summarySection } from './html/summary.ts';
import { outcomeOf } from './outcome.ts';
import type { Program, Reported, Reporter } from './reporter.ts';

export const reportHtml: Reporter = (workspaces, { limit, program }) => {
  const sheets = sheetsOf(workspaces, limit);
  const told = sheets.filter((sheet) => sheet !== undefined);
  const outcome = outcomeOf(workspaces);
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${outcome.words} &ndash; Flowdown</title>
        ${style()}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        <header class="top ${outcome.style}">
          <p class="name">Flowdown: what contractors may do with your data</p>
          <h1>${outcome.words}</h1>
        </header>
        <main id="main">
          ${workspaces.map((each, i) => head(each, sheets[i], i))}
          ${told.some(({ shown }) => shown.length > 0) ? filterForm(told) : undefined}
          ${told.map((sheet) => markup`${findingsSection(sheet)}${exposureSection(sheet)}`)} ${glossary()}
        </main>
        ${footer(program)} ${told.some(({ shown }) => shown.length > 0) ? script() : undefined}
      </body>
    </html>\n`;
  return written(page);
};

// The policy knows both by their bytes, so that not even a space may stand around them.
const style = (): Markup => trusted(`<style>${pageStyle}</style>`);
const script = (): Markup => trusted(`<script>${pageScript}</script>`);

/** Nothing may be loaded, and nothing may run or style but what we wrote. */
function policy(): string {
  return `default-src 'none'; script-src '${scriptHash}'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'`;
}

/** A sheet for each workspace that was checked, with its part of what is told of all. */
function sheetsOf(workspaces: readonly Reported[], limit: number): readonly (Sheet | undefined)[] {
  const acts = workspaces.map(({ result }) => (result?.acts ?? []).filter(({ isKnown }) => !isKnown));
  const shown = mostSerious(acts, limit, ({ findings: [lead] }) => lead);
  return workspaces.map(
    (each, i) =>
      each.result &&
      sheetOf(each, each.result, shown[i], { id: `w${i + 1}`, isAlone: workspaces.length === 1 }),
  );
}

function head(workspace: Reported, sheet: Sheet | undefined, i: number): Markup {
  return sheet === undefined ? problemsSection(workspace, `w${i + 1}`) : summarySection(sheet);
}

function footer({ version, homepage }: Program): Markup {
  const name = `Flowdown ${version}`;
  const where = homepage === undefined ? undefined : markup`, <span class="address">${homepage}</span>`;
  return markup`<footer>
    <p>Made by ${name}${where}. This page is one file: it loads nothing and sends nothing.</p>
  </footer>`;
}
