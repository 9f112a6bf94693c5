import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CONFIGURATION } from './write.mjs';
import { ManifestFile } from './files.mjs';

const DATA = 64;

/**
 * The worst case: systems in a circle, each of which hands everything to the next and to one far away, in a workspace where
 * nobody has permitted anything beyond the first party. So everything comes everywhere.
 */
export async function writeRing(folder, { systems, format }) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'flowdown.config.yaml'), CONFIGURATION);
  const manifest = new ManifestFile(format);
  const entries = (count, entry) => Array.from({ length: count }, (_, i) => entry(i));
  manifest.add('parties', [
    ['owner', { name: 'Owner', kind: 'agency' }],
    ['firm', { name: 'Firm', kind: 'company' }],
  ]);
  manifest.add('contracts', [['work', { acquirer: 'owner', supplier: 'firm' }]]);
  manifest.add('zones', [['ground', { operator: 'owner' }]]);
  manifest.add(
    'data',
    entries(DATA, (i) => [`data-${i}`, { category: 'logs.access', owner: 'owner' }]),
  );
  manifest.add(
    'systems',
    entries(systems, (i) => {
      const collects = entries(DATA, (d) => `data-${d}`).filter((_, d) => (d * 7) % systems === i);
      return [`sys-${i}`, { zone: 'ground', ...(collects.length > 0 && { collects }) }];
    }),
  );
  const flow = (from, to) => ({
    from: `sys-${from}`,
    to: `sys-${to % systems}`,
    data: 'all',
    purpose: 'audit',
    channel: 'network',
  });
  const flows = entries(systems, (i) => [
    [`next-${i}`, flow(i, i + 1)],
    [`back-${i}`, flow(i, i + systems - 7)],
  ]);
  manifest.add('flows', flows.flat());
  await manifest.write(join(folder, `ring.flow.${format}`));
}
