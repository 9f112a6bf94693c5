/** The folder of the user for what can be made again. */
import { join } from 'node:path';
import { env, platform } from 'node:process';

/** Where it is, or is to be made; undefined where nobody says whose folder it would be. */
export function cacheFolder(): string | undefined {
  const base = baseFolder();
  return base === undefined ? undefined : join(base, 'flowdown');
}

function baseFolder(): string | undefined {
  const { XDG_CACHE_HOME: stated, HOME: home, LOCALAPPDATA: local } = env;
  if (platform === 'win32') return local;
  // The specification has paths that are not absolute ignored.
  if (stated?.startsWith('/')) return stated;
  if (!home?.startsWith('/')) return undefined;
  return platform === 'darwin' ? join(home, 'Library/Caches') : join(home, '.cache');
}
