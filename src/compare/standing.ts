/** Whom a finding is about, and where: what its identity does not say, since that names a flow or a system by its id alone. */
import type { Model } from '../model/model.ts';
import { byCodePoint } from '../model/names.ts';
import { concernedBy } from '../rules/acceptance.ts';

/** The parties that a finding is about, and the zone in which the data comes to be. */
export interface Standing {
  readonly parties: readonly string[];
  readonly zone: string;
}

/** What a subject stands for in a model. */
export function standingOf(model: Model, subject: string): Standing {
  const parties = concernedBy({ model }, subject).filter((party) => model.parties.indexOf(party) >= 0);
  return { parties: parties.sort(byCodePoint), zone: zoneOf(model, subject) };
}

/** Is it the same, wherever the ids lead? */
export function isSameStanding(one: Standing, other: Standing): boolean {
  return one.zone === other.zone && one.parties.join() === other.parties.join();
}

/** Is nobody and no place in it that was not there before? */
export function isNoWider(after: Standing, before: Standing): boolean {
  return after.zone === before.zone && after.parties.every((party) => before.parties.includes(party));
}

const OF_SYSTEM = new Set(['collect', 'produce', 'hold', 'view', 'systems']);

function zoneOf({ flows, systems, zones }: Model, subject: string): string {
  const [section, id] = subject.split(/[:/]/);
  const system =
    section === 'flow' ? flows.target[flows.indexOf(id)] : OF_SYSTEM.has(section) ? systems.indexOf(id) : -1;
  return zones.ids[systems.zone[system ?? -1] ?? -1] ?? '';
}
