/** What resources mean, by their types, of all providers that are read. */
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { google } from './google.ts';
import type { Table } from './table.ts';

const TABLES: readonly Table[] = [aws, google, azure];

/** Looks a type up in all tables; a name that every object has is no type. */
function lookUp<K extends keyof Table>(part: K, type: string): Table[K][string] | undefined {
  const table = TABLES.find((each) => Object.hasOwn(each[part], type));
  return table?.[part][type] as Table[K][string] | undefined;
}

export const holderOf = (type: string) => lookUp('holders', type);
export const aliasOf = (type: string) => lookUp('aliases', type);
export const movementsOf = (type: string) => lookUp('movements', type) ?? [];
export const openingsOf = (type: string) => lookUp('openings', type) ?? [];

/** Is anything read from resources of this type? */
export function isRead(type: string): boolean {
  return (['holders', 'aliases', 'movements', 'openings'] as const).some(
    (part) => lookUp(part, type) !== undefined,
  );
}
