/** A line on standard error for those who wait, in a terminal alone, once a run takes more than a second. */
import { writeSync } from 'node:fs';
import { stderr } from 'node:process';

const STDERR = 2;
const PATIENCE = 1000;
const PAUSE = 100;
const CLEAR = '\r\u001b[K';

let last = 0;

/** Says what is being done; does nothing where nobody waits yet, or nobody would see it. */
export function progress(words: () => string): void {
  const now = performance.now();
  if (now < PATIENCE || now - last < PAUSE) return;
  last = now;
  if (stderr.isTTY) show(`${CLEAR}${words()}`);
}

/** Takes the line away, where there is one. */
export function endProgress(): void {
  if (last > 0 && stderr.isTTY) show(CLEAR);
  last = 0;
}

function show(text: string): void {
  try {
    writeSync(STDERR, text);
  } catch {
    // A terminal that takes nothing now will not miss it.
  }
}
