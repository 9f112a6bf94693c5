import {
  carried,
  type Copies,
  heldIn,
  holdings,
  listed,
  lyingAt,
  makeCopies,
  type World as Kind,
} from '../copies.ts';
import { witnesses } from '../facts.ts';
import type { Verdict } from '../kleene.ts';
import { sorted } from '../order.ts';
import { found, isActive } from '../vocabulary.ts';
import type { Model } from '../workspace.ts';
import { sure, type Values } from './values.ts';
import { perKey, perWorld, type World } from './world.ts';

/** A datum at a system: held there, or shown by a view (D20, only via). */
export interface Presence {
  system: string;
  data: string;
  shown: boolean;
}

/** D20, only via: is the datum nowhere to be found there once the systems are taken away? */
export function isOnlyVia(world: World, { system, data, shown }: Presence, systems: string[]): Verdict {
  const rest = without(world, JSON.stringify(sorted(systems)));
  const isThere = ({ held, seen }: Rest) => (shown ? seen : held)(system).includes(data);
  if (isThere(rest.certain)) return 'false';
  return isThere(rest.possible) ? 'unknown' : 'true';
}

/** What is left: the data that a system holds, and those that views show on it, at the day of the check. */
interface Rest {
  held(system: string): string[];
  seen(system: string): string[];
}

const without = perKey((world, key): { certain: Rest; possible: Rest } => {
  const systems = JSON.parse(key) as string[];
  return { certain: restOf(world, systems, false), possible: restOf(world, systems, true) };
});

function restOf({ model, derivation }: World, systems: string[], may: boolean): Rest {
  const rest = lessened(model, systems);
  const origins = may ? derivation.certainGrounded : derivation.perhapsGrounded;
  const begins = (flow: string, data: string, day: number) =>
    !holdings(model, origins, found(rest.flows, flow).from, day).includes(data);
  const kind: Kind = { may, grounded: true, begins };
  const copies = makeCopies(rest, derivation.days, kind);
  return {
    held: (system) => (rest.systems.has(system) ? holdings(rest, copies, system, rest.at) : []),
    seen: (system) => seenOn(rest, copies, kind, system),
  };
}

function lessened(model: Model, systems: string[]): Model {
  const isLeft = (system: string) => !systems.includes(system);
  return {
    ...model,
    systems: new Map([...model.systems].filter(([id]) => isLeft(id))),
    flows: new Map([...model.flows].filter(([, { from, to }]) => isLeft(from) && isLeft(to))),
  };
}

function seenOn(model: Model, copies: Copies, kind: Kind, system: string): string[] {
  const shown = [...model.flows].flatMap(([id, flow]) => {
    if (flow.mode !== 'view' || flow.to !== system || !isActive(model, flow)) return [];
    const begun = listed(flow).filter((data) => kind.begins?.(id, data, model.at));
    return [...carried(model, flow, lyingAt(model, copies, flow.from, model.at), kind), ...begun];
  });
  return [...heldIn(model, new Set(shown))];
}

const ways = perWorld(({ workspace, derivation }) => witnesses(workspace, derivation));

/** The systems of the witness of a datum at a system, that one included; none where it is not held. */
function systemsTo(world: World, data: string, system: string): string[] {
  return (ways(world).get(`${data}@${system}`) ?? []).flatMap((step) => {
    const [kind, name] = step.split(':');
    if (kind !== 'flow') return [name.slice(0, name.indexOf('/'))];
    const { from, to } = found(world.model.flows, name);
    return [from, to];
  });
}

/** D20, via, of a holding. */
export function wayTo(world: World, data: string, system: string): Values {
  return sure(systemsTo(world, data, system).filter((each) => each !== system));
}

/** D20, via, of a transfer. */
export function wayThrough(world: World, data: string, flow: string): Values {
  const { from, to } = found(world.model.flows, flow);
  return sure([...systemsTo(world, data, from), from].filter((each) => each !== to));
}

/** D20, via, of a view: through the first flow that shows it, certain ones before others. */
export function viewWay(world: World, data: string, system: string): Values {
  const { model, known } = world;
  const showing = known.transfers.filter((transfer) => {
    const { to, mode } = found(model.flows, transfer.flow);
    return mode === 'view' && to === system && transfer.data === data;
  });
  const certain = showing.filter((transfer) => transfer.certain);
  const [first] = sorted((certain.length > 0 ? certain : showing).map(({ flow }) => flow));
  return wayThrough(world, data, first);
}
