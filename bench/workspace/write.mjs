import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AT } from './days.mjs';
import { ManifestFile } from './files.mjs';
import { regionsOf } from './regions.mjs';

/** The configuration of every workspace here: the rules, and a day, so that each run sees the same. */
export const CONFIGURATION = `packs: [core, case-cbp-2019]\nat: ${AT}\n`;

/**
 * Writes a workspace of so many flows to a folder, as one manifest or as several. Each file then has a part of a region, or
 * several regions.
 */
export async function writeWorkspace(folder, { flows, format, files }) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'flowdown.config.yaml'), CONFIGURATION);
  const open = new Map();
  for (const { region, count } of regionsOf(flows)) {
    const start = Math.floor((region.number * files) / count);
    const end = Math.max(start + 1, Math.floor(((region.number + 1) * files) / count));
    for (let number = start; number < end; number++)
      if (!open.has(number)) open.set(number, new ManifestFile(format));
    spread(
      region,
      Array.from({ length: end - start }, (_, i) => open.get(start + i)),
    );
    for (const number of open.keys()) {
      if (number >= Math.floor(((region.number + 1) * files) / count)) continue;
      await open.get(number).write(join(folder, nameOf(number, { files, format })));
      open.delete(number);
    }
  }
}

/** Puts systems and flows of a region evenly into its files, and the rest into the first. */
function spread(region, manifests) {
  for (const [section, entries] of Object.entries(region.entries)) {
    const share =
      section === 'systems' || section === 'flows'
        ? Math.ceil(entries.length / manifests.length)
        : entries.length;
    manifests.forEach((manifest, i) => manifest.add(section, entries.slice(i * share, (i + 1) * share)));
  }
}

function nameOf(number, { files, format }) {
  if (files === 1) return `workspace.flow.${format}`;
  return `part-${String(number).padStart(5, '0')}.flow.${format}`;
}
