/** Entries of a manifest from what events say together. */
import type { DataSet, Flow, Period, System } from '../../manifest/format.ts';
import type { Draft, DraftEntry } from '../draft.ts';
import { idsFor, slug } from '../ids.ts';
import { byId } from '../named/entries.ts';
import { partiesBy, type NamedParty, type Parties } from '../named/parties.ts';
import { cut, dotted } from '../texts.ts';
import type { NamedId, Names } from '../names.ts';
import { withoutCircles } from './derivation.ts';
import type { DatasetNode, Graph, JobNode, Move } from './graph.ts';
import { isMasked } from './masking.ts';
import { dayText } from '../named/moments.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';

/** What is made of a graph, with what the summary counts. */
export interface Drawing {
  readonly draft: Omit<Draft, 'head'>;
  readonly circles: number;
  readonly collected: number;
}

interface Drawn {
  readonly graph: Graph;
  readonly names: Names;
  readonly parties: Parties;
  readonly zones: ReadonlyMap<string, NamedId>;
  readonly data: ReadonlyMap<string, string>;
  readonly systems: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
  readonly makers: Makers;
}

/** Draws a graph as a manifest. */
export function drawingOf(graph: Graph, names: Names): Drawing {
  const { kept: sources, cut: circles } = withoutCircles(sourcesIn(graph));
  const nodes = [...graph.datasets.values(), ...graph.jobs.values()];
  const named = new Map(nodes.map(({ namespace, origin }) => [namespace, origin]));
  const zones = names.ids(
    'zones',
    [...named].map(([name, origin]) => ({ name, what: 'namespace', origin })),
    { fallback: 'zone' },
  );
  const wishes = [...graph.datasets.values()].map((each) => [each.key, wishOf(each)] as const);
  const data = idsFor(wishes, 'data');
  const systems = idsFor(
    [...wishes, ...[...graph.jobs.values()].map((each) => [each.key, `job.${wishOf(each)}`] as const)],
    'system',
  );
  const drawn: Drawn = {
    graph,
    names,
    parties: partiesBy(names, nodes.flatMap(ownersOf)),
    zones,
    data,
    systems,
    sources,
    makers: makersIn(graph, sources),
  };
  const jobs = [...graph.jobs.values()].map((node) => jobOf(node, drawn));
  const stores = [...graph.datasets.values()].map((node) => storeOf(node, drawn));
  const dataEntries = [...graph.datasets.values()].map((node) => datumOf(node, drawn));
  const entries = [...jobs, ...stores];
  const used = [NO_OPERATOR, ...dataEntries.map(({ value }) => value.owner)];
  return {
    draft: {
      parties: drawn.parties.entries(used),
      zones: zoneEntries(named, drawn),
      data: byId(dataEntries),
      systems: byId(entries),
      flows: flowsOf(drawn),
    },
    circles,
    collected: entries.reduce((sum, { value }) => sum + (value.collects?.length ?? 0), 0),
  };
}

function wishOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${slug(namespace)}.${slug(name)}`;
}

/** What each dataset is made from: all that a job which writes it reads. */
function sourcesIn({ moves }: Graph): Map<string, Set<string>> {
  const read = new Map<string, string[]>();
  for (const { job, dataset, isWrite } of moves.values())
    if (!isWrite) read.set(job, [...(read.get(job) ?? []), dataset]);
  const sources = new Map<string, Set<string>>();
  for (const { job, dataset, isWrite } of moves.values()) {
    if (!isWrite) continue;
    const own = sources.get(dataset) ?? new Set<string>();
    for (const source of read.get(job) ?? []) if (source !== dataset) own.add(source);
    sources.set(dataset, own);
  }
  return sources;
}

function ownersOf({ owners }: DatasetNode | JobNode): NamedParty[] {
  return [...owners].map(([name, { origin }]) => ({ name, what: 'owner', origin }));
}

/** The owner among those whom a facet names: one that is called so, else the first. */
function ownerOf({ owners }: DatasetNode | JobNode): string | undefined {
  const called = [...owners].find(([, { type }]) => /owner/i.test(type));
  return (called ?? [...owners].at(0))?.[0];
}

function ownerRemarks({ owners }: DatasetNode | JobNode): string[] {
  if (owners.size < 2) return [];
  return [
    `owners ${[...owners].map(([name, { type }]) => (type === '' ? name : `${name} (${type})`)).join(', ')}`,
  ];
}

function zoneEntries(
  named: ReadonlyMap<string, DraftEntry<object>['origin']>,
  { zones }: Drawn,
): NonNullable<Draft['zones']> {
  const entries = new Map<string, NonNullable<Draft['zones']>[number]>();
  for (const [name, { id }] of zones) {
    if (entries.has(id)) continue;
    const origin = named.get(name);
    const remarks = [`namespace ${name}`];
    entries.set(id, {
      id,
      value: { operator: NO_OPERATOR },
      ...(origin && { origin }),
      remarks,
      isMention: true,
    });
  }
  return byId([...entries.values()]);
}

function zoneOf(namespace: string, { zones }: Drawn): string {
  return zones.get(namespace)?.id ?? '';
}

function datumOf(node: DatasetNode, { names, parties, data, sources }: Drawn): DraftEntry<DataSet> {
  const id = data.get(node.key) ?? '';
  const categories = [...node.tags].flatMap(
    ([name, origin]) => names.categories({ name, what: 'tag', origin }) ?? [],
  );
  const unique = [...new Set(categories)].sort();
  const derived = (sources.get(node.key) ?? []).map((key) => data.get(key) ?? '').sort();
  const fields = [...node.fields].map((field) => cut(field)).filter((field) => field !== '');
  const masked = isMasked(node.maskings, node.fields);
  const partly = [...new Set(node.maskings.flatMap((each) => each.masked))].sort();
  return {
    id,
    value: {
      category: unique.length > 1 ? unique : (unique.at(0) ?? dotted('openlineage', id.replaceAll('.', '-'))),
      owner: parties.of(ownerOf(node), NO_DATA_OWNER),
      ...(derived.length > 0 && { derivedFrom: derived }),
      ...(masked && { deidentified: { method: 'masking of all columns, by their lineage' } }),
      ...(fields.length > 0 && { fields: fields.sort() }),
    },
    origin: node.origin,
    remarks: [
      ...ownerRemarks(node),
      ...(node.tags.size > 0 ? [`tags ${[...node.tags.keys()].sort().join(', ')}`] : []),
      ...(partly.length > 0 && !masked ? [`masked columns ${partly.join(', ')}`] : []),
    ],
  };
}

/** The store of a dataset; what no job writes comes into being there. */
function storeOf(node: DatasetNode, drawn: Drawn): DraftEntry<System> {
  const { data, systems, makers } = drawn;
  return {
    id: systems.get(node.key) ?? '',
    value: {
      zone: zoneOf(node.namespace, drawn),
      kind: 'store',
      ...(!makers.made.has(node.key) && { ...untilEnd(node), collects: [data.get(node.key) ?? ''] }),
      ...disposalsOf(node),
      identifiers: [...new Set([`${node.namespace} ${node.name}`, ...node.aliases])]
        .sort()
        .map((each) => cut(each)),
    },
    origin: node.origin,
    remarks: [],
  };
}

/** What is dropped and not named again comes into being there no more. */
function untilEnd({ ends, lastDay }: DatasetNode): { readonly period?: Period } {
  const drops = ends.filter(({ kind }) => kind === 'DROP').map(({ day }) => day);
  const until = drops.length === 0 ? undefined : Math.max(...drops);
  if (until === undefined || lastDay > until) return {};
  return { period: { until: dayText(until) } };
}

/** A copy that is made on the day of a disposal is lost with it: where more is written that day, only older ones are. */
function disposalsOf({ ends, written }: DatasetNode): { readonly disposals?: System['disposals'] } {
  const days = [...new Set(ends.map(({ day }) => (written.has(day) ? day - 1 : day)))].sort((a, b) => a - b);
  const disposals = days.flatMap((day) => {
    const on = dayText(day);
    return on === undefined ? [] : [{ on, data: 'all' as const, method: 'dropped or emptied, by an event' }];
  });
  return disposals.length === 0 ? {} : { disposals };
}

/** Which job makes which dataset: derived from what it reads, or out of nothing that the events know. */
interface Makers {
  readonly derived: ReadonlyMap<string, readonly string[]>;
  readonly collected: ReadonlyMap<string, readonly string[]>;
  /** Datasets that some job makes. One that is only read and written back by jobs is made by none. */
  readonly made: ReadonlySet<string>;
}

function makersIn({ moves }: Graph, sources: Drawn['sources']): Makers {
  const reads = new Set([...moves.values()].filter(({ isWrite }) => !isWrite).map(pairOf));
  const derived = new Map<string, string[]>();
  const collected = new Map<string, string[]>();
  const made = new Set<string>();
  for (const { job, dataset, isWrite } of moves.values()) {
    if (!isWrite) continue;
    const isDerived = (sources.get(dataset) ?? []).some((source) =>
      reads.has(pairOf({ job, dataset: source })),
    );
    if (!isDerived && reads.has(pairOf({ job, dataset }))) continue;
    const kind = isDerived ? derived : collected;
    kind.set(job, [...(kind.get(job) ?? []), dataset]);
    made.add(dataset);
  }
  return { derived, collected, made };
}

function pairOf({ job, dataset }: Pick<Move, 'job' | 'dataset'>): string {
  return `${job}\n${dataset}`;
}

function jobOf(node: JobNode, drawn: Drawn): DraftEntry<System> {
  const { parties, data, systems, makers } = drawn;
  const idsOf = (keys: readonly string[] = []) => keys.map((key) => data.get(key) ?? '').sort();
  const collects = idsOf(makers.collected.get(node.key));
  const produces = idsOf(makers.derived.get(node.key));
  const owner = ownerOf(node);
  return {
    id: systems.get(node.key) ?? '',
    value: {
      zone: zoneOf(node.namespace, drawn),
      kind: 'service',
      ...(owner !== undefined && { custodian: parties.of(owner, NO_OPERATOR) }),
      ...(collects.length > 0 && { collects }),
      ...(produces.length > 0 && { produces }),
    },
    origin: node.origin,
    remarks: [
      ...ownerRemarks(node),
      ...(node.isImplicit ? ['not in the files: whatever makes a dataset from others'] : []),
    ],
  };
}

function flowsOf({ graph, data, systems }: Drawn): DraftEntry<Flow>[] {
  const moves = [...graph.moves].map(([key, move]) => ({ key, move, ...endsOf(move) }));
  const idOf = (key: string) => systems.get(key) ?? '';
  const ids = idsFor(
    moves.map(({ key, from, to }) => [key, `${idOf(from)}.to.${idOf(to)}`] as const),
    'flow',
  );
  return byId(
    moves.map(({ key, move, from, to }) => ({
      id: ids.get(key) ?? '',
      value: { from: idOf(from), to: idOf(to), data: [data.get(move.dataset) ?? ''], ...periodOf(move) },
      origin: move.origin,
      remarks: [],
    })),
  );
}

function endsOf({ job, dataset, isWrite }: Move): { readonly from: string; readonly to: string } {
  return isWrite ? { from: job, to: dataset } : { from: dataset, to: job };
}

function periodOf({ first, last }: Move): { readonly period?: Period } {
  if (first === undefined || last === undefined) return {};
  return { period: { from: dayText(first), until: dayText(last) } };
}
