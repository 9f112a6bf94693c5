// What a terminal does not show as itself: controls, format characters (bidirectional ones included), lone
// surrogates, private use, line and paragraph separators, and all that Unicode lets a display leave out.
// Kept in functions: to look the classes up in the tables of Unicode takes a millisecond, and most text is plain.
const unprintable = (): RegExp => /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}]/gu;

/**
 * Makes text from a file safe to print on one line of a terminal: each character that is not printable
 * becomes `\u{...}` with its code point in hexadecimal; a backslash stays as it is.
 */
export function escapeText(text: string): string {
  return /^[ -~]*$/.test(text) ? text : text.replace(unprintable(), escapeCharacter);
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

// What JSON leaves raw although nobody sees it, or a terminal acts on it: DEL and C1 controls, format characters
// (bidirectional ones included), line and paragraph separators, private use. Line ends are its own.
const rawInJson = (): RegExp => /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;

/** Makes JSON safe to print on a terminal; it means the same. */
export function escapeJson(json: string): string {
  return /^[\n -~]*$/.test(json) ? json : json.replace(rawInJson(), escapeUnits);
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
