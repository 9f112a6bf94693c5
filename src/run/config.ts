import { schema, validate } from '../generated/config-validator.js';
import { locateIn, readDocument } from '../manifest/read.ts';
import type { Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import type { Config } from './config-format.ts';
import type { ConfigFault } from './packs.ts';

/** A configuration, or what is wrong with its file. */
export interface ConfigReading {
  readonly config?: Config;
  readonly problems: readonly Problem[];
}

/** Reads the text of a configuration. */
export function readConfig(source: { readonly path: string; readonly text: string }): ConfigReading {
  const { value, problems } = readDocument(source, (tree) => schemaIssues(tree, validate, schema));
  // The validator has just accepted the value: this is where text becomes a type.
  return value === undefined ? { problems } : { config: value as unknown as Config, problems };
}

/** Faults of the configuration at their places in its text; without a text, at its beginning. */
export function placeFaults(
  faults: readonly ConfigFault[],
  source: { readonly path: string; readonly text: string } | undefined,
): Problem[] {
  if (faults.length === 0) return [];
  const places =
    source &&
    locateIn(
      source,
      faults.map(({ path }) => path),
    );
  return faults.map(({ code, values, path }, i) => {
    const place = places?.[i];
    // A name that is a key is shown as such; one in a list is a value.
    const span = path[0] === 'packs' || path.length === 1 ? place?.value : place?.key;
    const { start, end } = span ?? { start: 0, end: 0 };
    return { code, file: source?.path ?? 'configuration', start, end, values };
  });
}
