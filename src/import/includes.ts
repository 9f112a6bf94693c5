/** Files that other files include: where they are, and the reading of those that nobody has named. */
import type { ForeignFile } from './read.ts';

/** The path of a file that another one includes, relative to that one's folder. */
export function includedPath(from: string, include: string): string {
  if (include.startsWith('/')) return normal(include);
  return normal(`${folderIn(from)}${include}`);
}

/** Is a path below the folder of a file? */
export function isBeside(path: string, file: string): boolean {
  const folder = normal(folderIn(file));
  const start = folder === '' ? '' : `${folder}/`;
  // What is normal has its dots in front, so that there are some behind the folder only where it leads out again.
  return path.startsWith(start) && !/^(?:\/|\.\.(?:\/|$))/.test(path.slice(start.length));
}

/** The folder of a path with a slash behind it; empty for a path without one. */
function folderIn(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** Gives a file that another one includes; undefined where it is not there, or is not to be followed to. */
export type Follow = (path: string, beside: string) => ForeignFile | undefined;

/**
 * Reads files and then those that they include and that lie beside the named one, or below, each once. `read` gives what
 * a file includes, as its author wrote it.
 */
export function withIncluded<T>(
  files: readonly ForeignFile[],
  read: (file: ForeignFile) => { readonly reading: T; readonly includes: readonly string[] },
  follow: Follow | undefined,
): T[] {
  const known = new Set(files.map(({ path }) => path));
  const open = files.map((file) => ({ file, named: file.path }));
  const readings: T[] = [];
  for (const { file, named } of open) {
    const { reading, includes } = read(file);
    readings.push(reading);
    for (const include of includes) {
      const path = includedPath(file.path, include);
      if (known.has(path) || !isBeside(path, named)) continue;
      const found = follow?.(path, named);
      if (found === undefined) continue;
      known.add(path);
      open.push({ file: found, named });
    }
  }
  return readings;
}
