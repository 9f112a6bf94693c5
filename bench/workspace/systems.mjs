import { COUNTRIES } from './names.mjs';
import { pick } from './random.mjs';

const KINDS = ['server', 'server', 'store', 'service', 'workstation', 'device', 'backup'];
const ZONE_KINDS = ['enclave', 'facility', 'corporate-network', 'cloud-tenant', 'field-site'];
const RETENTION = ['P30D', 'P90D', 'P6M', 'P1Y'];

/** Adds the zones and systems of a region: one row of systems, in which each member and each of its zones has a stretch. */
export function addSystems(region) {
  const { members, size } = region;
  let start = 0;
  members.forEach((member, i) => {
    const end = i === members.length - 1 ? size.systems : start + Math.round(member.share * size.systems);
    for (const zone of member.zones) region.entries.zones.push([zone, zoneOf(member, region)]);
    for (let s = start; s < end; s++) {
      const zone = member.zones[Math.floor(((s - start) * member.zones.length) / (end - start))];
      addSystem(region, { member, zone });
    }
    start = end;
  });
  collect(region);
}

export const zoneOf = (member, { random }) => ({
  operator: member.id,
  kind: pick(random, ZONE_KINDS),
  country: pick(random, COUNTRIES),
});

/** Adds a system, with all that rules ask where the data may be protected. Gives it back, so that more can be said of it. */
export function addSystem(region, { member, zone }) {
  const { random, careful, members } = region;
  const id = `sys-${region.first.systems + region.systems.length}`;
  // Some of the agency's systems are kept by its prime, so that two answer for them.
  const custodian = member === members[0] && random(12) === 0 && { custodian: members[1].id };
  const entry = {
    zone,
    kind: pick(random, KINDS),
    ...custodian,
    ...(careful && { ownership: 'government-furnished', encryption: { atRest: 'aes-256' } }),
    ...(careful && { ports: { removableMedia: 'blocked' }, logging: true }),
    ...(!careful && random(9) === 0 && { logging: true }),
    ...((careful || random(8) === 0) && { retention: pick(random, RETENTION) }),
  };
  const system = { id, member, zone, begins: 0, entry };
  region.systems.push(system);
  return system;
}

/**
 * Has each data set begin somewhere: most are collected early in the row, by the agency, and once more later; every fifth by
 * the first prime. What is made from others is made where the first of them is collected.
 */
function collect({ data, systems, members, random, purposes }) {
  const early = systems.slice(0, Math.ceil(systems.length / 8));
  const [agency, prime] = [0, 1].map((n) => systems.filter(({ member }) => member === members[n]));
  const places = [];
  data.forEach(({ id, sources }, i) => {
    places[i] =
      i === 0
        ? [systems[0]]
        : i % 5 === 4
          ? [pick(random, prime)]
          : [pick(random, early), pick(random, agency)];
    if (sources.length > 0) places[i] = places[sources[0]];
    for (const place of new Set(places[i])) {
      place.begins |= 1 << i;
      place.entry.purpose = purposes[0];
      (place.entry[sources.length > 0 ? 'produces' : 'collects'] ??= []).push(id);
    }
  });
}
