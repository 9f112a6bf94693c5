/** Two workspaces -> a comparison, and a check of the second that knows the first. */
import { compareSides } from '../compare/compare.ts';
import type { Comparison, GateChange } from '../compare/comparison.ts';
import { formerFindings } from '../compare/findings.ts';
import { gateChanges, type GateState } from '../compare/gate.ts';
import { goneFindings } from '../compare/gone.ts';
import { carriedSubject } from '../compare/identity.ts';
import { renamesBetween } from '../compare/renames.ts';
import type { Side } from '../compare/side.ts';
import { placesOf } from '../findings/places.ts';
import type { CheckResult } from '../findings/result.ts';
import { checkWorkspace, stateOn, type CheckOptions, type DayState } from './check.ts';
import type { Workspace } from './workspace.ts';

/** What the two states are called. */
export type StateNames = Pick<Comparison, 'base' | 'head'>;

/** A check of the head, and what it was compared with. */
export interface ComparedCheck {
  readonly result: CheckResult;
  readonly comparison: Comparison;
}

/** Compares two workspaces at a day. */
export function compareWorkspaces(
  base: Workspace,
  head: Workspace,
  at: number,
  names: StateNames,
): Comparison {
  return checkSince(base, head, { at }, names).comparison;
}

/** Checks the head; findings that the base has, and no less serious, are known from there and fail nothing. */
export function checkSince(
  base: Workspace,
  head: Workspace,
  options: CheckOptions,
  names: StateNames,
  gate: readonly GateChange[] = gateChanges(gateStateOf(base), gateStateOf(head)),
): ComparedCheck {
  const { at } = options;
  const renames = renamesBetween(base.model, head.model);
  const before = stateOn(at, base, { at, areWaiversOff: options.areWaiversOff });
  const former = formerFindings(before.findings, renames, { base: base.model, head: head.model });
  const knowing: CheckOptions = {
    ...options,
    renamed: (subject) => carriedSubject(subject, renames),
    known: (finding) => options.known?.(finding) ?? (former.isKnown(finding) ? 'base' : undefined),
    isAboutOthers: former.isAboutOthers,
  };
  const now = stateOn(at, head, knowing);
  const baseSide = sideOf(base, before);
  const gone = goneFindings(baseSide, sideOf(head, now), renames);
  const result = checkWorkspace(head, knowing, now, { findings: gone, model: base.model });
  const headSide = { ...sideOf(head, now), findings: [...now.findings, ...gone] };
  return { result, comparison: compareSides(baseSide, headSide, { renames, gate, ...names }) };
}

function sideOf({ documents }: Workspace, { facts, findings }: DayState): Side {
  return { facts, documents, findings, places: placesOf(documents, []) };
}

/** All that decides what is found in a workspace, and what is accepted. */
export function gateStateOf({ config, rules, model, baseline }: Workspace): GateState {
  const own = model.waivers.ids.map((id, w) => [id, model.waivers.entry.at(w)] as const);
  return {
    config,
    packs: rules.packs,
    rules: rules.rules,
    baseline: baseline?.entries ?? [],
    waivers: { ...Object.fromEntries(own), ...config.waivers },
  };
}
