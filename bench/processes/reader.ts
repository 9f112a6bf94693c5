// Reads one manifest and prints how long each way took, in seconds: the fast reader alone, the same with the check against the
// schema, or JSON.parse. One way a process, since each leaves the heap in another state.
import { readFileSync } from 'node:fs';
import { tapeOfJson } from '../../src/manifest/fast/json.ts';
import { Strings } from '../../src/manifest/fast/strings.ts';
import { tapeOfYaml } from '../../src/manifest/fast/yaml.ts';
import { manifestReader } from '../../src/manifest/read.ts';

const [way, path] = process.argv.slice(2);
const bytes = readFileSync(path);

const WAYS: Readonly<Record<string, () => unknown>> = {
  tape: () => (path.endsWith('.json') ? tapeOfJson : tapeOfYaml)(bytes, new Strings()),
  accepted: () => manifestReader(Infinity).read({ path, bytes }).document,
  parse: () => JSON.parse(bytes.toString()) as unknown,
};

const started = performance.now();
const result = WAYS[way]();
const seconds = (performance.now() - started) / 1000;
if (result === undefined) throw new Error(`${path} is not read`);
console.log(JSON.stringify({ seconds, bytes: bytes.length }));
