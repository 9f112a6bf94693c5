// Times the stages of a check on a generated workspace and prints each as a ratio to JSON.parse on the same document,
// measured in the same run. Absolute times differ between machines and minutes; ratios differ less.
//   npm run bench -- [flows] [yaml|json] [rounds]
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { writeWorkspace } from './workspace/write.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [flows = '100000', format = 'json', rounds = '3'] = process.argv.slice(2);
const AT = '2019-01-04';

/** Milliseconds by stage, one list entry for each round. */
const times = new Map();

function timed(stage, run) {
  const started = performance.now();
  const result = run();
  const taken = performance.now() - started;
  times.set(stage, [...(times.get(stage) ?? []), taken]);
  return result;
}

async function importStages() {
  const folder = join(ROOT, 'node_modules/.cache/flowdown');
  const outfile = join(folder, `bench-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      entryPoints: [join(ROOT, 'bench/stages.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      alias: { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') },
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}

function round(stages, { text, json, path }) {
  timed('JSON.parse', () => JSON.parse(json));
  const { document, problems } = timed(`read (${format})`, () => stages.readManifest({ path, text }));
  if (document === undefined) throw new Error(`the generated manifest cannot be read: ${problems[0].code}`);
  const linked = timed('link', () => stages.link([document]));
  if (linked.problems.length > 0) throw new Error(`it cannot be linked: ${linked.problems[0].code}`);
  const { model } = linked;
  const at = stages.parseDay(AT);
  const days = new stages.DaySets(at);
  const lifetimes = stages.lifetimesOf(model.systems, days);
  const ground = timed('arrange steps', () => ({ model, days, steps: stages.stepsOf(model, at), lifetimes }));
  const copies = timed('propagate copies', () => stages.copiesOf(ground));
  const holdings = timed('holdings', () => stages.holdingsOf(copies, ground));
  const carried = timed('transfers', () => stages.carriedBy(copies, ground));
  const permissions = stages.permissionsOf(model, at);
  const court = { model, owners: stages.ownersOf(model, permissions), permissions, at };
  const judged = timed('authorization', () => ({
    transfers: stages.judgeTransfers(carried, court),
    collections: stages.judgeCollections(ground, court),
    productions: stages.judgeProductions(copies[1], ground, court),
    accesses: stages.judgeAccess(holdings, court),
  }));
  timed('cause and consequence', () =>
    stages.causesOf(model, judged.transfers, judged.collections, judged.productions),
  );
  timed('all facts together', () => stages.factsOf(model, at));
  return { holdings: holdings.system.length, transfers: carried.flow.length };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const stages = await importStages();
const folder = join(ROOT, 'node_modules/.cache/flowdown-bench', `stages-${flows}`);
for (const form of ['json', 'yaml'])
  await writeWorkspace(join(folder, form), { flows: Number(flows), format: form, files: 1 });
const json = await readFile(join(folder, 'json/workspace.flow.json'), 'utf8');
const text = await readFile(join(folder, format, `workspace.flow.${format}`), 'utf8');
const input = { text, json, path: format === 'yaml' ? 'bench.flow.yaml' : 'bench.flow.json' };
let counts;
for (let i = 0; i < Number(rounds); i++) counts = round(stages, input);

const base = median(times.get('JSON.parse'));
console.log(
  `${flows} flows, ${(text.length / 1e6).toFixed(1)} MB of ${format}, ${counts.holdings} holdings, ${counts.transfers} transfers; node ${process.version}`,
);
console.log(`median of ${rounds} rounds; ratio to JSON.parse of the same document as JSON\n`);
for (const [stage, values] of times) {
  const ms = median(values);
  console.log(`${stage.padEnd(24)}${ms.toFixed(0).padStart(8)} ms ${(ms / base).toFixed(2).padStart(8)} x`);
}
console.log(`\npeak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
