/** Events folded to what they say together: datasets, jobs, and what is read and written, over which days. */
import type { Origin } from '../draft.ts';
import type { ColumnLineage, EventDataset, EventJob, LineageEvent, LineageInput, Owners } from './events.ts';
import { namesOf, type Identity } from './identities.ts';
import { maskingIn, type Masking } from './masking.ts';
import { utcDay } from '../named/moments.ts';

/** A table, file, topic or the like. */
export interface DatasetNode extends Identity {
  readonly origin: Origin;
  readonly aliases: Set<string>;
  readonly owners: Map<string, { readonly type: string; readonly origin: Origin }>;
  readonly tags: Map<string, Origin>;
  readonly fields: Set<string>;
  readonly maskings: Masking[];
  /** Days on which it was dropped or emptied. */
  readonly ends: { readonly day: number; readonly kind: string }[];
  readonly written: Set<number>;
  lastDay: number;
}

/** What reads and writes datasets; one that no event names stands between datasets that are joined directly. */
export interface JobNode extends Identity {
  readonly origin: Origin;
  readonly owners: Map<string, { readonly type: string; readonly origin: Origin }>;
  readonly isImplicit: boolean;
}

/** That a job reads or writes a dataset; without days where no run has done so. */
export interface Move {
  readonly job: string;
  readonly dataset: string;
  readonly isWrite: boolean;
  readonly origin: Origin;
  first?: number;
  last?: number;
}

export interface Graph {
  readonly datasets: Map<string, DatasetNode>;
  readonly jobs: Map<string, JobNode>;
  readonly moves: Map<string, Move>;
  readonly events: number;
  readonly runs: number;
  /** Runs of which no event says that they were completed. */
  readonly unfinished: number;
  readonly withoutZone: number;
}

/** Folds events, in their order. */
export function graphOf(events: readonly LineageEvent[]): Graph {
  const datasets = new Map<string, DatasetNode>();
  const jobs = new Map<string, JobNode>();
  const moves = new Map<string, Move>();
  const canonical = namesOf(events.flatMap(datasetsIn));
  const open = { datasets, jobs, moves, canonical };
  const runs = new Map<string, boolean>();
  let withoutZone = 0;
  for (const event of events) {
    const day = event.eventTime === undefined ? undefined : utcDay(event.eventTime.text);
    if (
      event.eventTime !== undefined &&
      !/(?:z|[+-]\d{2}(?::?\d{2})?)(?:\[.*\])?$/i.test(event.eventTime.text)
    )
      withoutZone += 1;
    const id = event.run?.runId?.text;
    if (id !== undefined) runs.set(id, runs.get(id) === true || event.eventType?.text === 'COMPLETE');
    take(event, event.run === undefined ? undefined : day, day, open);
  }
  const unfinished = [...runs.values()].filter((isComplete) => !isComplete).length;
  return { datasets, jobs, moves, events: events.length, runs: runs.size, unfinished, withoutZone };
}

function datasetsIn({ dataset, inputs = [], outputs = [] }: LineageEvent): EventDataset[] {
  return [...(dataset === undefined ? [] : [dataset]), ...inputs, ...outputs];
}

interface Open extends Pick<Graph, 'datasets' | 'jobs' | 'moves'> {
  readonly canonical: (namespace: string, name: string) => Identity;
}

function take(event: LineageEvent, ranOn: number | undefined, day: number | undefined, open: Open): void {
  const { job, dataset, inputs = [], outputs = [] } = event;
  const own = job && jobNode(job, open);
  if (dataset !== undefined) describe(dataset, day, open);
  for (const each of inputs) {
    const node = describe(each, day, open);
    if (own !== undefined) join(own, node, false, each.origin, ranOn, open);
  }
  for (const each of outputs) {
    const node = describe(each, day, open);
    const isGone = endKind(each) === 'DROP' || (endKind(each) === 'TRUNCATE' && inputs.length === 0);
    if (own !== undefined && !isGone) join(own, node, true, each.origin, ranOn, open);
  }
  for (const each of [...(dataset === undefined ? [] : [dataset]), ...outputs])
    explicit(each, own, ranOn, open);
  if (job !== undefined && own !== undefined) entriesOf(job, own, ranOn, open);
}

