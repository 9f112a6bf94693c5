/** Workspaces of one manifest, ready for questions. */
import { factsOf } from '../../src/analysis/facts.ts';
import type { Asked } from '../../src/answers/asked.ts';
import { placesOf } from '../../src/findings/places.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { describe } from '../../src/manifest/problem.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';

/** Day of the questions. */
export const DAY = parseDay('2019-06-01') ?? 0;

/** Opens a manifest, given as YAML without its first line. */
export function opened(text: string, path = 'a.flow.yaml'): Workspace {
  const { workspace, problems } = openWorkspace({
    files: [{ path, text: path.endsWith('.json') ? text : `flowdown: 1\n${text}` }],
  });
  if (workspace === undefined)
    throw new Error(problems.map((problem) => describe(problem).message).join('\n'));
  return workspace;
}

/** Opens files of JSON of which each speaks for one party. */
export function openedWithTrust(files: Readonly<Record<string, object>>): Workspace {
  const { workspace, problems } = openWorkspace({
    files: Object.entries(files).map(([party, manifest]) => ({
      path: `${party}.flow.json`,
      text: JSON.stringify({ flowdown: 1, ...manifest }),
    })),
    config: {
      trust: Object.fromEntries(Object.keys(files).map((party) => [`${party}.flow.json`, [party]])),
    },
  });
  if (workspace === undefined)
    throw new Error(problems.map((problem) => describe(problem).message).join('\n'));
  return workspace;
}

/** Its facts on the day. */
export function askedIn({ model, documents }: Workspace, at = DAY): Asked {
  return { facts: factsOf(model, at), places: placesOf(documents, []) };
}
