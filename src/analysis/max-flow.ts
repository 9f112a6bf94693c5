/** Maximum flow and minimum cut, by shortest augmenting paths (Edmonds and Karp, 1972). */

/** More than any sum of costs: what cannot be cut. */
export const UNCUTTABLE = 1e15;

/** An arc of a network, with what it costs to cut it. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** A maximum flow from node 0 to node 1. */
export interface MaxFlow {
  /** Its value, which is the cost of a minimum cut; `UNCUTTABLE` or more where nothing cuts. */
  readonly value: number;
  /** How much goes through each arc. */
  readonly load: Float64Array;
  /** Does a minimum cut have this arc? */
  isInMinimumCut(arc: number): boolean;
}

const SOURCE = 0;
const SINK = 1;

/** Finds a maximum flow over nodes that are numbered below `nodes`. */
export function maxFlow(nodes: number, arcs: readonly Arc[]): MaxFlow {
  const load = new Float64Array(arcs.length);
  const touching = neighbours(nodes, arcs);
  let value = 0;
  while (value < UNCUTTABLE) {
    const way = augmentingWay(touching, arcs, load, SOURCE, SINK);
    if (way === undefined) break;
    const room = Math.min(...way.map((step) => roomOf(arcs, load, step)));
    for (const { arc, isForward } of way) load[arc] += isForward ? room : -room;
    value += room;
  }
  return {
    value,
    load,
    // An arc that is full lies in a minimum cut exactly when no residual way leads around it.
    isInMinimumCut: (arc) =>
      load[arc] > 0 &&
      load[arc] === arcs[arc].capacity &&
      augmentingWay(touching, arcs, load, arcs[arc].from, arcs[arc].to) === undefined,
  };
}

/** A step along an arc, or back along it, which takes load away from it. */
interface Step {
  readonly arc: number;
  readonly isForward: boolean;
}

function roomOf(arcs: readonly Arc[], load: Float64Array, { arc, isForward }: Step): number {
  return isForward ? arcs[arc].capacity - load[arc] : load[arc];
}

/** Arcs at each node, in their order. */
function neighbours(nodes: number, arcs: readonly Arc[]): readonly (readonly Step[])[] {
  const touching: Step[][] = Array.from({ length: nodes }, () => []);
  arcs.forEach(({ from, to }, arc) => {
    touching[from].push({ arc, isForward: true });
    touching[to].push({ arc, isForward: false });
  });
  return touching;
}

/** A shortest way with room from one node to another. */
function augmentingWay(
  touching: readonly (readonly Step[])[],
  arcs: readonly Arc[],
  load: Float64Array,
  start: number,
  goal: number,
): readonly Step[] | undefined {
  if (start === goal) return undefined;
  const cameBy = new Map<number, Step | undefined>([[start, undefined]]);
  const open = [start];
  for (const node of open) {
    for (const step of touching[node]) {
      const next = step.isForward ? arcs[step.arc].to : arcs[step.arc].from;
      if (cameBy.has(next) || roomOf(arcs, load, step) === 0) continue;
      cameBy.set(next, step);
      if (next === goal) return wayBack(cameBy, arcs, goal);
      open.push(next);
    }
  }
  return undefined;
}

function wayBack(
  cameBy: ReadonlyMap<number, Step | undefined>,
  arcs: readonly Arc[],
  goal: number,
): readonly Step[] {
  const way: Step[] = [];
  let node = goal;
  for (let step = cameBy.get(node); step !== undefined; step = cameBy.get(node)) {
    way.unshift(step);
    node = step.isForward ? arcs[step.arc].from : arcs[step.arc].to;
  }
  return way;
}

/** Takes a flow apart into ways from node 0 to node 1, each a list of arcs, with how much goes along it. */
export function waysOf(
  nodes: number,
  arcs: readonly Arc[],
  { load }: Pick<MaxFlow, 'load'>,
): readonly (readonly number[])[] {
  const left = load.slice();
  const leaving = neighbours(nodes, arcs).map((steps) => steps.filter(({ isForward }) => isForward));
  const ways: (readonly number[])[] = [];
  for (;;) {
    const way = loadedWay(leaving, arcs, left);
    if (way.length === 0) return ways;
    const amount = Math.min(...way.map((arc) => left[arc]));
    for (const arc of way) left[arc] -= amount;
    ways.push(way);
  }
}

/** A shortest way along arcs with load; empty where there is none. Circles are left where they are. */
function loadedWay(
  leaving: readonly (readonly Step[])[],
  arcs: readonly Arc[],
  left: Float64Array,
): readonly number[] {
  const cameBy = new Map<number, Step | undefined>([[SOURCE, undefined]]);
  const open = [SOURCE];
  for (const node of open) {
    for (const step of leaving[node]) {
      const { to } = arcs[step.arc];
      if (left[step.arc] === 0 || cameBy.has(to)) continue;
      cameBy.set(to, step);
      open.push(to);
    }
  }
  return cameBy.has(SINK) ? wayBack(cameBy, arcs, SINK).map(({ arc }) => arc) : [];
}
