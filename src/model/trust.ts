import type { ManifestSource } from './statements.ts';

/** Which files speak for whom. A file's `rank` orders competing declarations of one id: the lower rank counts. */
export interface Trust {
  readonly rank: readonly number[];
  /** Parties that path and signatures give to each file, before it narrows them itself. */
  readonly given: readonly ReadonlySet<string>[];
  readonly speaksFor: readonly ReadonlySet<string>[];
}

/** One entry of `trust` in the configuration, its pattern already matched against the files. */
export interface TrustEntry {
  readonly parties: readonly string[];
  readonly matches: (path: string) => boolean;
  /** Keys of which one has to have signed a file, so that it has these parties. */
  readonly signedBy?: readonly string[];
}

/** Whose signature a file has, and for whom it may speak by that. */
export interface Voice {
  readonly keys: readonly string[];
  readonly parties: readonly string[];
  /** Why nothing else counts, in words. */
  readonly reason: string;
  /** Is there no signature at all? */
  readonly isMissing?: boolean;
}

/** Finds the voice that its signatures give to a file. */
export type VoiceOf = (path: string) => Voice;

export const UNSIGNED: VoiceOf = () => ({
  keys: [],
  parties: [],
  reason: 'it is not signed',
  isMissing: true,
});

/** The reason for which a file lacks a signature that its entry of trust asks for; undefined where it lacks none. */
export function lackOf(
  path: string,
  entries: readonly TrustEntry[],
  voiceOf: VoiceOf,
): { readonly reason: string; readonly keys: readonly string[] } | undefined {
  const keys = entries.find((entry) => entry.matches(path))?.signedBy;
  if (keys === undefined) return undefined;
  const voice = voiceOf(path);
  if (keys.some((key) => voice.keys.includes(key))) return undefined;
  const reason = voice.keys.length === 0 ? voice.reason : `it is signed by ${voice.keys.join(', ')} alone`;
  return { reason, keys };
}

/** Gives each file the parties of the entry that matches its path and of its signatures, narrowed by its own `speaksFor`. */
export function trustOf(
  sources: readonly ManifestSource[],
  entries: readonly TrustEntry[],
  voiceOf: VoiceOf = UNSIGNED,
): Trust {
  const rank: number[] = [];
  const all: Set<string>[] = [];
  const speaksFor: Set<string>[] = [];
  for (const { path, head } of sources) {
    const at = entries.findIndex((entry) => entry.matches(path));
    const byPath = at < 0 || lackOf(path, entries, voiceOf) !== undefined ? [] : entries[at].parties;
    const given = new Set([...byPath, ...voiceOf(path).parties]);
    const own = head.speaksFor;
    rank.push(at < 0 ? entries.length : at);
    all.push(given);
    speaksFor.push(own === undefined ? given : new Set([...given].filter((party) => own.includes(party))));
  }
  return { rank, given: all, speaksFor };
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
