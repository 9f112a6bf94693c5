/** Lines of a file, with what is meant marked below. */
import type { Lines } from '../../manifest/lines.ts';
import { codeFrame } from '../frame.ts';
import { markup, type Markup } from './markup.ts';

/** The lines around a span; nothing where there is no text. */
export function excerpt(
  lines: Lines | undefined,
  { start, end }: { readonly start: number; readonly end: number },
): Markup | undefined {
  if (lines === undefined) return undefined;
  const shown = codeFrame(lines, start, end, { width: 88 }).map((line) => markup`${line}\n`);
  return markup`<pre class="excerpt" tabindex="0" role="group" aria-label="Lines of the file">${shown}</pre>`;
}
