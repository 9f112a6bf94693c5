/** What the parts of a page share about one workspace. */
import type { Concern, Overview } from '../../answers/overview.ts';
import type { Act } from '../../findings/acts.ts';
import type { Finding } from '../../findings/finding.ts';
import type { CheckResult } from '../../findings/result.ts';
import type { Lines } from '../../manifest/lines.ts';
import { byCodePoint } from '../../model/names.ts';
import { folderName, type Reported } from '../reporter.ts';

/** Choices by which an act is found, each with its values in order. */
export type Filters = Readonly<Record<'party' | 'category' | 'severity' | 'contract', readonly string[]>>;

/** A checked workspace, and what is told of it. */
export interface Sheet {
  /** Begins the ids of its elements; one of ours. */
  readonly id: string;
  /** Said behind headings where there are several workspaces. */
  readonly of: string;
  readonly prefix: string;
  readonly result: CheckResult;
  /** The acts to be told, in order. */
  readonly shown: readonly Act[];
  readonly overview: Overview | undefined;
  /** By which choices each act is found. */
  readonly filters: ReadonlyMap<Act, Filters>;
  linesOf(path: string): Lines | undefined;
}

/** The sheet of a workspace that has a result. */
export function sheetOf(
  reported: Reported,
  result: CheckResult,
  shown: readonly Act[],
  place: { readonly id: string; readonly isAlone: boolean },
): Sheet {
  const { prefix, linesOf } = reported;
  const overview = reported.overview?.();
  return {
    id: place.id,
    of: place.isAlone ? '' : ` of ${folderName(reported)}`,
    prefix,
    result,
    shown,
    overview,
    filters: new Map(shown.map((act) => [act, filtersOf(act, overview?.concernOf ?? namedIn)])),
    linesOf,
  };
}

/** What follows from an act is found with it. */
function filtersOf(act: Act, concernOf: (findings: readonly Finding[]) => Concern): Filters {
  const findings = [act, ...act.consequences].flatMap((each) => each.findings);
  const { parties, categories, contracts } = concernOf(findings);
  const severities = [...new Set(findings.map(({ severity }) => severity))].sort(byCodePoint);
  return { party: parties, category: categories, severity: severities, contract: contracts };
}

/** What findings alone say of whom they concern. */
function namedIn(findings: readonly Finding[]): Concern {
  const parties = findings.flatMap(({ owners, custody }) => [
    ...owners,
    ...custody.flatMap(({ keepers }) => keepers),
  ]);
  return { parties: [...new Set(parties)].sort(byCodePoint), categories: [], contracts: [] };
}
