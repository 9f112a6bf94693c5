import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.ts';
import { casesIn } from './cases.ts';
import { differenceTo, expectedOf } from './comparison.ts';
import { rulesOf } from './findings.ts';
import { fuzz } from './fuzz.ts';
import { answerOfLibrary } from './library.ts';
import { asked, summary } from './summary.ts';

const MODELS = Number(process.env.FLOWDOWN_MODELS ?? 20_000);
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);

/** In how many random workspaces every verdict of the rules of `core` is to be expected. */
const ENOUGH = 20_000;

const engine = answerOfLibrary(library);

it(`agrees with the reference on ${MODELS} random workspaces`, { timeout: 1_200_000 }, () => {
  const outcome = fuzz(() => engine, SEED, MODELS, { atMost: 1 });
  console.log(`agreement: seeds ${SEED} to ${SEED + MODELS - 1}; FLOWDOWN_SEED sets the first`);
  console.log(summary(outcome));
  if (outcome.disagreements.length > 0) expect.fail(outcome.disagreements.map(asked).join('\n'));
  const missing = shownByCases().filter((key) => !outcome.verdicts.has(key));
  if (missing.length > 0) console.log(`not brought about: ${missing.join(', ')}`);
  // A short run need not show everything, and what is undecided can be rare.
  const plain = missing.filter((key) => !key.endsWith(' undecided'));
  if (MODELS >= ENOUGH) expect(plain, 'verdicts that no random workspace brings about').toEqual([]);
});

describe('agrees with the reference where it once did not', () => {
  it.each(casesIn())('%s', (_, question) => {
    expect(differenceTo(engine, question, expectedOf(question)), question.title).toBeUndefined();
  });
});

/**
 * The rules of `core` with the verdicts that their own cases show to be possible, but for the one that says nothing. What packs
 * and templates look for is too narrow for chance; each of their cases is judged by both as well.
 */
function shownByCases(): string[] {
  const shown = rulesOf(['core'])
    .filter(({ like }) => like === undefined)
    .flatMap(({ id, cases }) =>
      cases.map(({ verdict }) => `${id} ${verdict === 'violates' ? 'violation' : verdict}`),
    );
  return [...new Set(shown)].filter((key) => !key.endsWith(' not-applicable'));
}
