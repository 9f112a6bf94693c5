/** Which systems and flows are the same under another id: what finds them is what is stated of them, and what they are joined to. */
import type { Entries, Model } from '../model/model.ts';
import { canonical } from './canonical.ts';

/** Ids in the base to ids in the head, of what was renamed. */
export interface Renames {
  readonly systems: ReadonlyMap<string, string>;
  readonly flows: ReadonlyMap<string, string>;
}

/**
 * Renamed is what is gone in the head, where exactly one new entry states the same, and nothing else that is gone states it; of
 * systems also one in the same zone, with the same keepers, that takes the place of the old one in a flow. A pair that is not
 * the only one is no rename: it would be a guess.
 */
export function renamesBetween(base: Model, head: Model): Renames {
  const alike = sameEntries(base.systems, head.systems, (entry) => canonical(entry));
  const byFlows = new Map([...alike, ...joinedAlike(base, head, new Map())]);
  const flows = renamedFlows(base, head, byFlows);
  // A system whose flows were renamed with it is found by these.
  const systems = new Map([...byFlows, ...joinedAlike(base, head, flows)]);
  return { systems: oneToOne(systems), flows: renamedFlows(base, head, systems) };
}

function renamedFlows(base: Model, head: Model, systems: ReadonlyMap<string, string>): Map<string, string> {
  const taken = new Set(systems.values());
  return sameEntries(base.flows, head.flows, ({ from, to, ...rest }, isBase) => {
    // An id that now means another system does not mean the one of the base.
    const named = (id: string): string =>
      isBase ? (systems.get(id) ?? (taken.has(id) ? `${id} before` : id)) : id;
    return canonical({ ...rest, from: named(from), to: named(to) });
  });
}

/** Entries that are gone, each with the one new entry that states the same. */
function sameEntries<T>(
  base: Entries<T>,
  head: Entries<T>,
  stated: (entry: T, isBase: boolean) => string,
): Map<string, string> {
  const gone = byStatement(base, head, (entry) => stated(entry, true));
  const fresh = byStatement(head, base, (entry) => stated(entry, false));
  const same = new Map<string, string>();
  for (const [statement, ids] of gone) {
    const others = fresh.get(statement) ?? [];
    if (ids.length === 1 && others.length === 1) same.set(ids[0], others[0]);
  }
  return same;
}

/** The entries of one side that the other has not, by what they state. */
function byStatement<T>(
  own: Entries<T>,
  other: Entries<T>,
  stated: (entry: T) => string,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  own.ids.forEach((id, i) => {
    if (other.indexOf(id) >= 0) return;
    const statement = stated(own.entry.at(i));
    const group = groups.get(statement);
    if (group === undefined) groups.set(statement, [id]);
    else group.push(id);
  });
  return groups;
}

/** Systems that are gone, each with the one new system that stands in its place in flows that are still there. */
function joinedAlike(base: Model, head: Model, flows: ReadonlyMap<string, string>): Map<string, string> {
  const successors = new Map<string, Set<string>>();
  base.flows.ids.forEach((id, f) => {
    const g = head.flows.indexOf(flows.get(id) ?? id);
    if (g < 0) return;
    for (const end of ['source', 'target'] as const) {
      const before = base.systems.ids[base.flows[end][f]];
      const after = head.systems.ids[head.flows[end][g]];
      if (before === undefined || after === undefined || before === after) continue;
      if (head.systems.indexOf(before) >= 0 || base.systems.indexOf(after) >= 0) continue;
      successors.set(before, (successors.get(before) ?? new Set()).add(after));
    }
  });
  const found = [...successors].flatMap(([before, after]) => {
    const [only, ...others] = after;
    return others.length === 0 && isSamePlace(base, before, head, only) ? [[before, only] as const] : [];
  });
  return oneToOne(new Map(found));
}

/** In one zone, kept by the same: what is permitted to one of them is permitted to the other. */
function isSamePlace(base: Model, before: string, head: Model, after: string): boolean {
  const one = base.systems.entry.at(base.systems.indexOf(before));
  const other = head.systems.entry.at(head.systems.indexOf(after));
  return one.zone === other.zone && one.custodian === other.custodian;
}

/** Without those that share what they became. */
function oneToOne(renamed: ReadonlyMap<string, string>): Map<string, string> {
  const counts = new Map<string, number>();
  for (const after of renamed.values()) counts.set(after, (counts.get(after) ?? 0) + 1);
  return new Map([...renamed].filter(([, after]) => counts.get(after) === 1));
}
