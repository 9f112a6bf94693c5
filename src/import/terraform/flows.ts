/** Flows of a manifest: what moves among things, and what of it is known. */
import type { Flow } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import { plainAddress } from './address.ts';
import type { Holdings } from './holdings.ts';
import type { Moved } from './movements.ts';
import { sorted, type Ids } from './named.ts';
import type { Tagged } from './tags.ts';

/** What flows are made from. */
interface Known {
  readonly ids: Ids;
  readonly names: Names;
  readonly tagged: ReadonlyMap<string, readonly Tagged[]>;
  readonly mapped: ReadonlySet<string>;
  readonly holdings: Holdings;
}

/** The flows, and the data sets that a mapping says they carry, with the first that carries each. */
export function flowsOf(
  movements: readonly Moved[],
  known: Known,
): { readonly entries: DraftEntry<Flow>[]; readonly data: ReadonlyMap<string, Moved> } {
  const { ids, names } = known;
  const moving = movements.filter(({ from, to }) => ids.system(from).id !== ids.system(to).id);
  const flowIds = idsFor(
    moving.map(({ key, name }) => [key, plainAddress(name)] as const),
    'flow',
  );
  const data = new Map<string, Moved>();
  const entries = moving.map((moved): DraftEntry<Flow> => {
    const payload = payloadOf(moved, known);
    const wanted = { name: moved.name, what: 'What moves by', origin: moved.origin };
    const mapped = names.find('data', { ...wanted, isAside: payload !== undefined });
    if (mapped !== undefined && !data.has(mapped)) data.set(mapped, moved);
    const carried = mapped === undefined ? payload : [mapped];
    return {
      id: flowIds.get(moved.key) ?? '',
      value: {
        from: ids.system(moved.from).id,
        to: ids.system(moved.to).id,
        ...(carried !== undefined && { data: carried }),
      },
      origin: moved.origin,
      remarks: [`by ${moved.name}`, ...(carried === undefined ? [WHY_OPEN[moved.cargo]] : [])],
    };
  });
  return { entries: sorted(entries), data };
}

const WHY_OPEN = {
  all: 'nothing says what is in there',
  some: 'only some of what is in there, and nothing says what',
  other: 'something that comes of it, such as logs or events, and nothing says what is in it',
} as const;

/** What a movement carries; undefined where nobody can tell. */
function payloadOf({ from, cargo }: Moved, { tagged, mapped, holdings }: Known): Flow['data'] {
  if (cargo === 'all') return holdings.has(from.key) ? 'all' : undefined;
  const data = tagged.get(from.key) ?? [];
  // Some of the only data set that is there is of that data set.
  return cargo === 'some' && data.length === 1 && !mapped.has(from.key) ? [data[0].id] : undefined;
}
