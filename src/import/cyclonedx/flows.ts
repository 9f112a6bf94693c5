/** Flows of a manifest. */
import type { Flow } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import type { Bill } from './bills.ts';
import { categoriesOf, type DataSets } from './data.ts';
import { keyIn } from './names.ts';
import { withReferences } from './own.ts';
import type { OwnIds } from './parties.ts';
import type { Move, Sketch } from './sketch.ts';
import type { Systems } from './systems.ts';

interface Ends {
  readonly systems: Systems;
  readonly data: DataSets;
  readonly own: OwnIds;
}

/** Flows: the movements, and in bills of ours what their properties state. */
export function flowsOf(
  sketch: Sketch,
  bills: readonly Bill[],
  ends: Ends,
  names: Names,
): readonly DraftEntry<Flow>[] {
  const stated = bills.flatMap((bill) =>
    [...(bill.own?.flows ?? [])].map(([id, entry]) => ({ key: keyIn(bill, `flow:${id}`), id, entry, bill })),
  );
  const ids = idsFor(
    [
      ...stated.map(({ key, id }) => [key, id] as const),
      ...[...sketch.moves].map(([key, move]) => [key, wishOf(move, ends)] as const),
    ],
    'flow',
  );
  return [
    ...stated.map(({ key, entry, bill }) => ({
      id: ids.get(key) ?? '',
      value: withReferences('flows', entry, ends.own(bill)) as unknown as Flow,
      origin: entry.origin,
      remarks: [],
    })),
    ...[...sketch.moves].map(([key, move]) => ({
      id: ids.get(key) ?? '',
      value: flowOf(move, ends, names),
      origin: move.origin,
      remarks: move.remarks,
    })),
  ];
}

function wishOf({ wish, from, to, data }: Move, { systems, data: sets }: Ends): string {
  return wish ?? [systems.idOf(from), ...data.map((key) => sets.idOf(key)), systems.idOf(to)].join('.');
}

function flowOf({ from, to, data, classes, value }: Move, { systems, data: sets }: Ends, names: Names): Flow {
  const ids = [...new Set(data.map((key) => sets.idOf(key)))].sort();
  const categories = [...new Set(classes.flatMap((each) => categoriesOf(each, names)))].sort();
  return {
    from: systems.idOf(from),
    to: systems.idOf(to),
    ...(ids.length > 0 && { data: ids }),
    ...(ids.length === 0 && categories.length > 0 && { categories }),
    ...value,
  };
}
