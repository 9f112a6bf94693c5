/** What comes with the product: packs, clauses, names. Each is parsed when it is first asked for. */
import { clauseIdsText, clausesText } from '../generated/clauses.js';
import { caseTexts, packTexts } from '../generated/packs.js';
import { taxonomyText } from '../generated/taxonomy.js';
import type { ClausesFile, TaxonomyFile } from './catalogue-format.ts';
import { catalogueOf, type Catalogue, type ClauseIds, type IdsOfClause } from './catalogue.ts';
import type { Pack, RuleCase } from './format.ts';

/** Names of the packs, in order. */
export const PACK_NAMES: readonly string[] = Object.keys(packTexts);

const packs = new Map<string, Pack>();

/** A pack by its name; undefined where none comes with the product. */
export function builtInPack(name: string): Pack | undefined {
  if (!Object.hasOwn(packTexts, name)) return undefined;
  const known = packs.get(name);
  if (known !== undefined) return known;
  // The texts were written by the build from packs that it had read.
  const pack = JSON.parse(packTexts[name]) as Pack;
  addCases(pack);
  packs.set(name, pack);
  return pack;
}

/** Three quarters of a pack are the cases of its rules; a check asks for none of them. */
function addCases({ pack, rules }: Pack): void {
  let cases: readonly (readonly RuleCase[])[] | undefined;
  const casesOf = (at: number): readonly RuleCase[] => {
    cases ??= JSON.parse(caseTexts[pack]) as RuleCase[][];
    return cases[at];
  };
  rules.forEach((rule, at) =>
    Object.defineProperty(rule, 'cases', { enumerable: true, get: () => casesOf(at) }),
  );
}

/** Every pack. */
export function builtInPacks(): readonly Pack[] {
  return PACK_NAMES.flatMap((name) => builtInPack(name) ?? []);
}

let catalogue: Catalogue | undefined;

/** The clause catalogue. */
export function builtInCatalogue(): Catalogue {
  catalogue ??= catalogueOf(JSON.parse(clausesText) as ClausesFile[]).catalogue;
  return catalogue;
}

let clauseIds: ClauseIds | undefined;

/** The ids of the clause catalogue, without what the clauses say. */
export function builtInClauseIds(): ClauseIds {
  clauseIds ??= new Map(Object.entries(JSON.parse(clauseIdsText) as Record<string, IdsOfClause>));
  return clauseIds;
}

let taxonomy: Required<TaxonomyFile> | undefined;

/** The taxonomy of categories and purposes. */
export function builtInTaxonomy(): Required<TaxonomyFile> {
  taxonomy ??= JSON.parse(taxonomyText) as Required<TaxonomyFile>;
  return taxonomy;
}
