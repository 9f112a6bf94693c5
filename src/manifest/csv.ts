/** Tables for spreadsheets: CSV by RFC 4180, in which no cell is a formula. */
import { escapeText } from './escape.ts';

/** Rows of cells as a text, for people: what is not printable is escaped. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return linesOf(rows, cell);
}

/** Rows of cells as a text that is read back to the same cells, by `unguarded`. */
export function csvTable(rows: readonly (readonly string[])[]): string {
  return linesOf(rows, (text) => quoted(guarded(text)));
}

function linesOf(rows: readonly (readonly string[])[], written: (text: string) => string): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** A spreadsheet takes what begins like this for a formula, and would run it: an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** Where a semicolon divides cells, as in many countries, the same holds of what follows one. */
const INNER_FORMULA = /;(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** One cell: quoted where it has to be, and never a formula. */
export function cell(text: string): string {
  const shown = escapeText(text).replace(INNER_FORMULA, ";'");
  return quoted(FORMULA.test(text) ? `'${shown}` : shown);
}

// The same where the apostrophes have to be told from those of the text: one more where some stand there already.
const TO_GUARD = /^(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/;
const INNER_TO_GUARD = /;(?='*\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const GUARD = /^'(?='*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])/;
const INNER_GUARD = /;'(?='*\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

function guarded(text: string): string {
  return text.replace(INNER_TO_GUARD, ";'").replace(TO_GUARD, "'");
}

/** The text of a cell without the apostrophes that keep it from being a formula. */
export function unguarded(text: string): string {
  return text.includes("'") ? text.replace(INNER_GUARD, ';').replace(GUARD, '') : text;
}

function quoted(text: string): string {
  // Spaces at an end are kept only where they are quoted.
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
