/** The comparison with the reference as mutants are tried on: few workspaces, few a test, so that the first that differs ends it. */
import { expect, it } from 'vitest';
import * as library from '../../src/index.ts';
import { differenceTo, draw } from '../reference/comparison.ts';
import { answerOfLibrary } from '../reference/library.ts';

const MODELS = 200;
const PER_TEST = 20;
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

const engine = answerOfLibrary(library);

it.each(Array.from({ length: MODELS / PER_TEST }, (_, i) => SEED + i * PER_TEST))(
  'agrees with the reference from seed %i on',
  (first) => {
    for (let seed = first; seed < first + PER_TEST; seed++) {
      const drawn = draw(seed);
      expect(differenceTo(engine, drawn, drawn.expected), `seed ${seed}`).toBeUndefined();
    }
  },
);
