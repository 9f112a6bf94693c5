/** Questions to whoever sits at the terminal. */
import { stdin, stderr } from 'node:process';
import { createInterface } from 'node:readline';

/** Puts questions, one after another, until it is closed. */
export interface Dialogue {
  /** The line that is typed; undefined where whoever is asked has gone away. */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

/** Can somebody be asked? Questions are written to standard error, since standard output is for what comes of it. */
export function canAsk(): boolean {
  return stdin.isTTY && stderr.isTTY;
}

/** Begins to ask. */
export function openDialogue(): Dialogue {
  const lines = createInterface({ input: stdin, output: stderr });
  let isClosed = false;
  lines.once('close', () => (isClosed = true));
  return {
    ask: (question) =>
      new Promise((done) => {
        if (isClosed) return done(undefined);
        const leave = (): void => done(undefined);
        lines.once('close', leave);
        lines.question(question, (line) => {
          lines.off('close', leave);
          done(line);
        });
      }),
    close: () => lines.close(),
  };
}
