/** A finding -> the smallest edits of the manifests that remove it, each shown to by a check of the manifests with them. */
import type { Edit, FoundEdits, Means, Repair, RepairAnswer } from '../../answers/repairs.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Authorization } from '../../manifest/format.ts';
import { formatDay } from '../../manifest/calendar.ts';
import { isFailing, type Finding } from '../../findings/finding.ts';
import { stateOn } from '../check.ts';
import { missingPermissions } from './concern.ts';
import type { Costs } from './costs.ts';
import { cutsFor } from './cuts.ts';
import { grantsFor } from './grants.ts';
import { tester, tried, type Patient } from './trial.ts';

export interface RepairOptions {
  readonly costs: Costs;
  readonly isEnding: boolean;
  readonly means: readonly Means[];
}

/** Looks for repairs by each of the means. */
export function repairsFor(patient: Patient, options: RepairOptions): RepairAnswer {
  const { at, finding, workspace } = patient;
  const attempts = options.means.map((by) => ({ by, ...attempt(patient, by, options) }));
  const before = stateOn(at, workspace, { at }).findings;
  const repairs = attempts.flatMap(({ by, found }) => {
    const sets = found.map((each) => shown(patient, by, each, before));
    return sets.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, 1);
  });
  return {
    at: formatDay(at) ?? '',
    finding,
    // INVARIANT: attempts stand in the order of the means, and sets in that of their ids, which decide where all else is the same.
    repairs: repairs.sort((a, b) => rankOf(a) - rankOf(b) || a.cost - b.cost),
    refusals: attempts.flatMap(({ by, reason }) => (reason === undefined ? [] : [{ by, reason }])),
  };
}

/** What brings violations is not preferred, least of all where the check would fail for them. */
function rankOf({ isSound, brings }: Repair): number {
  if (!isSound) return 2;
  return brings.some(({ verdict }) => verdict === 'violation') ? 1 : 0;
}

/** Sets of edits that cost the same, or the reason why there is none. */
interface Attempt {
  readonly found: readonly FoundEdits[];
  readonly reason?: string;
}

function attempt(patient: Patient, by: Means, { costs, isEnding }: RepairOptions): Attempt {
  const isGone = tester(patient);
  if (by === 'obtain') return obtained(patient, costs, isGone);
  const found = cutsFor(patient, { costs, isEnding, isGone });
  return { found, ...(found.length === 0 && { reason: uncut(patient, isEnding) }) };
}

/** Why flows cannot be cut, or why that does not help. */
function uncut({ workspace, mayEdit }: Patient, isEnding: boolean): string {
  const { file, ids } = workspace.model.flows;
  const fixed = ids.filter((_, f) => !mayEdit(workspace.documents[file[f]].path));
  const others =
    fixed.length === 0
      ? ''
      : ` (${fixed.length} of ${ids.length} are not stated in manifests of this workspace that can be edited: what was imported is to be changed in the file that it was imported from)`;
  return isEnding
    ? `it is still there with every flow ended on the day before${others}: a copy stays where it is until it is disposed of, and the disposal is stated`
    : `it is still there without any of the flows${others}`;
}

function obtained(patient: Patient, costs: Costs, isGone: (edits: readonly Edit[]) => boolean): Attempt {
  const { workspace, at, finding } = patient;
  const facts = factsOf(workspace.model, at);
  const missing = missingPermissions(finding, facts);
  if (missing === undefined)
    return { found: [], reason: 'it is not about something that an authorization permits' };
  if (missing.length === 0)
    return { found: [], reason: 'no permission is missing, or nobody is known to whom it could be given' };
  const grants = grantsFor(missing, facts);
  const edits = obtainings(patient, grants);
  if ('reason' in edits) return { found: [], ...edits };
  if (!isGone(edits.edits))
    return { found: [], reason: 'it is still there when everything that it needs is permitted' };
  // One is the fewest; of several it is not known whether one link could serve two of them.
  const cost = grants.length * costs.obtain;
  return { found: [{ edits: edits.edits, cost, isSmallest: grants.length === 1 }] };
}

function obtainings(
  patient: Patient,
  grants: readonly Authorization[],
): { readonly edits: readonly Edit[] } | { readonly reason: string } {
  const taken = new Set<string>();
  const { documents } = patient.workspace;
  // An id may be stated by somebody without the right to, too.
  const isTaken = (id: string): boolean =>
    taken.has(id) || documents.some((each) => each.spanOf('authorizations', id) !== undefined);
  const edits: Edit[] = [];
  for (const grant of grants) {
    const file = fileOf(patient, grant.by);
    if (file === undefined)
      return {
        reason: `${grant.by} would have to grant it, and no manifest that can be edited speaks for ${grant.by}`,
      };
    const authorization = freeId(`${grant.to}-${grant.actions.join('-')}-${grant.data?.join('-')}`, isTaken);
    taken.add(authorization);
    edits.push({ kind: 'obtain', authorization, grant, file });
  }
  return { edits };
}

/** Where a party permits things already, else where it is declared, else the first file; always one that speaks for it. */
function fileOf({ workspace, mayEdit }: Patient, party: string): string | undefined {
  const { model, documents } = workspace;
  const { parties, authorizations, speaksFor } = model;
  const number = parties.indexOf(party);
  const own = [...documents.keys()].filter(
    (i) => mayEdit(documents[i].path) && speaksFor?.[i].has(party) !== false,
  );
  const granting = own.find((i) =>
    authorizations.by.some((by, a) => by === number && authorizations.file[a] === i),
  );
  const declaring = own.find((i) => parties.file[number] === i);
  const chosen = granting ?? declaring ?? own[0];
  return chosen === undefined ? undefined : documents[chosen].path;
}

const ID_LIMIT = 120;

function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  const id = wanted.slice(0, ID_LIMIT);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}-${n}`;
    if (candidate !== 'all' && !isTaken(candidate)) return candidate;
  }
}

function shown(patient: Patient, by: Means, found: FoundEdits, before: readonly Finding[]): Repair {
  const after = tried(patient, found.edits);
  if (after === undefined) throw new Error('edits that were tried cannot be made');
  const key = ({ fingerprint, verdict }: Finding): string => `${fingerprint}|${verdict}`;
  const without = (all: readonly Finding[], others: readonly Finding[]): readonly Finding[] => {
    const keys = new Set(others.map(key));
    return all.filter((each) => !keys.has(key(each)));
  };
  const brings = without(after.findings, before);
  const { failOn = 'error' } = patient.workspace.config;
  return {
    ...found,
    by,
    removes: without(before, after.findings).filter(
      ({ fingerprint }) => fingerprint !== patient.finding.fingerprint,
    ),
    brings,
    isSound: !brings.some((each) => isFailing(each, failOn === 'never' ? 'error' : failOn)),
    files: after.files,
  };
}
