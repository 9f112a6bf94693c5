import { fileURLToPath } from 'node:url';
import { describe as group, expect, test } from 'vitest';
import { diceOf } from '../../reference/random.ts';
import { compare } from './compare.ts';
import { fuzz, tallied, told } from './fuzz.ts';
import { inputsFrom, manifestsUnder, SUITE } from './inputs.ts';
import { writeJson, writeYaml } from './write.ts';

const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);
const INPUTS = Number(process.env.FLOWDOWN_INPUTS ?? 20_000);

const EXAMPLES = manifestsUnder(fileURLToPath(new URL('../../../examples', import.meta.url)));

group('the fast readers agree with the reference', () => {
  test(`on ${INPUTS} random inputs`, () => {
    console.log(`fast readers: seeds ${SEED} to ${SEED + INPUTS - 1}; FLOWDOWN_SEED sets the first`);
    const { tallies, disagreements } = fuzz(inputsFrom([...EXAMPLES.values()]), SEED, INPUTS);
    console.log(tallied(tallies));
    expect(disagreements.map(told)).toEqual([]);
    // A reader that declines everything agrees with everything.
    for (const [source, { inputs, accepted }] of tallies) {
      expect(accepted / inputs, source).toBeGreaterThan(0.02);
    }
  });

  test('on the inputs of the YAML test suite', () => {
    expect(SUITE.length).toBeGreaterThan(300);
    const encoder = new TextEncoder();
    const outcomes = SUITE.map((text) => ({ text, outcome: compare('yaml', encoder.encode(text)) }));
    expect(outcomes.filter(({ outcome }) => outcome.is === 'disagreement')).toEqual([]);
  });
});

group('what was once read differently', () => {
  const encoder = new TextEncoder();
  const brokenEscape = encoder.encode('a: "\\n\u00e9"\n');
  brokenEscape[6] = 0xff;

  test.each([
    ['an empty value stands after spaces', 'yaml', encoder.encode('a: \nb:  # c\nc:\n-  \n'), 'accepted'],
    ['an empty value at the end', 'yaml', encoder.encode('a: '), 'accepted'],
    ['a comment at the margin in brackets', 'yaml', encoder.encode('a: {b: c\n#\n}\n'), 'declined'],
    ['an empty key, twice', 'json', encoder.encode('{"":1,"":2}'), 'declined'],
    ['a byte that is not valid, beside an escape', 'yaml', brokenEscape, 'declined'],
  ] as const)('%s', (_, format, bytes, expected) => {
    expect(compare(format, bytes)).toEqual({ is: expected });
  });
});

group('nothing that people write is declined', () => {
  test('as chance writes it, without oddities', () => {
    const encoder = new TextEncoder();
    for (let seed = SEED; seed < SEED + 1000; seed++) {
      const [yaml, json] = [writeYaml(diceOf(seed), 0), writeJson(diceOf(seed), 0)];
      expect(compare('yaml', encoder.encode(yaml)), yaml).toEqual({ is: 'accepted' });
      expect(compare('json', encoder.encode(json)), json).toEqual({ is: 'accepted' });
    }
  });

  test.each([...EXAMPLES])('%s', (_, text) => {
    expect(compare('yaml', new TextEncoder().encode(text))).toEqual({ is: 'accepted' });
  });
});
