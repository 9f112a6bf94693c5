/** Texts of others inside Markdown. */
import { escapeText } from '../manifest/escape.ts';

/** Text as a piece of code, whatever backticks are in it. */
export function code(text: string): string {
  const shown = escapeText(text);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${fence} ${shown} ${fence}`;
}

/** Text that makes neither links nor tags nor emphasis. */
export function markdown(text: string): string {
  return escapeText(text).replace(/[\\`*_{}[\]<>#|&~]/g, '\\$&');
}
