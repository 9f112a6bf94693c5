// Compares the built library, and every thousandth time the built program, with the reference on many random workspaces. A
// disagreement is made as small as it can be and kept as a case in test/reference/cases; the exit code is then 1.
//   npm run build && npm run fuzz:semantics -- --models 1000000 --seed 1
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { importBundled } from './generate/bundled.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM_EVERY = 1000;
const TOLD_EVERY = 10_000;

const { values } = parseArgs({
  options: { models: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [models, seed] = [Number(values.models), Number(values.seed)];

const { fuzz, summary, asked, keepCase, answerOfLibrary, answerOfProgram } = await importBundled(
  ROOT,
  'fuzz-semantics',
  `export { fuzz } from '../test/reference/fuzz.ts';
  export { summary, asked } from '../test/reference/summary.ts';
  export { keepCase } from '../test/reference/cases.ts';
  export { answerOfLibrary } from '../test/reference/library.ts';
  export { answerOfProgram } from '../test/reference/program.ts';`,
);
const library = answerOfLibrary(await import('../dist/library/index.js'));
const program = answerOfProgram(join(ROOT, 'dist/flowdown.js'));

const started = performance.now();
const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
const outcome = fuzz((at) => (at % PROGRAM_EVERY === 0 ? program : library), seed, models, {
  tell({ models: done, disagreements }) {
    if (done % TOLD_EVERY === 0)
      console.error(`${done} models in ${seconds()} s, ${disagreements.length} disagreements`);
  },
});
console.log(`seeds ${seed} to ${seed + outcome.models - 1}, in ${seconds()} s`);
console.log(summary(outcome));
for (const disagreement of outcome.disagreements) {
  console.log(asked(disagreement));
  console.log(`kept as ${keepCase(disagreement, join(ROOT, 'test/reference/cases'))}`);
}
if (outcome.disagreements.length > 0) process.exitCode = 1;
