import { expect, it } from 'vitest';
import { maxFlow, UNCUTTABLE, waysOf, type Arc } from '../../src/analysis/max-flow.ts';
import { diceOf } from '../reference/random.ts';

const NODES = 6;

function isConnected(arcs: readonly Arc[]): boolean {
  const reached = new Set([0]);
  for (const node of reached) for (const { from, to } of arcs) if (from === node) reached.add(to);
  return reached.has(1);
}

/** Costs of all sets of arcs that cut, with the sets. */
function leastCut(arcs: readonly Arc[]): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** arcs.length; set++) {
    const kept = arcs.filter((_, i) => (set >> i) % 2 === 0);
    const cost = arcs.reduce((sum, { capacity }, i) => sum + ((set >> i) % 2) * capacity, 0);
    if (cost < least && !isConnected(kept)) least = cost;
  }
  return least;
}

it('costs as much as the cheapest of all cuts, and knows which arcs are in one', () => {
  let several = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const dice = diceOf(seed);
    const arcs = Array.from({ length: 10 }, (): Arc => ({
      from: dice.between(0, NODES - 1),
      to: dice.between(0, NODES - 1),
      capacity: dice.between(1, 4),
    }));
    const flow = maxFlow(NODES, arcs);
    expect(flow.value, `seed ${seed}`).toBe(leastCut(arcs));
    arcs.forEach(({ capacity }, arc) => {
      const rest = leastCut(arcs.filter((_, i) => i !== arc));
      expect(flow.isInMinimumCut(arc), `seed ${seed}, arc ${arc}`).toBe(rest === flow.value - capacity);
    });
    const ways = waysOf(NODES, arcs, flow);
    for (const way of ways) {
      expect([arcs[way[0]].from, arcs[way[way.length - 1]].to]).toEqual([0, 1]);
      expect(way.slice(1).every((arc, i) => arcs[arc].from === arcs[way[i]].to)).toBe(true);
    }
    expect(ways.length > 0).toBe(flow.value > 0);
    if (ways.length > 1) several++;
  }
  expect(several).toBeGreaterThan(20);
});

it('tells where nothing cuts', () => {
  const flow = maxFlow(3, [
    { from: 0, to: 2, capacity: UNCUTTABLE },
    { from: 2, to: 1, capacity: UNCUTTABLE },
  ]);
  expect(flow.value).toBeGreaterThanOrEqual(UNCUTTABLE);
});
