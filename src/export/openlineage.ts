/** A workspace as static lineage (https://openlineage.io/spec): datasets where data is held, jobs for flows and productions. */
import type { InspectedFacts } from '../analysis/facts-format.ts';
import type { DataSet, Flow, Manifest } from '../manifest/format.ts';
import type { Exportable, Exporter, Lost } from './exporter.ts';
import { lostFields } from './openlineage/lost.ts';

/** Events of datasets and jobs, one a line, at midnight of the day of the check. */
export const openlineage: Exporter = {
  name: 'openlineage',
  title: 'OpenLineage events',
  export: (exportable) => ({
    text: eventsOf(exportable)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
    lost: [...lostFields(exportable.manifest), ...opaque(exportable)],
  }),
};

const SPEC = 'https://openlineage.io/spec';
const PRODUCER = 'urn:flowdown:export:openlineage';

/** A dataset of OpenLineage: data in a system. */
interface Place {
  readonly system: string;
  readonly data: string;
}

interface Job {
  readonly namespace: string;
  readonly name: string;
  readonly inputs: readonly Place[];
  readonly outputs: readonly Place[];
}

function eventsOf({ manifest, facts }: Exportable): object[] {
  const jobs = [...flowJobs(manifest, facts), ...productionJobs(manifest, facts)];
  const held = facts.holdings.filter(({ certain }) => certain);
  const places = new Map(
    [...held, ...jobs.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])].map((place) => [
      keyOf(place),
      place,
    ]),
  );
  const event = (kind: string) => ({
    eventTime: `${facts.at}T00:00:00Z`,
    producer: PRODUCER,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/${kind}`,
  });
  const named = (place: Place) => datasetOf(place, manifest);
  return [
    ...sorted(places).map((place) => ({
      ...event('DatasetEvent'),
      dataset: { ...named(place), facets: facetsOf(manifest.data?.[place.data]) },
    })),
    ...jobs.map(({ namespace, name, inputs, outputs }) => ({
      ...event('JobEvent'),
      job: { namespace, name },
      inputs: inputs.map(named),
      outputs: outputs.map(named),
    })),
  ];
}

function keyOf({ system, data }: Place): string {
  return `${system}\n${data}`;
}

function sorted(places: ReadonlyMap<string, Place>): Place[] {
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

function datasetOf({ system, data }: Place, { systems = {} }: Manifest): { namespace: string; name: string } {
  return { namespace: systems[system]?.zone ?? 'unknown', name: `${system}/${data}` };
}

/** A job for each flow; what is only viewed is read and written nowhere. */
function flowJobs({ flows = {} }: Manifest, facts: InspectedFacts): Job[] {
  const moved = new Map<string, Set<string>>();
  const carried = (flow: string) => moved.get(flow) ?? new Set<string>();
  for (const { flow, data, certain } of facts.transfers)
    if (certain) moved.set(flow, carried(flow).add(data));
  return Object.entries(flows).map(([name, flow]) => {
    const stated = Array.isArray(flow.data) ? flow.data : [];
    const data = [...new Set([...stated, ...carried(name)])].sort();
    return {
      namespace: 'flows',
      name,
      inputs: data.map((each) => ({ system: flow.from, data: each })),
      outputs: flow.mode === 'view' ? [] : data.map((each) => ({ system: flow.to, data: each })),
    };
  });
}

function productionJobs({ systems = {}, data = {} }: Manifest, { holdings }: InspectedFacts): Job[] {
  const held = new Set(holdings.filter(({ certain }) => certain).map(keyOf));
  return Object.entries(systems).flatMap(([system, { produces = [] }]) =>
    [...produces].sort().map((made) => ({
      namespace: 'productions',
      name: `${system}/${made}`,
      inputs: (data[made]?.derivedFrom ?? [])
        .map((source) => ({ system, data: source }))
        .filter((place) => held.has(keyOf(place)))
        .sort((a, b) => (a.data < b.data ? -1 : 1)),
      outputs: [{ system, data: made }],
    })),
  );
}

function facetsOf(datum: DataSet | undefined): object {
  if (datum === undefined) return {};
  const facet = (name: string, version: string) => ({
    _producer: PRODUCER,
    _schemaURL: `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`,
  });
  const categories = Array.isArray(datum.category) ? datum.category : [datum.category];
  const tags = [...categories, ...(datum.deidentified === undefined ? [] : ['deidentified'])];
  return {
    ownership: { ...facet('OwnershipDatasetFacet', '1-0-1'), owners: [{ name: datum.owner, type: 'OWNER' }] },
    tags: {
      ...facet('TagsDatasetFacet', '1-0-0'),
      tags: tags.map((key) => ({ key, value: 'true', source: 'flowdown' })),
    },
    ...(datum.fields && {
      schema: { ...facet('SchemaDatasetFacet', '1-2-0'), fields: datum.fields.map((name) => ({ name })) },
    }),
  };
}

function opaque({ manifest: { flows = {} } }: Exportable): Lost[] {
  const isOpaque = ({ data, categories }: Flow) => data === undefined && categories === undefined;
  const count = Object.values(flows).filter(isOpaque).length;
  const reason =
    'a job says nothing of data that nobody has stated; it has neither inputs nor outputs for them';
  return count === 0 ? [] : [{ field: 'flows.* without data', count, reason }];
}
