import type { JsonSchema } from './schema.ts';

const ENTRY_WORDS: Readonly<Record<string, string>> = {
  parties: 'party',
  contracts: 'contract',
  zones: 'zone',
  systems: 'system',
  data: 'data set',
};

/** Where a path of a document leads, as people write it: `flows.upload.data[0]`; the root is the file. */
export function placeWords(root: unknown, path: readonly string[]): string {
  if (path.length === 0) return 'The file';
  let place = '';
  let parent = root;
  for (const segment of path) {
    if (Array.isArray(parent)) place += `[${segment}]`;
    else place += (place === '' ? '' : '.') + (/^[\w$.-]+$/.test(segment) ? segment : `"${segment}"`);
    parent = childOf(parent, segment);
  }
  return place;
}

/** The own entry of a map or list, or undefined. */
export function childOf(parent: unknown, segment: string): unknown {
  const isHolder = parent !== null && typeof parent === 'object' && Object.hasOwn(parent, segment);
  return isHolder ? (parent as Record<string, unknown>)[segment] : undefined;
}

/** What a schema asks for: `a list of data set ids`. */
export function expectedWords(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(expectedWords).join(' or ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return listWords(schema.enum, 'or');
  if (schema['x-ref'] !== undefined) return `the id of a ${entryWords(schema['x-ref'])}`;
  switch (schema.type) {
    case 'array':
      return `a list of ${itemWords(schema.items ?? {})}`;
    case 'object':
      return isIdMap(schema) ? 'a map from names to entries' : 'a map of fields';
    case 'integer':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    default:
      return textWords(schema);
  }
}

function textWords(schema: JsonSchema): string {
  if (schema.format === 'date') return 'a day such as 2019-05-31';
  if (schema.format === 'duration') return 'a duration such as P30D';
  return schema.pattern === undefined ? 'a text' : 'a dotted name';
}

function itemWords(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(itemWords).join(' or ');
  if (schema['x-ref'] !== undefined) return `${entryWords(schema['x-ref'])} ids`;
  if (schema.enum !== undefined) return listWords(schema.enum, 'or');
  if (schema.type === 'object') return 'maps of fields';
  return schema.pattern === undefined ? 'texts' : 'dotted names';
}

function entryWords(section: string): string {
  return ENTRY_WORDS[section] ?? section;
}

function isIdMap(schema: JsonSchema): boolean {
  return schema.properties === undefined && typeof schema.additionalProperties === 'object';
}

/** What stands there instead: `the number 5`. Holds raw text from the file. */
export function foundWords(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text "${value.slice(0, 100)}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** The likely remedy when a value has the wrong type, or undefined. */
export function typeHint(schema: JsonSchema, value: unknown): string | undefined {
  if (value === null) return 'Fill it in, or remove the field.';
  const forms = schema.anyOf ?? [schema];
  const accepts = (type: string) => forms.some((form) => form.type === type && form.const === undefined);
  if (typeof value === 'string') {
    if (accepts('array') && !accepts('object')) return `Write it as a list: [${value.slice(0, 100)}].`;
    if (accepts('boolean')) return 'Write true or false, without quotes.';
    if (accepts('integer')) return 'Write the number without quotes.';
  }
  if ((typeof value === 'number' || typeof value === 'boolean') && accepts('string'))
    return 'Put text in quotes.';
  return undefined;
}

/** `a, b or c`. */
export function listWords(words: readonly string[], conjunction: 'and' | 'or' | 'nor'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}
