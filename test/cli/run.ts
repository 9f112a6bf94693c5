/** The built command line as a child process, on workspaces in temporary folders. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const CLI = join(ROOT, 'dist', 'flowdown.js');

/** How a process ended; `code` is null where a signal ended it. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Written to standard input, which is closed after it. */
  readonly input?: string | Uint8Array;
  /** Added to an environment that says nothing about colour. */
  readonly env?: Readonly<Record<string, string>>;
  /** The binary of Node; the present one when absent. */
  readonly node?: string;
}

/** Paths with `/` to contents. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Writes files into a new temporary folder, in their order; it is removed after the last test of the file. */
export function folderWith(files: Files = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'flowdown-')));
  folders.push(folder);
  writeFiles(folder, files);
  return folder;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** Runs the built command line; a run that does not end within 20 s, or as long as it is given, is killed. */
export function run(
  args: readonly string[],
  { node = process.execPath, ...options }: RunOptions & { readonly timeout?: number } = {},
): Promise<Ran> {
  return runFile(node, [CLI, ...args], { timeout: 20_000, ...options });
}

/** Runs any program, which is killed when its time is up. */
export function runFile(
  file: string,
  args: readonly string[],
  { cwd, input, env = {}, timeout }: RunOptions & { readonly timeout: number },
): Promise<Ran> {
  const began = performance.now();
  return new Promise((done) => {
    const child = execFile(
      file,
      args,
      { cwd, env: environment(env), timeout, killSignal: 'SIGKILL', maxBuffer: 256 * 1024 * 1024 },
      (_, stdout, stderr) =>
        done({
          stdout,
          stderr,
          code: child.exitCode,
          signal: child.signalCode,
          ms: performance.now() - began,
        }),
    );
    // A program that ends without having read its input is no trouble of ours.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function environment(added: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...others } = process.env;
  // The page of the job in which the tests run is no place for theirs.
  const { GITHUB_STEP_SUMMARY: _page, ...env } = others;
  // What the program keeps for the next start belongs to the tests, and not to the user who runs them.
  return { ...env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/flowdown'), ...added };
}
