// The bars: what is compared, and how large it may be. Each is one row of the table.
import { exponent, median, ratio } from './series.mjs';

const MEGABYTE = 1e6;

const MAJOR = Number(process.versions.node.split('.')[0]);

/** What a process printed of itself, round by round. */
const told = (runs, field) => runs.map(({ out }) => JSON.parse(out)[field]);

/** By how much the growth of a check may be above that of JSON.parse. */
const growth = (of) => (runs) => ({
  value: exponent(runs.large, runs.huge, 10, of),
  bar: exponent(runs['parse large'], runs['parse huge'], 10, of) + 0.1,
});

/**
 * The rows, in order. `series` and `needs` say which runs `value` is given; `bar` is the most that the value may be, or the
 * least where it says so. `value` may give a bar of its own, where that is measured too.
 */
export const BARS = [
  {
    id: '1',
    what: '100,000 flows, one YAML file: whole run, times `JSON.parse` of the same as JSON',
    series: 'large',
    needs: ['yaml', 'parse'],
    bar: 5,
    value: ({ yaml, parse }) => ratio(yaml, parse),
  },
  {
    id: '1 (JSON)',
    what: 'the same from JSON',
    series: 'large',
    needs: ['json', 'parse'],
    bar: 4,
    value: ({ json, parse }) => ratio(json, parse),
  },
  {
    id: '2',
    what: 'the YAML run, times `parseDocument` of the package yaml',
    series: 'large',
    needs: ['yaml', 'document'],
    bar: 0.1,
    value: ({ yaml, document }) => ratio(yaml, document),
  },
  {
    id: '3',
    what: 'the YAML run, times DuckDB with the transitive query alone, from CSV',
    series: 'large',
    needs: ['yaml', 'duckdb'],
    bar: 1,
    value: ({ yaml, duckdb }) => ratio(yaml, duckdb),
  },
  {
    id: '4',
    what: '1,000,000 flows from JSON, times DuckDB likewise',
    series: 'growth',
    needs: ['huge', 'duckdb'],
    bar: 1.2,
    value: ({ huge, duckdb }) => ratio(huge, duckdb),
  },
  {
    id: '4 (memory)',
    what: 'the same: peak memory above 100 MB, times the input',
    series: 'growth',
    needs: ['huge'],
    bar: 8,
    value: ({ huge }, { bytes }) => (median(huge.map(({ memory }) => memory)) - 100 * MEGABYTE) / bytes.huge,
  },
  {
    id: '5',
    what: 'growth exponent of time, 100,000 to 1,000,000 flows; the bar is that of `JSON.parse` + 0.1',
    series: 'growth',
    needs: ['large', 'huge', 'parse large', 'parse huge'],
    value: growth('wall'),
  },
  {
    id: '5 (memory)',
    what: 'growth exponent of memory likewise',
    series: 'growth',
    needs: ['large', 'huge', 'parse large', 'parse huge'],
    value: growth('memory'),
  },
  {
    id: '6',
    what: '1,000 files, 100,000 flows in all, times Spectral with four pattern rules',
    series: 'files',
    needs: ['check', 'spectral'],
    bar: 1 / 15,
    value: ({ check, spectral }) => ratio(check, spectral),
  },
  {
    id: '6 (memory)',
    what: 'the same: peak memory',
    series: 'files',
    needs: ['check', 'spectral'],
    bar: 1 / 4,
    value: ({ check, spectral }) => ratio(check, spectral, 'memory'),
  },
  {
    id: '7',
    what: 'one of the 1,000 files changed, cache on disk, times the full run',
    series: 'change',
    needs: ['changed', 'full'],
    bar: 0.3,
    value: ({ changed, full }) => ratio(changed, full),
  },
  {
    id: '7 (session)',
    what: 'the same in a running session',
    series: 'session',
    needs: ['session'],
    bar: 0.1,
    value: ({ session }) => median(told(session, 'changed')) / median(told(session, 'full')),
  },
  {
    id: `8 (Node ${MAJOR})`,
    what: 'cold start of `check` on the smallest example, times `node -e 0`',
    series: 'start',
    needs: ['check', 'nothing'],
    bar: MAJOR >= 24 ? 1.6 : 1.8,
    value: ({ check, nothing }) => ratio(check, nothing),
  },
  {
    id: '8 (Node 24)',
    what: 'the same with Node 24',
    series: 'start',
    needs: ['check 24', 'nothing 24'],
    bar: 1.6,
    value: (runs) => ratio(runs['check 24'], runs['nothing 24']),
  },
  {
    id: '9',
    what: '100 rules on 1,000,000 transfers, evaluation alone, times `JSON.parse` of the file',
    series: 'rules',
    needs: ['rules'],
    bar: 1,
    value: ({ rules }) => median(told(rules, 'evaluate')) / median(told(rules, 'parse')),
  },
  {
    id: '10',
    what: 'the fast reader alone on the YAML: bytes a second, times those of `JSON.parse`',
    series: 'reader',
    needs: ['tape', 'parse'],
    bar: 0.35,
    isLeast: true,
    value: ({ tape, parse }) => speed(tape) / speed(parse),
  },
  {
    id: '10 (checked)',
    what: 'the same with the check against the schema; no bar',
    series: 'reader',
    needs: ['accepted', 'parse'],
    value: ({ accepted, parse }) => speed(accepted) / speed(parse),
  },
  {
    id: 'OPA',
    what: '1,000 flows from JSON, times OPA with the transitive query; no bar',
    series: 'opa',
    needs: ['check', 'opa'],
    value: ({ check, opa }) => ratio(check, opa),
  },
];

const speed = (runs) => median(told(runs, 'bytes')) / median(told(runs, 'seconds'));

/** What came of each bar whose series was run: a value and whether the bar is met, or why there is none. */
export function judge(results) {
  return BARS.filter(({ series }) => results[series] !== undefined).map((bar) => {
    const { runs, failures, bytes } = results[bar.series];
    const missing = bar.needs.find((name) => failures[name] !== undefined);
    const row = { id: bar.id, what: bar.what };
    if (missing !== undefined) return { ...row, bar: bar.bar, open: `${missing}: ${failures[missing]}` };
    const silent = absenceIn(runs, bar.needs);
    if (silent !== undefined) return { ...row, bar: bar.bar, open: silent };
    const measured = bar.value(runs, { bytes });
    const { value, bar: limit = bar.bar } = typeof measured === 'number' ? { value: measured } : measured;
    if (Number.isNaN(value)) return { ...row, bar: limit, open: 'memory is not measured without GNU time' };
    const isMet = limit === undefined ? undefined : bar.isLeast ? value >= limit : value <= limit;
    return { ...row, value, bar: limit, ...(bar.isLeast && { isLeast: true }), isMet };
  });
}

/** What a process says of itself where it could not measure anything. */
function absenceIn(runs, needs) {
  for (const { out } of needs.flatMap((name) => runs[name]))
    if (out.startsWith('{"absent"')) return JSON.parse(out).absent;
  return undefined;
}