function jobNode({ namespace, name, facets, origin }: EventJob, { jobs }: Open): JobNode {
  const key = JSON.stringify([namespace.text, name.text]);
  const node =
    jobs.get(key) ?? newJob(key, namespace.text, name.text, { ...origin, span: name.origin.span }, false);
  jobs.set(key, node);
  addOwners(node, facets?.ownership?.owners);
  return node;
}

function addOwners({ owners }: Pick<JobNode, 'owners'>, stated: Owners = []): void {
  for (const { name, type } of stated)
    if (name !== undefined && !owners.has(name.text))
      owners.set(name.text, { type: type?.text ?? '', origin: name.origin });
}

function newJob(key: string, namespace: string, name: string, origin: Origin, isImplicit: boolean): JobNode {
  return { key, namespace, name, origin, owners: new Map(), isImplicit };
}

function datasetNode(
  namespace: string,
  name: string,
  origin: Origin,
  { datasets, canonical }: Open,
): DatasetNode {
  const identity = canonical(namespace, name);
  const node = datasets.get(identity.key) ?? {
    ...identity,
    origin,
    aliases: new Set(),
    owners: new Map(),
    tags: new Map(),
    fields: new Set(),
    maskings: [],
    ends: [],
    written: new Set(),
    lastDay: -Infinity,
  };
  datasets.set(identity.key, node);
  if (namespace !== identity.namespace || name !== identity.name) node.aliases.add(`${namespace} ${name}`);
  return node;
}

function endKind({ facets }: EventDataset): string | undefined {
  return facets?.lifecycleStateChange?.lifecycleStateChange?.text;
}

/** Adds what an event says of a dataset. */
function describe(dataset: EventDataset, day: number | undefined, open: Open): DatasetNode {
  const { namespace, name, facets, origin } = dataset;
  const node = datasetNode(namespace.text, name.text, { ...origin, span: name.origin.span }, open);
  addOwners(node, facets?.ownership?.owners);
  for (const { key, value } of facets?.tags?.tags ?? []) {
    if (key === undefined) continue;
    const isFlag = value === undefined || /^(?:true|)$/i.test(value.text);
    const tag = isFlag ? key.text : `${key.text}:${value.text}`;
    if (!node.tags.has(tag) && !/^false$/i.test(value?.text ?? '')) node.tags.set(tag, key.origin);
  }
  const fields = [...(facets?.schema?.fields ?? [])].map((field) => ({ field, prefix: '' }));
  for (let at = 0; at < fields.length; at += 1) {
    const { field, prefix } = fields[at];
    if (field.name === undefined) continue;
    node.fields.add(`${prefix}${field.name.text}`);
    for (const inner of field.fields ?? [])
      fields.push({ field: inner, prefix: `${prefix}${field.name.text}.` });
  }
  for (const alias of facets?.symlinks?.identifiers ?? [])
    if (alias.namespace && alias.name) node.aliases.add(`${alias.namespace.text} ${alias.name.text}`);
  const kind = endKind(dataset);
  if (day !== undefined && (kind === 'DROP' || kind === 'TRUNCATE')) node.ends.push({ day, kind });
  if (day !== undefined && kind !== 'DROP') node.lastDay = Math.max(node.lastDay, day);
  return node;
}

function join(
  job: JobNode,
  { key, written }: DatasetNode,
  isWrite: boolean,
  origin: Origin,
  day: number | undefined,
  { moves }: Open,
): void {
  const name = `${isWrite ? 'w' : 'r'}\n${job.key}\n${key}`;
  const known = moves.get(name);
  const move = known ?? { job: job.key, dataset: key, isWrite, origin, first: day, last: day };
  moves.set(name, move);
  if (isWrite && day !== undefined) written.add(day);
  // What is stated without a run holds on all days.
  if (day === undefined || (known !== undefined && known.first === undefined)) {
    move.first = undefined;
    move.last = undefined;
  } else {
    move.first = Math.min(move.first ?? day, day);
    move.last = Math.max(move.last ?? day, day);
  }
}

