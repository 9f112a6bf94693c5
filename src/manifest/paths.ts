/** Paths as texts: with `/`, relative to the folder of a workspace. Nothing here looks at a disk. */

/** Does a path say by its beginning that it is one, and neither a name nor absolute? */
export function isRelativePath(text: string): boolean {
  return /^\.\.?\//.test(text) && !text.includes('\\');
}

/** A path from a folder, without `.` and with `..` at its beginning only; empty for the folder of the workspace. */
export function resolvePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The folder in which a file stands; empty for that of the workspace. */
export function parentPath(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
