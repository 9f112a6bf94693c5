// The guard that runs with every change: small sizes, processor time, and room for noise. It does not say how fast the product
// is; it says when it has become much slower, or no longer grows with the size of its input.
import { join } from 'node:path';
import { manifestIn, ring, ROOT, workspace } from './places.mjs';
import { exponent, ratio, runSeries } from './series.mjs';
import { hasTime } from './measure.mjs';
import * as subjects from './subjects.mjs';

const [SMALL, LARGE] = [10_000, 40_000];
const COST = hasTime ? 'cpu' : 'wall';

/** What is guarded: ratios by somewhat less than twice what they are, growth by a little more than proportion. */
const GUARDS = [
  ['growth exponent of time, YAML', ({ small, yaml }) => exponent(small, yaml, LARGE / SMALL, COST), 1.2],
  [
    'growth exponent of memory, YAML',
    ({ small, yaml }) => exponent(small, yaml, LARGE / SMALL, 'memory'),
    1.1,
  ],
  ['a check of YAML, times JSON.parse', ({ yaml, parse }) => ratio(yaml, parse, COST), 22],
  ['a check of JSON, times JSON.parse', ({ json, parse }) => ratio(json, parse, COST), 22],
  ['a check of circles, times one of YAML', ({ circles, yaml }) => ratio(circles, yaml, COST), 3],
  ['start of a check, times a start of Node', ({ start, nothing }) => ratio(start, nothing, COST), 3],
];

/** Measures and prints; the exit code is 1 where something is above its guard. */
export async function quick() {
  const small = await workspace(SMALL, 'yaml');
  const [yaml, json] = [await workspace(LARGE, 'yaml'), await workspace(LARGE, 'json')];
  const cases = {
    nothing: subjects.nothing(),
    start: subjects.check(join(ROOT, 'examples/commercial-chain')),
    parse: subjects.parseJson(manifestIn(json, 'json')),
    small: subjects.check(small),
    yaml: subjects.check(yaml),
    json: subjects.check(json),
    circles: subjects.check(await ring(500)),
  };
  const { runs, failures } = await runSeries(cases, { rounds: 3, limit: 60 });
  for (const [name, why] of Object.entries(failures)) console.log(`${name}: ${why}`);
  let isBroken = Object.keys(failures).length > 0;
  if (isBroken) return 1;
  for (const [what, value, most] of GUARDS) {
    const measured = value(runs);
    // Without GNU time there is no memory to look at.
    if (Number.isNaN(measured)) continue;
    isBroken ||= measured > most;
    console.log(`${measured > most ? 'BROKEN' : 'ok    '} ${what}: ${measured.toFixed(2)}, at most ${most}`);
  }
  return isBroken ? 1 : 0;
}
