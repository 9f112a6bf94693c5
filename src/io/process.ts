/** The process: its output, its input, its clock, its environment. */
import { cwd, env, stderr, stdin, stdout } from 'node:process';

/** Writes to standard output; resolves when it has been handed on, so that nothing is cut when the process ends. */
export function writeOut(text: string): Promise<void> {
  return write(stdout, text);
}

/** Writes to standard error. */
export function writeError(text: string): Promise<void> {
  return write(stderr, text);
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((done) => {
    // A reader that has gone away, such as `head`, is no trouble of ours.
    stream.once('error', () => done());
    stream.write(text, () => done());
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

/** Is colour wanted on standard output? NO_COLOR and FORCE_COLOR decide before the terminal does. */
export function wantsColour(): boolean {
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

/** The working folder. */
export function workingFolder(): string {
  return cwd();
}
