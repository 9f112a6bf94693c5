/**
 * Where data can come at all, on whatever day, and the steps that bring it from cell to cell. Every kind of derivation, and
 * every detour, walks along the same arcs, so that cells are looked for once.
 */
import { Payload, type Model } from '../model/model.ts';
import { IntColumn, type Rows } from '../model/rows.ts';
import { cellOf, type Cells } from './cells.ts';
import { Gathering } from './gathering.ts';
import {
  firstStep,
  flowsBy,
  isAt,
  Moves,
  movesOf,
  picked,
  producedSteps,
  type KeyedSteps,
} from './moving.ts';
import { PairTable } from './pairs.ts';
import { bestMatch, hasDays, Match, type Steps } from './steps.ts';

/** Which derivations an arc is for: each, those that are grounded, those that need not be certain. */
export const Use = { always: 0, grounded: 1, may: 2 } as const;

/** Arcs from cell to cell: those of cell c stand from `starts[c]` to `starts[c + 1]`, two numbers for each. */
export interface Arcs {
  readonly starts: Int32Array;
  /** Where it leads, then 4 times its step and its use: what is read together stands together. */
  readonly heads: Int32Array;
}

/** Cells that data can reach, and the arcs between them. */
export interface Network {
  readonly cells: Cells;
  readonly arcs: Arcs;
  /** Is there an arc that is not certain? */
  readonly hasMay: boolean;
  /** What each flow does. */
  readonly moves: Uint8Array;
  /** The cell where each item of `flows.data` lands; of use for the flows that move something. */
  readonly landing: Int32Array;
}

/** Finds out where data can come, by the steps that hold on some day up to `at`. */
export function networkOf(model: Model, at: number, steps: Steps): Network {
  const { flows, systems } = model;
  const moves = movesOf(model, at);
  const by = (end: Int32Array, wanted: number): Rows => flowsBy(end, systems.ids.length, moves, wanted);
  const stated = statedCells(model, at, by(flows.target, Moves.listed));
  const explorer = new Explorer(model, at, steps, stated.cells, by(flows.source, Moves.others));
  explorer.explore();
  const { list, further } = explorer;
  const { cells, cellAt } = joined(stated.cells, further, model);
  const landing = renumbered(stated.landing, cellAt);
  renumbered(list.from.filled(), cellAt);
  renumbered(list.to.filled(), cellAt);
  addListed(list, model, cells, landing, by(flows.source, Moves.listed));
  return { cells, arcs: arcsOf(list, cells), hasMay: explorer.hasMay, moves, landing };
}

/** Cells into which something is collected or listed, whatever else follows, and where each listed item lands. */
function statedCells(
  { flows, systems, data }: Model,
  at: number,
  arriving: Rows,
): Pick<Network, 'cells' | 'landing'> {
  const { starts, items } = flows.data;
  const { collects } = systems;
  const landing = new Int32Array(items.length);
  const datum = new IntColumn(items.length + collects.items.length);
  const cellStarts = new Int32Array(systems.ids.length + 1);
  const cellWith = new Int32Array(data.ids.length); // of the system in hand
  const here = new Gathering(data.ids.length);
  for (let s = 0; s < systems.ids.length; s++) {
    here.begin();
    if (hasDays(systems, s, at)) {
      for (let i = collects.starts[s]; i < collects.starts[s + 1]; i++) here.add(collects.items[i]);
    }
    for (let i = arriving.starts[s]; i < arriving.starts[s + 1]; i++) {
      const flow = arriving.items[i];
      for (let item = starts[flow]; item < starts[flow + 1]; item++) here.add(items[item]);
    }
    here.sort();
    for (let i = 0; i < here.size; i++) {
      cellWith[here.found[i]] = datum.length;
      datum.push(here.found[i]);
    }
    for (let i = arriving.starts[s]; i < arriving.starts[s + 1]; i++) {
      const flow = arriving.items[i];
      for (let item = starts[flow]; item < starts[flow + 1]; item++) landing[item] = cellWith[items[item]];
    }
    cellStarts[s + 1] = datum.length;
  }
  return { cells: { starts: cellStarts, datum: datum.filled() }, landing };
}

