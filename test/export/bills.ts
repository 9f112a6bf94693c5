/** Bills of materials that are exported in tests, and the official schema of the format. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { heldIn } from '../../src/answers/held.ts';
import { inspectFacts } from '../../src/analysis/inspect.ts';
import { factsOf } from '../../src/analysis/facts.ts';
import type { Exported } from '../../src/export/exporter.ts';
import { EXPORTERS, mergedManifest } from '../../src/export/exporters.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import type { Manifest } from '../../src/manifest/format.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** Exports the manifests of a workspace, as they stand. */
export function exportedAs(
  format: string,
  manifests: readonly Manifest[],
): Exported & { readonly text: string } {
  const exporter = EXPORTERS.get(format);
  if (exporter === undefined) throw new Error(`no exporter to ${format}`);
  const files = manifests.map((manifest, at) => ({
    path: `${at}.flow.json`,
    text: JSON.stringify(manifest),
  }));
  const { workspace, problems } = openWorkspace({ files, config: {} });
  if (workspace === undefined) throw new Error(JSON.stringify(problems));
  const facts = factsOf(workspace.model, parseDay('2025-06-01') ?? 0);
  const exported = exporter.export({
    manifest: mergedManifest(workspace.documents.map(({ manifest }) => manifest)),
    facts: inspectFacts(facts),
    held: () => heldIn(facts),
  });
  if (!('text' in exported)) throw new Error(`${format} writes several files`);
  return exported;
}

const require = createRequire(import.meta.url);
const SCHEMAS = join(dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema');

/** The official schema of a version, as the library of the CycloneDX project brings it. */
export function officialSchema(version: '1.6' | '1.7'): ValidateFunction {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(SCHEMAS, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
  ajv.addFormat('iri-reference', /^[^\s<>"{}|\\^`]*$/);
  // Of formats that no field of ours has.
  for (const format of ['date', 'date-time', 'idn-email', 'uri']) ajv.addFormat(format, true);
  for (const name of ['jsf-0.82', 'spdx', 'cryptography-defs'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(read(`bom-${version}`));
}
