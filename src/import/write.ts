/** Manifests as text, with the origin of each entry in a comment above it. */
import { escapeJson, quoteText } from '../manifest/escape.ts';
import type { DataSet, Flow, Manifest, Party, System, Zone } from '../manifest/format.ts';

/** An entry of a manifest that is about to be written. */
export interface DraftEntry<T> {
  readonly id: string;
  readonly value: T;
  /** Lines for people: where it comes from, and what the format has no field for. Raw text may be among them. */
  readonly comments: readonly string[];
}

/** The sections that importers fill; each is written in its order. */
export interface Draft {
  readonly parties: readonly DraftEntry<Party>[];
  readonly zones: readonly DraftEntry<Zone>[];
  readonly systems: readonly DraftEntry<System>[];
  readonly data: readonly DraftEntry<DataSet>[];
  readonly flows: readonly DraftEntry<Flow>[];
}

const SECTIONS = ['parties', 'zones', 'data', 'systems', 'flows'] as const satisfies readonly (keyof Draft &
  keyof Manifest)[];

const WIDTH = 110;
const COMMENT_LIMIT = 400;

/** A manifest in YAML; `head` are lines of comment for its beginning. */
export function manifestText(draft: Draft, head: readonly string[]): string {
  const sections = SECTIONS.filter((name) => draft[name].length > 0).map((name) => [
    '',
    `${name}:`,
    ...(draft[name] as readonly DraftEntry<object>[]).flatMap(entryLines),
  ]);
  return [...head.map((line) => comment(line, '')), 'flowdown: 1', ...sections.flat(), ''].join('\n');
}

function entryLines({ id, value, comments }: DraftEntry<object>): string[] {
  return [
    ...comments.map((line) => comment(line, '  ')),
    `  ${word(id)}:`,
    ...Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .flatMap(([name, field]) => fieldLines(name, field)),
  ];
}

function fieldLines(name: string, value: unknown): string[] {
  const line = `    ${name}: ${inline(value)}`;
  if (line.length <= WIDTH || !Array.isArray(value)) return [line];
  return [`    ${name}:`, ...value.map((item) => `      - ${inline(item)}`)];
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${inline(field)}`);
  return `{ ${fields.join(', ')} }`;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? word(value) : String(value);
}

// What some reader of YAML takes for something other than a text.
const OTHER_VALUES = /^(?:null|true|false|yes|no|on|off|y|n)$/;

/** A text plain where every reader takes it for that text, else in double quotes with the escapes of JSON. */
function word(text: string): string {
  const isPlain = /^[a-z][a-z0-9._-]*$/.test(text) && !OTHER_VALUES.test(text);
  return isPlain ? text : escapeJson(JSON.stringify(text));
}

function comment(line: string, indent: string): string {
  return `${indent}# ${quoteText(line.replace(/\s+/g, ' ').trim(), COMMENT_LIMIT)}`;
}
