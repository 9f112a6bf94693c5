/** Access of a manifest: who can reach what, for each resource that lets somebody in. */
import type { Access } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import { plainAddress } from './address.ts';
import { sorted, type Ids } from './named.ts';
import type { Opened } from './opened.ts';

/** The access, and how many openings let in only whose the things are. */
export function accessOf(
  openings: readonly Opened[],
  ids: Ids,
): { readonly access: DraftEntry<Access>[]; readonly own: number } {
  const wished = new Map<string, { name: string; value: Access; opened: Opened; remarks: Set<string> }>();
  let own = 0;
  for (const opened of openings) {
    const party = ids.party(opened.grantee);
    const others = opened.things.filter((thing) => ids.ownerOf(thing) !== party);
    if (others.length === 0) {
      own += 1;
      continue;
    }
    const name = `${plainAddress(opened.name)}.${party}`;
    const known = wished.get(name);
    const systems = new Set([
      ...(known?.value.systems ?? []),
      ...others.map((thing) => ids.system(thing).id),
    ]);
    const kind = known?.value.kind === 'admin' ? 'admin' : opened.reach;
    const value = { party, systems: [...systems].sort(), kind };
    const remarks = new Set([...(known?.remarks ?? []), ...opened.remarks]);
    wished.set(name, { name, value, opened: known?.opened ?? opened, remarks });
  }
  const accessIds = idsFor(
    [...wished.keys()].map((name) => [name, name] as const),
    'access',
  );
  const access = [...wished.values()].map(({ name, value, opened, remarks }) => ({
    id: accessIds.get(name) ?? '',
    value,
    origin: opened.origin,
    remarks: [`by ${opened.name}`, ...[...remarks].sort()],
  }));
  return { access: sorted(access), own };
}
