import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Question } from './comparison.ts';
import type { Disagreement } from './fuzz.ts';
import { RULES } from './rules/rules.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** A question on which the two did not agree once. */
interface Case {
  /** What was wrong. */
  title: string;
  rules: string[];
  holdings: string[];
  workspace: ReferenceWorkspace;
}

/** All that are kept, by name of the file. */
export function casesIn(folder = FOLDER): [name: string, question: Question & { title: string }][] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { rules, ...kept } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case;
      return [name, { ...kept, rules: RULES.filter(({ id }) => rules.includes(id)) }];
    });
}

/** Keeps a disagreement; whoever mends it gives the case its title and its name. */
export function keepCase(
  { seed, question: { workspace, rules, holdings } }: Disagreement,
  folder = FOLDER,
): string {
  const path = join(folder, `seed-${seed}.json`);
  const kept: Case = {
    title: `Not looked at yet: found with seed ${seed}.`,
    rules: rules.map(({ id }) => id),
    holdings,
    workspace,
  };
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
  return path;
}

// The command that keeps them runs from a bundle elsewhere, and names the folder.
const FOLDER = fileURLToPath(new URL('cases/', import.meta.url));
