// Writes a workspace for measurements, the same for the same options, that `flowdown check <folder>` reads:
//   node bench/generate.mjs --flows 100000 --format yaml --files 1 --out <folder>
//   node bench/generate.mjs --ring 2000 --format json --out <folder>
import { parseArgs } from 'node:util';
import { writeRing } from './workspace/ring.mjs';
import { writeWorkspace } from './workspace/write.mjs';

const { values } = parseArgs({
  options: {
    flows: { type: 'string', default: '100000' },
    format: { type: 'string', default: 'yaml' },
    files: { type: 'string', default: '1' },
    ring: { type: 'string' },
    out: { type: 'string' },
  },
});
const { format, out } = values;
if (out === undefined) throw new Error('say where the workspace goes: --out <folder>');
if (format !== 'yaml' && format !== 'json') throw new Error(`--format is yaml or json, not ${format}`);

if (values.ring === undefined)
  await writeWorkspace(out, { flows: Number(values.flows), files: Number(values.files), format });
else await writeRing(out, { systems: Number(values.ring), format });
