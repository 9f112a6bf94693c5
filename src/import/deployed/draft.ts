/** A landscape as a draft of a manifest. */
import type { Draft } from '../draft.ts';
import type { Names } from '../names.ts';
import { NO_DATA_OWNER } from '../unnamed.ts';
import { accessOf, flowsOf } from './flows.ts';
import { classesIn, dataOf } from './labels.ts';
import { firstByKey, type Landscape, type Reach } from './landscape.ts';
import { partiesOf } from './parties.ts';
import { systemsOf, zonesOf } from './systems.ts';

type Filled = Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows' | 'access'>>;

/** The draft of a landscape, whose parts may come in any order; a thing that comes twice counts once. */
export function draftOf(given: Landscape, names: Names): Filled {
  const landscape: Landscape = {
    ...given,
    grounds: firstByKey(given.grounds, ({ key }) => key),
    units: firstByKey(given.units, ({ key }) => key),
    hosts: firstByKey(given.hosts, ({ name }) => name),
  };
  const { prefix, units, grounds, hosts } = landscape;
  const labels = units.flatMap((unit) => classesIn(unit.labels, names));
  const data = dataOf(labels, names, { prefix, owner: NO_DATA_OWNER });
  const parties = partiesOf(landscape, names, data.entries[0]?.origin);
  const zones = zonesOf(landscape, parties, names);
  const systems = systemsOf(landscape, { names, zones, parties, classes: data.ids });
  const unitsByKey = new Map(units.map((unit) => [unit.key, unit]));
  const groundsByKey = new Map(grounds.map((ground) => [ground.key, ground]));
  const hostsByName = new Map(hosts.map((host) => [host.name, host]));
  const keeperOf = (end: Reach['by'][number]): string => {
    const host = 'host' in end ? hostsByName.get(end.host) : undefined;
    if (host !== undefined) return parties.ofHost(host);
    const unit = 'unit' in end ? unitsByKey.get(end.unit) : undefined;
    const ground = groundsByKey.get('ground' in end ? end.ground : (unit?.ground ?? ''));
    return (unit && parties.custodianOf(unit)) ?? (ground ? parties.operatorOf(ground) : '');
  };
  return {
    parties: parties.entries,
    zones: zones.entries,
    data: data.entries,
    systems: systems.entries,
    flows: flowsOf(landscape, systems.ids),
    access: accessOf(landscape, systems.ids, keeperOf),
  };
}
