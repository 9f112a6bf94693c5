import { regionOf } from './region.mjs';

/** How many flows a region has, about: so the size of a workspace is the number of its regions. */
const FLOWS = 400;

/** The regions of a workspace of so many flows, one after the other; only two of them are there at a time. */
export function* regionsOf(flows) {
  const count = Math.max(1, Math.round(flows / FLOWS));
  const first = { systems: 0, data: 0, flows: 0 };
  let before;
  for (let i = 0; i < count; i++) {
    const share = Math.floor(((i + 1) * flows) / count) - Math.floor((i * flows) / count);
    before = regionOf(i, { flows: share, first: { ...first }, before });
    first.systems += Math.floor(share / 4);
    first.data += Math.floor(share / 20);
    first.flows += share;
    yield { region: before, count };
  }
}
