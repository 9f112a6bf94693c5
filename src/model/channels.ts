import type { Flow } from '../manifest/format.ts';

/** The channels of a flow, numbered in this order. */
export const CHANNELS: readonly NonNullable<Flow['channel']>[] = [
  'network',
  'api',
  'email',
  'removable-media',
  'courier',
];
