/** The start: loads the program, with what V8 made of it when the same command ran before. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from '../io/cache-folder.ts';
import { readCode, writeCode } from '../io/code-cache.ts';

/** Of the program that was built with this start; V8 itself looks at its length alone. */
declare const PROGRAM_HASH: string;

const path = join(__dirname, 'program.js');
const kept = cachePath();
const cached = kept === undefined ? undefined : readCode(kept);
// The build leaves nothing but ASCII in it, which is the quickest to decode.
const text = readFileSync(path, 'latin1');
const script = new Script(text, { filename: path, cachedData: cached?.code });
const program = script.runInThisContext() as (require: NodeJS.Require, folder: string) => void;
program(createRequire(path), __dirname);

if (kept !== undefined) {
  process.once('exit', (exit) => {
    // A run with findings has seen more of the program than one without, and one in trouble less than either.
    const isFuller = cached === undefined || script.cachedDataRejected || exit > cached.mark;
    if (isFuller && exit <= 1) writeCode(kept, { code: script.createCachedData(), mark: exit });
  });
}

/** One file for each command, so that none of them reads what others need. */
function cachePath(): string | undefined {
  const {
    NODE_COMPILE_CACHE: stated,
    NODE_DISABLE_COMPILE_CACHE: off,
    NODE_V8_COVERAGE: coverage,
  } = process.env;
  if (off !== undefined || coverage !== undefined) return undefined;
  const folder = stated ?? cacheFolder();
  if (folder === undefined) return undefined;
  const [command] = /^[a-z]{1,16}$/.exec(process.argv[2] ?? '') ?? ['other'];
  return join(folder, 'code', `${PROGRAM_HASH}-${process.version}-${process.arch}-${command}`);
}
