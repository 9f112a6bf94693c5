/** What a bill of materials does not keep, not even in properties. */

/** A section of manifests that is left out, and why. */
interface Loss {
  readonly field: 'access' | 'authorizations' | 'contracts' | 'waivers';
  readonly reason: string;
}

/** Ordered by section. docs/import/cyclonedx.md has the same table. */
export const LOSSES: readonly Loss[] = [
  { field: 'access', reason: 'the format has no standing access of a party to systems' },
  { field: 'authorizations', reason: 'a bill of materials states what is there, and nobody permits by it' },
  { field: 'contracts', reason: 'the format has no agreements between parties' },
  { field: 'waivers', reason: 'what an owner accepts is no property of a system' },
];
