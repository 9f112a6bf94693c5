/** The sections of a manifest as tables: an entry a row, a field a column. They follow from the schema of manifests. */
import { schema } from '../generated/manifest-schema.js';
import type { JsonSchema } from './schema.ts';

/** What a cell of a column holds; `clause` is a text with a date behind it in brackets, or without. */
export type CellKind = 'text' | 'id' | 'name' | 'day' | 'duration' | 'yes-no' | 'number' | 'word' | 'clause';

/** A field of an entry; `name` is its path with dots, such as `encryption.inTransit`. */
export interface Column {
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: CellKind;
  /** May one cell hold several values? */
  readonly isList: boolean;
  /** May the whole be the word `all`? */
  readonly takesAll: boolean;
  /** Is one value alone written without a list around it? */
  readonly isBare: boolean;
  readonly isNeeded: boolean;
  /** What an id refers to. */
  readonly section?: string;
  /** The words of which it is one. */
  readonly words?: readonly string[];
}

/** A section of a manifest. */
export interface SectionTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** Lists of entries inside entries, such as disposals: a row for each, with a column for the entry that it belongs to. */
export interface DetailTable extends SectionTable {
  /** Sections whose entries have such a list; `column` is the name of the column that names the entry. */
  readonly holders: readonly { readonly section: string; readonly column: string }[];
}

/** Sections of entries, in the order of manifests. */
export const SECTIONS = [
  'parties',
  'contracts',
  'zones',
  'systems',
  'data',
  'flows',
  'access',
  'authorizations',
  'waivers',
] as const;

/** The tables of sections, in the order of manifests. */
export function sectionTables(): SectionTable[] {
  return SECTIONS.map((name) => ({ name, columns: columnsOf(entrySchema(name)) }));
}

/** The tables of lists inside entries, by name. */
export function detailTables(): DetailTable[] {
  const tables = new Map<string, { holders: DetailTable['holders'][number][]; item: JsonSchema }>();
  for (const section of SECTIONS) {
    for (const [name, { items }] of Object.entries(entrySchema(section).properties ?? {})) {
      if (items?.properties === undefined) continue;
      const table = tables.get(name) ?? { holders: [], item: items };
      table.holders.push({ section, column: SINGULAR[section] ?? section });
      tables.set(name, table);
    }
  }
  return [...tables]
    .map(([name, { holders, item }]) => ({ name, holders, columns: columnsOf(item) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const SINGULAR: Readonly<Record<string, string>> = { parties: 'party', systems: 'system' };

function entrySchema(section: string): JsonSchema {
  const { additionalProperties } = (schema as JsonSchema).properties?.[section] ?? {};
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}

function columnsOf(entry: JsonSchema, path: readonly string[] = []): Column[] {
  return Object.entries(entry.properties ?? {}).flatMap(([key, field]) => {
    const here = [...path, key];
    if (field.properties !== undefined) return columnsOf(field, here);
    if (field.items?.properties !== undefined) return [];
    return [{ ...columnOf(field, here), isNeeded: entry.required?.includes(key) === true }];
  });
}

function columnOf(field: JsonSchema, path: readonly string[]): Omit<Column, 'isNeeded'> {
  const forms = field.anyOf ?? [field];
  const list = forms.find(({ items }) => items !== undefined);
  const item = list?.items ?? field;
  const isClause = item.anyOf?.some(({ properties }) => properties !== undefined) === true;
  return {
    name: path.join('.'),
    path,
    kind: isClause ? 'clause' : kindOf(item),
    isList: list !== undefined,
    takesAll: forms.some((form) => form.const === 'all'),
    isBare: list !== undefined && forms.some((form) => form.type === 'string' && form.const === undefined),
    ...(item['x-ref'] !== undefined && { section: item['x-ref'] }),
    ...(item.enum !== undefined && { words: item.enum }),
  };
}

function kindOf({ type, format, pattern, enum: words, 'x-ref': section }: JsonSchema): CellKind {
  if (words !== undefined) return 'word';
  if (section !== undefined) return 'id';
  if (format !== undefined) return format === 'date' ? 'day' : 'duration';
  if (type === 'boolean') return 'yes-no';
  if (type === 'integer') return 'number';
  return pattern === undefined ? 'text' : 'name';
}
