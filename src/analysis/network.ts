/**
 * Where data can come at all, on whatever day, and the steps that bring it from cell to cell. Every kind of derivation, and
 * every detour, walks along the same arcs, so that cells are looked for once.
 */
import { Payload, type Model } from '../model/model.ts';
import { IntColumn, type Rows } from '../model/rows.ts';
import { cellOf, type Cells } from './cells.ts';
import { Gathering } from './gathering.ts';
import { firstStep, flowsBy, isAt, Moves, movesOf, picked, producedSteps } from './moving.ts';
import { PairTable } from './pairs.ts';
import { hasDays, Match, type Steps } from './steps.ts';

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
  /** What each flow does. */
  readonly moves: Uint8Array;
  /** The cell where each item of `flows.data` lands; of use for the flows that move something. */
  readonly landing: Int32Array;
  /** By flows that list the datum: from what their source holds. */
  readonly listed: Arcs;
  /** By other flows that carry it for certain, and by productions. */
  readonly certain: Arcs;
  /** By flows that may carry it. */
  readonly possible: Arcs;
}

/** Finds out where data can come, by the steps that hold on some day up to `at`. */
export function networkOf(model: Model, at: number, steps: Steps): Network {
  const { flows, systems } = model;
  const moves = movesOf(model, at);
  const by = (end: Int32Array, wanted: number): Rows => flowsBy(end, systems.ids.length, moves, wanted);
  const stated = statedCells(model, at, by(flows.target, Moves.listed));
  const { further, certain, possible } = spread(
    model,
    at,
    steps,
    stated.cells,
    by(flows.source, Moves.others),
  );
  const { cells, slotOf } = joined(stated.cells, further, model);
  const cellAt = inverse(slotOf);
  const landing = renumbered(stated.landing, cellAt);
  return {
    cells,
    moves,
    landing,
    listed: listedArcs(model, cells, landing, by(flows.source, Moves.listed)),
    certain: arcsBetween(certain, slotOf, cellAt),
    possible: arcsBetween(possible, slotOf, cellAt),
  };
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

/**
 * Where data goes on to by steps that do not list it: the further cells that it so reaches, and arcs between slots, which
 * are the numbers of the stated cells and, after them, of further ones as they are found.
 */
function spread({ flows, systems, data }: Model, at: number, { match }: Steps, stated: Cells, leaving: Rows) {
  const further = new PairTable();
  const certain = new ArcList();
  const possible = new ArcList();
  const produced = producedSteps({ systems, data }, at);
  const { contents } = data;

  const reach = (arcs: ArcList, system: number, datum: number, step: number): void => {
    const cell = cellOf(stated, system, datum);
    arcs.add(cell >= 0 ? cell : stated.datum.length + further.slot(system, datum), step);
  };
  /** What lies inside a datum, itself included, can be taken out by category, or as a source. */
  const takeOut = (flow: number, container: number): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const inside = contents.items[i];
      const matching = match(flow, inside);
      if (matching === Match.none) continue;
      reach(matching === Match.certain ? certain : possible, flows.target[flow], inside, flow);
    }
  };
  const produce = (system: number, container: number): void => {
    for (let i = contents.starts[container]; i < contents.starts[container + 1]; i++) {
      const source = contents.items[i];
      for (let j = firstStep(produced, system, source); isAt(produced, j, system, source); j++) {
        reach(certain, system, produced.step[j], flows.payload.length + system);
      }
    }
  };
  const moveOn = (system: number, datum: number): void => {
    for (let i = leaving.starts[system]; i < leaving.starts[system + 1]; i++) {
      const flow = leaving.items[i];
      const payload = flows.payload[flow];
      if (payload === Payload.categories) takeOut(flow, datum);
      else reach(payload === Payload.all ? certain : possible, flows.target[flow], datum, flow);
    }
    if (produced.starts[system] < produced.starts[system + 1]) produce(system, datum);
    certain.close();
    possible.close();
  };
  for (let s = 0; s < systems.ids.length; s++) {
    for (let cell = stated.starts[s]; cell < stated.starts[s + 1]; cell++) moveOn(s, stated.datum[cell]);
  }
  for (let i = 0; i < further.size; i++) moveOn(further.rowOf.get(i), further.columnOf.get(i));
  return { further, certain, possible };
}

/** Arcs as they are found, in the order of the slots that they start from. */
class ArcList {
  readonly starts = new IntColumn(1024);
  readonly to = new IntColumn(1024);
  readonly step = new IntColumn(1024);

