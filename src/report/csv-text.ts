/** Tables for spreadsheets: CSV by RFC 4180, in which no cell is a formula. */
import { escapeText } from '../manifest/escape.ts';

/** Rows of cells as a text. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins like this for a formula, and would run it: an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** Where a semicolon divides cells, as in many countries, the same holds of what follows one. */
const INNER_FORMULA = /;(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** One cell: quoted where it has to be, and never a formula. */
export function cell(text: string): string {
  const shown = escapeText(text).replace(INNER_FORMULA, ";'");
  const safe = FORMULA.test(text) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
