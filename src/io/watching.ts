/** Folders as they change. */
import { watch, type FSWatcher } from 'node:fs';

/** A folder to watch, with all below it or what stands in it alone. */
export interface Watched {
  readonly folder: string;
  readonly isDeep: boolean;
}

/** Tells of changes until it is closed. */
export interface Watcher {
  /** Watches these folders in place of those before. */
  follow(folders: readonly Watched[]): void;
  /** Resolves after the next change, or to nothing once it is closed; changes that come together are one. */
  next(): Promise<'changed' | 'closed'>;
  close(): void;
}

// An editor that saves, and a checkout of a branch, touch many files in one go.
const TOGETHER = 80;
// Code and history that others write, all the time.
const SKIPPED = /(^|[\\/])(\.git|node_modules)([\\/]|$)/;

/** Begins to watch nothing. */
export function watcher(): Watcher {
  const open = new Map<string, FSWatcher>();
  let changed = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let tell: (() => void) | undefined;
  const noted = (path: string | null): void => {
    if (path !== null && SKIPPED.test(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed = true;
      tell?.();
    }, TOGETHER);
  };
  return {
    follow(folders) {
      const wanted = new Map(folders.map((each) => [`${each.folder}|${each.isDeep}`, each]));
      for (const [key, each] of open) {
        if (wanted.has(key)) continue;
        each.close();
        open.delete(key);
      }
      for (const [key, { folder, isDeep }] of wanted) {
        if (!open.has(key)) follow(open, key, folder, isDeep, noted);
      }
    },
    next: () =>
      new Promise((done) => {
        tell = () => {
          if (!changed && !isClosed) return;
          tell = undefined;
          changed = false;
          done(isClosed ? 'closed' : 'changed');
        };
        tell();
      }),
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const each of open.values()) each.close();
      open.clear();
      tell?.();
    },
  };
}

function follow(
  open: Map<string, FSWatcher>,
  key: string,
  folder: string,
  isDeep: boolean,
  noted: (path: string | null) => void,
): void {
  try {
    const watched = watch(folder, { recursive: isDeep }, (_, path) => noted(path));
    // A folder that goes away is a change; if it comes again, the next look finds it.
    watched.on('error', () => {
      open.delete(key);
      noted(null);
    });
    open.set(key, watched);
  } catch {
    // It has gone since it was read, and the check that follows says so.
    noted(null);
  }
}
