/** Waivers as they are stated, and who may accept a finding: what its subject leads to says both that and whom it is about. */
import type { Facts } from '../analysis/facts.ts';
import type { Waiver } from '../manifest/format.ts';
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';

/** A waiver of a manifest or, without a file, of the configuration. */
export interface StatedWaiver {
  readonly id: string;
  readonly waiver: Waiver;
  readonly file?: number;
  /** Does it speak for the gate: stands it in the configuration, or does every file speak for everyone? */
  readonly isGate: boolean;
}

/** How many waivers there are. */
export function waiverCount({ waivers, gateWaivers }: Model): number {
  return waivers.ids.length + gateWaivers.length;
}

/** A waiver by its number: those of manifests come first, then those of the configuration. */
export function waiverAt({ waivers, gateWaivers, speaksFor }: Model, i: number): StatedWaiver {
  const count = waivers.ids.length;
  if (i >= count) return { isGate: true, ...gateWaivers[i - count] };
  return {
    id: waivers.ids[i],
    waiver: waivers.entry.at(i),
    file: waivers.file[i],
    isGate: speaksFor === undefined,
  };
}

/**
 * Who has to accept a finding: each owner of its data; the acquirer of its contract, or the gate; for any other the gate.
 * Nobody, where the subject names data or a contract that is not there.
 */
export interface Right {
  readonly of: 'owners' | 'acquirer' | 'gate' | 'nobody';
  readonly parties: readonly number[];
}

/** Who may accept findings on a subject. */
export function rightOn(facts: Facts, subject: string): Right {
  const { section, ids } = partsOf(subject);
  const { contracts, data } = facts.model;
  if (section === 'contracts') {
    const contract = contracts.indexOf(ids[0]);
    if (contract < 0) return { of: 'nobody', parties: [] };
    return { of: 'acquirer', parties: [contracts.acquirer[contract]] };
  }
  if (DATA_AT.get(section) !== ids.length - 1) return { of: 'gate', parties: [] };
  const datum = data.indexOf(ids[ids.length - 1]);
  if (datum < 0) return { of: 'nobody', parties: [] };
  return { of: 'owners', parties: [...row(facts.owners, datum)] };
}

/** Is a finding on its subject for the giver of a waiver to accept? True as well where there is nothing to accept. */
export function isEntitled(facts: Facts, { waiver, isGate }: StatedWaiver): boolean {
  const { of, parties } = rightOn(facts, waiver.subject);
  const isAmong = parties.includes(facts.model.parties.indexOf(waiver.by));
  if (of === 'owners') return isAmong;
  return of === 'nobody' || isGate || isAmong;
}

/**
 * The ids of the parties that a finding is about: those who have the data, who can reach it, or who supply. A party that the
 * subject names itself counts whether or not somebody has declared it.
 */
export function concernedBy({ model }: Pick<Facts, 'model'>, subject: string): readonly string[] {
  const { section, ids } = partsOf(subject);
  const { flows, systems, access, contracts, parties } = model;
  const idOf = (party: number | undefined): readonly string[] =>
    party === undefined || party < 0 ? [] : [parties.ids[party]];
  const keepersOf = (system: number | undefined): readonly string[] =>
    system === undefined || system < 0 ? [] : [...row(systems.keepers, system)].flatMap(idOf);
  switch (section) {
    case 'flow':
      return keepersOf(flows.target[flows.indexOf(ids[0])]);
    case 'collect':
    case 'produce':
    case 'hold':
    case 'view':
    case 'systems':
      return keepersOf(systems.indexOf(ids[0]));
    case 'access':
      return idOf(access.party[access.indexOf(ids[0])]);
    case 'contracts':
      return idOf(contracts.supplier[contracts.indexOf(ids[0])]);
    case 'extract':
    case 'handle':
    case 'tier':
      return [ids[0]];
    default:
      return [];
  }
}

/** Where a subject of a sort names its datum, counted from 0; a shorter one is about no datum. */
const DATA_AT: ReadonlyMap<string, number> = new Map([
  ['flow', 1],
  ['collect', 1],
  ['produce', 1],
  ['hold', 1],
  ['view', 1],
  ['handle', 1],
  ['access', 2],
  ['extract', 2],
]);

function partsOf(subject: string): { readonly section: string; readonly ids: readonly string[] } {
  const at = subject.indexOf(':');
  return { section: subject.slice(0, Math.max(at, 0)), ids: subject.slice(at + 1).split('/') };
}
