// Runs the tests for Stryker (https://stryker-mutator.io) in its own process. All mutants are in the sources at once, each
// behind a switch; so the tests are bundled with them once, and the bundle is evaluated anew for each mutant, in some 50 ms.
// Starting vitest for each takes seconds, and there are more than ten thousand.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { determineHitLimitReached, toMutantRunResult } from '@stryker-mutator/api/test-runner';
import { build } from 'esbuild';
import { collector } from './collect.mjs';
import { TESTS } from './tests.mjs';

/** The name by which instrumented sources know it. */
const STRYKER = '__stryker__';

class InProcessRunner {
  #script;
  #require;
  #yaml;

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Bundles the tests of the folder that it is run in. */
  async init() {
    const root = process.cwd();
    process.env.FLOWDOWN_PACKS ??= 'core';
    this.#require = createRequire(join(root, 'package.json'));
    this.#yaml = remembering(this.#require('yaml'));
    this.#script = new Script(`(function (require, module) { ${await bundled(root)}\n})`, {
      filename: join(root, 'mutation.cjs'),
    });
  }

  /** Every test once, with the mutants that it goes through. */
  async dryRun() {
    const stryker = (globalThis[STRYKER] = {});
    const tests = this.#collected();
    const results = [];
    for (const test of tests) {
      stryker.currentTestId = test.name;
      results.push(await resultOf(test));
    }
    return { status: 'complete', tests: results, mutantCoverage: narrowed(stryker.mutantCoverage) };
  }

  /** The tests that go through a mutant, up to the first that fails. */
  async mutantRun({ activeMutant, hitLimit, testFilter, disableBail }) {
    const stryker = (globalThis[STRYKER] = { activeMutant: activeMutant.id, hitLimit });
    if (hitLimit !== undefined) stryker.hitCount = 0;
    const wanted = testFilter && new Set(testFilter);
    const results = [];
    try {
      for (const test of this.#collected()) {
        if (wanted && !wanted.has(test.name)) continue;
        const result = await resultOf(test);
        results.push(result);
        if (result.status === FAILED && !disableBail) break;
      }
    } catch (error) {
      // Not even the tests can be declared.
      results.push({
        id: 'tests',
        name: 'tests',
        status: FAILED,
        timeSpentMs: 0,
        failureMessage: messageOf(error),
      });
    }
    const endless = determineHitLimitReached(stryker.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: 'complete', tests: results });
  }

  #collected() {
    const { tests, vitest } = collector();
    const required = (name) => ({ vitest, yaml: this.#yaml })[name] ?? this.#require(name);
    this.#script.runInThisContext()(required, { exports: {} });
    return tests;
  }
}

/**
 * Every mutant is there while the tests are declared, so that one which is gone through then and by some tests can be left to
 * those; only for one that no test goes through by itself, such as a line of a table, all have to be run.
 */
function narrowed({ static: declared, perTest }) {
  const byTests = new Set(Object.values(perTest).flatMap((hits) => Object.keys(hits)));
  const only = Object.entries(declared).filter(([mutant]) => !byTests.has(mutant));
  return { static: Object.fromEntries(only), perTest };
}

const [SUCCESS, FAILED] = [0, 1];

async function resultOf({ name, run }) {
  const began = performance.now();
  const result = { id: name, name };
  try {
    await run();
    return { ...result, status: SUCCESS, timeSpentMs: performance.now() - began };
  } catch (error) {
    return {
      ...result,
      status: FAILED,
      timeSpentMs: performance.now() - began,
      failureMessage: messageOf(error),
    };
  }
}

function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** The reference reads all rules from YAML, which takes a second; for each mutant again, it would be hours. */
function remembering(yaml) {
  const read = new Map();
  const parse = (text, ...rest) => {
    if (rest.length > 0) return yaml.parse(text, ...rest);
    if (!read.has(text)) read.set(text, JSON.stringify(yaml.parse(text)));
    return JSON.parse(read.get(text));
  };
  return { ...yaml, parse };
}

async function bundled(root) {
  const { outputFiles } = await build({
    stdin: { contents: TESTS.map((path) => `import './${path}';`).join('\n'), resolveDir: root },
    bundle: true,
    write: false,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    logLevel: 'warning',
    plugins: [OWN_PLACE],
  });
  return outputFiles[0].text;
}

/** In a bundle a file no longer knows where it stands. */
const OWN_PLACE = {
  name: 'own-place',
  setup(building) {
    building.onLoad({ filter: /\/test\/.*\.ts$/ }, async ({ path }) => {
      const meta = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta', `(${JSON.stringify(meta)})`), loader: 'ts' };
    });
  },
};

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner)];
