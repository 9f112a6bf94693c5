/** Who holds what: a row for each party that keeps a copy, and each owner of it. */
import type { Exportable, Held } from '../exporter.ts';
import { categoriesOf, listed, purposesAt } from './words.ts';

const HEADER = [
  'party',
  'data set',
  'category',
  'owner',
  'system',
  'zone',
  'country',
  'certain',
  'authorized',
  'authorizations',
  'purpose',
];

/** The names of the columns, then the rows. */
export function holdingsTable(exportable: Exportable): string[][] {
  const { manifest } = exportable;
  const purposes = purposesAt(exportable);
  const rows = exportable.held().map((held) => {
    const zone = manifest.systems?.[held.system]?.zone ?? '';
    return [
      held.keeper ?? '',
      held.data,
      listed(categoriesOf(manifest, held.data)),
      held.owner,
      held.system,
      zone,
      manifest.zones?.[zone]?.country ?? '',
      held.certain ? 'yes' : 'no',
      authorizedWords(held),
      listed(held.authorizations),
      listed(purposes(held.system, held.data)),
    ];
  });
  return [HEADER, ...rows];
}

function authorizedWords({ owner, keeper, authorized }: Held): string {
  if (owner === keeper) return 'own data';
  if (authorized === undefined) return '';
  return { true: 'yes', false: 'no', unknown: 'cannot be told' }[authorized];
}
