/** The formats that can be written, by name. */
import { cyclonedx16, cyclonedx17, cyclonedx20 } from './cyclonedx.ts';
import type { Exporter } from './exporter.ts';
import { csv } from './csv.ts';
import { dot } from './dot.ts';
import { mermaid } from './mermaid.ts';
import { openlineage } from './openlineage.ts';

const ALL: readonly Exporter[] = [csv, cyclonedx16, cyclonedx17, cyclonedx20, dot, mermaid, openlineage];

/** Exporters by their names, in the order of the names. */
export const EXPORTERS: ReadonlyMap<string, Exporter> = new Map(
  [...ALL].sort((a, b) => (a.name < b.name ? -1 : 1)).map((exporter) => [exporter.name, exporter]),
);

export { mergedManifest } from './merged.ts';