/** Arcs as they are found. */
class ArcList {
  readonly from: IntColumn;
  readonly to: IntColumn;
  /** 4 times the step, and the use. */
  readonly step: IntColumn;

  constructor(capacity: number) {
    [this.from, this.to, this.step] = [0, 1, 2].map(() => new IntColumn(capacity));
  }

  /** The step is a flow or, for a production, the number of flows and that of its system. */
  add(from: number, to: number, step: number, use: number): void {
    this.from.push(from);
    this.to.push(to);
    this.step.push(4 * step + use);
  }
}

/**
 * Goes wherever data goes on to by steps that do not list it. Its arcs are between slots: the numbers of the stated cells
 * and, after them, of further ones as they are found.
 */
class Explorer {
  /** Cells that are not stated. */
  readonly further: PairTable;
  readonly list: ArcList;
  hasMay = false;
  private readonly model: Model;
  private readonly matches: Steps['matches'];
  private readonly stated: Cells;
  /** Flows by source. */
  private readonly leaving: Rows;
  private readonly produced: KeyedSteps;

  constructor(model: Model, at: number, { matches }: Steps, stated: Cells, leaving: Rows) {
    this.model = model;
    this.matches = matches;
    this.stated = stated;
    this.leaving = leaving;
    this.produced = producedSteps(model, at);
    this.further = new PairTable(stated.datum.length / 4);
    this.list = new ArcList(2 * stated.datum.length + model.flows.data.items.length + 16);
  }

  explore(): void {
    const { stated, further, produced } = this;
    for (let s = 0; s + 1 < stated.starts.length; s++) {
      const [first, end] = [stated.starts[s], stated.starts[s + 1]];
      for (let i = this.leaving.starts[s]; i < this.leaving.starts[s + 1]; i++) {
        for (let cell = first; cell < end; cell++) this.move(cell, this.leaving.items[i], stated.datum[cell]);
      }
      if (produced.starts[s] === produced.starts[s + 1]) continue;
      for (let cell = first; cell < end; cell++) this.produce(cell, s, stated.datum[cell]);
    }
    for (let i = 0; i < further.size; i++) {
      this.moveOn(stated.datum.length + i, further.rowOf.get(i), further.columnOf.get(i));
    }
  }

  /** By whatever leads on from a system. */
  private moveOn(slot: number, system: number, datum: number): void {
    const { leaving, produced } = this;
    for (let i = leaving.starts[system]; i < leaving.starts[system + 1]; i++)
      this.move(slot, leaving.items[i], datum);
    if (produced.starts[system] < produced.starts[system + 1]) this.produce(slot, system, datum);
  }

  private move(slot: number, flow: number, datum: number): void {
    const { payload, target } = this.model.flows;
    if (payload[flow] === Payload.categories) this.takeOut(slot, flow, datum);
    else this.reach(slot, target[flow], datum, flow, payload[flow] === Payload.all);
  }

  /** What lies inside a datum, itself included, can be taken out by category. */
  private takeOut(slot: number, flow: number, container: number): void {
    const { flows, data } = this.model;
    const { starts, items } = data.contents;
    const matches = this.matches(flow);
    for (let i = starts[container]; i < starts[container + 1]; i++) {
      const matching = bestMatch(matches, data.categories, items[i]);
      if (matching === Match.none) continue;
      this.reach(slot, flows.target[flow], items[i], flow, matching === Match.certain);
    }
  }

  /** It can be a source as well. */
  private produce(slot: number, system: number, container: number): void {
    const { produced, model } = this;
    const { starts, items } = model.data.contents;
    for (let i = starts[container]; i < starts[container + 1]; i++) {
      const source = items[i];
      for (let j = firstStep(produced, system, source); isAt(produced, j, system, source); j++) {
        this.reach(slot, system, produced.step[j], model.flows.payload.length + system, true);
      }
    }
  }

