/** Plain values as YAML for people: short ones on one line, long ones a line for each entry. */
import { escapeJson } from '../manifest/escape.ts';

/** How values are laid out. */
export interface YamlOptions {
  /** Levels from the top that have a line for each entry, however short they are. */
  readonly open?: number;
  /** Characters on a line, as far as words allow. */
  readonly width?: number;
}

interface Layout {
  readonly open: number;
  /** What is left of the line, once it is indented. */
  readonly width: number;
}

/** A plain value as a YAML document of version 1.2; ends with a line end. */
export function yamlText(value: unknown, { open = 1, width = 100 }: YamlOptions = {}): string {
  return `${linesOf(value, { open, width }).join('\n')}\n`;
}

function linesOf(value: unknown, layout: Layout): string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item) => itemLines(item, layout));
  const fields = fieldsOf(value);
  if (fields.length === 0) return [inline(value)];
  return fields.flatMap(([name, field]) => fieldLines(key(name), field, layout));
}

function fieldLines(name: string, value: unknown, { open, width }: Layout): string[] {
  const line = `${name}: ${inline(value)}`;
  if (!isHolder(value) || (open <= 1 && line.length <= width)) return [line];
  const inner = linesOf(value, { open: open - 1, width: width - 2 });
  return [`${name}:`, ...inner.map((each) => `  ${each}`)];
}

/** A map has a line for each of its fields here, as its braces would only stand beside the dash. */
function itemLines(value: unknown, { open, width }: Layout): string[] {
  const line = `- ${inline(value)}`;
  const isShort = open <= 1 && line.length <= width && Array.isArray(value);
  if (!isHolder(value) || isShort) return [line];
  const inner = linesOf(value, { open: open - 1, width: width - 2 });
  return inner.map((each, at) => `${at === 0 ? '- ' : '  '}${each}`);
}

/** Has a value entries that can stand on lines of their own? */
function isHolder(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : fieldsOf(value).length > 0;
}

function fieldsOf(value: unknown): (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'string') return word(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = fieldsOf(value).map(([name, field]) => `${key(name)}: ${inline(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

// Days are texts in YAML 1.2; other texts that begin with a digit may be numbers.
const PLAIN = /^(?:[a-z](?:[\w./ '()-]*[\w./')])?|\d{4}-\d\d-\d\d)$/i;
// What YAML takes for something other than a text; and what only its older versions do.
const OTHER_VALUES = /^(?:null|true|false)$/i;
const ONCE_OTHER_VALUES = /^(?:yes|no|on|off|y|n)$/i;

// Manifests have a field "on", and nobody writes it in quotes.
function key(text: string): string {
  return PLAIN.test(text) && !OTHER_VALUES.test(text) ? text : quoted(text);
}

function word(text: string): string {
  return ONCE_OTHER_VALUES.test(text) ? quoted(text) : key(text);
}

function quoted(text: string): string {
  return escapeJson(JSON.stringify(text));
}
