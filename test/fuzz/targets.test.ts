import { expect, it } from 'vitest';
import { ROOT } from '../cli/run.ts';
import { fuzz } from './fuzz.ts';
import { targetsIn } from './targets.ts';

const INPUTS = Number(process.env.FLOWDOWN_INPUTS ?? 300);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 1);

it.each(targetsIn(ROOT))(`$name take or refuse ${INPUTS} changed inputs, and break no promise`, (target) => {
  const { taken, refused, broken } = fuzz(target, SEED, INPUTS, () => performance.now());
  expect(broken.map(({ seed, error }) => `seed ${seed}: ${String(error)}`)).toEqual([]);
  expect(taken + refused).toBe(INPUTS);
  expect(Math.min(taken, refused)).toBeGreaterThan(0);
});
