/** The formats that can be imported, by name. */
import type { Importer } from './importer.ts';
import { compose } from './compose.ts';
import { csv } from './csv.ts';
import { cyclonedx } from './cyclonedx.ts';
import { fideslang } from './fideslang.ts';
import { kubernetes } from './kubernetes.ts';
import { oaas } from './oaas.ts';
import { odcs } from './odcs.ts';
import { openlineage } from './openlineage.ts';
import { oscal } from './oscal.ts';
import { otm } from './otm.ts';
import { terraform } from './terraform.ts';
import { threagile } from './threagile.ts';
import { threatDragon } from './threat-dragon.ts';

const ALL: readonly Importer[] = [
  compose,
  csv,
  cyclonedx,
  fideslang,
  kubernetes,
  oaas,
  odcs,
  openlineage,
  oscal,
  otm,
  terraform,
  threagile,
  threatDragon,
];

/** Importers by their names, in the order of the names. */
export const IMPORTERS: ReadonlyMap<string, Importer> = new Map(
  ALL.flatMap((importer) =>
    [importer.name, ...(importer.aliases ?? [])].map((name) => [name, importer] as const),
  ).sort(([a], [b]) => (a < b ? -1 : 1)),
);

export { importFiles } from './importing.ts';
export { mappingText, readMapping } from './mapping.ts';
export { placedManifests } from './placed.ts';
export { namesNotes, shortSummary } from './telling.ts';
export { manifestText } from './write.ts';
export { withoutDeclared } from './draft.ts';
