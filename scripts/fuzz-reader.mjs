// Compares the fast readers with the reference on many random inputs. Prints how many of each source were accepted,
// declined and read differently; the exit code is 1 when any was read differently.
//   npm run fuzz:reader -- --inputs 1000000 --seed 1
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importBundled } from './generate/bundled.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];

const { fuzz, tallied, told, inputsFrom, manifestsUnder } = await importBundled(
  ROOT,
  'fuzz-reader',
  `export { fuzz, tallied, told } from '../test/manifest/fast/fuzz.ts';
  export { inputsFrom, manifestsUnder } from '../test/manifest/fast/inputs.ts';`,
);
const { tallies, disagreements } = fuzz(
  inputsFrom([...manifestsUnder(`${ROOT}examples`).values()]),
  seed,
  inputs,
);
console.log(`seeds ${seed} to ${seed + inputs - 1}`);
console.log(tallied(tallies));
for (const disagreement of disagreements) console.log(told(disagreement));
if (disagreements.length > 0) process.exitCode = 1;
