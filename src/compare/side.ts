import type { Facts } from '../analysis/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { Places } from '../findings/places.ts';
import type { ManifestDocument } from '../manifest/read.ts';

/** One of two states of a workspace that are compared, at the day of the comparison. */
export interface Side {
  readonly facts: Facts;
  readonly documents: readonly ManifestDocument[];
  readonly places: Places;
  readonly findings: readonly Finding[];
}
