/** What a step needs permission for (docs/semantics.md, "Four questions"). */
import type { Authorization } from '../manifest/format.ts';
import { Mode, type Model } from '../model/model.ts';

/** What an authorization can permit. */
export type Action = Authorization['actions'][number];

/** A record, so that an action that is added to the format cannot be forgotten here. */
export const ACTION_NUMBERS: Readonly<Record<Action, number>> = {
  collect: 0,
  hold: 1,
  view: 2,
  derive: 3,
  maintain: 4,
  declassify: 5,
};

/** What is asked for one datum. */
export interface Request {
  readonly datum: number;
  readonly action: Action;
  /** Purpose number, or -1 where it is not stated. */
  readonly purpose: number;
  /** Zone number, or -1 where it refers to nothing. */
  readonly zone: number;
  /** Channel number; -1 where the flow does not state it; undefined where the request is not a flow's. */
  readonly channel: number | undefined;
}

/** All of a request but the datum. */
export type Manner = Omit<Request, 'datum'>;

/** What a flow asks for a datum: hold, or view for a view; its purpose and channel; the zone of its target. */
export function transferRequest(model: Model, flow: number, datum: number): Request {
  return { datum, ...transferManner(model, flow) };
}

/** The same, whatever the datum. */
export function transferManner({ flows, systems }: Model, flow: number): Manner {
  return {
    action: flows.mode[flow] === Mode.view ? 'view' : 'hold',
    purpose: flows.purpose[flow],
    zone: systems.zone[flows.target[flow]],
    channel: flows.channel[flow],
  };
}

/** What a system asks for what it does itself with a datum: its own purpose, its own zone, no channel. */
export function requestAt(model: Model, system: number, datum: number, action: Action): Request {
  return { datum, ...mannerAt(model, system, action) };
}

/** The same, whatever the datum. */
export function mannerAt({ systems }: Model, system: number, action: Action): Manner {
  return { action, purpose: systems.purpose[system], zone: systems.zone[system], channel: undefined };
}

/** What a party with access to a system asks for what lies there: the purpose of its access, the zone of the system. */
export function accessManner(model: Model, access: number, system: number, action: Action): Manner {
  return { ...mannerAt(model, system, action), purpose: model.access.purpose[access] };
}
