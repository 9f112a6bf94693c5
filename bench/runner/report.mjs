import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { median } from './series.mjs';

const START = '<!-- Written by npm run bench; do not edit. -->';
const END = '<!-- End of what npm run bench wrote. -->';

/** Medians and minimum of each case of each series: enough to compute the ratios again. */
export function summaryOf(results) {
  const rounded = (value) => (value === undefined ? undefined : Number(value.toPrecision(4)));
  const ofCase = (runs) => ({
    rounds: runs.length,
    wall: rounded(median(runs.map(({ wall }) => wall))),
    fastest: rounded(Math.min(...runs.map(({ wall }) => wall))),
    ...(runs[0].cpu !== undefined && { cpu: rounded(median(runs.map(({ cpu }) => cpu))) }),
    ...(runs[0].memory !== undefined && {
      megabytes: rounded(median(runs.map(({ memory }) => memory)) / 1e6),
    }),
  });
  return Object.fromEntries(
    Object.entries(results).map(([name, { runs, failures }]) => [
      name,
      {
        ...Object.fromEntries(
          Object.entries(runs).flatMap(([id, list]) => (list.length === 0 ? [] : [[id, ofCase(list)]])),
        ),
        ...failures,
      },
    ]),
  );
}

/** What was measured with. */
export function machineOf() {
  const [{ model }] = cpus();
  return {
    processors: `${cpus().length} x ${model}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
  };
}

/** The rows of bars as a table in Markdown. */
export function tableOf(rows, { machine, date }) {
  const lines = rows.map(
    (row) => `| ${[row.id, row.what, valueOf(row), barOf(row), stateOf(row)].join(' | ')} |`,
  );
  const when = date === undefined ? '' : `${date}, `;
  return [
    `Measured: ${when}${machine.processors}, ${machine.memory}, Node ${machine.node.slice(1)}.`,
    '',
    '| # | what | measured | bar | |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

/** Where the time of a check goes, as parts of the whole: one sentence. */
export function sharesOf(runs) {
  const [{ out }] = [...runs].sort((a, b) => a.wall - b.wall).slice(runs.length >> 1);
  const { seconds } = JSON.parse(out);
  const parts = {
    reading: seconds.read,
    'linking and all else before facts': seconds['read and link'] - seconds.read,
    facts: seconds.facts,
    'rules and findings': seconds['facts, rules and findings'] - seconds.facts,
    'the report as text': seconds.report,
  };
  const whole = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const shares = Object.entries(parts).map(([name, part]) => `${name} ${Math.round((part / whole) * 100)} %`);
  return `Of 100,000 flows in YAML, in one process, without the start: ${shares.join(', ')}.`;
}

const valueOf = ({ value, open }) => (open === undefined ? number(value) : 'not measured');

const barOf = ({ bar, isLeast }) =>
  bar === undefined ? '' : `${isLeast ? 'at least' : 'at most'} ${number(bar)}`;

function stateOf({ isMet, open }) {
  if (open !== undefined) return open.replaceAll('|', '/').replaceAll('\n', ' ').slice(0, 120);
  if (isMet === undefined) return '';
  return isMet ? 'met' : '**not met**';
}

function number(value) {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toPrecision(value >= 1 ? 3 : 2);
}

/** Puts a table into a page, between its markers. */
export function writeTable(page, table) {
  const path = join(ROOT, page);
  const text = readFileSync(path, 'utf8');
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end === -1) throw new Error(`${page} has no markers for the table`);
  writeFileSync(path, `${text.slice(0, start + START.length)}\n\n${table}\n\n${text.slice(end)}`);
}
