// Times the stages of a check of one manifest, and prints what each took, in seconds, as JSON.
import { readFileSync } from 'node:fs';
import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { manifestReader } from '../../src/manifest/read.ts';
import { textReport } from '../../src/report/text.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const [path] = process.argv.slice(2);
const at = parseDay('2019-01-04') ?? 0;
const seconds: Record<string, number> = {};

function timed<T>(stage: string, run: () => T): T {
  const started = performance.now();
  const result = run();
  seconds[stage] = (performance.now() - started) / 1000;
  return result;
}

const bytes = readFileSync(path);
timed('read', () => manifestReader().read({ path, bytes }));
const opened = timed('read and link', () =>
  openWorkspace({ files: [{ path, bytes }], config: { packs: ['core', 'case-cbp-2019'] } }),
);
const { workspace } = opened;
if (workspace === undefined) throw new Error(`${path} cannot be opened: ${opened.problems[0].code}`);
timed('facts', () => factsOf(workspace.model, at));
const result = timed('facts, rules and findings', () => checkWorkspace(workspace, { at }));
timed('report', () => textReport(result, { textOf: (file) => opened.textOf(file) }));
console.log(JSON.stringify({ seconds }));
