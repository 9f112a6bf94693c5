// Opens a workspace of one folder as a session, changes one file several times, and prints what a first check and a check after
// a change took, in seconds; and that there is no session, while there is none.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const { openSession } = await import('flowdown');
const CHANGES = 5;

function timed(run) {
  const started = performance.now();
  run();
  return (performance.now() - started) / 1000;
}

if (openSession === undefined) console.log(JSON.stringify({ absent: 'there is no openSession yet' }));
else {
  const fileIn = (path) => ({ path, bytes: readFileSync(join(folder, path)) });
  const files = readdirSync(folder)
    .filter((name) => name.includes('.flow.'))
    .map(fileIn);
  const config = fileIn('flowdown.config.yaml');
  let session;
  const full = timed(() => {
    session = openSession({ files, config });
    session.check({ at: '2019-01-04' });
  });
  const { path, bytes } = files[files.length >> 1];
  const changed = Array.from({ length: CHANGES }, (_, i) => {
    const text = `${bytes}# changed ${i}\n`;
    return timed(() => {
      session.change({ path, text });
      session.check({ at: '2019-01-04' });
    });
  });
  console.log(JSON.stringify({ full, changed: changed.sort((a, b) => a - b)[CHANGES >> 1] }));
}
