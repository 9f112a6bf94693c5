import type { Model } from '../model/model.ts';
import { row, rowsOf, type Rows } from '../model/rows.ts';
import type { Permissions } from './authorization.ts';

/** Does a party own a datum, and nobody else with it? */
export function isSoleOwner({ owners }: { readonly owners: Rows }, party: number, datum: number): boolean {
  for (let at = owners.starts[datum]; at < owners.starts[datum + 1]; at++) {
    if (owners.items[at] !== party) return false;
  }
  return true;
}

/**
 * Owners of each datum, ascending: its own, and those of what it is derived from, unless they have released it. A
 * supplier cannot make a template its own by calling it anonymous.
 */
export function ownersOf({ data }: Model, permissions: Permissions): Rows {
  const owners: number[][] = [];
  // INVARIANT: `order` puts what is derived before what it is derived from; backwards, sources come first.
  for (let i = data.order.length - 1; i >= 0; i--) {
    const datum = data.order[i];
    const own = data.owner[datum];
    const all = new Set([own]);
    for (const source of row(data.derivedFrom, datum)) {
      for (const owner of owners[source]) {
        const released =
          data.entry.at(datum).deidentified !== undefined && permissions.declassified(owner, own, source);
        if (!released) all.add(owner);
      }
    }
    owners[datum] = [...all].sort((a, b) => a - b);
  }
  return rowsOf(owners);
}
