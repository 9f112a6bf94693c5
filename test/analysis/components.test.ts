import { array, assert, integer, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { strongComponents } from '../../src/analysis/components.ts';
import { groupBy } from '../../src/model/rows.ts';

const NODES = 8;
const node = integer({ min: 0, max: NODES - 1 });

it('puts two nodes into one component exactly when each reaches the other', () => {
  assert(
    property(array(tuple(node, node), { maxLength: 20 }), (arrows) => {
      const component = strongComponents(
        groupBy(
          NODES,
          arrows.map(([tail]) => tail),
          arrows.map(([, head]) => head),
        ),
      );
      const reaches = closureOf(arrows);
      for (let a = 0; a < NODES; a++) {
        for (let b = 0; b < NODES; b++) {
          expect(component[a] === component[b]).toBe(a === b || (reaches[a][b] && reaches[b][a]));
        }
      }
    }),
  );
});

function closureOf(arrows: readonly (readonly [number, number])[]): boolean[][] {
  const reaches = Array.from({ length: NODES }, () => Array<boolean>(NODES).fill(false));
  for (const [tail, head] of arrows) reaches[tail][head] = true;
  for (let via = 0; via < NODES; via++) {
    for (let a = 0; a < NODES; a++) {
      for (let b = 0; b < NODES; b++) if (reaches[a][via] && reaches[via][b]) reaches[a][b] = true;
    }
  }
  return reaches;
}

it('holds for a chain that is longer than any call stack', () => {
  const length = 200_000;
  const tails = Int32Array.from({ length }, (_, i) => i);
  const heads = Int32Array.from({ length }, (_, i) => (i + 1) % length);
  expect(new Set(strongComponents(groupBy(length, tails, heads))).size).toBe(1);
});
