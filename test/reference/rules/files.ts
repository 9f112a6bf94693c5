import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Params } from './conditions.ts';

export const FOLDER = join(import.meta.dirname, '../../../rules');

/** What the reference reads of a clause. */
export interface Clause {
  aliases?: { id: string }[];
  replaces?: string[];
  effective?: { from?: string; until?: string };
  parameters?: Record<string, { value: Params[string] }>;
}

/** Every file of a folder of rules, read. */
export function yamlIn(folder: string): { file: string; value: unknown }[] {
  return readdirSync(join(FOLDER, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ file, value: parse(readFileSync(join(FOLDER, folder, file), 'utf8')) as unknown }));
}

/** Clauses of the catalogue. */
export const CLAUSES: Record<string, Clause> = Object.assign(
  {},
  ...yamlIn('clauses').map(({ value }) => (value as { clauses: object }).clauses),
) as Record<string, Clause>;
