/** What is around a pack that comes from elsewhere. */
import { builtInCatalogue, builtInPacks, builtInTaxonomy } from './built-in.ts';
import { catalogueOf } from './catalogue.ts';
import type { Around } from './complete.ts';
import type { Pack } from './format.ts';
import { taxonomyOf, type Taxonomy } from './taxonomy.ts';

/**
 * What the rules of a pack may name: everything that comes with the product, other than a pack of the same name, and the
 * packs that it extends.
 */
export function aroundPack(name: string, extended: readonly Pack[] = []): Around {
  const packs = [...builtInPacks().filter(({ pack }) => pack !== name), ...extended];
  const clauses = packs.flatMap((pack) => pack.clauses ?? []);
  let names: Taxonomy = taxonomyOf(builtInTaxonomy(), 'flowdown').taxonomy;
  for (const { pack, taxonomy = {} } of packs) names = taxonomyOf(taxonomy, pack, names).taxonomy;
  return {
    rules: packs.flatMap(({ rules }) => rules),
    catalogue: catalogueOf(clauses, builtInCatalogue()).catalogue,
    taxonomy: names,
  };
}
