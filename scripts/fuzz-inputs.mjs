// Tries importers, the reader of rules and the verifier of certificates on many changed inputs. Prints how many were taken
// and refused, how long the slowest took, and what broke a promise; the exit code is 1 when anything did.
//   npm run fuzz:inputs -- --inputs 1000000 --seed 1 [--target importers]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importBundled } from './generate/bundled.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOLD_EVERY = 10_000;

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string' },
  },
});
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];

const { fuzz, targetsIn } = await importBundled(
  ROOT,
  'fuzz-inputs',
  `export { fuzz } from '../test/fuzz/fuzz.ts';
  export { targetsIn } from '../test/fuzz/targets.ts';`,
);
const all = targetsIn(ROOT);
const targets = all.filter(({ name }) => values.target === undefined || name === values.target);
if (targets.length === 0) {
  console.error(`There is no target ${values.target}; there are ${all.map(({ name }) => name).join(', ')}.`);
  process.exitCode = 2;
}
for (const target of targets) {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  const { taken, refused, slowest, broken } = fuzz(
    target,
    seed,
    inputs,
    () => performance.now(),
    (done) => {
      if (done % TOLD_EVERY === 0) console.error(`${target.name}: ${done} inputs in ${seconds()} s`);
    },
  );
  console.log(
    `${target.name}: seeds ${seed} to ${seed + inputs - 1}, in ${seconds()} s: ${taken} taken, ${refused} refused, ${broken.length} broken; the slowest ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed})`,
  );
  for (const { seed: at, input, error } of broken)
    console.log(`seed ${at}: ${error?.stack ?? error}\n${JSON.stringify(input)}`);
  if (broken.length > 0) process.exitCode = 1;
}
