/** Files of the clause catalogue and of the taxonomy -> their values, checked. */
import { schema as clausesSchema, validate as validateClauses } from '../generated/clauses-validator.js';
import { schema as taxonomySchema, validate as validateTaxonomy } from '../generated/taxonomy-validator.js';
import type { Problem } from '../manifest/problem.ts';
import { locateIn, readDocument, type Source } from '../manifest/read.ts';
import { schemaIssues } from '../manifest/validate.ts';
import type { ClausesFile, TaxonomyFile } from './catalogue-format.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';

/** Reads the files of a catalogue; no id may stand for two clauses. */
export function readClauses(sources: readonly Source[]): {
  readonly files: readonly ClausesFile[];
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const files: { readonly path: string; readonly text: string; readonly value: ClausesFile }[] = [];
  for (const source of sources) {
    const reading = readDocument(source, (value) => schemaIssues(value, validateClauses, clausesSchema));
    problems.push(...reading.problems);
    const { value, text } = reading;
    // The validator has just accepted the value: this is where text becomes a type.
    if (value !== undefined && text !== undefined) {
      files.push({ path: source.path, text, value: value as unknown as ClausesFile });
    }
  }
  const { catalogue, taken } = catalogueOf(files.map(({ value }) => value));
  for (const { id, file, path } of taken) {
    const [{ key }] = locateIn(files[file], [path]);
    problems.push({ code: 'clause-taken', file: files[file].path, ...key, values: { id } });
  }
  return { files: files.map(({ value }) => value), catalogue, problems };
}

/** Reads the file of a taxonomy. */
export function readTaxonomy(source: Source): {
  readonly taxonomy?: TaxonomyFile;
  readonly problems: readonly Problem[];
} {
  const { value, problems } = readDocument(source, (tree) =>
    schemaIssues(tree, validateTaxonomy, taxonomySchema),
  );
  // The validator has just accepted the value: this is where text becomes a type.
  return { problems, ...(value !== undefined && { taxonomy: value as unknown as TaxonomyFile }) };
}
