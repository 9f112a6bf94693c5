/** Systems as services of a bill, data sets as components of the type data. */
import type { Flow, Manifest } from '../../manifest/format.ts';
import { categoriesOf, labelOf, refTo } from './words.ts';

/** Services, each with the data that it sends and gets. */
export function servicesOf(manifest: Manifest): object[] {
  const { systems = {}, zones = {} } = manifest;
  const movements = movementsOf(manifest);
  return Object.entries(systems).map(([id, { zone }]) => {
    const data = movements.get(id) ?? [];
    return {
      'bom-ref': refTo('system', id),
      provider: { name: labelOf(manifest, zones[zone].operator) },
      name: id,
      trustZone: zone,
      ...(data.length > 0 && { data }),
    };
  });
}

/** Data sets, with their categories and owners. */
export function componentsOf(manifest: Manifest): object[] {
  return Object.entries(manifest.data ?? {}).map(([id, value]) => ({
    type: 'data',
    'bom-ref': refTo('data', id),
    name: id,
    data: [
      {
        type: 'dataset',
        name: id,
        classification: categoriesOf(value).join(', '),
        governance: governanceOf(manifest, value.owner),
      },
    ],
  }));
}

function governanceOf(manifest: Manifest, owner: string): object {
  return { owners: [{ organization: { name: labelOf(manifest, owner) } }] };
}

/** What the flows from and to each system are to its service; what two flows share is said once. */
function movementsOf(manifest: Manifest): ReadonlyMap<string, readonly object[]> {
  const movements = new Map<string, object[]>();
  const said = new Set<string>();
  const say = (system: string, entry: object): void => {
    const known = movements.get(system) ?? [];
    movements.set(system, known);
    known.push(entry);
  };
  for (const flow of Object.values(manifest.flows ?? {})) {
    const { from, to } = flow;
    for (const payload of payloadsOf(manifest, flow)) {
      const key = JSON.stringify([from, to, payload]);
      if (said.has(key)) continue;
      said.add(key);
      say(from, { flow: 'outbound', ...payload, destination: [refTo('system', to)] });
      say(to, { flow: 'inbound', ...payload, source: [refTo('system', from)] });
    }
  }
  return movements;
}

/** What a flow carries, one by one. A classification is asked for, so what is not stated is called that. */
function payloadsOf(manifest: Manifest, { data, categories }: Flow): object[] {
  if (data === 'all') return [{ classification: 'all', name: 'all' }];
  if (categories !== undefined) return categories.map((name) => ({ classification: name, name }));
  if (data === undefined) return [{ classification: 'not stated' }];
  return data.flatMap((name) => {
    const set = manifest.data?.[name];
    if (set === undefined) return [];
    const governance = governanceOf(manifest, set.owner);
    return [{ classification: categoriesOf(set).join(', '), name, governance }];
  });
}
