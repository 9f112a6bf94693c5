import { measure } from './measure.mjs';

/**
 * Measures cases in turn, A B C A B C, so that a machine that is slow for a while is so for all of them. A case that fails is
 * not run again, and one that is absent not at all. The answer has, by name, the runs of each case, or what was wrong.
 */
export async function runSeries(cases, { rounds, limit, tell = () => {} }) {
  const runs = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  const failures = {};
  for (const [name, { absent }] of Object.entries(cases)) if (absent !== undefined) failures[name] = absent;
  for (let round = 0; round < rounds; round++) {
    for (const [name, subject] of Object.entries(cases)) {
      if (failures[name] !== undefined) continue;
      await subject.before?.(round);
      const run = await measure({ limit, ...subject });
      const fault = faultOf(run, subject, limit);
      if (fault === undefined) runs[name].push(run);
      else failures[name] = fault;
      tell(`${name} ${fault ?? `${run.wall.toFixed(2)} s`}`);
    }
  }
  for (const { after } of Object.values(cases)) after?.();
  return { runs, failures };
}

function faultOf({ status, isStopped, err }, { expected = [0] }, limit) {
  if (isStopped) return `stopped after ${limit} s`;
  if (expected.includes(status)) return undefined;
  return `ended with ${status}: ${err.trim().split('\n').slice(-3).join(' ').slice(0, 300)}`;
}

/** The middle of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median of what one case took in each round, divided by what another took in the same round. */
export function ratio(a, b, of = 'wall') {
  const pairs = a.flatMap((run, i) => (b[i] === undefined ? [] : [run[of] / b[i][of]]));
  return median(pairs);
}

/** How a cost grows with size: 1 is in proportion to it. */
export const exponent = (small, large, factor, of = 'wall') =>
  Math.log(median(large.map((run) => run[of])) / median(small.map((run) => run[of]))) / Math.log(factor);
