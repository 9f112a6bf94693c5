/** A workspace that could not be read: every problem with its place. It has no findings, and must not look as if it were clean. */
import { linesOf, type Lines } from '../../manifest/lines.ts';
import { resolvePath } from '../../manifest/paths.ts';
import { describe, type Problem } from '../../manifest/problem.ts';
import { counted } from '../../rules/language/wording.ts';
import { folderName, type Reported } from '../reporter.ts';
import { excerpt } from './excerpt.ts';
import { markup, type Markup } from './markup.ts';

export function problemsSection(reported: Reported, id: string): Markup {
  const { problems } = reported;
  const lines = new Map<string, Lines>();
  const linesIn = (path: string): Lines => {
    const known = lines.get(path) ?? linesOf(reported.textOf(path) ?? '');
    lines.set(path, known);
    return known;
  };
  return markup`<section class="problems" aria-labelledby="${id}-problems">
    <h2 id="${id}-problems">${folderName(reported)} was not checked</h2>
    <p>
      ${counted(problems.length, 'problem')} kept it from being read, so nothing is known about what it
      declares.
    </p>
    ${problems.map((problem) => problemArticle(problem, reported, linesIn))}
  </section>\n`;
}

function problemArticle(
  problem: Problem,
  { prefix, textOf }: Reported,
  linesIn: (path: string) => Lines,
): Markup {
  const { file, start, code, related = [] } = problem;
  const { message, help } = describe(problem);
  const placeIn = (path: string, offset: number): string => {
    const { line, column } = linesIn(path).at(offset);
    const isRead = textOf(path) !== undefined;
    return resolvePath('', `${prefix}${path}`) + (isRead ? `:${line}:${column}` : '');
  };
  return markup`<article class="act error">
    <p class="labels"><span class="label state">cannot be read</span> <span class="label">${code}</span></p>
    <p class="place"><code>${placeIn(file, start)}</code></p>
    <p class="message">${message}</p>
    ${excerpt(textOf(file), linesIn(file), problem)}
    ${related.map((other) => markup`<p>${other.note}: <code>${placeIn(other.file, other.start)}</code></p>`)}
    ${help === '' ? undefined : markup`<p>${help}</p>`}
  </article>\n`;
}
