import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { PACKS, RULES } from './rules/rules.ts';
import type { ReferenceWorkspace } from './workspace.ts';

// Those that are off by themselves have to be asked for.
const ASKED = Object.fromEntries(
  RULES.filter(({ status }) => status !== undefined).map(({ id, severity }) => [id, severity ?? 'error']),
);

/** What the engine makes of a workspace, with every rule of every pack. */
export function openInEngine(workspace: ReferenceWorkspace) {
  const { workspace: opened, problems } = openWorkspace(inputOf(workspace));
  if (opened === undefined) throw new Error(`the engine cannot read it: ${JSON.stringify(problems)}`);
  const at = parseDay(workspace.at) ?? 0;
  return { opened, at, derived: factsOf(opened.model, at) };
}

function inputOf({ files, trust, required }: ReferenceWorkspace) {
  return {
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: {
      packs: PACKS,
      rules: ASKED,
      ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
      ...(required && { required }),
    },
  };
}
