/** Data sets of a manifest: what marks tell of, and what flows carry where the mapping says what their names mean. */
import type { DataSet } from '../../manifest/format.ts';
import { addTo, collectionsIn } from '../collections.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { NamedId, Names } from '../names.ts';
import { NO_DATA_OWNER } from '../unnamed.ts';
import type { Model } from './linked.ts';
import type { Cell } from './model.ts';
import { DATA_NAMES, type DataFlag } from './words.ts';

/** Data that a mark says is at an element. */
interface Marked {
  readonly cell: Cell;
  readonly flag: DataFlag;
  readonly id: string;
}

/** The data of a model, where it comes into being by the ids of systems, and what each flow carries. */
export interface Data {
  readonly entries: readonly DraftEntry<DataSet>[];
  readonly collected: ReadonlyMap<string, ReadonlySet<string>>;
  /** Absent for a flow of which nobody says what it carries. */
  readonly carried: ReadonlyMap<Cell, string>;
}

/** Data by marks, one set for each system that has it, and by flows, one for each meaning of a name. */
export function dataIn(model: Model, systems: ReadonlyMap<Cell, NamedId>, names: Names): Data {
  const carried = carriedIn(model, names);
  const marked = markedIn(model, systems, [...carried.values()]);
  const collected = new Map<string, Set<string>>();
  for (const { cell, id } of marked) addTo(collected, systems.get(cell)?.id, id);
  for (const [place, { certain, chosen }] of originsOf(model, systems, carried))
    for (const id of [...certain, ...chosen]) addTo(collected, place, id);
  return { entries: [...markedEntries(marked, names), ...carriedEntries(carried)], collected, carried };
}

function carriedIn({ links }: Model, names: Names): Map<Cell, string> {
  const carried = new Map<Cell, string>();
  for (const { cell } of links) {
    const { name, origin } = cell;
    const id = name === '' ? undefined : names.find('data', { name, what: 'data flow', origin });
    if (id !== undefined) carried.set(cell, id);
  }
  return carried;
}

function originsOf(
  { links }: Model,
  systems: ReadonlyMap<Cell, NamedId>,
  carried: ReadonlyMap<Cell, string>,
) {
  const flows = links.flatMap(({ cell, from, to }) => {
    const id = carried.get(cell);
    const [start, end] = [systems.get(from)?.id ?? '', systems.get(to)?.id ?? ''];
    if (id === undefined) return [];
    const there = { from: start, to: end, data: [id] };
    return cell.flow.isBidirectional ? [there, { from: end, to: start, data: [id] }] : [there];
  });
  const stores = new Set(
    links
      .flatMap(({ from, to }) => [from, to])
      .flatMap((cell) => (cell.kind === 'store' ? systems.get(cell)?.id : [])),
  );
  const data = [...new Set(carried.values())].sort();
  return collectionsIn({ data, places: new Map(), flows, rank: (_, place) => (stores.has(place) ? 0 : 1) });
}

function markedIn(
  { elements }: Model,
  systems: ReadonlyMap<Cell, NamedId>,
  reserved: readonly string[],
): Marked[] {
  const all = elements.flatMap((cell) =>
    cell.flags.map((flag) => ({ cell, flag, name: `${systems.get(cell)?.id ?? ''}.${DATA_NAMES[flag]}` })),
  );
  const ids = idsFor(new Map(all.map(({ name }) => [name, name])), 'data', reserved);
  return all.map(({ cell, flag, name }) => ({ cell, flag, id: ids.get(name) ?? '' }));
}

function markedEntries(marked: readonly Marked[], names: Names): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  for (const { cell, flag, id } of marked) {
    const wanted = { name: flag, what: 'mark of what is there', origin: cell.origin };
    const category = names.categories(wanted) ?? [`threat-dragon.${DATA_NAMES[flag]}`];
    if (entries.has(id)) continue;
    entries.set(id, {
      id,
      value: { category: category.length === 1 ? category[0] : [...category], owner: NO_DATA_OWNER },
      origin: cell.origin,
      remarks: [`in the model: ${flag}`],
    });
  }
  return [...entries.values()];
}

function carriedEntries(carried: ReadonlyMap<Cell, string>): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  for (const [{ origin, name }, id] of carried) {
    if (entries.has(id)) continue;
    const value = { category: `threat-dragon.${id.replaceAll('.', '-')}`, owner: NO_DATA_OWNER };
    entries.set(id, { id, value, origin, remarks: [`in the model: data flow ${name}`], isMention: true });
  }
  return [...entries.values()];
}