/** What a dataset says itself of where it comes from: columns that it is made of, and lineage that needs no job. */
function explicit(
  dataset: EventDataset,
  own: JobNode | undefined,
  day: number | undefined,
  open: Open,
): void {
  const { namespace, name, facets, origin } = dataset;
  const { columnLineage, lineage } = facets ?? {};
  const target = datasetNode(namespace.text, name.text, origin, open);
  if (columnLineage !== undefined) target.maskings.push(maskingIn(columnLineage));
  const inputs = [
    ...columnInputs(columnLineage),
    ...(lineage?.inputs ?? []),
    ...(lineage?.fields ?? []).flatMap(({ value }) => value.inputs ?? []),
  ];
  if (inputs.length > 0) feed(target, inputs, own, origin, day, open);
}

function columnInputs(lineage: ColumnLineage | undefined): LineageInput[] {
  const fields = (lineage?.fields ?? []).flatMap(({ value }) => [
    ...(value.inputFields ?? []),
    ...(value.inputs ?? []),
  ]);
  return [...fields, ...(lineage?.dataset ?? [])];
}

/** Joins a dataset with what feeds it, by the job at hand, or by one that stands for whatever does it. */
function feed(
  target: DatasetNode,
  inputs: readonly LineageInput[],
  own: JobNode | undefined,
  origin: Origin,
  day: number | undefined,
  open: Open,
): void {
  const sources = inputs.filter(({ namespace, name, type }) => namespace && name && !isJob(type?.text));
  for (const { namespace, name, type } of inputs) {
    if (namespace === undefined || name === undefined || !isJob(type?.text)) continue;
    join(namedJob(namespace.text, name.text, origin, open), target, true, origin, day, open);
  }
  if (sources.length === 0) return;
  const job = own ?? implicitJob(target, origin, open);
  for (const { namespace, name } of sources) {
    const source = datasetNode(namespace?.text ?? '', name?.text ?? '', origin, open);
    join(job, source, false, origin, day, open);
  }
  join(job, target, true, origin, day, open);
}

function isJob(type: string | undefined): boolean {
  return type?.toUpperCase() === 'JOB';
}

function namedJob(namespace: string, name: string, origin: Origin, { jobs }: Open): JobNode {
  const key = JSON.stringify([namespace, name]);
  const node = jobs.get(key) ?? newJob(key, namespace, name, origin, false);
  jobs.set(key, node);
  return node;
}

function implicitJob({ key, namespace, name }: DatasetNode, origin: Origin, { jobs }: Open): JobNode {
  const own = `implicit ${key}`;
  const node = jobs.get(own) ?? newJob(own, namespace, `${name}.made`, origin, true);
  jobs.set(own, node);
  return node;
}

/** The lineage facet of a job: targets, each with what feeds it. */
function entriesOf({ facets }: EventJob, own: JobNode, day: number | undefined, open: Open): void {
  for (const { namespace, name, type, inputs = [], fields = [], origin } of facets?.lineage?.entries ?? []) {
    const all = [...inputs, ...fields.flatMap(({ value }) => value.inputs ?? [])];
    if (isJob(type?.text)) {
      const job =
        namespace === undefined || name === undefined
          ? own
          : namedJob(namespace.text, name.text, origin, open);
      for (const input of all)
        if (input.namespace && input.name && !isJob(input.type?.text))
          join(
            job,
            datasetNode(input.namespace.text, input.name.text, origin, open),
            false,
            origin,
            day,
            open,
          );
      continue;
    }
    if (namespace === undefined || name === undefined) continue;
    const target = datasetNode(namespace.text, name.text, origin, open);
    join(own, target, true, origin, day, open);
    feed(target, all, own, origin, day, open);
  }
}
