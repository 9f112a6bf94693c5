/** Reading fields of foreign documents: what has another form than expected is reported at its place, and left out. */
import type { Span } from '../manifest/locate.ts';
import type { ProblemList } from '../manifest/problem.ts';
import { foundWords } from '../manifest/words.ts';
import type { Field, Node } from './node.ts';

/** A text that stands somewhere. */
export interface Placed {
  readonly text: string;
  readonly span: Span;
}

/** One map of the document: its fields, and how its place is called in messages. */
export interface Entry {
  readonly place: string;
  readonly fields: ReadonlyMap<string, Field>;
}

/** A value as the fields of a map; nothing written counts as a map without fields. */
export function entryOf(node: Node, place: string, problems: ProblemList): Entry {
  if (node.kind === 'map') return { place, fields: node.fields };
  if (!isNothing(node)) reportForm(node, place, 'a map of fields', problems);
  return { place, fields: new Map() };
}

/** The entries of a field that maps names to maps, in the order of the document. */
export function entriesOf(
  { fields, place }: Entry,
  key: string,
  problems: ProblemList,
): { readonly title: Placed; readonly entry: Entry }[] {
  const field = fields.get(key);
  if (field === undefined) return [];
  const section = joined(place, key);
  const entries = entryOf(field.value, section, problems);
  return [...entries.fields.values()].map(({ name, key: span, value }) => ({
    title: { text: name, span },
    entry: entryOf(value, joined(section, name), problems),
  }));
}

/** A field that holds a text, without the spaces around it; undefined where nothing is written. */
export function textOf({ fields, place }: Entry, key: string, problems: ProblemList): Placed | undefined {
  const field = fields.get(key);
  if (field === undefined) return undefined;
  return placedText(field.value, joined(place, key), 'a text', problems);
}

/** A field that holds a list of texts, each once; undefined where the field is not there at all. */
export function textsOf({ fields, place }: Entry, key: string, problems: ProblemList): Placed[] | undefined {
  const field = fields.get(key);
  if (field === undefined) return undefined;
  const { value } = field;
  if (value.kind !== 'list') {
    if (!isNothing(value)) reportForm(value, joined(place, key), 'a list of texts', problems);
    return [];
  }
  const seen = new Map<string, Placed>();
  value.items.forEach((item, at) => {
    const placed = placedText(item, `${joined(place, key)}[${at}]`, 'a text', problems);
    if (placed !== undefined && !seen.has(placed.text)) seen.set(placed.text, placed);
  });
  return [...seen.values()];
}

/** A field that holds yes or no, in any of the words that YAML has had for them; undefined where nothing is written. */
export function flagOf(entry: Entry, key: string, problems: ProblemList): boolean | undefined {
  const placed = textOf(entry, key, problems);
  if (placed === undefined) return undefined;
  if (/^(?:true|yes|on|y)$/i.test(placed.text)) return true;
  if (!/^(?:false|no|off|n)$/i.test(placed.text)) {
    problems.add('wrong-type', placed.span.start, placed.span.end, {
      place: joined(entry.place, key),
      expected: 'true or false',
      found: `the text "${placed.text.slice(0, 100)}"`,
    });
  }
  return false;
}

/** Is nothing written here? Empty maps and lists count as nothing too. */
export function isNothing(node: Node): boolean {
  switch (node.kind) {
    case 'map':
      return node.fields.size === 0;
    case 'list':
      return node.items.length === 0;
    case 'scalar':
      return node.text === null || node.text.trim() === '';
  }
}

/** The place of a field as people write it; names that are more than a word are quoted. */
export function joined(place: string, name: string): string {
  const word = /^[\w$-]+$/.test(name) ? name : `"${name}"`;
  return place === '' ? word : `${place}.${word}`;
}

function placedText(node: Node, place: string, expected: string, problems: ProblemList): Placed | undefined {
  if (isNothing(node)) return undefined;
  if (node.kind === 'scalar') return { text: (node.text ?? '').trim(), span: node.span };
  reportForm(node, place, expected, problems);
  return undefined;
}

function reportForm(node: Node, place: string, expected: string, problems: ProblemList): void {
  const found = node.kind === 'scalar' ? foundWords(node.text) : node.kind === 'map' ? 'a map' : 'a list';
  problems.add('wrong-type', node.span.start, node.span.end, { place: place || 'The file', expected, found });
}
