/** Manifests as text, with the origin of each entry in a comment above it. */
import { escapeJson, quoteText } from '../manifest/escape.ts';
import { linesOf } from '../manifest/lines.ts';
import { entriesIn, SECTION_NAMES, type Draft, type DraftEntry, type Origin } from './draft.ts';

const WIDTH = 110;
const COMMENT_LIMIT = 400;

/** A manifest in YAML; `textOf` gives the texts of the files that origins are in. */
export function manifestText(draft: Draft, textOf: (path: string) => string | undefined): string {
  const note = notesIn(textOf);
  const sections = SECTION_NAMES.filter((name) => entriesIn(draft, name).length > 0).map((name) => [
    '',
    `${name}:`,
    ...entriesIn(draft, name).flatMap((entry) => entryLines(entry, note)),
  ]);
  return [...draft.head.map((line) => comment(line, '')), 'flowdown: 1', ...sections.flat(), ''].join('\n');
}

/** Notes such as `from model.yaml data_assets.Invoices line 12`. */
function notesIn(textOf: (path: string) => string | undefined): (origin: Origin) => string {
  const files = new Map<string, ReturnType<typeof linesOf>>();
  return ({ file, place, span }) => {
    const lines = files.get(file) ?? linesOf(textOf(file) ?? '');
    files.set(file, lines);
    return `from ${file}${place === '' ? '' : ` ${place}`} line ${lines.at(span.start).line}`;
  };
}

function entryLines(
  { id, value, origin, remarks }: DraftEntry<object>,
  note: (origin: Origin) => string,
): string[] {
  const comments = [...(origin === undefined ? [] : [note(origin)]), ...remarks];
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return [
    ...comments.map((line) => comment(line, '  ')),
    fields.length === 0 ? `  ${word(id)}: {}` : `  ${word(id)}:`,
    ...fields.flatMap(([name, field]) => fieldLines(name, field)),
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
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${name}: ${inline(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function scalar(value: unknown): string {
  return typeof value === 'string' ? word(value) : String(value);
}

// What some reader of YAML takes for something other than a text.
const OTHER_VALUES = /^(?:null|true|false|yes|no|on|off|y|n)$/;

// A day is a day to us and a text to the format; every field that holds one is written by the same reader.
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A text plain where every reader takes it for that text, else in double quotes with the escapes of JSON. */
function word(text: string): string {
  const isPlain = (/^[a-z][a-z0-9._-]*$/.test(text) && !OTHER_VALUES.test(text)) || DAY.test(text);
  return isPlain ? text : escapeJson(JSON.stringify(text));
}

function comment(line: string, indent: string): string {
  return `${indent}# ${quoteText(line.replace(/\s+/g, ' ').trim(), COMMENT_LIMIT)}`;
}
