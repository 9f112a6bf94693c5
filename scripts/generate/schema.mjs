import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

/** The schema that a TypeBox module exports, as plain JSON. */
export async function importSchema(root, entry) {
  const folder = join(root, 'node_modules/.cache/flowdown');
  const outfile = join(folder, `${entry.name}-schema-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      entryPoints: [join(root, entry.module)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'warning',
    });
    const module = await import(pathToFileURL(outfile).href);
    if (module[entry.export] === undefined) throw new Error(`${entry.module} has no export ${entry.export}`);
    // Through JSON, as TypeBox keeps its kinds under symbols.
    return JSON.parse(JSON.stringify(module[entry.export]));
  } finally {
    await rm(outfile, { force: true });
  }
}

/**
 * The schema with a description on each property; a property that is a choice takes the descriptions of its
 * branches. Throws when one has none, naming it.
 */
export function describeAll(schema, name) {
  const lacking = [];
  describeWithin(schema, name, lacking);
  if (lacking.length > 0) throw new Error(`no description: ${lacking.join(', ')}`);
  return schema;
}

function describeWithin(schema, path, lacking) {
  if (schema === null || typeof schema !== 'object') return;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    property.description ??= branchDescriptions(property);
    if (!property.description) lacking.push(`${path}.${name}`);
    describeWithin(property, `${path}.${name}`, lacking);
  }
  for (const branch of schema.anyOf ?? []) describeWithin(branch, path, lacking);
  describeWithin(schema.items, `${path}[]`, lacking);
  describeWithin(schema.additionalProperties, `${path}.*`, lacking);
}

function branchDescriptions(property) {
  const branches = property.anyOf?.map((branch) => branch.description);
  return branches?.every(Boolean) ? branches.join(' Or: ') : undefined;
}

/** The file of a schema. */
export async function schemaText(schema) {
  return format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
}
