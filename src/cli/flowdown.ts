/** The start: loads the program, with what V8 made of it when the same command ran before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { cacheFolder } from '../io/cache-folder.ts';
import { readCode, writeCode } from '../io/code-cache.ts';

/** Of the program that was built with this start; V8 itself looks at its length alone. */
declare const PROGRAM_HASH: string;

/** The program is a function, which takes what a module would have. */
type Program = (require: NodeJS.Require, folder: string) => void;

const path = join(__dirname, 'program.js');
const kept = keptPath();
const cached = kept === undefined ? undefined : readCode(kept);
// The build leaves nothing but ASCII in it, which is the quickest to decode.
const script = new Script(readFileSync(path, 'latin1'), { filename: path, cachedData: cached?.code });
if (kept !== undefined) process.once('exit', (exit) => keep(kept, exit));
(script.runInThisContext() as Program)(require, __dirname);

/** A run with findings has seen more of the program than one without, and one in trouble less than either. */
function keep(file: string, exit: number): void {
  const isFuller = cached === undefined || script.cachedDataRejected === true || exit > cached.mark;
  if (isFuller && exit <= 1) writeCode(file, { code: script.createCachedData(), mark: exit });
}

/** One file for each command, so that none of them reads what others need; undefined where none is wanted. */
function keptPath(): string | undefined {
  const { env, version, arch, argv } = process;
  if (env.NODE_DISABLE_COMPILE_CACHE !== undefined || env.NODE_V8_COVERAGE !== undefined) return undefined;
  const folder = env.NODE_COMPILE_CACHE || cacheFolder();
  if (folder === undefined) return undefined;
  const [command] = /^[a-z]{1,16}$/.exec(argv[2] ?? '') ?? ['other'];
  return join(folder, 'code', `${PROGRAM_HASH}-${version}-${arch}-${command}`);
}
