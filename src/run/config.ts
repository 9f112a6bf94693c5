import { schema } from '../generated/config-schema.js';
import { validate } from '../generated/config-validator.js';
import { acceptedValue, locateIn, readDocument } from '../manifest/read.ts';
import type { ProblemCode } from '../manifest/messages.ts';
import type { Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import type { Config } from './config-format.ts';

/** A configuration, or what is wrong with its file. */
export interface ConfigReading {
  readonly config?: Config;
  readonly problems: readonly Problem[];
}

/** The text of a configuration, and its path. */
interface ConfigSource {
  readonly path: string;
  readonly text: string;
}

// What it extends, which packs it names and what lies below its folder are asked for apart.
const readings = new WeakMap<ConfigSource, ConfigReading>();

/** Reads the text of a configuration, once. */
export function readConfig(source: ConfigSource): ConfigReading {
  const reading = readings.get(source) ?? readText(source);
  readings.set(source, reading);
  return reading;
}

function readText(source: ConfigSource): ConfigReading {
  const accepted = acceptedValue(source, schema);
  // Most are sound, and are not worth loading the code that says what is wrong.
  if (accepted !== undefined) return { config: accepted as unknown as Config, problems: [] };
  const { value, problems } = readDocument(source, (tree) => schemaIssues(tree, validate, schema));
  // The validator has just accepted the value: this is where text becomes a type.
  return value === undefined ? { problems } : { config: value as unknown as Config, problems };
}

/** Something wrong in a configuration, at a path of keys in one of its layers. */
export interface ConfigFault {
  readonly code: ProblemCode;
  /** Index of the layer. */
  readonly layer: number;
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** Faults of one file at their places in its text; without a text, at its beginning. */
export function placeFaults(
  faults: readonly Omit<ConfigFault, 'layer'>[],
  { path: file, text }: { readonly path: string; readonly text?: string },
): Problem[] {
  if (faults.length === 0) return [];
  const paths = faults.map(({ path }) => path);
  const places = text === undefined ? undefined : locateIn({ path: file, text }, paths);
  return faults.map(({ code, values, path }, i) => {
    const span = places?.[i][isOfKey(code, path) ? 'key' : 'value'];
    const { start, end } = span ?? { start: 0, end: 0 };
    return { code, file, start, end, values };
  });
}

/** A name that is a key is shown as such; one in a list is a value. */
function isOfKey(code: ProblemCode, path: readonly string[]): boolean {
  if (code === 'workspace-key') return true;
  return path.length > 1 && path[0] !== 'packs' && path[0] !== 'extends';
}
