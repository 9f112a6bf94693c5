/** Which column of a table a header names. */
import {
  detailTables,
  sectionTables,
  type Column,
  type DetailTable,
  type SectionTable,
} from '../../manifest/tables.ts';
import { nearest } from '../../manifest/nearest.ts';
import { COLUMN_WORDS, DERIVED_TABLES, plainWords, TABLE_WORDS } from './words.ts';

/** What a column of a file is: the id of entries, the entry that a detail belongs to, or a field. */
export type Role =
  | { readonly name: string; readonly is: 'id' }
  | { readonly name: string; readonly is: 'holder'; readonly section: string }
  | { readonly name: string; readonly is: 'field'; readonly column: Column };

/** A table that can be read, with the roles of its columns by the words that name them. */
export interface KnownTable {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly byWords: ReadonlyMap<string, Role>;
  /** Absent in tables of sections. */
  readonly holders?: DetailTable['holders'];
}

/** All tables by name. */
export function knownTables(): ReadonlyMap<string, KnownTable> {
  const sections = sectionTables().map((table) => known(table, [{ name: 'id', is: 'id' }]));
  const details = detailTables().map(({ holders, ...table }) => {
    const roles = holders.map(({ section, column }) => ({ name: column, is: 'holder', section }) as const);
    return { ...known(table, roles), holders };
  });
  return new Map([...sections, ...details].map((table) => [table.name, table]));
}

function known({ name, columns }: SectionTable, more: readonly Role[]): KnownTable {
  const roles: Role[] = [
    ...more,
    ...columns.map((column) => ({ name: column.name, is: 'field', column }) as const),
  ];
  return { name, roles, byWords: wordsOf(name, roles) };
}

/** Names of columns count before other words for them, and these before the last parts of names, where they are clear. */
function wordsOf(table: string, roles: readonly Role[]): ReadonlyMap<string, Role> {
  const words = new Map<string, Role>();
  const add = (text: string, role: Role): void => {
    const plain = plainWords(text);
    if (!words.has(plain)) words.set(plain, role);
  };
  for (const role of roles) add(role.name, role);
  for (const role of roles) {
    for (const word of COLUMN_WORDS[table]?.[role.name] ?? []) add(word, role);
  }
  const lastPart = ({ name }: Role): string => name.slice(name.lastIndexOf('.') + 1);
  for (const role of roles) {
    if (roles.filter((each) => lastPart(each) === lastPart(role)).length === 1) add(lastPart(role), role);
  }
  return words;
}

/** What the name of a file says: a table, one that follows from the others, or nothing. */
export function tableNamed(
  path: string,
  tables: ReadonlyMap<string, KnownTable>,
): { readonly name?: string; readonly suggestion?: string } {
  const words = plainWords(path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')).split(' ');
  const meanings = new Map<string, string>();
  for (const name of [...tables.keys(), ...DERIVED_TABLES]) {
    for (const word of [name, ...(TABLE_WORDS[name] ?? [])]) meanings.set(word, name);
  }
  // The most words count, and of as many the last: "data flows" are flows, and so are "prime contract flows".
  for (const length of [2, 1]) {
    for (let at = words.length - length; at >= 0; at -= 1) {
      const name = meanings.get(words.slice(at, at + length).join(' '));
      if (name !== undefined) return { name };
    }
  }
  const slips = words.flatMap((word) => (word.length < 4 ? [] : (nearest(word, [...tables.keys()]) ?? [])));
  return slips.length === 0 ? {} : { suggestion: slips[slips.length - 1] };
}
