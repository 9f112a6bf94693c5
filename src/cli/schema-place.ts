/** Where an editor finds the schema of a file that the program writes. */
import { joinPath, shownPath } from '../io/files.ts';
import { DISK, nearestWith } from '../io/tree.ts';

/** The schema that comes with the program, where it is installed around the folder: an editor finds it for everyone there. */
export function schemaFor(folder: string, name: 'rule' | 'manifest' | 'config'): string | undefined {
  const schema = `node_modules/flowdown/schema/${name}.schema.json`;
  const root = nearestWith(DISK, folder, schema);
  return root === undefined ? undefined : shownPath(joinPath(root, schema), folder);
}
