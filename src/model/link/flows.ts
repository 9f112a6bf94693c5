import type { Flow } from '../../manifest/format.ts';
import { CHANNELS } from '../channels.ts';
import { Mode, Payload, type DataSets, type Entries, type Flows, type Systems } from '../model.ts';
import { interner, periodsOf, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Flows, and the distinct lists of categories that they name. */
export interface LinkedFlows {
  readonly flows: Flows;
  readonly categorySets: readonly (readonly string[])[];
}

/** Links the flows. */
export function linkFlows(
  entries: Entries<Flow>,
  systems: Systems,
  data: DataSets,
  linker: Linker,
): LinkedFlows {
  const end = (field: 'from' | 'to') =>
    referenceColumn(
      entries,
      { section: 'flows', field, of: 'systems', names: systems },
      (flow) => flow[field],
      linker,
    );
  const listed = { section: 'flows', field: 'data', of: 'data', names: data } as const;
  const sets = interner();
  const flows: Flows = {
    ...entries,
    ...periodsOf(entries.entry.all()),
    source: end('from'),
    target: end('to'),
    payload: Uint8Array.from(entries.entry.all(), payloadOf),
    mode: Uint8Array.from(entries.entry.all(), ({ mode }) => Mode[mode ?? 'copy']),
    purpose: Int32Array.from(entries.entry.all(), ({ purpose }) => linker.purposes.number(purpose)),
    channel: Int32Array.from(entries.entry.all(), ({ channel }) =>
      channel === undefined ? -1 : CHANNELS.indexOf(channel),
    ),
    data: referenceRows(
      entries,
      listed,
      ({ data: ids }) => (ids === undefined || ids === 'all' ? undefined : ids),
      linker,
    ),
    categorySet: Int32Array.from(entries.entry.all(), ({ categories }) => sets.number(categories?.join())),
  };
  return { flows, categorySets: sets.names.map((names) => names.split(',')) };
}

function payloadOf({ data, categories }: Flow): number {
  if (data === 'all') return Payload.all;
  if (data !== undefined) return Payload.listed;
  return categories === undefined ? Payload.opaque : Payload.categories;
}
