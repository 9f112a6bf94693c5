/** A workspace that could not be read: every problem with its place. It has no findings, and must not look as if it were clean. */
import { linesOf, type Lines } from '../../manifest/lines.ts';
import { resolvePath } from '../../manifest/paths.ts';
import { describe, type Problem } from '../../manifest/problem.ts';
import { counted } from '../../rules/language/wording.ts';
import { codeFrame } from '../frame.ts';
import { folderName, type Reported } from '../reporter.ts';
import { html, type Markup } from './markup.ts';

export function problemsSection(reported: Reported, id: string): Markup {
  const { problems } = reported;
  const lines = new Map<string, Lines>();
  const linesIn = (path: string): Lines => {
    const known = lines.get(path) ?? linesOf(reported.textOf(path) ?? '');
    lines.set(path, known);
    return known;
  };
  return html`<section class="problems" aria-labelledby="${id}-problems">
    <h2 id="${id}-problems">${folderName(reported)} was not checked</h2>
    <p>
      ${counted(problems.length, 'problem')} kept it from being read, so nothing is known about what it
      declares.
    </p>
    ${problems.map((problem) => problemArticle(problem, reported, linesIn))}
  </section> `;
}

function problemArticle(
  problem: Problem,
  { prefix, textOf }: Reported,
  linesIn: (path: string) => Lines,
): Markup {
  const { file, start, end, code, related = [] } = problem;
  const { message, help } = describe(problem);
  const text = textOf(file);
  const placeIn = (path: string, offset: number): string => {
    const { line, column } = linesIn(path).at(offset);
    const isRead = textOf(path) !== undefined;
    return resolvePath('', `${prefix}${path}`) + (isRead ? `:${line}:${column}` : '');
  };
  return html`<article class="act error">
    <p class="labels"><span class="label state">cannot be read</span> <span class="label">${code}</span></p>
    <p class="place"><code>${placeIn(file, start)}</code></p>
    <p class="message">${message}</p>
    ${text === undefined ? undefined : html`<pre class="excerpt" tabindex="0" role="group" aria-label="Lines of the file">${codeFrame(text, linesIn(file), start, end, { width: 88 }).map((line) => html`${line} `)}</pre>`}
    ${related.map((other) => html`<p>${other.note}: <code>${placeIn(other.file, other.start)}</code></p>`)}
    ${help === '' ? undefined : html`<p>${help}</p>`}
  </article> `;
}
