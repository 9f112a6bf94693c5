import { dayOf } from './day.ts';
import type { ReferenceFile, ReferenceWorkspace } from './workspace.ts';

/** Section 3: S(file), the parties that it is given, narrowed by the file's own `speaksFor`; all without trust. */
export function speaksFor(workspace: ReferenceWorkspace, file: ReferenceFile, party: string): boolean {
  if (workspace.trust === undefined) return true;
  const narrowed = file.manifest.speaksFor;
  return given(workspace, file).includes(party) && (narrowed === undefined || narrowed.includes(party));
}

/** Section 3, required manifests: the required parties for which no file is there that speaks for them. */
export function missingManifests(workspace: ReferenceWorkspace): string[] {
  return (workspace.required ?? []).filter(
    (party) => !workspace.files.some((file) => isManifestOf(file, party)),
  );

  // A file that declares nothing is no manifest: emptying it must not count as handing it in.
  function isManifestOf(file: ReferenceFile, party: string): boolean {
    const declares = Object.keys(file.manifest).some(
      (key) => !['flowdown', '$schema', 'speaksFor'].includes(key),
    );
    if (!declares) return false;
    if (workspace.trust === undefined) return file.manifest.speaksFor?.includes(party) ?? false;
    return speaksFor(workspace, file, party);
  }
}

/** D3: the parties of the one entry that matches the path, where it is signed as that asks, and those of its keys. */
function given(workspace: ReferenceWorkspace, file: ReferenceFile): string[] {
  const byPath = lacksSignature(workspace, file) ? [] : (entryOf(workspace, file)?.parties ?? []);
  const bySignature = signers(workspace, file).flatMap((key) => workspace.keys?.[key].speaksFor ?? []);
  return [...byPath, ...bySignature];
}

/** D3: does the entry ask for a signature that the file does not have? */
function lacksSignature(workspace: ReferenceWorkspace, file: ReferenceFile): boolean {
  const asked = entryOf(workspace, file)?.signedBy;
  return asked !== undefined && !signers(workspace, file).some((key) => asked.includes(key));
}

/** D3: the keys that have signed the file and count on the day of the check; one that is revoked never did. */
export function signers({ keys = {}, at }: ReferenceWorkspace, { signedBy = [] }: ReferenceFile): string[] {
  const day = dayOf(at);
  return signedBy.filter((key) => {
    const { from, until, revoked } = keys[key];
    if (revoked !== undefined) return false;
    return (from === undefined || dayOf(from) <= day) && (until === undefined || day <= dayOf(until));
  });
}

function entryOf(workspace: ReferenceWorkspace, file: ReferenceFile) {
  const matching = (workspace.trust ?? []).filter((entry) => entry.path === file.path);
  if (matching.length > 1) throw new Error(`two trust entries for ${file.path}`);
  return matching[0];
}

/** The place of the file's trust entry in the configuration; files under none come last (D2). */
export function trustRank(workspace: ReferenceWorkspace, file: ReferenceFile): number {
  const trust = workspace.trust ?? [];
  const place = trust.findIndex((entry) => entry.path === file.path);
  return place === -1 ? trust.length : place;
}

/** Section 3 and D3: files that lack a signature, or claim in `speaksFor` a party that they are not given. */
export function unentitledVoices(workspace: ReferenceWorkspace): string[] {
  if (workspace.trust === undefined) return [];
  return workspace.files.flatMap((file) => {
    if (lacksSignature(workspace, file)) return [`signature:${file.path}`];
    const isForeign = (party: string) => !given(workspace, file).includes(party);
    return file.manifest.speaksFor?.some(isForeign) ? [`speaksFor:${file.path}`] : [];
  });
}

/** Section 3: the taxonomy is the gate's, never a manifest's. */
export function unentitledTaxonomies(workspace: ReferenceWorkspace): string[] {
  if (workspace.trust === undefined) return [];
  return workspace.files
    .filter((file) => file.manifest.taxonomy !== undefined)
    .map((file) => `taxonomy:${file.path}`);
}
