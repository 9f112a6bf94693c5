/** The formats that can be written, by name. */
import type { Exporter } from './exporter.ts';
import { mermaid } from './mermaid.ts';
import { openlineage } from './openlineage.ts';

const ALL: readonly Exporter[] = [mermaid, openlineage];

/** Exporters by their names, in the order of the names. */
export const EXPORTERS: ReadonlyMap<string, Exporter> = new Map(
  [...ALL].sort((a, b) => (a.name < b.name ? -1 : 1)).map((exporter) => [exporter.name, exporter]),
);

export { mergedManifest } from './merged.ts';
