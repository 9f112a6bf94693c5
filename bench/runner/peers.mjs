// Programs of others, installed when they are asked for: into the cache, never into the project. One that cannot be installed
// is left out, and the report says why.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from './places.mjs';

const NPM = {
  duckdb: { package: '@duckdb/node-api', version: '1.5.6-r.1' },
  spectral: { package: '@stoplight/spectral-cli', version: '6.16.3' },
  // The package of a platform is the program itself; the one called node would run a script to choose it.
  node24: { package: `node-${process.platform}-${process.arch}`, version: '24' },
};

const OPA = 'v1.10.0';

/** The versions of all peers, as asked for. */
export const VERSIONS = {
  ...Object.fromEntries(Object.entries(NPM).map(([name, { version }]) => [name, version])),
  opa: OPA,
};

/** Where a peer of the npm registry is installed, and its version; or why it is not. */
export function npmPeer(name) {
  const { package: wanted, version } = NPM[name];
  const home = join(CACHE, `${name}-${version}`);
  const installed = join(home, 'node_modules', wanted, 'package.json');
  if (!existsSync(installed)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
    const run = spawnSync('npm', ['install', ...options, `${wanted}@${version}`], {
      cwd: home,
      encoding: 'utf8',
    });
    if (run.status !== 0)
      return { absent: `${wanted}@${version} cannot be installed (${lastLine(run.stderr)})` };
  }
  return { home, program: join(home, 'node_modules', wanted, 'bin/node'), version };
}

/** The program of OPA, built by Go; or why it is not there. */
export function opaPeer() {
  const home = join(CACHE, `opa-${OPA}`);
  const program = join(home, 'opa');
  if (!existsSync(program)) {
    mkdirSync(home, { recursive: true });
    const environment = { ...process.env, GOBIN: home };
    const run = spawnSync('go', ['install', `github.com/open-policy-agent/opa@${OPA}`], {
      env: environment,
      encoding: 'utf8',
    });
    if (run.status !== 0)
      return { absent: `OPA ${OPA} cannot be built (${lastLine(run.stderr) || 'there is no go'})` };
  }
  return { program, version: OPA };
}

const lastLine = (text) => (text ?? '').trim().split('\n').at(-1);
