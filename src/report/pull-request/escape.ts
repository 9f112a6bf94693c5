/** Texts of others in a comment: they may be read, and nothing else. */
import { quoteText } from '../../manifest/escape.ts';
import { code } from '../markdown.ts';

// Where hosts look for names, numbers, addresses and commits after the Markdown is done, an entity would have become the
// character again. A space without width in between is what stays.
const BREAK = '&#8203;';

/** What a host would link, notify or turn into a picture, and where to break it. */
const LOOKED_FOR: readonly RegExp[] = [
  /@/g, // people and addresses
  /#(?=\d)|\bgh-(?=\d)/gi, // issues
  /\/(?=\/)|\bwww\./gi, // links
  /\b(?:mailto|xmpp|tel|javascript|data):/gi,
  /:(?=[\w+-]+:)/g, // emoji, some of which are pictures
  /(?<=\b[0-9a-f]*)[0-9a-f]{6}(?=[0-9a-f]+\b)/gi, // commits
];

const MARK = '\u0000';
const ENTITY = /[\\`*_{}[\]<>#|&~!$^@=]/g;

/** Text in a sentence or a cell, cut where it is very long. */
export function prose(text: string, limit = 400): string {
  // INVARIANT: a text that was escaped holds no control character, so that the mark is ours.
  let shown = quoteText(text, limit);
  for (const pattern of LOOKED_FOR) shown = shown.replace(pattern, (found) => found + MARK);
  return shown.replace(ENTITY, (character) => `&#${character.charCodeAt(0)};`).replaceAll(MARK, BREAK);
}

/** Text as code in a sentence. */
export function codeText(text: string, limit = 200): string {
  return code(quoteText(text, limit));
}

/** Text as code in a cell of a table. */
export function codeCell(text: string, limit?: number): string {
  return codeText(text, limit).replaceAll('|', '\\|');
}

/** Text in a label of a Mermaid drawing, between quotes of ours; whatever has a meaning there becomes a dot. */
export function label(text: string, limit = 60): string {
  return quoteText(text, limit).replace(/[^\p{L}\p{N} ,._\u2026-]/gu, '\u00b7');
}

/** A place as code: a path of a stranger is nothing to click on. */
export function placeText(prefix: string, place: { file: string; line: number; column: number }): string {
  return codeText(`${prefix}${place.file}:${place.line}:${place.column}`, 300);
}
