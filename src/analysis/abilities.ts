/** What parties can do before they do it: empty equipment, handle data, stand in a chain of contracts. */
import type { EntryIn, Model } from '../model/model.ts';
import { groupBy, IntColumn, row, type Rows } from '../model/rows.ts';
import { fieldTruths } from './field-truths.ts';
import { isCertain, type Holdings } from './holdings.ts';
import { PairTable } from './pairs.ts';
import { isActive } from './steps.ts';
import { and, FALSE, or, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** (party, system, datum) within reach of a party that does not own it, ordered: could it be carried away? */
export interface Extractables {
  readonly party: Int32Array;
  readonly system: Int32Array;
  readonly datum: Int32Array;
  readonly verdict: Uint8Array;
  /** An access that gives the verdict. */
  readonly access: Int32Array;
}

/** Standing ability to copy: hands-on access to a persistent store with an open port or without encryption. */
export function extractablesOf(model: Model, holdings: Holdings, owners: Rows, at: number): Extractables {
  const { access, systems } = model;
  const copying = canCopyOf(systems);
  const handsOn = fieldTruths(access.field('kind'), isHandsOn);
  const strongest = new Map<number, Map<number, { verdict: Truth; access: number }>>();
  for (let x = 0; x < access.ids.length; x++) {
    if (!isActive(access, x, at)) continue;
    const party = access.party[x];
    for (const s of row(access.systems, x)) {
      if (systems.transient[s] === 1) continue;
      const verdict = and(handsOn[x] as Truth, copying[s] as Truth);
      let ofParty = strongest.get(party);
      if (ofParty === undefined) strongest.set(party, (ofParty = new Map()));
      const known = ofParty.get(s);
      if (known === undefined || known.verdict < verdict) ofParty.set(s, { verdict, access: x });
    }
  }
  const columns = [0, 1, 2, 3, 4].map(() => new IntColumn());
  for (const party of [...strongest.keys()].sort((a, b) => a - b)) {
    const ofParty = strongest.get(party) ?? new Map();
    for (const s of [...ofParty.keys()].sort((a, b) => a - b)) {
      const { verdict, access: x } = ofParty.get(s);
      for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
        const datum = holdings.datum[h];
        if (!isCertain(holdings.preference[h]) || isAmong(party, owners, datum)) continue;
        columns[0].push(party);
        columns[1].push(s);
        columns[2].push(datum);
        columns[3].push(verdict);
        columns[4].push(x);
      }
    }
  }
  const [party, system, datum, verdict, by] = columns.map((column) => column.filled());
  return { party, system, datum, verdict: Uint8Array.from(verdict), access: by };
}

function isAmong(party: number, { starts, items }: Rows, i: number): boolean {
  for (let at = starts[i]; at < starts[i + 1]; at++) if (items[at] === party) return true;
  return false;
}

type AccessKind = EntryIn<Model['access']>['kind'];

/** Physical, maintenance and admin access reach the store itself. */
export function isHandsOn(kind: AccessKind): Truth {
  if (kind === undefined) return UNKNOWN;
  return kind === 'physical' || kind === 'maintenance' || kind === 'admin' ? TRUE : FALSE;
}

/** Of each system: an open port, or a store without encryption? */
export function canCopyOf(systems: Model['systems']): Uint8Array {
  const isOpen = fieldTruths(systems.field('ports.removableMedia'), isPortOpen);
  const isReadable = fieldTruths(systems.field('encryption.atRest'), isUnencrypted);
  return isOpen.map((truth, s) => or(truth as Truth, isReadable[s] as Truth));
}

/** Can a removable medium be attached? */
export function isPortOpen(removableMedia: string | undefined): Truth {
  if (removableMedia === undefined || removableMedia === 'unknown') return UNKNOWN;
  return removableMedia === 'allowed' ? TRUE : FALSE;
}

/** Is what is stored readable by whoever takes the store away? */
export function isUnencrypted(atRest: string | undefined): Truth {
  if (atRest === undefined || atRest === 'unknown') return UNKNOWN;
  return atRest === 'none' ? TRUE : FALSE;
}

/** Pairs in order, as columns. */
export interface Pairs {
  readonly row: Int32Array;
  readonly column: Int32Array;
}

/** Parties that handle data: keepers of what holds or views it, and those with active access to what holds it. */
export function handlesOf(
  model: Model,
  holdings: Holdings,
  viewed: { system: Int32Array; datum: Int32Array; certain: Uint8Array },
  at: number,
): Pairs {
  const { access, systems } = model;
  const handled = new PairTable();
  const withAccess = groupBy(
    systems.ids.length,
    activeAccess(model, at).flatMap((x) => [...row(access.systems, x)]),
    activeAccess(model, at).flatMap((x) => [...row(access.systems, x)].map(() => access.party[x])),
  );
  for (let h = 0; h < holdings.system.length; h++) {
    if (!isCertain(holdings.preference[h])) continue;
    for (const keeper of row(systems.keepers, holdings.system[h])) handled.slot(keeper, holdings.datum[h]);
    for (const party of row(withAccess, holdings.system[h])) handled.slot(party, holdings.datum[h]);
  }
  for (let v = 0; v < viewed.system.length; v++) {
    if (viewed.certain[v] === 0) continue;
    for (const keeper of row(systems.keepers, viewed.system[v])) handled.slot(keeper, viewed.datum[v]);
  }
  const order = handled.sorted(model.parties.ids.length, model.data.ids.length);
  return {
    row: Int32Array.from(order, (slot) => handled.rowOf.get(slot)),
    column: Int32Array.from(order, (slot) => handled.columnOf.get(slot)),
  };
}

function activeAccess({ access }: Model, at: number): number[] {
  return [...access.ids.keys()].filter((x) => isActive(access, x, at));
}
