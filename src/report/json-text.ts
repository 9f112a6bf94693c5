import { escapeJson } from '../manifest/escape.ts';

/** A value as indented JSON that is safe to print on a terminal; ends with a line end. */
export function jsonText(value: unknown): string {
  return `${escapeJson(JSON.stringify(value, undefined, 2))}\n`;
}
