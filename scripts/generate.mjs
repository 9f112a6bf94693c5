// Writes what is generated: from the TypeBox modules JSON Schemas, their reference pages and the validators, from the
// vocabulary its page, from the packs a module and the pages of their rules.
// With --check nothing is written; the exit code is 1 when a file under schema/ or docs/ would change.
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clausesPage, taxonomyPage } from './generate/catalogue.mjs';
import { withConditions } from './generate/conditions.mjs';
import {
  clausesModule,
  packsModule,
  packsTypes,
  readRules,
  textsModule,
  textsTypes,
} from './generate/packs.mjs';
import { pageModule, pageTypes } from './generate/page.mjs';
import { referencePage } from './generate/reference.mjs';
import { rulePages, stalePages } from './generate/rules.mjs';
import { describeAll, importSchema, schemaText } from './generate/schema.mjs';
import { vocabularyPage } from './generate/vocabulary.mjs';
import { schemaModule, schemaTypes, validatorModule, validatorTypes } from './generate/validator.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * One line for each schema: `module` exports it as `export`; `schema/<name>.schema.json` is always written,
 * `docs` (a page for people), `validator` (src/generated/<name>-validator.js) and `alone` (the schema as it is looked at
 * while a file is read, src/generated/<name>-schema.js) where they are asked for. One that is
 * extended has more for editors than the validator needs, from modules that use the validators.
 */
const SCHEMAS = [
  {
    name: 'manifest',
    module: 'src/manifest/format.ts',
    export: 'manifestSchema',
    docs: 'docs/manifest.md',
    validator: true,
    alone: true,
  },
  {
    name: 'config',
    module: 'src/run/config-format.ts',
    export: 'configSchema',
    validator: true,
    alone: true,
  },
  {
    name: 'baseline',
    module: 'src/findings/baseline-format.ts',
    export: 'baselineSchema',
    validator: true,
    alone: true,
  },
  { name: 'rule', module: 'src/rules/format.ts', export: 'ruleSchema', validator: true, isExtended: true },
  { name: 'pack', module: 'src/rules/format.ts', export: 'packSchema', validator: true },
  { name: 'clauses', module: 'src/rules/catalogue-format.ts', export: 'clausesSchema', validator: true },
  { name: 'taxonomy', module: 'src/rules/catalogue-format.ts', export: 'taxonomySchema', validator: true },
  { name: 'envelope', module: 'src/sign/envelope-format.ts', export: 'envelopeSchema', validator: true },
  { name: 'statement', module: 'src/sign/envelope-format.ts', export: 'statementSchema', validator: true },
  {
    name: 'certificate',
    module: 'src/verify/certificate-format.ts',
    export: 'certificateSchema',
    validator: true,
  },
  { name: 'mapping', module: 'src/import/mapping-format.ts', export: 'mappingSchema', validator: true },
  { name: 'facts', module: 'src/analysis/facts-format.ts', export: 'factsSchema' },
];

async function filesOf(entry) {
  const schema = describeAll(await importSchema(ROOT, entry), entry.name);
  const files = [];
  if (!entry.isExtended) files.push(await schemaFile(entry.name, schema));
  if (entry.docs) files.push({ path: entry.docs, text: await referencePage(schema), isChecked: true });
  if (entry.validator) {
    const base = `src/generated/${entry.name}-validator`;
    files.push({ path: `${base}.js`, text: await validatorModule(ROOT, schema) });
    files.push({ path: `${base}.d.ts`, text: validatorTypes() });
  }
  if (entry.alone) {
    const base = `src/generated/${entry.name}-schema`;
    files.push({ path: `${base}.js`, text: schemaModule(schema) });
    files.push({ path: `${base}.d.ts`, text: schemaTypes() });
  }
  return files;
}

async function schemaFile(name, schema) {
  return { path: `schema/${name}.schema.json`, text: await schemaText(schema), isChecked: true };
}

/** Rule files, with the conditions that editors complete. */
async function ruleSchemaFile() {
  const entry = SCHEMAS.find(({ isExtended }) => isExtended);
  const schema = describeAll(await importSchema(ROOT, entry), entry.name);
  return schemaFile(entry.name, await withConditions(ROOT, schema));
}

async function current(path) {
  try {
    return await readFile(join(ROOT, path), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// Renamed into place, so that a build or test that runs at the same time never reads half a file.
async function write({ path, text }) {
  if ((await current(path)) === text) return;
  const target = join(ROOT, path);
  const temporary = `${target}.${process.pid}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(temporary, text);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

// A folder goes with its last page.
async function remove(path) {
  await rm(join(ROOT, path));
  await rmdir(dirname(join(ROOT, path))).catch(() => {});
}

async function check(files) {
  for (const { path, text, isChecked } of files) {
    if (!isChecked || (await current(path)) === text) continue;
    process.stderr.write(`${path} differs from what is generated; run: npm run generate\n`);
    process.exitCode = 1;
  }
}

/** Pages and schemas that are read from modules which use the validators, and pages that are no longer there. */
async function pagesOf({ packs, clauses, taxonomy }) {
  const pages = [
    { path: 'docs/clauses.md', text: await clausesPage(clauses, packs), isChecked: true },
    { path: 'docs/taxonomy.md', text: await taxonomyPage(taxonomy), isChecked: true },
    { path: 'docs/vocabulary.md', text: await vocabularyPage(ROOT), isChecked: true },
    await ruleSchemaFile(),
    ...(await rulePages(ROOT, packs)).map((page) => ({ ...page, isChecked: true })),
  ];
  return { pages, stale: await stalePages(ROOT, pages) };
}

const files = (await Promise.all(SCHEMAS.map(filesOf))).flat();
if (process.argv.includes('--check')) {
  const { pages, stale } = await pagesOf(await readRules(ROOT));
  await check([...files, ...pages]);
  for (const path of stale) {
    process.stderr.write(`${path} is the page of no rule; run: npm run generate\n`);
    process.exitCode = 1;
  }
} else {
  await Promise.all(files.map(write));
  const { version, homepage } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await write({
    path: 'src/generated/version.js',
    text: `export const version = ${JSON.stringify(version)};\nexport const homepage = ${JSON.stringify(homepage)};\n`,
  });
  await write({
    path: 'src/generated/version.d.ts',
    text: 'export declare const version: string;\nexport declare const homepage: string | undefined;\n',
  });
  await write({ path: 'src/generated/html-page.js', text: await pageModule(ROOT) });
  await write({ path: 'src/generated/html-page.d.ts', text: pageTypes() });
  // The packs are read with the validators that have just been written.
  const read = await readRules(ROOT);
  const { packs, clauses, taxonomy } = read;
  await write({ path: 'src/generated/packs.js', text: packsModule(packs) });
  await write({ path: 'src/generated/packs.d.ts', text: packsTypes() });
  await write({ path: 'src/generated/clauses.js', text: clausesModule(clauses) });
  await write({ path: 'src/generated/clauses.d.ts', text: textsTypes(['clausesText', 'clauseIdsText']) });
  await write({ path: 'src/generated/taxonomy.js', text: textsModule({ taxonomyText: taxonomy }) });
  await write({ path: 'src/generated/taxonomy.d.ts', text: textsTypes(['taxonomyText']) });
  const { pages, stale } = await pagesOf(read);
  await Promise.all(pages.map(write));
  await Promise.all(stale.map(remove));
}
