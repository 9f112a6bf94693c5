/** What a step needs permission for (docs/semantics.md, "Four questions"). */
import { Mode, type Model } from '../model/model.ts';
import type { Action, Request } from './authorization.ts';

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
