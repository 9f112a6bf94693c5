/** What a step needs permission for (docs/semantics.md, "Four questions"). */
import type { Authorization } from '../manifest/format.ts';
import { Mode, type Model } from '../model/model.ts';

/** What an authorization can permit. */
export type Action = Authorization['actions'][number];

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

/** What a flow asks for a datum: hold, or view for a view; its purpose and channel; the zone of its target. */
export function transferRequest({ flows, systems }: Model, flow: number, datum: number): Request {
  return {
    datum,
    action: flows.mode[flow] === Mode.view ? 'view' : 'hold',
    purpose: flows.purpose[flow],
    zone: systems.zone[flows.target[flow]],
    channel: flows.channel[flow],
  };
}

/** What a system asks for what it does itself with a datum: its own purpose, its own zone, no channel. */
export function requestAt({ systems }: Model, system: number, datum: number, action: Action): Request {
  return {
    datum,
    action,
    purpose: systems.purpose[system],
    zone: systems.zone[system],
    channel: undefined,
  };
}
