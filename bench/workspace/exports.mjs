import { addFlow } from './flows.mjs';
import { members as membersIn } from './held.mjs';
import { isProtected } from './names.mjs';
import { contractIdOf } from './parties.mjs';
import { addSystem, zoneOf } from './systems.mjs';
import { beginning, laterEnding } from './days.mjs';

/**
 * Lets data of the region before into this one: its agency has a contract with the first prime here and permits it to hold
 * two data sets, in a zone that is for nothing else, so that the data of two agencies does not lie side by side.
 */
export function addExports(region, before) {
  const [, prime] = region.members;
  const [owner] = before.members;
  const zone = `${prime.id}-exchange`;
  const source = before.systems.findLastIndex((_, i) => open(before, i).length > 1);
  if (source === -1) return;
  const ids = open(before, source)
    .slice(0, 2)
    .map((i) => before.data[i].id);
  region.entries.zones.push([zone, zoneOf(prime, region)]);
  const systems = [addSystem(region, { member: prime, zone }), addSystem(region, { member: prime, zone })];
  region.entries.contracts.push([`${contractIdOf(prime)}-exchange`, agreementOf(owner, prime, region)]);
  const permission = { by: owner.id, to: prime.id, data: ids, actions: ['hold'], zones: [zone] };
  region.entries.authorizations.push([`permit-${zone}`, permission]);
  const [to, next] = systems.map((system) => region.systems.indexOf(system));
  const first = addFlow(region, { from: to, to, list: 0 });
  Object.assign(first.entry, { from: before.systems[source].id, data: ids });
  const second = addFlow(region, { from: to, to: next, list: 0 });
  Object.assign(second.entry, { data: ids });
  for (const { entry } of [first, second]) delete entry.period;
}

/** Data of no protected category that a system of a region holds as itself. */
const open = ({ data, held }, system) =>
  membersIn(held[system] ?? 0).filter((i) => !isProtected(data[i].category) && data[i].parts.length === 0);

const agreementOf = (owner, prime, { random }) => ({
  acquirer: owner.id,
  supplier: prime.id,
  period: { from: beginning(random), until: laterEnding(random) },
});
