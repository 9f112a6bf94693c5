/** The formats that can be imported, by name. */
import { fideslang } from './fideslang.ts';
import type { Importer } from './importer.ts';
import { oaas } from './oaas.ts';
import { odcs } from './odcs.ts';
import { openlineage } from './openlineage.ts';
import { oscal } from './oscal.ts';
import { threagile } from './threagile.ts';

const ALL: readonly Importer[] = [fideslang, oaas, odcs, openlineage, oscal, threagile];

/** Importers by their names, in the order of the names. */
export const IMPORTERS: ReadonlyMap<string, Importer> = new Map(
  [...ALL].sort((a, b) => (a.name < b.name ? -1 : 1)).map((importer) => [importer.name, importer]),
);

export { importFiles } from './importing.ts';
export { mappingText, readMapping } from './mapping.ts';
export { placedManifests } from './placed.ts';
export { namesNotes, shortSummary } from './telling.ts';
export { manifestText } from './write.ts';
export { withoutDeclared } from './draft.ts';
