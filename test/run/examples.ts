/** The examples as a program would hand them in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceInput } from '../../src/run/workspace.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const CONFIG_FILE = 'flowdown.config.yaml';

/** Names of the examples. */
export const EXAMPLE_NAMES = readdirSync(EXAMPLES).sort();

/** An example with its configuration. */
export function exampleInput(
  name: string,
): Omit<WorkspaceInput, 'files'> & { readonly files: readonly ExampleFile[] } {
  const folder = join(EXAMPLES, name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const textOf = (path: string): string => readFileSync(join(folder, path), 'utf8');
  return {
    files: paths.filter((path) => path.endsWith('.flow.yaml')).map((path) => ({ path, text: textOf(path) })),
    config: { path: CONFIG_FILE, text: textOf(CONFIG_FILE) },
  };
}

/** A manifest of an example. */
export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}
