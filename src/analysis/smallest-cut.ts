/** Which flows to cut so that a datum no longer comes to some places: a minimum cut in the graph of the flows that bring it. */
import { Mode, Payload, type Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { heldDays } from './copies.ts';
import { NO_DAYS } from './days.ts';
import type { Facts } from './facts.ts';
import { maxFlow, UNCUTTABLE, waysOf, type Arc } from './max-flow.ts';
import { hasDays, Match } from './steps.ts';

/** A datum, and where it is not to come: to systems, or along flows. */
export interface Separation {
  readonly datum: number;
  readonly systems: readonly number[];
  readonly flows: readonly number[];
}

/** A cheapest set of flows without which a datum does not come there. */
export interface Cut {
  /** By number; of several sets that cost the same, the first. */
  readonly flows: readonly number[];
  readonly cost: number;
  /** Ways of the datum, as the flows on each: whatever cuts all of them costs as much as this set. */
  readonly ways: readonly (readonly number[])[];
}

/** Is a datum moved by flows alone, so that a cut in their graph is exact: in no container, and derived nowhere? */
export function isMovedByFlowsAlone({ data, systems }: Model, datum: number): boolean {
  return row(data.containers, datum).length === 1 && !systems.produces.items.includes(datum);
}

/**
 * The smallest cut; undefined where no set of flows separates them. A flow that costs Infinity stays. Of sets that cost the
 * same, one with preferred flows goes first.
 */
export function smallestCut(
  facts: Facts,
  separation: Separation,
  cost: (flow: number) => number,
  preferred: ReadonlySet<number> = new Set(),
): Cut | undefined {
  const graph = graphOf(facts, separation, cost);
  const nodes = facts.model.systems.ids.length + FIRST_SYSTEM;
  let { arcs, flowOf } = graph;
  const whole = maxFlow(nodes, arcs);
  if (whole.value >= UNCUTTABLE) return undefined;
  const ways = waysOf(nodes, arcs, whole).map((way) =>
    way.flatMap((arc) => (flowOf[arc] < 0 ? [] : [flowOf[arc]])),
  );
  const flows: number[] = [];
  // The first flow by id that some minimum cut has is taken, then the first of what is left to cut, and so on.
  for (let rest = whole; rest.value > 0; rest = maxFlow(nodes, arcs)) {
    const cuts = (isAsked: (flow: number) => boolean): number =>
      flowOf.findIndex((flow, i) => flow >= 0 && isAsked(flow) && rest.isInMinimumCut(i));
    const wanted = cuts((flow) => preferred.has(flow));
    const arc = wanted >= 0 ? wanted : cuts(() => true);
    flows.push(flowOf[arc]);
    arcs = arcs.filter((_, i) => i !== arc);
    flowOf = flowOf.filter((_, i) => i !== arc);
  }
  return { flows: flows.sort((a, b) => a - b), cost: whole.value, ways };
}

const [SOURCE, SINK, FIRST_SYSTEM] = [0, 1, 2];

/** Arcs in the order of the flows, with the flow of each, or -1. */
interface Graph {
  readonly arcs: readonly Arc[];
  readonly flowOf: readonly number[];
}

/** Every flow that could bring the datum on some day up to that of the check. */
function graphOf(facts: Facts, { datum, systems, flows }: Separation, cost: (flow: number) => number): Graph {
  const { model } = facts;
  const last = new Set(flows);
  const arcs: Arc[] = [];
  const flowOf: number[] = [];
  const add = (from: number, to: number, capacity: number, flow = -1): void => {
    arcs.push({ from, to, capacity: Math.min(capacity, UNCUTTABLE) });
    flowOf.push(flow);
  };
  for (let f = 0; f < model.flows.ids.length; f++) {
    const from = beginningOf(facts, f, datum);
    // What a view shows goes no further.
    const isDeadEnd = model.flows.mode[f] === Mode.view && !last.has(f);
    if (from === undefined || isDeadEnd) continue;
    add(from, last.has(f) ? SINK : FIRST_SYSTEM + model.flows.target[f], cost(f), f);
  }
  for (const s of new Set(systems)) add(FIRST_SYSTEM + s, SINK, UNCUTTABLE);
  for (let s = 0; s < model.systems.ids.length; s++) {
    if (row(model.systems.collects, s).includes(datum)) add(SOURCE, FIRST_SYSTEM + s, UNCUTTABLE);
  }
  return { arcs, flowOf };
}

/** The node at which a flow takes the datum up; undefined where it does not carry it. What it lists it has from nowhere. */
function beginningOf({ model, ground, copies, at }: Facts, f: number, datum: number): number | undefined {
  const { flows } = model;
  if (!hasDays(flows, f, at)) return undefined;
  if (flows.payload[f] === Payload.listed) {
    return row(flows.data, f).includes(datum) ? SOURCE : undefined;
  }
  if (flows.payload[f] === Payload.categories && ground.steps.match(f, datum) === Match.none)
    return undefined;
  const isThere = heldDays(copies[3], ground, flows.source[f], datum) !== NO_DAYS;
  return isThere ? FIRST_SYSTEM + flows.source[f] : undefined;
}
