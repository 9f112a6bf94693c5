/** What comes with the product: packs, clauses, names. Each is parsed when it is first asked for. */
import { clausesText } from '../generated/clauses.js';
import { packTexts } from '../generated/packs.js';
import { taxonomyText } from '../generated/taxonomy.js';
import type { ClausesFile, TaxonomyFile } from './catalogue-format.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import type { Pack } from './format.ts';

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
  packs.set(name, pack);
  return pack;
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

let taxonomy: Required<TaxonomyFile> | undefined;

/** The taxonomy of categories and purposes. */
export function builtInTaxonomy(): Required<TaxonomyFile> {
  taxonomy ??= JSON.parse(taxonomyText) as Required<TaxonomyFile>;
  return taxonomy;
}
