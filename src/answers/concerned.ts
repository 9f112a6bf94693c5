/** Authorizations and accesses that are concerned when a zone, a system or a party falls. */
import { dataOn } from '../analysis/holdings.ts';
import { isActive } from '../analysis/steps.ts';
import { row } from '../model/rows.ts';
import type { Span } from '../findings/finding.ts';
import { placeOf, type Asked } from './asked.ts';
import { linkOf, type Link } from './permission.ts';
import type { Scope } from './scope.ts';

/** An active authorization to somebody who answers there. */
export interface ConcernedAuthorization extends Link {
  readonly actions: readonly string[];
  /** Exposed data that it speaks of. */
  readonly data: readonly string[];
}

/** An active access. */
export interface ConcernedAccess {
  readonly access: string;
  readonly party: string;
  readonly kind?: string;
  readonly purpose?: string;
  readonly systems: readonly string[];
  readonly place?: Span;
}

/** Actions after which data is there. */
const HAVING: ReadonlySet<string> = new Set(['hold', 'collect', 'derive']);

/** Does it let somebody have data that lies there? */
export function letsHave({ actions, data }: ConcernedAuthorization): boolean {
  return data.length > 0 && actions.some((action) => HAVING.has(action));
}

/** Active authorizations to those who answer in a scope, except those that hold in other zones only. */
export function authorizationsTo(asked: Asked, scope: Scope): readonly ConcernedAuthorization[] {
  const { model, at, holdings, permissions } = asked.facts;
  const { authorizations, data, systems } = model;
  const zones = new Set(scope.systems.map((s) => systems.zone[s]));
  const { sure, maybe } = dataOn(scope.systems, holdings);
  const exposed = [...sure, ...maybe].sort((a, b) => a - b);
  const concerns = (a: number): boolean =>
    isActive(authorizations, a, at) &&
    scope.parties.includes(authorizations.to[a]) &&
    (scope.kind === 'party' ||
      authorizations.entry.at(a).zones === undefined ||
      [...row(authorizations.zones, a)].some((zone) => zones.has(zone)));
  return [...authorizations.ids.keys()].filter(concerns).map((a) => ({
    ...linkOf(asked, a),
    actions: authorizations.entry.at(a).actions,
    data: exposed.filter((datum) => permissions.names(a, datum)).map((datum) => data.ids[datum]),
  }));
}

/** Active accesses into a scope. */
export function accessInto(asked: Asked, { systems }: Scope): readonly ConcernedAccess[] {
  return activeAccess(asked).flatMap((x) => concernedAccess(asked, x, (system) => systems.includes(system)));
}

/** Active accesses of those who answer in a scope to systems elsewhere. */
export function accessFrom(asked: Asked, { systems, parties }: Scope): readonly ConcernedAccess[] {
  const { access } = asked.facts.model;
  return activeAccess(asked)
    .filter((x) => parties.includes(access.party[x]))
    .flatMap((x) => concernedAccess(asked, x, (system) => !systems.includes(system)));
}

function activeAccess({ facts: { model, at } }: Asked): readonly number[] {
  return [...model.access.ids.keys()].filter((x) => isActive(model.access, x, at));
}

/** An access to some of its systems; nothing where it reaches none of them. */
function concernedAccess(
  asked: Asked,
  x: number,
  isMeant: (system: number) => boolean,
): readonly ConcernedAccess[] {
  const { access, systems, parties } = asked.facts.model;
  const reached = [...row(access.systems, x)].filter(isMeant);
  if (reached.length === 0) return [];
  const { kind, purpose } = access.entry.at(x);
  return [
    {
      access: access.ids[x],
      party: parties.ids[access.party[x]],
      ...(kind !== undefined && { kind }),
      ...(purpose !== undefined && { purpose }),
      systems: reached.map((s) => systems.ids[s]),
      place: placeOf(asked, 'access', x),
    },
  ];
}
