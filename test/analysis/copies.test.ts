import { expect, it } from 'vitest';
import { cellOf, systemOf } from '../../src/analysis/cells.ts';
import { propagate } from '../../src/analysis/copies.ts';
import { PREFERENCE } from '../../src/analysis/holdings.ts';
import { openInEngine } from '../reference/engine.ts';
import { generate } from '../reference/generate.ts';

const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

it('are the same whether a kind begins with what a narrower one has found or with nothing', () => {
  let differing = 0;
  for (let seed = SEED; seed < SEED + 300; seed++) {
    const { copies, ground } = openInEngine(generate(seed), []).derived;
    PREFERENCE.forEach((kind, level) => {
      expect([...copies[level].days], `kind ${level} in the workspace of seed ${seed}`).toEqual([
        ...propagate(ground, kind).days,
      ]);
    });
    if (copies.some(({ days }) => days !== copies[0].days)) differing++;
  }
  expect(differing).toBeGreaterThan(50);
});

it('lie in cells that are found by system and datum, and nowhere else', () => {
  const { ground, model } = openInEngine(generate(SEED), []).derived;
  const { cells } = ground.network;
  const found = new Set<number>();
  for (let s = 0; s < model.systems.ids.length; s++) {
    for (let d = 0; d < model.data.ids.length; d++) {
      const cell = cellOf(cells, s, d);
      if (cell < 0) continue;
      expect([systemOf(cells, cell), cells.datum[cell]]).toEqual([s, d]);
      found.add(cell);
    }
  }
  expect(found.size).toBe(cells.datum.length);
});
