/**
 * Where data can come at all, on whatever day, and the steps that bring it from cell to cell. Every kind of derivation, and
 * every detour, walks along the same arcs, so that cells are looked for once.
 */
import { Payload, type Model } from '../model/model.ts';
import { IntColumn } from '../model/rows.ts';
import { cellOf, type Cells } from './cells.ts';
import { PairTable } from './pairs.ts';
import {
  firstStep,
  flowsBy,
  hasDays,
  isAt,
  isMoving,
  Match,
  picked,
  producedSteps,
  type Steps,
} from './steps.ts';

/** Arcs from cell to cell: those of cell c stand from `starts[c]` to `starts[c + 1]`. */
export interface Arcs {
  readonly starts: Int32Array;
  readonly to: Int32Array;
  /** The flow; for a production, the number of flows and that of its system. */
  readonly step: Int32Array;
}

/** Cells that data can reach, and the arcs between them. */
export interface Network {
  readonly cells: Cells;
  /** The cell where each item of `flows.data` lands; of use for the flows that move something. */
  readonly landing: Int32Array;
  /** By flows that list the datum: from what its source holds. */
  readonly listed: Arcs;
  /** By other flows that carry it for certain, and by productions. */
  readonly certain: Arcs;
  /** By flows that may carry it. */
  readonly possible: Arcs;
}

/** Finds out where data can come, by the steps that hold on some day up to `at`. */
export function networkOf(model: Model, at: number, steps: Steps): Network {
  const eachMove = moverOf(model, at, steps);
  const { pairs, landing } = reachable(model, at, eachMove);
  const order = pairs.sorted(model.systems.ids.length, model.data.ids.length);
  const cells = cellsOf(pairs, order, model.systems.ids.length);
  renumber(landing, order);
  return {
    cells,
    landing,
    listed: listedArcs(model, at, cells, landing),
    ...otherArcs(model, cells, eachMove),
  };
}

/** Is told where something goes, by which step (numbered as in `Arcs`), and whether for certain. */
type Visit = (target: number, datum: number, step: number, isCertain: boolean) => void;
/** Tells where a datum that lies on a system as itself can go on to, but for flows that list data. */
type EachMove = (system: number, datum: number, visit: Visit) => void;

function moverOf(model: Model, at: number, { match }: Steps): EachMove {
  const { flows, systems, data } = model;
  const { starts, items } = flowsBy(
    flows.source,
    systems.ids.length,
    (f) => flows.payload[f] !== Payload.listed && isMoving(flows, f, at),
  );
  const produced = producedSteps(model, at);
  const { contents } = data;
  /** What lies inside a datum, itself included, can be taken out by category, or as a source. */
  const eachTakenOut = (flow: number, container: number, visit: Visit): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const matching = match(flow, contents.items[i]);
      if (matching === Match.none) continue;
      visit(flows.target[flow], contents.items[i], flow, matching === Match.certain);
    }
  };
  const eachProduct = (system: number, container: number, visit: Visit): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const source = contents.items[i];
      for (let j = firstStep(produced, system, source); isAt(produced, j, system, source); j++) {
        visit(system, produced.step[j], flows.ids.length + system, true);
      }
    }
  };
  return (system, datum, visit) => {
    for (let i = starts[system]; i < starts[system + 1]; i++) {
      const flow = items[i];
      const payload = flows.payload[flow];
      if (payload === Payload.categories) eachTakenOut(flow, datum, visit);
      else visit(flows.target[flow], datum, flow, payload === Payload.all);
    }
    if (produced.starts[system] < produced.starts[system + 1]) eachProduct(system, datum, visit);
  };
}

/** Every (system, datum) that something can reach, in the order found; `landing` has their slots. */
function reachable({ flows, systems, data }: Model, at: number, eachMove: EachMove) {
  const landing = new Int32Array(flows.data.items.length);
  const pairs = new PairTable(landing.length + data.ids.length);
  for (let s = 0; s < systems.ids.length; s++) {
    const { starts, items } = systems.collects;
    if (!hasDays(systems, s, at)) continue;
    for (let i = starts[s]; i < starts[s + 1]; i++) pairs.slot(s, items[i]);
  }
  for (let f = 0; f < flows.payload.length; f++) {
    const { starts, items } = flows.data;
    if (starts[f] === starts[f + 1] || !isMoving(flows, f, at)) continue;
    for (let i = starts[f]; i < starts[f + 1]; i++) landing[i] = pairs.slot(flows.target[f], items[i]);
  }
  const reach: Visit = (system, datum) => pairs.slot(system, datum);
  for (let slot = 0; slot < pairs.size; slot++)
    eachMove(pairs.rowOf.get(slot), pairs.columnOf.get(slot), reach);
  return { pairs, landing };
}

