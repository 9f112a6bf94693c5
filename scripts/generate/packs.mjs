import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importBundled } from './bundled.mjs';

/**
 * What stands in a folder of rules: the packs in its folders, each read after those that it extends, the clauses that they
 * may cite, in `clauses/`, and the names in `taxonomy.yaml`; by the product's own reader. Throws with every problem of
 * every file.
 */
export async function readRules(root, folder = join(root, 'rules')) {
  const reader = await importBundled(
    root,
    'pack-reader',
    [
      "export { readPack } from './rules/pack.ts'; export { describe } from './manifest/problem.ts';",
      "export { readClauses, readTaxonomy } from './rules/read-catalogue.ts';",
      "export { taxonomyOf } from './rules/taxonomy.ts';",
    ].join('\n'),
  );
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const clauses = reader.readClauses(await filesOf(join(folder, CLAUSES), `rules/${CLAUSES}`));
  // A folder of packs alone has no names of its own.
  const hasTaxonomy = entries.some(({ name }) => name === TAXONOMY);
  const taxonomy = hasTaxonomy
    ? reader.readTaxonomy(await fileOf(join(folder, TAXONOMY), `rules/${TAXONOMY}`))
    : { taxonomy: {}, problems: [] };
  const known = reader.taxonomyOf(taxonomy.taxonomy ?? {}, 'flowdown').taxonomy;
  const problems = [...clauses.problems, ...taxonomy.problems];
  const sources = new Map();
  for (const name of names.filter((each) => each !== CLAUSES).sort()) {
    sources.set(name, await filesOf(join(folder, name), `rules/${name}`));
  }
  const packs = [];
  for (const name of inOrder(sources)) {
    const rules = packs.flatMap((pack) => pack.rules);
    const around = { rules, catalogue: clauses.catalogue, taxonomy: known };
    const reading = reader.readPack(sources.get(name), around);
    problems.push(...reading.problems);
    if (reading.pack !== undefined) packs.push(reading.pack);
    else if (reading.problems.length === 0) throw new Error(`rules/${name} has no pack.yaml`);
  }
  if (problems.length > 0) {
    const told = problems.map((problem) => {
      const line = `${problem.file}: ${reader.describe(problem).message}`;
      return problem.values.name === undefined ? line : `${line} (${problem.values.name})`;
    });
    throw new Error(`rules:\n${told.join('\n')}`);
  }
  packs.sort((a, b) => (a.pack < b.pack ? -1 : 1));
  return { packs, clauses: clauses.files, taxonomy: taxonomy.taxonomy };
}

const CLAUSES = 'clauses';
const TAXONOMY = 'taxonomy.yaml';

/** Names of packs, each after those that it extends or whose rules its own are like or refine. */
function inOrder(sources) {
  const ordered = [];
  const visit = (name) => {
    if (ordered.includes(name) || !sources.has(name)) return;
    const texts = sources.get(name).map(({ text }) => text);
    const needed = [...sources.keys()].filter(
      (other) => other !== name && texts.some((text) => mentions(text, other)),
    );
    // A circle is found by the reader, as a rule that is not there.
    visiting.add(name);
    needed.filter((other) => !visiting.has(other)).forEach(visit);
    if (!ordered.includes(name)) ordered.push(name);
  };
  const visiting = new Set();
  [...sources.keys()].forEach(visit);
  return ordered;
}

function mentions(text, pack) {
  return new RegExp(`^(?:like|refines): .*\\b${pack}/|^  - ${pack}/|^extends: .*\\b${pack}\\b`, 'm').test(
    text,
  );
}

/** The packs as a module: one text for each, so that those that are off cost nothing, and one for the cases of its rules. */
export function packsModule(packs) {
  const lean = ({ rules, ...pack }) => ({ ...pack, rules: rules.map(withoutCases) });
  const cases = ({ rules }) => rules.map((rule) => rule.cases);
  return NOTE + textsByPack('packTexts', packs, lean) + textsByPack('caseTexts', packs, cases);
}

function withoutCases(rule) {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'cases'));
}

function textsByPack(name, packs, valueOf) {
  const texts = packs.map((pack) => `${JSON.stringify(pack.pack)}: ${textLiteral(valueOf(pack))},\n`);
  return `export const ${name} = {\n${texts.join('')}};\n`;
}

/** The clauses, and apart from them what a check needs: their ids, and what each replaces. */
export function clausesModule(files) {
  const ids = files.flatMap(({ clauses }) =>
    Object.entries(clauses).map(([id, { aliases, replaces }]) => {
      const others = aliases?.map((alias) => ({ id: alias.id }));
      return [id, { ...(others && { aliases: others }), ...(replaces && { replaces }) }];
    }),
  );
  return textsModule({ clausesText: files, clauseIdsText: Object.fromEntries(ids) });
}

/** Values as a module with their texts. */
export function textsModule(values) {
  const lines = Object.entries(values).map(
    ([name, value]) => `export const ${name} = ${textLiteral(value)};\n`,
  );
  return NOTE + lines.join('');
}

/** Types of modules with texts. */
export function packsTypes() {
  return ['packTexts', 'caseTexts'].reduce(
    (types, name) => `${types}export declare const ${name}: Readonly<Record<string, string>>;\n`,
    NOTE,
  );
}

export function textsTypes(names) {
  return NOTE + names.map((name) => `export declare const ${name}: string;\n`).join('');
}

const NOTE = '// Generated by scripts/generate.mjs; do not edit.\n';

function textLiteral(value) {
  return JSON.stringify(JSON.stringify(value));
}

async function filesOf(folder, shown) {
  const names = await readdir(folder).catch(() => []);
  const wanted = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(wanted.map((name) => fileOf(join(folder, name), `${shown}/${name}`)));
}

async function fileOf(path, shown) {
  return { path: shown, text: await readFile(path, 'utf8') };
}
