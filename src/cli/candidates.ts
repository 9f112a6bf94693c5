/** What is to be checked -> workspaces, each with the state of it from which findings are known, where one is asked for. */
import { joinPath } from '../io/files.ts';
import { DISK } from '../io/tree.ts';
import { describe } from '../manifest/problem.ts';
import type { GateChange } from '../compare/comparison.ts';
import { gateChanges } from '../compare/gate.ts';
import { gateStateOf, type StateNames } from '../run/compare.ts';
import { withWaiversOf } from '../run/gate.ts';
import { CONFIG_FILE } from '../run/select.ts';
import { pairsIn, type Pair } from './counterparts.ts';
import { UsageError } from './exit.ts';
import { revisionsOf, type Revisions } from './revisions.ts';
import { openCounterpart, openWorkspaces, prefixOf, type Found, type Reading } from './workspaces.ts';

/** A workspace to be checked. */
export interface Candidate extends Found {
  readonly since?: {
    /** The state in which its findings are known already. */
    readonly base: Found;
    readonly names: StateNames;
    /** What the change would do to the gate; worked out from both states where it is absent. */
    readonly gate?: readonly GateChange[];
  };
}

/** What a check is compared with, as it was typed. */
export interface Comparing {
  readonly since?: string;
  readonly gate?: string;
  readonly party?: string;
  readonly contract?: string;
}

/** The workspaces under some paths. Throws UsageError. */
export function candidatesIn(
  paths: readonly string[],
  { since, gate, party, contract }: Comparing,
  folder: string,
  reading: Reading,
): readonly Candidate[] {
  const base = since ?? gate;
  if (base === undefined) return openWorkspaces(paths, folder, reading);
  const option = since === undefined ? '--gate' : '--since';
  // A limited report says nothing of others, and a comparison is about everybody.
  if (party !== undefined || contract !== undefined)
    throw new UsageError(
      `${option} decides over the whole change; run it without ${party === undefined ? '--contract' : '--party'}, and a check with that for what a supplier may see`,
    );
  if (since !== undefined && gate !== undefined)
    throw new UsageError('--gate compares as --since does: leave one of them out');
  if (base.includes('..')) throw new UsageError(`${option} wants one revision: the head is the work tree`);
  const revisions = revisionsOf(base, folder, { isExact: false });
  if (gate !== undefined) return gated(paths, revisions, folder, reading);
  return pairsIn(paths, folder, revisions, reading).map((pair) => sinceBase(pair, revisions.names));
}

function sinceBase({ base, head }: Pair, names: StateNames): Candidate {
  return { ...head, since: { base, names } };
}

/** Both states are judged by the configuration, the packs, the baseline and the waivers that the base has now. */
function gated(
  paths: readonly string[],
  revisions: Revisions,
  folder: string,
  reading: Reading,
): readonly Candidate[] {
  const { tip, names } = revisions;
  const judged = { ...reading, settings: tip };
  const pairs = pairsIn(paths, folder, revisions, judged);
  return pairs.map(({ base, head }) => {
    if (tip.kindOf(joinPath(head.root, CONFIG_FILE)) === 'missing') throw withoutGate(head, names, folder);
    // What is wrong with the gate's own configuration and packs is told with the head, which goes by them.
    if (head.opened.workspace === undefined) return head;
    const agreed = openCounterpart(head, folder, { ...judged, tree: tip });
    const own = openCounterpart(head, folder, { ...reading, tree: DISK });
    const [gate, after] = [agreed.opened.workspace, own.opened.workspace];
    // A gate that cannot be read, or that the change would break, decides nothing.
    if (gate === undefined) throw brokenGate(agreed, names);
    if (after === undefined) return shutBy(head, own);
    const changes = gateChanges(gateStateOf(gate), gateStateOf(after));
    const under = (found: Found): Found => {
      const { workspace } = found.opened;
      return workspace === undefined
        ? found
        : { ...found, opened: { ...found.opened, workspace: withWaiversOf(workspace, gate) } };
    };
    return { ...under(head), since: { base: under(base), names, gate: changes } };
  });
}

function shutBy(head: Found, { opened: { problems, textOf, linesOf } }: Found): Candidate {
  return { ...head, opened: { problems, textOf, linesOf } };
}

function brokenGate({ opened: { problems }, prefix }: Found, { base }: StateNames): UsageError {
  const [first] = problems;
  const place = first === undefined ? prefix : `${prefix}${first.file}`;
  const words = first === undefined ? '' : ` ${describe(first).message}`;
  return new UsageError(
    `${base.name} itself cannot be read, so that it is no gate (${place}:${words}). Mend it there first, by a change that is checked without --gate`,
  );
}

function withoutGate({ root }: Found, { base }: StateNames, folder: string): UsageError {
  const where = prefixOf(root, folder) || './';
  return new UsageError(
    `${base.name} has no ${CONFIG_FILE} in ${where}, and a gate is what the base says. To start: flowdown init, have the configuration merged without --gate, and use --gate from then on`,
  );
}
