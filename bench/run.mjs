// Measures the product against its bars, side by side with others, and writes bench/results.json and the tables in the pages.
//   npm run bench -- [--date 2026-01-31] [--rounds 5] [--limit 600] [--only large,files] [--scale 0.1]
//   npm run bench -- --quick      small sizes, a minute: exit code 1 where growth or ratios are out of hand
// Nothing else may run meanwhile. With --only or --scale nothing is written.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, foundBy, toldBy } from './runner/answers.mjs';
import { judge } from './runner/bars.mjs';
import { hasTime } from './runner/measure.mjs';
import { manifestIn, ROOT, CACHE, workspace } from './runner/places.mjs';
import { VERSIONS } from './runner/peers.mjs';
import { PLAN, sizesAt } from './runner/plan.mjs';
import { quick } from './runner/quick.mjs';
import { machineOf, sharesOf, summaryOf, tableOf, writeTable } from './runner/report.mjs';
import { runSeries } from './runner/series.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    date: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    limit: { type: 'string', default: '600' },
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
  },
});
const SIZES = sizesAt(Number(values.scale));

for (const folder of ['reports', 'user']) mkdirSync(join(CACHE, folder), { recursive: true });
if (!hasTime)
  console.error('GNU time (/usr/bin/time) is missing: processor time and memory are not measured.');
process.exitCode = values.quick ? await quick() : await full();

async function full() {
  const wanted = values.only?.split(',') ?? Object.keys(PLAN);
  const results = {};
  for (const name of wanted) results[name] = await measured(name);
  const answers = await answersOf(results);
  const rows = judge(results);
  const machine = machineOf();
  const table = tableOf(rows, { machine, date: values.date });
  const stages = results.stages?.runs.stages ?? [];
  const shares = stages.length === 0 ? '' : `\n\n${sharesOf(stages)}`;
  console.log(`${table}${shares}`);
  for (const { said } of answers) console.log(said);
  if (values.only === undefined && values.scale === '1') {
    const result = {
      date: values.date,
      machine,
      versions: VERSIONS,
      bars: rows,
      answers,
      series: summaryOf(results),
    };
    writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(result, null, 2)}\n`);
    writeTable('README.md', table);
    writeTable('docs/speed.md', `${table}${shares}`);
  } else console.log(JSON.stringify(summaryOf(results), null, 2));
  return answers.every(({ isSame }) => isSame) ? 0 : 1;
}

async function measured(name) {
  const { factor, cases } = PLAN[name];
  const rounds = Math.max(1, Math.round(Number(values.rounds) * factor));
  const tell = (line) => console.error(`${name}: ${line}`);
  const series = await runSeries(await cases(SIZES), { rounds, limit: Number(values.limit), tell });
  const huge =
    name === 'growth' ? statSync(manifestIn(await workspace(SIZES.huge, 'json'), 'json')).size : undefined;
  return { ...series, bytes: { huge } };
}

/** Whether those who answer the same question have answered it alike. */
async function answersOf(results) {
  const compared = [
    ['DuckDB, 100,000 flows', results.large?.runs.duckdb, SIZES.large],
    ['DuckDB, 1,000,000 flows', results.growth?.runs.duckdb, SIZES.huge],
    ['OPA, 1,000 flows', results.opa?.runs.opa, SIZES.small],
  ];
  const answers = [];
  for (const [name, runs, flows] of compared)
    if (runs !== undefined && runs.length > 0 && isOurs(results, flows))
      answers.push(compare(name, foundBy(await workspace(flows, 'json')), toldBy(runs[0])));
  return answers;
}

/** Whether the product has answered at a size. */
function isOurs({ growth, large, opa }, flows) {
  const runs = {
    [SIZES.huge]: growth?.runs.huge,
    [SIZES.large]: large?.runs.json,
    [SIZES.small]: opa?.runs.check,
  };
  return (runs[flows]?.length ?? 0) > 0;
}
