/** Who must tell whom of an incident, by which contracts, until when. */
import { noticeOf, type NoticeStep } from '../analysis/chains.ts';
import { isActive } from '../analysis/steps.ts';
import { formatMoment } from '../manifest/calendar.ts';
import type { Span } from '../findings/finding.ts';
import { placeOf, type Asked } from './asked.ts';

/** One party telling another by a contract. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly contract: string;
  /** ISO 8601; absent where the contract states none. */
  readonly within?: string;
  /** Latest moment, in UTC; absent where it is open, and after the year 9999. */
  readonly deadline?: string;
  /** Is a window up to here not stated, so that nobody can say by when? */
  readonly isOpen: boolean;
  /** Whom the contract names, where that is somebody else. */
  readonly named?: string;
  readonly place?: Span;
}

/** How an owner comes to know of an incident at a party. */
export interface Notice {
  readonly party: string;
  readonly owner: string;
  /** `self` where the party is the owner, `none` where no chain of contracts leads from one to the other. */
  readonly duty: 'self' | 'chain' | 'none';
  /** In the order in which notice travels. */
  readonly hops: readonly Hop[];
  /** Seconds from the discovery until the owner knows; absent where that cannot be said. */
  readonly seconds?: number;
  readonly deadline?: string;
  /** Contracts on the way that state no window. */
  readonly silent: readonly string[];
  /** Contracts by which the party supplies anybody, where none of them leads to the owner. */
  readonly others: readonly string[];
}

/** The way of notice from a party to an owner, of an incident discovered at a moment (seconds from 1970). */
export function noticeTo(asked: Asked, party: number, owner: number, discovered: number): Notice {
  const { model, tiers, at } = asked.facts;
  const { contracts, parties } = model;
  const ends = { party: parties.ids[party], owner: parties.ids[owner] };
  if (party === owner) return { ...ends, duty: 'self', hops: [], seconds: 0, silent: [], others: [] };
  const tier = tiers.find((each) => each.party === party && each.owner === owner);
  if (tier === undefined) {
    const others = [...contracts.ids.keys()].filter(
      (k) => contracts.supplier[k] === party && isActive(contracts, k, at),
    );
    return { ...ends, duty: 'none', hops: [], silent: [], others: others.map((k) => contracts.ids[k]) };
  }
  const { steps, seconds, silent } = noticeOf(tier, model, discovered);
  const deadline = seconds === undefined ? undefined : formatMoment(discovered + seconds);
  return {
    ...ends,
    duty: 'chain',
    hops: steps.map((step) => hopOf(asked, step, ends.owner)),
    ...(seconds !== undefined && { seconds }),
    ...(deadline !== undefined && { deadline }),
    silent: silent.map((k) => contracts.ids[k]),
    others: [],
  };
}

function hopOf(asked: Asked, { contract, by, isDirect }: NoticeStep, owner: string): Hop {
  const { contracts, parties } = asked.facts.model;
  const { within, to: named } = contracts.entry.at(contract).incidentNotification ?? {};
  const deadline = by === undefined ? undefined : formatMoment(by);
  const to = isDirect ? owner : parties.ids[contracts.acquirer[contract]];
  return {
    from: parties.ids[contracts.supplier[contract]],
    to,
    contract: contracts.ids[contract],
    ...(within !== undefined && { within }),
    ...(deadline !== undefined && { deadline }),
    isOpen: by === undefined,
    ...(named !== undefined && named !== to && { named }),
    place: placeOf(asked, 'contracts', contract),
  };
}
