import type { Flow } from '../manifest/format.ts';

type Channel = NonNullable<Flow['channel']>;

// A record, so that a channel that is added to the format cannot be forgotten here.
const KNOWN: Readonly<Record<Channel, true>> = {
  network: true,
  api: true,
  email: true,
  'removable-media': true,
  courier: true,
};

/** The channels of a flow, numbered in this order. */
export const CHANNELS = Object.keys(KNOWN) as readonly Channel[];
