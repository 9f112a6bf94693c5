import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/manifest/format.ts';
import { mergedManifest } from '../../src/export/exporters.ts';
import { LOSSES } from '../../src/export/cyclonedx/losses.ts';
import { manifestAs } from '../import/models.ts';
import { generate } from '../reference/generate.ts';
import { exportedAs, officialSchema } from './bills.ts';

const FORMATS = ['cyclonedx-1.6', 'cyclonedx-1.7', 'cyclonedx-2.0-draft'];
const SEED = Number(process.env.FLOWDOWN_SEED ?? 20190531);
const MODELS = 150;

/** Random workspaces of ours; where files contradict each other, only the first one. */
function manifests(seed: number): Manifest[] {
  const { files, trust } = generate(seed);
  return trust === undefined ? files.map(({ manifest }) => manifest) : [];
}

/** A manifest without what a bill does not keep. */
function kept(all: readonly Manifest[]): Manifest {
  const merged = { ...mergedManifest(all) };
  for (const { field } of LOSSES) delete merged[field];
  for (const set of Object.values(merged.data ?? {})) {
    // A list of one says the same as the one.
    if (Array.isArray(set.category) && set.category.length === 1) [set.category] = set.category;
  }
  return merged;
}

describe('CycloneDX', () => {
  it.each(FORMATS)('keeps all but what is listed as lost on the way to %s and back', (format) => {
    let tried = 0;
    for (let seed = SEED; tried < MODELS; seed += 1) {
      const all = manifests(seed);
      if (all.length === 0) continue;
      tried += 1;
      const { text } = exportedAs(format, all);
      expect(manifestAs('cyclonedx', { 'bom.json': text }), `seed ${seed}`).toEqual(kept(all));
    }
  });

  it.each(['1.6', '1.7'] as const)('writes what the official schema of %s accepts', (version) => {
    const validate = officialSchema(version);
    expect(validate({ bomFormat: 'CycloneDX', specVersion: version, services: [{}] })).toBe(false);
    for (let seed = SEED; seed < SEED + MODELS; seed += 1) {
      const all = manifests(seed);
      if (all.length === 0) continue;
      const isValid = validate(JSON.parse(exportedAs(`cyclonedx-${version}`, all).text));
      expect(validate.errors ?? [], `seed ${seed}`).toEqual([]);
      expect(isValid).toBe(true);
    }
  });
});
