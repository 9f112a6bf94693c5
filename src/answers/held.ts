/** Who holds whose data where, and by which authorizations: a row for each keeper and each owner. */
import type { Facts } from '../analysis/facts.ts';
import { grantOf } from '../analysis/grants.ts';
import { isCertain } from '../analysis/holdings.ts';
import type { Judged } from '../analysis/judged.ts';
import { TRUE, TRUTH_NAMES, type Truth } from '../analysis/truth.ts';
import { row } from '../model/rows.ts';

/** What one party holds of one owner on one system. */
export interface Held {
  readonly system: string;
  readonly data: string;
  readonly owner: string;
  /** Absent where nobody entitled has named a keeper. */
  readonly keeper?: string;
  readonly certain: boolean;
  /** Absent where the owner holds it, and where no step that brought it here is judged by itself. */
  readonly authorized?: (typeof TRUTH_NAMES)[number];
  /** The authorizations that grant it, ordered by id. */
  readonly authorizations: readonly string[];
}

type Asked = ReturnType<Judged['asked']>[number];

/** All that is held, ordered by system, data, keeper and owner. */
export function heldIn(facts: Facts): Held[] {
  const { model, holdings, owners } = facts;
  const asked = askedOf(facts);
  return [...holdings.system].flatMap((system, at) => {
    const datum = holdings.datum[at];
    const keepers = [...row(model.systems.keepers, system)];
    const here = asked(system, datum);
    return (keepers.length === 0 ? [undefined] : keepers).flatMap((keeper) =>
      [...row(owners, datum)].map((owner) => ({
        system: model.systems.ids[system],
        data: model.data.ids[datum],
        owner: model.parties.ids[owner],
        ...(keeper !== undefined && { keeper: model.parties.ids[keeper] }),
        certain: isCertain(holdings.preference[at]),
        ...permission(
          facts,
          here.filter((each) => each.grantee === keeper && each.owner === owner),
        ),
      })),
    );
  });
}

/** The permissions that were asked for when data came to a system: by transfers, collections and productions. */
function askedOf({ model, transfers, collections, productions }: Facts) {
  const found = new Map<number, Asked[]>();
  const count = model.data.ids.length;
  const add = (system: number, datum: number, asked: readonly Asked[]): void => {
    const list = found.get(system * count + datum);
    if (list === undefined) found.set(system * count + datum, [...asked]);
    else list.push(...asked);
  };
  transfers.datum.forEach((datum, i) =>
    add(model.flows.target[transfers.flow[i]], datum, transfers.asked(i)),
  );
  collections.datum.forEach((datum, i) => add(collections.system[i], datum, collections.asked(i)));
  productions.datum.forEach((datum, i) => add(productions.system[i], datum, productions.asked(i)));
  return (system: number, datum: number): readonly Asked[] => found.get(system * count + datum) ?? [];
}

/** The least certain answer of several, and all authorizations that grant what is granted. */
function permission(facts: Facts, asked: readonly Asked[]): Pick<Held, 'authorized' | 'authorizations'> {
  const { permissions, model } = facts;
  if (asked.length === 0) return { authorizations: [] };
  const truths = asked.map((each) => permissions.authorized(each.owner, each.grantee, each.request));
  const least = Math.min(...truths) as Truth;
  const chains = asked.flatMap((each, at) =>
    truths[at] === TRUE ? (grantOf(each.owner, each.grantee, each.request, facts) ?? []) : [],
  );
  const ids = [...new Set(chains)].sort((a, b) => a - b).map((a) => model.authorizations.ids[a]);
  return { authorized: TRUTH_NAMES[least], authorizations: ids };
}
