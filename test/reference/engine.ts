import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { PACKS } from './rules/rules.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** What the engine makes of a workspace, with every pack. */
export function openInEngine(workspace: ReferenceWorkspace) {
  const { workspace: opened, problems } = openWorkspace(inputOf(workspace));
  if (opened === undefined) throw new Error(`the engine cannot read it: ${JSON.stringify(problems)}`);
  const at = parseDay(workspace.at) ?? 0;
  return { opened, at, derived: factsOf(opened.model, at) };
}

function inputOf({ files, trust, required, waivers }: ReferenceWorkspace) {
  return {
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: {
      packs: PACKS,
      ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
      ...(required && { required }),
      ...(waivers && { waivers }),
    },
  };
}
