/** A Threagile model: what is in it, from whatever files it was put together. References are not yet followed. */
import type { Origin } from '../draft.ts';
import type { Placed } from '../schema.ts';
import type { Identified } from '../sections.ts';
import type { Tally } from '../summary.ts';

/** What has an id and a title in a section of the model; its origin is the title's. */
export interface Titled extends Identified {
  readonly title: string;
}

export interface DataAsset extends Titled {
  /** Undefined where the model does not name one. */
  readonly owner?: Placed;
  readonly source?: string;
  readonly confidentiality?: string;
  readonly quantity?: string;
  readonly tags: readonly Placed[];
}

export interface Link {
  readonly title: string;
  readonly origin: Origin;
  readonly target: Placed;
  readonly sent: readonly Placed[];
  readonly received: readonly Placed[];
  readonly protocol: string;
  readonly usage: string;
  readonly isVpn: boolean;
}

export interface TechnicalAsset extends Titled {
  readonly type: string;
  readonly technologies: readonly string[];
  readonly usage: string;
  readonly owner?: Placed;
  readonly encryption: string;
  readonly isOutOfScope: boolean;
  readonly whyOutOfScope?: string;
  readonly isOnInternet: boolean;
  /** Undefined where the field is not there at all. */
  readonly stored?: readonly Placed[];
  readonly processed: readonly Placed[];
  readonly links: readonly Link[];
}

export interface Boundary extends Titled {
  readonly type: string;
  readonly inside: readonly Placed[];
  readonly nested: readonly Placed[];
}

export interface Runtime extends Titled {
  readonly running: readonly Placed[];
}

/** What was decided about risks, by the synthetic id of the risk, which can hold wildcards. */
export interface TrackedRisk {
  readonly name: Placed;
  readonly status: string;
  /** Justification, ticket, date and who checked it, as far as they are stated. */
  readonly details: readonly string[];
}

/** What one file holds. */
export interface Part {
  readonly title?: string;
  readonly date?: string;
  /** Files that hold other parts of the model. */
  readonly includes: readonly Placed[];
  readonly dataAssets: readonly DataAsset[];
  readonly assets: readonly TechnicalAsset[];
  readonly boundaries: readonly Boundary[];
  readonly runtimes: readonly Runtime[];
  readonly risks: readonly TrackedRisk[];
}

export interface Model extends Omit<Part, 'includes'> {
  /** Includes that lead to no file that was given, by the path that was meant. */
  readonly missing: ReadonlyMap<string, Placed>;
  /** Values that nothing here reads. */
  readonly left: Tally;
}
