/** Names that count in a workspace: those of the product, of its packs, and of its own taxonomy. */
import { knownNames, type KnownNames, type Lexicon } from '../model/lexicon.ts';
import { builtInClauseIds, builtInTaxonomy } from '../rules/built-in.ts';
import { clauseIdsOf, standsFor } from '../rules/catalogue.ts';
import type { Pack } from '../rules/format.ts';
import type { Config } from './config-format.ts';

/** Names that packs, and whoever may add some, bring along. */
export function lexiconOf(packs: readonly Pack[], added: readonly Config['taxonomy'][]): Lexicon {
  const taxonomies = [builtInTaxonomy, ...packs.map((pack) => () => pack.taxonomy)];
  const namesFor = (section: 'categories' | 'purposes') =>
    once((): KnownNames =>
      knownNames([
        ...taxonomies.flatMap((taxonomy) => Object.keys(taxonomy()?.[section] ?? {})),
        ...added.flatMap((taxonomy) => Object.keys(taxonomy?.[section] ?? {})),
      ]),
    );
  const clauses = once(() => {
    const files = packs.flatMap((pack) => pack.clauses ?? []);
    return standsFor(clauseIdsOf(files, builtInClauseIds()));
  });
  return {
    clauses: (id) => clauses()(id),
    categories: namesFor('categories'),
    purposes: namesFor('purposes'),
  };
}

/** Works something out when it is first asked for. */
function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: work() }).value;
}
