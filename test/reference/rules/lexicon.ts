import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../../../src/manifest/format.ts';
import { CLAUSES, FOLDER } from './files.ts';
import type { World } from './world.ts';

type Section = 'categories' | 'purposes';

const TAXONOMY = parse(readFileSync(join(FOLDER, 'taxonomy.yaml'), 'utf8')) as Record<Section, object>;

/** D22: does the taxonomy have a name, or one that it is a special case of, and that has no special case itself? */
export function isKnown(world: World, section: Section, name: string): boolean {
  const names = namesOf(world, section);
  if (names.includes(name)) return true;
  const general = names.filter((each) => name.startsWith(`${each}.`)).sort((a, b) => b.length - a.length)[0];
  return general !== undefined && !names.some((each) => isDirectlyBelow(each, general));
}

function isDirectlyBelow(name: string, general: string): boolean {
  return name.startsWith(`${general}.`) && !name.slice(general.length + 1).includes('.');
}

/** Those of the product, and, where everyone may speak, those that manifests add. */
function namesOf({ workspace }: World, section: Section): string[] {
  const added = workspace.trust === undefined ? workspace.files.map(({ manifest }) => manifest.taxonomy) : [];
  return [TAXONOMY, ...added].flatMap((taxonomy: Manifest['taxonomy'] | typeof TAXONOMY) =>
    Object.keys(taxonomy?.[section] ?? {}),
  );
}

/** D21: the id of the catalogue for a clause as a contract states it. */
export function clauseId(stated: string): string {
  const found = Object.entries(CLAUSES).find(
    ([id, { aliases }]) => id === stated || aliases?.some((alias) => alias.id === stated),
  );
  return found?.[0] ?? stated;
}

/** D21: a clause and all that it replaces, over any number of steps. */
export function withReplaced(id: string): string[] {
  const found = [id];
  for (const each of found) {
    for (const replaced of CLAUSES[each]?.replaces ?? []) {
      if (!found.includes(clauseId(replaced))) found.push(clauseId(replaced));
    }
  }
  return found;
}
