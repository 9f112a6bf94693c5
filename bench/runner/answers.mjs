// Whether an engine that is compared gives the same answer. Compared are the transfers that are unauthorized for certain: how
// many there are of each flow. (The relations have no names of data sets, so that these are not told apart.)
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, PROGRAM } from './places.mjs';

/** The flows of the unauthorized transfers that a check of a folder finds, as numbers, in order. */
export function foundBy(folder) {
  const report = join(CACHE, 'reports', 'answer.json');
  const options = ['--max-file-size', '511MiB', '--max-findings', 'all', '--format', `json=${report}`];
  spawnSync(process.execPath, [PROGRAM, 'check', folder, ...options]);
  const [{ findings }] = JSON.parse(readFileSync(report, 'utf8')).workspaces;
  return findings
    .filter(({ rule, verdict }) => rule === 'core/unauthorized-transfer' && verdict === 'violation')
    .map(({ subject }) => Number(/^flow:flow-(\d+)\//.exec(subject)[1]))
    .sort((a, b) => a - b);
}

/** The same of what a peer has printed. */
export function toldBy({ out }) {
  return JSON.parse(out)
    .violations.map(([flow]) => Number(String(flow).replace('flow-', '')))
    .sort((a, b) => a - b);
}

/** One sentence on whether the two are the same. */
export function compare(name, ours, theirs) {
  const isSame = ours.length === theirs.length && ours.every((flow, i) => flow === theirs[i]);
  const said = isSame ? 'the same unauthorized transfers' : 'NOT the same unauthorized transfers';
  return {
    name,
    isSame,
    ours: ours.length,
    theirs: theirs.length,
    said: `${name}: ${said}, ${ours.length} and ${theirs.length}`,
  };
}
