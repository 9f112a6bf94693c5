/** The clauses that rules cite: by id, by other ids of theirs, and with the parameters that rules compare with. */
import type { Clause, ClausesFile, Verification } from './catalogue-format.ts';

/** Clauses by id. */
export type Catalogue = ReadonlyMap<string, Clause>;

/** Other ids of a clause, and the clauses that it replaces. */
export type IdsOfClause = Pick<Clause, 'aliases' | 'replaces'>;

/** Ids of clauses, as `standsFor` needs them; a catalogue has them too. */
export type ClauseIds = ReadonlyMap<string, IdsOfClause>;

/** A parameter of a clause, and how far it was verified. */
export interface ClauseParameter {
  readonly value: readonly string[] | number | string;
  readonly verified: Verification;
  /** The clause as it is cited. */
  readonly cite: string;
}

/** An id that stands for a second clause: catalogues add, and never redefine. */
export interface TakenId {
  readonly id: string;
  /** Index of the file, and the keys that lead there. */
  readonly file: number;
  readonly path: readonly string[];
}

/** The clauses of several files beside those that are known already; ids that were taken are left out and told. */
export function catalogueOf(
  files: readonly ClausesFile[],
  known: Catalogue = new Map(),
): { readonly catalogue: Catalogue; readonly taken: readonly TakenId[] } {
  return withClauses<Clause>(files, known);
}

/** The ids of several files beside those that are known already, likewise. */
export function clauseIdsOf(files: readonly ClausesFile[], known: ClauseIds): ClauseIds {
  return withClauses<IdsOfClause>(files, known).catalogue;
}

function withClauses<C extends IdsOfClause>(
  files: readonly { readonly clauses: Readonly<Record<string, C>> }[],
  known: ReadonlyMap<string, C>,
): { readonly catalogue: ReadonlyMap<string, C>; readonly taken: readonly TakenId[] } {
  if (files.length === 0) return { catalogue: known, taken: [] };
  const catalogue = new Map(known);
  const names = new Set([...known].flatMap(([id, clause]) => namesOf(id, clause)));
  const taken: TakenId[] = [];
  files.forEach(({ clauses }, file) => {
    for (const [id, clause] of Object.entries(clauses)) {
      const here = namesOf(id, clause).map((name, at) => ({
        id: name,
        file,
        path: at === 0 ? ['clauses', id] : ['clauses', id, 'aliases', String(at - 1), 'id'],
      }));
      const twice = here.filter((each) => names.has(each.id));
      taken.push(...twice);
      if (twice.length === 0) catalogue.set(id, clause);
      for (const each of here) names.add(each.id);
    }
  });
  return { catalogue, taken };
}

function namesOf(id: string, { aliases = [] }: IdsOfClause): readonly string[] {
  return [id, ...aliases.map((alias) => alias.id)];
}

/**
 * What an id in a contract stands for: the clause under the id of the catalogue, and the clauses that this one replaces,
 * and so on. An id that the catalogue does not have stands for itself.
 */
export function standsFor(catalogue: ClauseIds): (id: string) => readonly string[] {
  const ids = new Map(
    [...catalogue].flatMap(([id, clause]) => namesOf(id, clause).map((name) => [name, id] as const)),
  );
  return (stated) => {
    const found = new Set([ids.get(stated) ?? stated]);
    for (const id of found) {
      for (const replaced of catalogue.get(id)?.replaces ?? []) found.add(ids.get(replaced) ?? replaced);
    }
    return [...found];
  };
}

/** Names of everything that code can compare with in a clause. */
export function parameterNames({ parameters = {}, effective = {} }: Clause): readonly string[] {
  return [...Object.keys(parameters), ...Object.keys(effective).map((end) => `effective.${end}`)];
}

/** A parameter of a clause; its days count as far verified as the clause itself. */
export function parameterOf(
  { cite, parameters = {}, effective = {}, verified }: Clause,
  name: string,
): ClauseParameter | undefined {
  if (name === 'effective.from' || name === 'effective.until') {
    const value = name === 'effective.from' ? effective.from : effective.until;
    return value === undefined ? undefined : { value, verified, cite };
  }
  return Object.hasOwn(parameters, name) ? { ...parameters[name], cite } : undefined;
}

/** A clause as a reference of a rule names it. */
export function citationOf({ cite, title }: Clause): string {
  return `${cite} (${title})`;
}
