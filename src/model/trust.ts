import type { ManifestSource } from './statements.ts';

/** Which files speak for whom. A file's `rank` orders competing declarations of one id: the lower rank counts. */
export interface Trust {
  readonly rank: readonly number[];
  readonly speaksFor: readonly ReadonlySet<string>[];
}

/** One entry of `trust` in the configuration, its pattern already matched against the files. */
export interface TrustEntry {
  readonly parties: readonly string[];
  readonly matches: (path: string) => boolean;
}

/** Gives each file the parties of the entry that matches its path, narrowed by its own `speaksFor`. */
export function trustOf(sources: readonly ManifestSource[], entries: readonly TrustEntry[]): Trust {
  const rank: number[] = [];
  const speaksFor: Set<string>[] = [];
  for (const { path, head } of sources) {
    const at = entries.findIndex((entry) => entry.matches(path));
    const given = at < 0 ? [] : entries[at].parties;
    const own = head.speaksFor;
    rank.push(at < 0 ? entries.length : at);
    speaksFor.push(new Set(own === undefined ? given : given.filter((party) => own.includes(party))));
  }
  return { rank, speaksFor };
}

/** Paths that more than one entry of `trust` matches; whose voice such a file has would be a guess. */
export function ambiguousTrust(
  sources: readonly ManifestSource[],
  entries: readonly TrustEntry[],
): readonly string[] {
  return sources
    .filter(({ path }) => entries.filter((entry) => entry.matches(path)).length > 1)
    .map(({ path }) => path);
}
