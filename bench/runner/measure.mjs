import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** GNU time tells what the kernel counted for a process, whatever language it is written in. */
const TIME = '/usr/bin/time';

/** Whether processor time and memory can be measured here. Without GNU time only wall time is. */
export const hasTime = existsSync(TIME);

/**
 * Runs a process to its end and says how long it took (wall and processor, in seconds), the most memory it had (in bytes),
 * what it printed and how it ended. `limit` is in seconds: a process that takes longer is stopped.
 */
export async function measure({ command, environment = {}, limit = 600 }) {
  const folder = mkdtempSync(join(tmpdir(), 'flowdown-bench-'));
  const counted = join(folder, 'counted');
  const [program, ...args] = hasTime ? [TIME, '-f', '%U %S %M', '-o', counted, ...command] : command;
  // A group of its own, so that a process that takes too long is stopped with what it has started.
  const child = spawn(program, args, { env: { ...process.env, ...environment }, detached: true });
  const started = process.hrtime.bigint();
  const out = gather(child.stdout);
  const err = gather(child.stderr);
  let isStopped = false;
  const timer = setTimeout(() => {
    isStopped = true;
    process.kill(-child.pid, 'SIGKILL');
  }, limit * 1000);
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  const wall = Number(process.hrtime.bigint() - started) / 1e9;
  clearTimeout(timer);
  const [user, system, kilobytes] = !hasTime || isStopped ? [] : countsIn(readFileSync(counted, 'utf8'));
  rmSync(folder, { recursive: true });
  const costs = user === undefined ? {} : { cpu: user + system, memory: kilobytes * 1024 };
  return { wall, ...costs, status, isStopped, out: out(), err: err() };
}

// A line before the numbers says that the command ended with another code than 0.
const countsIn = (text) => text.trim().split('\n').at(-1).split(' ').map(Number);

function gather(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
