// What a terminal does not show as itself: controls, format characters (bidirectional ones included), lone
// surrogates, private use, line and paragraph separators, and all that Unicode lets a display leave out.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}]/gu;

/**
 * Makes text from a file safe to print on one line of a terminal: each character that is not printable
 * becomes `\u{...}` with its code point in hexadecimal; a backslash stays as it is.
 */
export function escapeText(text: string): string {
  return text.replace(UNPRINTABLE, escapeCharacter);
}

/** The same for text from a file that is quoted inside a sentence: cut to `limit` UTF-16 units with an ellipsis. */
export function quoteText(text: string, limit: number): string {
  return escapeText(text.length > limit ? `${cut(text, limit)}\u2026` : text);
}

function cut(text: string, limit: number): string {
  const splitsPair = /[\ud800-\udbff]/.test(text[limit - 1] ?? '');
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
