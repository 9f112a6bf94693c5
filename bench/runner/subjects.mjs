// The processes that are measured, each as a command.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, PROGRAM, ROOT } from './places.mjs';

const scriptOf = (name) => join(ROOT, 'bench/processes', name);

const help = spawnSync(process.execPath, [PROGRAM, 'check', '--help'], { encoding: 'utf8' }).stdout;

/** Whether the program keeps a cache. */
export const hasCache = help.includes('--no-cache');

/** The user's cache folder stays as it is: what a run leaves is kept here. */
const HOME = { XDG_CACHE_HOME: join(CACHE, 'user') };

/** A check with all findings of the packs of the workspace, its text report written to a file. */
export function check(folder, { node = process.execPath, cache = false, environment = HOME } = {}) {
  const report = join(mkdirIn('reports'), 'report.txt');
  const options = hasCache && !cache ? ['--no-cache'] : [];
  return {
    command: [
      node,
      PROGRAM,
      'check',
      folder,
      ...options,
      // A million flows are more than the limit that guards against strangers.
      '--max-file-size',
      '511MiB',
      '--max-findings',
      'all',
      '--format',
      `text=${report}`,
    ],
    environment,
    // 1: there are findings at or above the severity that fails the check, as there should be.
    expected: [0, 1],
  };
}

/** A check of the changed folder with its cache; a line is added to one file before each run. */
export function checkChanged(folder, file) {
  const home = mkdtempSync(join(mkdirIn('caches'), 'cache-'));
  const environment = { XDG_CACHE_HOME: home };
  return {
    ...check(folder, { cache: true, environment }),
    before: (round) => {
      if (round === 0)
        spawnSync(process.execPath, check(folder, { cache: true }).command.slice(1), {
          env: { ...process.env, ...environment },
        });
      appendFileSync(join(folder, file), `# changed ${round}\n`);
    },
    after: () => rmSync(home, { recursive: true }),
  };
}

/** A session that is told of a change, in one process: it prints what a first check and a check after a change took. */
export const session = (folder) => ({
  command: [process.execPath, scriptOf('session.mjs'), folder],
});

/** Nothing but JSON.parse of a file. */
export const parseJson = (file) => ({
  command: [process.execPath, '-e', `JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))`, file],
});

/** Nothing but parseDocument of the package yaml. */
export const parseDocument = (file) => ({
  command: [process.execPath, scriptOf('parse-document.mjs'), file],
});

/** A start of Node and nothing else. */
export const nothing = (node = process.execPath) => ({ command: [node, '-e', '0'] });

/** The transitive query in DuckDB. */
export const duckdb = (home, folder) => ({
  command: [process.execPath, join(ROOT, 'bench/peers/duckdb.mjs'), home, folder],
});

/** Four pattern rules by Spectral on all manifests of a folder. */
export const spectral = (home, folder) => ({
  command: [
    process.execPath,
    join(home, 'node_modules/@stoplight/spectral-cli/dist/index.js'),
    'lint',
    join(folder, '*.flow.yaml'),
    '--ruleset',
    join(ROOT, 'bench/peers/spectral.yaml'),
    '--quiet',
    '--format',
    'json',
    '--output',
    join(mkdirIn('reports'), 'spectral.json'),
  ],
  expected: [0, 1],
});

/** The transitive query in Rego. */
export const opa = (program, file) => ({
  command: [
    program,
    'eval',
    '--format',
    'raw',
    '-d',
    join(ROOT, 'bench/peers/query.rego'),
    '-i',
    file,
    'data.flowdown.answer',
  ],
});

/** A process that times a stage by itself and prints what it took as JSON. */
export const stage = (bundle, ...args) => ({ command: [process.execPath, bundle, ...args] });

function mkdirIn(name) {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
