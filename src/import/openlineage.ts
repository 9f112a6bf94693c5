/** OpenLineage events (https://openlineage.io) as a manifest: datasets, jobs, and what jobs read and write. */
import type { Import, Importer, Source } from './importer.ts';
import type { Node } from './node.ts';
import type { Names } from './names.ts';
import { drawingOf, type Drawing } from './openlineage/entries.ts';
import { lineageEvent, type LineageEvent } from './openlineage/events.ts';
import { graphOf, type Graph } from './openlineage/graph.ts';
import { reportOtherFormat } from './read.ts';
import { readRoot } from './schema.ts';
import { tally, type ImportSummary, type Tally } from './summary.ts';

/** OpenLineage events: one, a list of them, or one a line. */
export const openlineage: Importer = {
  name: 'openlineage',
  title: 'OpenLineage events',
  syntax: 'json-lines',
  import: (sources, names) => {
    const left = tally();
    const graph = graphOf(sources.flatMap((source) => eventsOf(source, left)));
    return imported(graph, sources, names, left);
  },
};

interface Placed {
  readonly node: Node;
  readonly place: string;
}

function eventsOf(source: Source, left: Tally): LineageEvent[] {
  const placed = rootsOf(source);
  const course = { file: source.path, problems: source.problems, left };
  const events = placed.flatMap(({ node, place }) => {
    if (!isEvent(node)) {
      const what = `${place === '' ? 'it' : place} has neither a run, a job nor a dataset`;
      reportOtherFormat(source, { ...NO_EVENT, what }, node.span);
      return [];
    }
    return readRoot(lineageEvent, node, course, place) ?? [];
  });
  if (placed.length === 0) reportOtherFormat(source, { ...NO_EVENT, what: 'there is no event in it' });
  return events;
}

const NO_EVENT = {
  format: 'OpenLineage',
  remedy:
    'Name a file of events, such as one JSON value a line with eventTime, run, job, inputs and outputs.',
};

function isEvent(node: Node): boolean {
  return (
    node.kind === 'map' && ['job', 'dataset'].some((name) => node.fields.get(name)?.value.kind === 'map')
  );
}

/** The events of a file: its values, the items of its lists, or what a service has answered with around them. */
function rootsOf({ roots }: Source): Placed[] {
  return roots.flatMap((root, at): Placed[] => {
    const place = roots.length === 1 ? '' : `events[${at}]`;
    if (root.kind === 'list') return root.items.map((node, item) => ({ node, place: `${place}[${item}]` }));
    const list = root.kind === 'map' ? root.fields.get('events')?.value : undefined;
    if (list?.kind === 'list') return list.items.map((node, item) => ({ node, place: `events[${item}]` }));
    return [{ node: root, place }];
  });
}

function imported(graph: Graph, sources: readonly Source[], names: Names, left: Tally): Import {
  const drawing = drawingOf(graph, names);
  const head = [
    `From the OpenLineage events in ${sources.map(({ path }) => path).join(', ')}, by flowdown import openlineage.`,
    'What is not in events is not here: permissions, contracts, who runs a namespace, and what no event has told.',
  ];
  return { draft: { ...drawing.draft, head }, summary: summaryOf(graph, drawing, left) };
}

function summaryOf(graph: Graph, { draft, circles, collected }: Drawing, left: Tally): ImportSummary {
  const { data = [], systems = [], flows = [], zones = [], parties = [] } = draft;
  const implicit = [...graph.jobs.values()].filter(({ isImplicit }) => isImplicit).length;
  const disposals = systems.reduce((sum, { value }) => sum + (value.disposals?.length ?? 0), 0);
  return {
    mapped: [
      { from: 'events', count: graph.events, to: 'flows', made: flows.length },
      { from: 'datasets', count: graph.datasets.size, to: 'data sets', made: data.length },
      {
        from: 'datasets and jobs',
        count: graph.datasets.size + graph.jobs.size,
        to: 'systems',
        made: systems.length,
      },
      { from: 'namespaces', count: zones.length, to: 'zones', made: zones.length },
      { from: 'owners', count: parties.length, to: 'parties', made: parties.length },
    ],
    assumed: [
      ...told(collected, 'a dataset that no job writes from others comes into being where it is'),
      ...told(data.length, 'what a job writes is made from all that it reads, unless that closes a circle'),
      ...told(circles, 'circles of datasets that are made from each other are cut at one place'),
      ...told(implicit, 'datasets that are made from others by nobody are made by a job of their own'),
      ...told(
        graph.unfinished,
        'runs that failed, or that no event has completed, have moved what they name',
      ),
      ...told(graph.runs, 'what a job has done in runs it has done from the first to the last of their days'),
      ...told(disposals, 'what is dropped or emptied is disposed of'),
      ...told(graph.withoutZone, 'times without a zone are UTC'),
    ],
    open: [
      'zones: who runs a namespace; until then its keeper is operator-not-stated',
      'data: categories that rules know, by tags in the mapping; owners, records, subjects',
      'authorizations and contracts: without them nobody may have the data of others',
      ...told(
        data.filter(({ value }) => value.owner.endsWith('-not-stated')).length,
        'data sets without an owner',
      ),
    ],
    dropped: left.finish(reasonOf),
  };
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function reasonOf(field: string): string {
  const name = field.slice(field.lastIndexOf('.') + 1);
  if (field.endsWith('run.facets') || /(?:input|output)Facets$/.test(name))
    return 'tells of one run or of amounts';
  if (field.includes('facets.')) return 'a facet that says nothing of whose data goes where';
  return 'says nothing of where data goes, or is not known';
}
