/** The process: its output, its input, its clock, its environment. */
import { fstatSync, writeSync } from 'node:fs';
import process, { cwd, env, stderr, stdin, stdout } from 'node:process';

const STDOUT = 1;
const STDERR = 2;

/** Writes to standard output; resolves when it has been handed on, so that nothing is cut when the process ends. */
export function writeOut(text: string): Promise<void> {
  return write(STDOUT, text);
}

/** Writes to standard error. */
export function writeError(text: string): Promise<void> {
  return write(STDERR, text);
}

/**
 * Writes past the streams of Node, which take a tenth of a start of Node to load; where the other end is slow and the pipe
 * does not wait, they do the waiting.
 */
async function write(descriptor: typeof STDOUT | typeof STDERR, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
  } catch (error) {
    // A reader that has gone away, such as `head`, is no trouble of ours.
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') await stream(descriptor, bytes.subarray(written));
  }
}

function stream(descriptor: typeof STDOUT | typeof STDERR, bytes: Uint8Array): Promise<void> {
  const to = descriptor === STDOUT ? stdout : stderr;
  return new Promise((done) => {
    to.once('error', () => done());
    to.write(bytes, () => done());
  });
}

/** The bytes of standard input; reading stops once there are more than `limit`. */
export async function readIn(limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

/** Today in UTC, in days since 1970-01-01. */
export function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

/** The time of day in UTC, as HH:MM:SS. */
export function clockTime(): string {
  return `${new Date().toISOString().slice(11, 19)} UTC`;
}

/** Resolves when somebody, or the system, asks the process to end. */
export function untilInterrupted(): Promise<void> {
  return new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
}

/** Is colour wanted on standard output? NO_COLOR and FORCE_COLOR decide before the terminal does. */
export function wantsColour(): boolean {
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return isDevice(STDOUT) && stdout.isTTY === true && env.TERM !== 'dumb';
}

/** A terminal is a device; to ask for what only a terminal can be asked loads the streams of Node. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false; // it is closed
  }
}

/** The file to which a page for the job is appended, where the check runs in a job of GitHub. */
export function jobSummary(): string | undefined {
  return env.GITHUB_STEP_SUMMARY || undefined;
}

/** The working folder. */
export function workingFolder(): string {
  return cwd();
}
