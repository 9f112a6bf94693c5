/** The folder of the user for what can be made again. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, getuid, platform } from 'node:process';

/**
 * Where it is, or is to be made; undefined where nobody says whose folder it would be, or where that is somebody else's, as
 * that of the user for whom `sudo` runs something.
 */
export function cacheFolder(): string | undefined {
  const base = baseFolder();
  return base === undefined || !isOwn(base) ? undefined : join(base, 'flowdown');
}

function baseFolder(): string | undefined {
  const { XDG_CACHE_HOME: stated, HOME: home, LOCALAPPDATA: local } = env;
  if (platform === 'win32') return local;
  // The specification has paths that are not absolute ignored.
  if (stated?.startsWith('/')) return stated;
  if (!home?.startsWith('/')) return undefined;
  return platform === 'darwin' ? join(home, 'Library/Caches') : join(home, '.cache');
}

/** Does a folder belong to the user, or the one around it where it is not there yet? */
function isOwn(folder: string): boolean {
  if (getuid === undefined) return true;
  const stats =
    statSync(folder, { throwIfNoEntry: false }) ?? statSync(dirname(folder), { throwIfNoEntry: false });
  return stats?.uid === getuid();
}
