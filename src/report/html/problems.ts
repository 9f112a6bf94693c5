/** A workspace that could not be read: every problem with its place. It has no findings, and must not look as if it were clean. */
import { resolvePath } from '../../manifest/paths.ts';
import { describe, type Problem } from '../../manifest/problem.ts';
import { counted } from '../../rules/language/wording.ts';
import { folderName, type Reported } from '../reporter.ts';
import { excerpt } from './excerpt.ts';
import { markup, type Markup } from './markup.ts';

export function problemsSection(reported: Reported, id: string): Markup {
  const { problems } = reported;
  return markup`<section class="problems" aria-labelledby="${id}-problems">
    <h2 id="${id}-problems">${folderName(reported)} was not checked</h2>
    <p>
      ${counted(problems.length, 'problem')} kept it from being read, so nothing is known about what it
      declares.
    </p>
    ${problems.map((problem) => problemArticle(problem, reported))}
  </section>\n`;
}

function problemArticle(problem: Problem, { prefix, linesOf }: Reported): Markup {
  const { file, start, code, related = [] } = problem;
  const { message, help } = describe(problem);
  const placeIn = (path: string, offset: number): string => {
    const at = linesOf(path)?.at(offset);
    return resolvePath('', `${prefix}${path}`) + (at === undefined ? '' : `:${at.line}:${at.column}`);
  };
  return markup`<article class="act error">
    <p class="labels"><span class="label state">cannot be read</span> <span class="label">${code}</span></p>
    <p class="place"><code>${placeIn(file, start)}</code></p>
    <p class="message">${message}</p>
    ${excerpt(linesOf(file), problem)}
    ${related.map((other) => markup`<p>${other.note}: <code>${placeIn(other.file, other.start)}</code></p>`)}
    ${help === '' ? undefined : markup`<p>${help}</p>`}
  </article>\n`;
}
