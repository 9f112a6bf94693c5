import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slug } from '../../src/import/ids.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { escapeText } from '../../src/manifest/escape.ts';
import { starterConfig, starterManifest } from '../../src/manifest/starter.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

const named = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 40 })
  .map((name) => ({ id: slug(name), name }))
  .filter(({ name }) => escapeText(name) === name)
  .filter(({ id }) => id !== '' && id !== 'all' && id.length <= 50);

it('a starter is sound whatever things are called, and nothing is found in it for a year', () => {
  const today = parseDay('2024-02-29') ?? 0;
  const names = fc.tuple(named, named, named, named).filter(([organisation, , supplier, system]) => {
    return organisation.id !== supplier.id && system.id !== `${organisation.id}-system`;
  });
  fc.assert(
    fc.property(names, ([organisation, data, supplier, system]) => {
      const text = starterManifest({ organisation, data, category: 'health', supplier, system }, today);
      const { workspace, problems } = openWorkspace({
        files: [{ path: 'a.flow.yaml', text }],
        config: { path: 'flowdown.config.yaml', text: starterConfig() },
      });
      expect(problems).toEqual([]);
      if (workspace === undefined) return;
      expect(
        workspace.model.parties.entry
          .all()
          .map(({ name }) => name)
          .sort(),
      ).toEqual([organisation.name, supplier.name].sort());
      expect(checkWorkspace(workspace, { at: today, horizon: today + 364 }).findings).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
