// What a terminal does not show as itself: controls, format characters (bidirectional ones included), lone
// surrogates, private use, line and paragraph separators, and all that Unicode lets a display leave out.
// Kept in functions: to look the classes up in the tables of Unicode takes a millisecond, and most text is plain.
const unprintable = (): RegExp => /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}]/gu;

// What services that run jobs take for a command wherever it stands in a line of output: `##[error]` on GitHub and Azure,
// `##vso[...]` on Azure, `##teamcity[...]` on TeamCity. The second mark is escaped.
const SERVICE_MARK = /(?<=#)#(?=[a-z]*\[)/gi;

/**
 * Makes text from a file safe to print on one line of a terminal: each character that is not printable
 * becomes `\u{...}` with its code point in hexadecimal, and so does what a service would take for a command; a backslash
 * stays as it is.
 */
export function escapeText(text: string): string {
  const printable = /^[ -~]*$/.test(text) ? text : text.replace(unprintable(), escapeCharacter);
  return printable.includes('##') ? printable.replace(SERVICE_MARK, escapeCharacter) : printable;
}

/** The same for text that begins a line, where GitHub takes two colons for the beginning of a command. */
export function escapeLine(text: string): string {
  return guardStart(escapeText(text));
}

/** A line that is printable, whose beginning no service takes for that of a command. */
export function guardStart(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\u{3a}');
}

/** Where a text has the mark of a command that `escapeText` would escape, as offsets. */
export function serviceMarks(text: string): ReadonlySet<number> {
  return new Set(text.includes('##') ? [...text.matchAll(SERVICE_MARK)].map(({ index }) => index) : []);
}

/** The same for text from a file that is quoted inside a sentence: cut to `limit` UTF-16 units with an ellipsis. */
export function quoteText(text: string, limit: number): string {
  return escapeText(text.length > limit ? `${cut(text, limit)}\u2026` : text);
}

function cut(text: string, limit: number): string {
  const splitsPair = /[\ud800-\udbff]/.test(text[limit - 1] ?? '');
  return text.slice(0, splitsPair ? limit - 1 : limit);
}

/** A character by its code point. */
export function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

// What JSON leaves raw although nobody sees it, or a terminal acts on it: DEL and C1 controls, format characters
// (bidirectional ones included), line and paragraph separators, private use. Line ends are its own.
const rawInJson = (): RegExp => /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;

/** Makes JSON safe to print on a terminal and in the log of a service; it means the same. */
export function escapeJson(json: string): string {
  const printable = /^[\n -~]*$/.test(json) ? json : json.replace(rawInJson(), escapeUnits);
  return printable.includes('##') ? printable.replace(SERVICE_MARK, escapeUnits) : printable;
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