  constructor() {
    this.starts.push(0);
  }

  add(to: number, step: number): void {
    this.to.push(to);
    this.step.push(step);
  }

  /** All arcs of a slot are there. */
  close(): void {
    this.starts.push(this.to.length);
  }
}

/** Stated and further cells in one order, and the slot of each. */
function joined(
  stated: Cells,
  further: PairTable,
  { systems, data }: Model,
): { cells: Cells; slotOf: Int32Array } {
  const order = further.sorted(systems.ids.length, data.ids.length);
  const [system, found] = [picked(further.rowOf.filled(), order), picked(further.columnOf.filled(), order)];
  const count = stated.datum.length;
  const datum = new Int32Array(count + order.length);
  const slotOf = new Int32Array(count + order.length);
  const starts = new Int32Array(stated.starts.length);
  let cell = 0;
  let next = 0; // of the further ones
  for (let s = 0; s < systems.ids.length; s++) {
    for (let i = stated.starts[s]; i < stated.starts[s + 1]; i++) {
      for (; system[next] === s && found[next] < stated.datum[i]; next++)
        put(found[next], count + order[next]);
      put(stated.datum[i], i);
    }
    for (; system[next] === s; next++) put(found[next], count + order[next]);
    starts[s + 1] = cell;
  }
  return { cells: { starts, datum }, slotOf };

  function put(which: number, slot: number): void {
    datum[cell] = which;
    slotOf[cell++] = slot;
  }
}

function inverse(slotOf: Int32Array): Int32Array {
  const cellAt = new Int32Array(slotOf.length);
  for (let cell = 0; cell < slotOf.length; cell++) cellAt[slotOf[cell]] = cell;
  return cellAt;
}

function renumbered(slots: Int32Array, cellAt: Int32Array): Int32Array {
  for (let i = 0; i < slots.length; i++) slots[i] = cellAt[slots[i]];
  return slots;
}

/** Arcs between slots as arcs between cells. */
function arcsBetween(list: ArcList, slotOf: Int32Array, cellAt: Int32Array): Arcs {
  const [from, to, step] = [list.starts.filled(), list.to.filled(), list.step.filled()];
  const arcs = {
    starts: new Int32Array(slotOf.length + 1),
    to: new Int32Array(to.length),
    step: new Int32Array(to.length),
  };
  let arc = 0;
  for (let cell = 0; cell < slotOf.length; cell++) {
    const slot = slotOf[cell];
    for (let i = from[slot]; i < from[slot + 1]; i++) {
      arcs.to[arc] = cellAt[to[i]];
      arcs.step[arc++] = step[i];
    }
    arcs.starts[cell + 1] = arc;
  }
  return arcs;
}

/** Arcs of the flows that list data: from each cell of the source with a datum that contains what is listed. */
function listedArcs({ flows, systems, data }: Model, cells: Cells, landing: Int32Array, leaving: Rows): Arcs {
  const count = cells.datum.length;
  const starts = new Int32Array(count + 1);
  const cellWith = new Int32Array(data.ids.length); // of the system in hand; what is left of others does not fit
  const { containers } = data;
  let visit: (cell: number, item: number, flow: number) => void = (cell) => starts[cell + 1]++;
  each();
  for (let cell = 0; cell < count; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice(0, count);
  const to = new Int32Array(starts[count]);
  const step = new Int32Array(starts[count]);
  visit = (cell, item, flow) => {
    const arc = next[cell]++;
    to[arc] = landing[item];
    step[arc] = flow;
  };
  each();
  return { starts, to, step };

  function each(): void {
    for (let s = 0; s < systems.ids.length; s++) {
      if (leaving.starts[s] === leaving.starts[s + 1]) continue;
      for (let cell = cells.starts[s]; cell < cells.starts[s + 1]; cell++) cellWith[cells.datum[cell]] = cell;
      for (let i = leaving.starts[s]; i < leaving.starts[s + 1]; i++) {
        const flow = leaving.items[i];
        for (let item = flows.data.starts[flow]; item < flows.data.starts[flow + 1]; item++)
          eachHolder(s, item, flow);
      }
    }
  }
  function eachHolder(system: number, item: number, flow: number): void {
    const datum = flows.data.items[item];
    for (let i = containers.starts[datum]; i < containers.starts[datum + 1]; i++) {
      const cell = cellWith[containers.items[i]];
      if (cell < cells.starts[system] || cell >= cells.starts[system + 1]) continue;
      if (cells.datum[cell] === containers.items[i]) visit(cell, item, flow);
    }
  }
}
