/** Access agreements (OAAS, Bitol RFC 0056, and the Data Usage Agreement Specification before it) as authorizations. */
import { agreementsOf } from './oaas/agreement.ts';
import { draftOf } from './oaas/entries.ts';
import type { Importer } from './importer.ts';
import { tally } from './summary.ts';

/** Agreements on access to data between a provider and a consumer, one a document. */
export const oaas: Importer = {
  name: 'oaas',
  title: 'access agreements',
  syntax: 'yaml-documents',
  import: (sources, names) => {
    const left = tally();
    const agreements = sources.flatMap((source) => agreementsOf(source, left));
    return draftOf(agreements, sources, names, left);
  },
};