function cellsOf(pairs: PairTable, order: Int32Array, systems: number): Cells {
  const system = pairs.rowOf.filled();
  const starts = new Int32Array(systems + 1);
  for (let slot = 0; slot < system.length; slot++) starts[system[slot] + 1]++;
  for (let s = 0; s < systems; s++) starts[s + 1] += starts[s];
  return { starts, datum: picked(pairs.columnOf.filled(), order) };
}

/** Slots become the cells that they stand for. */
function renumber(slots: Int32Array, order: Int32Array): void {
  const cell = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) cell[order[i]] = i;
  for (let i = 0; i < slots.length; i++) slots[i] = cell[slots[i]];
}

/** Arcs of the flows that list data: from each cell of the source with a datum that contains what is listed. */
function listedArcs(model: Model, at: number, cells: Cells, landing: Int32Array): Arcs {
  const { flows, systems, data } = model;
  const bySource = flowsBy(
    flows.source,
    systems.ids.length,
    (f) => flows.payload[f] === Payload.listed && isMoving(flows, f, at),
  );
  const cellWith = new Int32Array(data.ids.length); // of the system in hand; what is left of others does not fit
  const { starts, items } = flows.data;
  const { containers } = data;
  const each = (visit: (cell: number, item: number, flow: number) => void): void => {
    for (let s = 0; s < systems.ids.length; s++) {
      const [first, end] = [cells.starts[s], cells.starts[s + 1]];
      if (first === end || bySource.starts[s] === bySource.starts[s + 1]) continue;
      for (let cell = first; cell < end; cell++) cellWith[cells.datum[cell]] = cell;
      for (let i = bySource.starts[s]; i < bySource.starts[s + 1]; i++) {
        const flow = bySource.items[i];
        for (let item = starts[flow]; item < starts[flow + 1]; item++) {
          const datum = items[item];
          for (let j = containers.starts[datum]; j < containers.starts[datum + 1]; j++) {
            const holder = containers.items[j];
            const cell = cellWith[holder];
            if (cell >= first && cell < end && cells.datum[cell] === holder) visit(cell, item, flow);
          }
        }
      }
    }
  };
  const count = cells.datum.length;
  const ends = new Int32Array(count + 1);
  each((cell) => ends[cell + 1]++);
  for (let cell = 0; cell < count; cell++) ends[cell + 1] += ends[cell];
  const next = ends.slice(0, count);
  const to = new Int32Array(ends[count]);
  const step = new Int32Array(ends[count]);
  each((cell, item, flow) => {
    const arc = next[cell]++;
    to[arc] = landing[item];
    step[arc] = flow;
  });
  return { starts: ends, to, step };
}

/** Arcs of all other steps. */
function otherArcs(
  { systems }: Model,
  cells: Cells,
  eachMove: EachMove,
): Pick<Network, 'certain' | 'possible'> {
  const certain = new ArcList(cells.datum.length);
  const possible = new ArcList(cells.datum.length);
  const add: Visit = (system, datum, step, isCertain) =>
    (isCertain ? certain : possible).add(cellOf(cells, system, datum), step);
  for (let s = 0; s < systems.ids.length; s++) {
    for (let cell = cells.starts[s]; cell < cells.starts[s + 1]; cell++) {
      eachMove(s, cells.datum[cell], add);
      certain.close(cell);
      possible.close(cell);
    }
  }
  return { certain: certain.arcs(), possible: possible.arcs() };
}

/** Arcs that come in the order of the cells that they start from. */
class ArcList {
  private readonly starts: Int32Array;
  private readonly to = new IntColumn(1024);
  private readonly step = new IntColumn(1024);

  constructor(cells: number) {
    this.starts = new Int32Array(cells + 1);
  }

  add(to: number, step: number): void {
    this.to.push(to);
    this.step.push(step);
  }

  /** All arcs of a cell are there. */
  close(cell: number): void {
    this.starts[cell + 1] = this.to.length;
  }

  arcs(): Arcs {
    return { starts: this.starts, to: this.to.filled(), step: this.step.filled() };
  }
}
