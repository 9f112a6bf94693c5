import { diceOf } from '../reference/random.ts';
import type { Target } from './targets.ts';

/** An input that broke a promise, and how; its seed makes it again. */
export interface Broken {
  readonly seed: number;
  readonly input: string;
  readonly error: unknown;
}

/** What became of many inputs. */
export interface Tally {
  taken: number;
  refused: number;
  /** Milliseconds that the slowest took, and its seed. */
  slowest: { readonly ms: number; readonly seed: number };
  readonly broken: Broken[];
}

const TOLD = 20;

/** Tries the inputs of some seeds; `now` tells milliseconds. */
export function fuzz(
  target: Target,
  first: number,
  count: number,
  now: () => number,
  tell: (done: number) => void = () => {},
): Tally {
  const tally: Tally = { taken: 0, refused: 0, slowest: { ms: 0, seed: first }, broken: [] };
  for (let seed = first; seed < first + count; seed++) {
    const { input, fate } = target.attempt(diceOf(Math.imul(seed, 0x9e3779b1)));
    const began = now();
    try {
      tally[fate()]++;
    } catch (error) {
      if (tally.broken.length < TOLD) tally.broken.push({ seed, input, error });
    }
    const ms = now() - began;
    if (ms > tally.slowest.ms) tally.slowest = { ms, seed };
    tell(seed - first + 1);
  }
  return tally;
}
