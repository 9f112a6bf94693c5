/** Chains of contracts (docs/semantics.md, "What could happen"): who works for whom, how far down, told how fast. */
import { later, parseDuration } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import { groupBy, row } from '../model/rows.ts';
import { isActive } from './steps.ts';

/** How far down a chain of contracts a party stands from a data owner. */
export interface Tier {
  readonly party: number;
  readonly owner: number;
  /** Number of contracts from the owner to the party. */
  readonly tier: number;
  /** The last of them: the one by which the party supplies. Those above it follow from `under`. */
  readonly contract: number;
}

/**
 * Shortest chains of contracts active at a day, each under the one before it, from each data owner; by party and
 * owner. Of chains equally short, the one whose contract ids come first.
 */
export function tiersOf(model: Model, at: number): readonly Tier[] {
  return chainsOf(
    model,
    [...model.contracts.ids.keys()].filter((k) => isActive(model.contracts, k, at)),
  );
}

/** Shortest chains of some contracts, as `tiersOf`. */
export function chainsOf({ contracts, data, parties }: Model, among: readonly number[]): readonly Tier[] {
  const byAcquirer = groupBy(
    parties.ids.length,
    among.map((k) => contracts.acquirer[k]),
    among,
  );
  const lower = among.filter((k) => contracts.under[k] >= 0);
  const underneath = groupBy(
    contracts.ids.length,
    lower.map((k) => contracts.under[k]),
    lower,
  );
  const tiers: Tier[] = [];
  for (const owner of new Set(data.owner)) {
    const found = new Map<number, { tier: number; contract: number }>();
    const seen = new Set(row(byAcquirer, owner));
    // INVARIANT: a level stands in the order of the ids of its chains, since each contract hangs under one other.
    let level = [...seen];
    for (let tier = 1; level.length > 0; tier++) {
      const next: number[] = [];
      for (const k of level) {
        const supplier = contracts.supplier[k];
        if (supplier !== owner && !found.has(supplier)) found.set(supplier, { tier, contract: k });
        for (const below of row(underneath, k)) {
          if (contracts.acquirer[below] !== supplier || seen.has(below)) continue;
          seen.add(below);
          next.push(below);
        }
      }
      level = next;
    }
    for (const [party, end] of found) tiers.push({ party, owner, ...end });
  }
  return tiers.sort((a, b) => a.party - b.party || a.owner - b.owner);
}

/** The contracts of a chain, from the owner's down to the party's. */
export function contractsOf({ tier, contract }: Tier, { contracts }: Model): readonly number[] {
  const chain: number[] = [];
  for (let k = contract; chain.length < tier; k = contracts.under[k]) chain.unshift(k);
  return chain;
}

/** One contract by which notice is given. */
export interface NoticeStep {
  readonly contract: number;
  /** When the one who is told knows, in seconds from 1970-01-01T00:00Z; undefined where a window up to here is not stated. */
  readonly by: number | undefined;
  /** Does it reach the owner, past whoever stands between? */
  readonly isDirect: boolean;
}

/** How an owner comes to know of an incident at a party that works for it. */
export interface Notice {
  /** In the order in which notice travels: from the party upwards. */
  readonly steps: readonly NoticeStep[];
  /** Seconds from the discovery until the owner is told; undefined where a window on the way is not stated. */
  readonly seconds: number | undefined;
  /** Contracts on the way that state no window. */
  readonly silent: readonly number[];
}

/**
 * Notice of an incident discovered at a moment (seconds from 1970-01-01T00:00Z): each supplier tells its acquirer
 * within the window of their contract, window after window, up to the owner. A contract whose notice is direct, or
 * names the owner as the one to tell, ends the way.
 */
export function noticeOf(tier: Tier, model: Model, discovered: number): Notice {
  const { contracts, parties } = model;
  const steps: NoticeStep[] = [];
  const silent: number[] = [];
  let by: number | undefined = discovered;
  for (const contract of [...contractsOf(tier, model)].reverse()) {
    const { within, to, direct } = contracts.entry.at(contract).incidentNotification ?? {};
    const window = within === undefined ? undefined : parseDuration(within);
    if (window === undefined) silent.push(contract);
    by = by === undefined || window === undefined ? undefined : later(by, window);
    const isDirect = direct === true || to === parties.ids[tier.owner];
    steps.push({ contract, by, isDirect });
    if (isDirect) break;
  }
  return { steps, seconds: by === undefined ? undefined : by - discovered, silent };
}
