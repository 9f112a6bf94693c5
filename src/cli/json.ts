// What JSON.stringify leaves raw although a terminal may act on it: DEL and C1 controls, format characters
// (bidirectional ones included), line and paragraph separators, private use. Line ends are its own.
const RAW = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;

/** A value as indented JSON that is safe to print on a terminal; ends with a line end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(RAW, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'));
  return units.map((unit) => `\\u${unit}`).join('');
}
