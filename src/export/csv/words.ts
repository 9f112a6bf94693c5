/** What several tables say of data, systems and parties. */
import type { Manifest } from '../../manifest/format.ts';
import type { Exportable } from '../exporter.ts';

/** Texts as one cell: each once, in their order. */
export function listed(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}

export function categoriesOf({ data = {} }: Manifest, id: string): readonly string[] {
  const { category = [] } = data[id] ?? {};
  return typeof category === 'string' ? [category] : category;
}

/** The name of a party, or its id where it has none. */
export function partyName({ parties = {} }: Manifest, id: string): string {
  return parties[id]?.name ?? id;
}

/** Who answers for what a system holds: its custodian and the operator of its zone. */
export function keepersOf({ systems = {}, zones = {} }: Manifest, id: string): readonly string[] {
  const { custodian, zone = '' } = systems[id] ?? {};
  const operator = zones[zone]?.operator;
  return [...new Set([custodian, operator].filter((party) => party !== undefined))].sort();
}

/** The flows that brought data to a system, or show it there. */
export function broughtBy({
  manifest,
  facts,
}: Exportable): (system: string, data: string) => readonly string[] {
  const brought = new Map<string, string[]>();
  for (const { flow, data } of facts.transfers) {
    const { to = '' } = manifest.flows?.[flow] ?? {};
    addTo(brought, `${to} ${data}`, flow);
  }
  return (system, data) => brought.get(`${system} ${data}`) ?? [];
}

/** What data is on a system for: the purpose of the system, and those of the flows that brought it there. */
export function purposesAt(exportable: Exportable): (system: string, data: string) => readonly string[] {
  const { systems = {}, flows = {} } = exportable.manifest;
  const brought = broughtBy(exportable);
  return (system, data) => {
    const all = [systems[system]?.purpose, ...brought(system, data).map((flow) => flows[flow]?.purpose)];
    return [...new Set(all.filter((purpose) => purpose !== undefined))].sort();
  };
}

/** Adds to one of the lists of a map. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
