import type { Waiver } from '../../../src/manifest/format.ts';
import { keepers, owners } from '../custody.ts';
import { dayOf } from '../day.ts';
import { sortedBy } from '../order.ts';
import type { World } from './world.ts';

/** A waiver of a manifest, or of the configuration. */
export interface StatedWaiver extends Waiver {
  id: string;
  isOfGate: boolean;
}

/** All that count (D4), by id, and then those of the configuration. */
export function waivers({ model, workspace }: World): StatedWaiver[] {
  const isOpen = workspace.trust === undefined;
  const byId = <T extends [string, Waiver]>(entries: Iterable<T>) => sortedBy(entries, ([id]) => [id]);
  return [
    ...byId(model.waivers).map(([id, stated]) => ({ id, ...stated, isOfGate: isOpen })),
    ...byId(Object.entries(workspace.waivers ?? {})).map(([id, stated]) => ({
      id,
      ...stated,
      isOfGate: true,
    })),
  ];
}

export function isExpired({ model }: World, { expires }: StatedWaiver): boolean {
  return dayOf(expires) < model.at;
}

const OF_DATA =
  /^(?:(?:flow|collect|produce|hold|view|handle):[^/]*|(?:access|extract):[^/]*\/[^/]*)\/([^/]*)$/;
const OF_CONTRACT = /^contracts:([^/]*)/;

/** D24: for each one who has to accept a finding, whether the waiver does so for it; nobody where nothing is there. */
function votes({ model }: World, subject: string): ((waiver: StatedWaiver) => boolean)[] {
  const [, data] = OF_DATA.exec(subject) ?? [];
  if (data !== undefined)
    return model.data.has(data)
      ? owners(model, data).map(
          (owner) =>
            ({ by }) =>
              by === owner,
        )
      : [];
  const [, contract] = OF_CONTRACT.exec(subject) ?? [];
  if (contract === undefined) return [({ isOfGate }) => isOfGate];
  const stated = model.contracts.get(contract);
  return stated === undefined ? [] : [({ by, isOfGate }) => isOfGate || by === stated.acquirer];
}

/** D24, entitled. */
export function isEntitled(world: World, waiver: StatedWaiver): boolean {
  const all = votes(world, waiver.subject);
  return all.length === 0 || all.some((isTheirs) => isTheirs(waiver));
}

/** D24, concerns. */
export function concerned({ model }: World, subject: string): string[] {
  const [, section, id] = /^([^:]*):([^/]*)/.exec(subject) ?? [];
  switch (section) {
    case 'flow':
      return keepers(model, model.flows.get(id)?.to ?? '');
    case 'collect':
    case 'produce':
    case 'hold':
    case 'view':
    case 'systems':
      return keepers(model, id);
    case 'access':
      return [model.access.get(id)?.party ?? []].flat();
    case 'contracts':
      return [model.contracts.get(id)?.supplier ?? []].flat();
    case 'extract':
    case 'handle':
    case 'tier':
      return [id];
    default:
      return [];
  }
}

/** What waivers see of a finding. */
interface About {
  rule: string;
  subject: string;
}

/** D24, used: the waivers that accept one of these findings, alone or with others. */
export function usedWaivers(world: World, findings: About[]): Set<string> {
  const all = waivers(world);
  const used = new Set(
    all.filter(({ subject }) => all.some(({ id }) => subject === `waivers:${id}`)).map(keyOf),
  );
  for (const finding of findings) {
    for (const first of votesFor(world, finding)) if (first !== undefined) used.add(keyOf(first));
  }
  return used;
}

/** D24, waived: the reasons of everyone who has to accept the finding; undefined where somebody has not. */
export function waived(world: World, finding: About): string[] | undefined {
  const cast = votesFor(world, finding);
  const reasons = cast.flatMap((first) => first?.reason ?? []);
  return cast.length > 0 && reasons.length === cast.length ? reasons : undefined;
}

/** D24, accepts: of each one who has to accept the finding the first waiver that does, by owner. */
function votesFor(world: World, { rule, subject }: About): (StatedWaiver | undefined)[] {
  const matching = waivers(world).filter(
    (waiver) =>
      !isExpired(world, waiver) &&
      waiver.subject === subject &&
      [rule, rule.split('/')[1]].includes(waiver.rule),
  );
  if (matching.length === 0) return [];
  return votes(world, subject).map((isTheirs) => matching.find(isTheirs));
}

/** The data and owners that make up the identity of a finding, where its subject is about data. */
export function dataOf({ model }: World, subject: string): { data?: string; owners: string[] } {
  const [, data] = OF_DATA.exec(subject) ?? [];
  return data === undefined || !model.data.has(data) ? { owners: [] } : { data, owners: owners(model, data) };
}

/** One id may stand in a manifest and in the configuration. */
export function keyOf(waiver: StatedWaiver): string {
  return JSON.stringify(waiver);
}