  private reach(slot: number, system: number, datum: number, step: number, isCertain: boolean): void {
    const cell = cellOf(this.stated, system, datum);
    const reached = cell >= 0 ? cell : this.stated.datum.length + this.further.slot(system, datum);
    this.list.add(slot, reached, step, isCertain ? Use.always : Use.may);
    if (!isCertain) this.hasMay = true;
  }
}

/** Stated and further cells in one order, and the cell that each slot stands for. */
function joined(
  stated: Cells,
  further: PairTable,
  { systems, data }: Model,
): { cells: Cells; cellAt: Int32Array } {
  const order = further.sorted(systems.ids.length, data.ids.length);
  const [system, found] = [picked(further.rowOf.filled(), order), picked(further.columnOf.filled(), order)];
  const count = stated.datum.length;
  const datum = new Int32Array(count + order.length);
  const cellAt = new Int32Array(count + order.length);
  const starts = new Int32Array(stated.starts.length);
  let cell = 0;
  let next = 0; // of the further ones
  const put = (which: number, slot: number): void => {
    datum[cell] = which;
    cellAt[slot] = cell++;
  };
  const putFurther = (s: number, before: number): void => {
    for (; next < order.length && system[next] === s && found[next] < before; next++) {
      put(found[next], count + order[next]);
    }
  };
  for (let s = 0; s < systems.ids.length; s++) {
    for (let i = stated.starts[s]; i < stated.starts[s + 1]; i++) {
      putFurther(s, stated.datum[i]);
      put(stated.datum[i], i);
    }
    putFurther(s, data.ids.length);
    starts[s + 1] = cell;
  }
  return { cells: { starts, datum }, cellAt };
}

function renumbered(slots: Int32Array, cellAt: Int32Array): Int32Array {
  for (let i = 0; i < slots.length; i++) slots[i] = cellAt[slots[i]];
  return slots;
}

/** Adds arcs of the flows that list data: from each cell of the source with a datum that contains what is listed. */
function addListed(
  list: ArcList,
  { flows, systems, data }: Model,
  cells: Cells,
  landing: Int32Array,
  leaving: Rows,
): void {
  const { starts, items } = flows.data;
  const { containers } = data;
  const cellWith = new Int32Array(data.ids.length); // of the system in hand; what is left of others does not fit
  const addHolders = (system: number, item: number, flow: number): void => {
    for (let i = containers.starts[items[item]]; i < containers.starts[items[item] + 1]; i++) {
      const cell = cellWith[containers.items[i]];
      if (cell < cells.starts[system] || cell >= cells.starts[system + 1]) continue;
      if (cells.datum[cell] === containers.items[i]) list.add(cell, landing[item], flow, Use.grounded);
    }
  };
  for (let s = 0; s < systems.ids.length; s++) {
    if (leaving.starts[s] === leaving.starts[s + 1]) continue;
    for (let cell = cells.starts[s]; cell < cells.starts[s + 1]; cell++) cellWith[cells.datum[cell]] = cell;
    for (let i = leaving.starts[s]; i < leaving.starts[s + 1]; i++) {
      const flow = leaving.items[i];
      for (let item = starts[flow]; item < starts[flow + 1]; item++) addHolders(s, item, flow);
    }
  }
}

/** Arcs by the cell that they start from. */
function arcsOf(list: ArcList, { datum }: Cells): Arcs {
  const [from, to, step] = [list.from.filled(), list.to.filled(), list.step.filled()];
  const starts = new Int32Array(datum.length + 1);
  for (let i = 0; i < from.length; i++) starts[from[i] + 1] += 2;
  for (let cell = 0; cell < datum.length; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice(0, datum.length);
  const heads = new Int32Array(2 * from.length);
  for (let i = 0; i < from.length; i++) {
    const head = next[from[i]];
    heads[head] = to[i];
    heads[head + 1] = step[i];
    next[from[i]] = head + 2;
  }
  return { starts, heads };
}
