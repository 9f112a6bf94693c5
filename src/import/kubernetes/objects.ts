/** Documents as Kubernetes objects: lists taken apart, names read, what is not read counted. */
import type { Label } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import type { Source } from '../importer.ts';
import { reportTwice } from '../named/entries.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../node.ts';
import { reportOtherFormat } from '../read.ts';
import {
  anything,
  flag,
  isNothing,
  listOf,
  mapOf,
  readRoot,
  record,
  text,
  type Course,
  type Named,
  type Placed,
  type Read,
  type Schema,
} from '../schema.ts';
import type { Tally } from '../summary.ts';
import { roleOf, type Role } from './kinds.ts';

/** An object of a kind that is read. */
export interface KubeObject {
  readonly role: Role;
  readonly kind: string;
  readonly name: string;
  /** Empty where none is stated. */
  readonly namespace: string;
  /** Labels and annotations. */
  readonly labels: readonly Label[];
  readonly selectable: LabelMap;
  readonly owners: readonly { readonly kind: string; readonly name: string }[];
  readonly origin: Origin;
  /** Reads the object by a schema of its kind. */
  read<T>(schema: Schema<T>): T | undefined;
}

/** The texts of a map, or none. */
export type Texts = readonly Named<Placed>[] | undefined;

/** Names and labels of an object, or of the pods that it makes. */
export const metadata = record(
  {
    name: text,
    generateName: text,
    namespace: text,
    labels: mapOf(text),
    annotations: mapOf(text),
    ownerReferences: listOf(record({ kind: text, name: text, controller: flag }, { isOpen: true })),
  },
  { isOpen: true },
);

export type Metadata = Read<typeof metadata>;

/** What every object has beside what its kind has. */
export const COMMON = { apiVersion: anything, kind: anything, metadata: anything };

/** Labels and annotations alike: people say whose a thing is in either. */
export function labelsOf(of: Metadata | undefined): Label[] {
  return [...(of?.labels ?? []), ...(of?.annotations ?? [])].map(({ name, value }) => ({
    key: name.text,
    value: value.text,
    origin: value.origin,
  }));
}

const HEADER = record({ apiVersion: text, kind: text }, { isOpen: true });

/** Labels by their keys, for selectors. */
export type LabelMap = ReadonlyMap<string, string>;

/** Labels as they stand, as pairs. */
export function pairsOf(texts: Texts): Pick<Label, 'key' | 'value'>[] {
  return (texts ?? []).map(({ name, value }) => ({ key: name.text, value: value.text }));
}

/** What selectors go by: labels, and no annotations. */
export function selectable(of: Metadata | undefined): LabelMap {
  return new Map(pairsOf(of?.labels).map(({ key, value }) => [key, value]));
}

/** All objects of files, in the order in which they stand. What makes no sense is a problem; what is not read is counted. */
export function objectsIn(sources: readonly Source[], left: Tally): KubeObject[] {
  return sources.flatMap((source) => {
    const found: KubeObject[] = [];
    let isKubernetes = false;
    source.roots.forEach((root, at) => {
      const place = source.roots.length > 1 ? `documents[${at}]` : '';
      const course = { file: source.path, problems: source.problems, left };
      if (collect(root, place, course, found)) isKubernetes = true;
    });
    if (!isKubernetes) refuse(source);
    return found;
  });
}

const REMEDY =
  'Name files that hold objects with apiVersion and kind. For a chart, write its objects out with "helm template", and import those.';

function refuse(source: Source): void {
  const what = 'nothing in the file has apiVersion and kind';
  reportOtherFormat(source, { format: 'Kubernetes', what, remedy: REMEDY }, source.roots[0]?.span);
}

/** Adds the objects of a document; false where it is no object at all. */
function collect(root: Node, place: string, course: Course, found: KubeObject[]): boolean {
  if (root.kind === 'list') return collectAll(root, place, course, found);
  if (root.kind !== 'map' || !['apiVersion', 'kind'].every((name) => isWritten(root, name))) {
    if (!isNothing(root)) course.left.add('documents without a kind');
    return false;
  }
  const header = readRoot(HEADER, root, course, place);
  const kind = header?.kind?.text ?? '';
  const version = header?.apiVersion?.text ?? '';
  const items = root.fields.get('items')?.value;
  if (kind.endsWith('List') && items?.kind === 'list') {
    collectAll(items, place === '' ? 'items' : `${place}.items`, course, found);
    return true;
  }
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  const role = roleOf(group, kind);
  if (role === undefined) course.left.add(`objects ${kind} (${version})`);
  else found.push(...objectAt(root, { role, kind, place, course }));
  return true;
}

function isWritten(node: Node, name: string): boolean {
  const value = node.kind === 'map' ? node.fields.get(name)?.value : undefined;
  return value !== undefined && !isNothing(value);
}

function collectAll({ items }: ListNode, place: string, course: Course, found: KubeObject[]): boolean {
  const are = items.map((item, at) => collect(item, `${place}[${at}]`, course, found));
  return are.some(Boolean);
}

interface Found {
  readonly role: Role;
  readonly kind: string;
  readonly place: string;
  readonly course: Course;
}

function objectAt(root: MapNode, { role, kind, place, course }: Found): KubeObject[] {
  const of = root.fields.get('metadata')?.value;
  const named = scalarIn(of, 'name') ?? scalarIn(of, 'generateName');
  const name = named?.text?.trim().replace(/-$/, '') ?? '';
  if (name === '') {
    const { start } = root.span;
    const values = { place: place || 'The object', key: 'metadata.name' };
    course.problems.add('missing-field', start, start, values);
    return [];
  }
  if (name.includes('{{')) {
    reportOtherFormat(course, { format: 'Kubernetes', ...TEMPLATE }, named?.span);
    return [];
  }
  const namespace = scalarIn(of, 'namespace')?.text?.trim() ?? '';
  const shown = `${kind} ${pathOf({ kind, namespace, name })}`;
  const read = readRoot(WITH_METADATA, root, course, shown)?.metadata;
  const counted = { ...course, left: within(course.left, kind) };
  return [
    {
      role,
      kind,
      name,
      namespace,
      labels: labelsOf(read),
      selectable: selectable(read),
      owners: (read?.ownerReferences ?? []).map((each) => ({
        kind: each.kind?.text ?? '',
        name: each.name?.text ?? '',
      })),
      origin: { file: course.file, place: shown, span: named?.span ?? root.span },
      read: (own) => readRoot(own, root, counted, shown),
    },
  ];
}

const WITH_METADATA = record({ metadata }, { isOpen: true });

/** A text of a map, before its place has a name. */
function scalarIn(node: Node | undefined, name: string): ScalarNode | undefined {
  const value = node?.kind === 'map' ? node.fields.get(name)?.value : undefined;
  return value?.kind === 'scalar' && !isNothing(value) ? value : undefined;
}

/** What is said of a template, which holds no objects yet. */
export const TEMPLATE = {
  what: 'it is a template, whose values stand elsewhere',
  remedy: 'Write the objects out with "helm template" (or the tool that fills it in), and import those.',
};

function within(left: Tally, kind: string): Tally {
  return { ...left, add: (field, count) => left.add(`${kind}.${field}`, count) };
}

/** Objects without those that another object in the files makes, each once; one that stands twice is a problem. */
export function withoutOwned(
  objects: readonly KubeObject[],
  sources: readonly Source[],
  left: Tally,
): KubeObject[] {
  const first = new Map<string, KubeObject>();
  const definitions = objects.map((object) => ({
    key: identity(object),
    name: `${object.kind} ${pathOf(object)}`,
    origin: object.origin,
  }));
  reportTwice(definitions, sources);
  objects.forEach((object, at) => {
    const { key } = definitions[at];
    if (!first.has(key)) first.set(key, object);
  });
  return [...first.values()].filter(({ kind, namespace, owners }) => {
    const isOwned = owners.some((owner) => first.has(identity({ ...owner, namespace })));
    if (isOwned) left.add(`owned objects ${kind}`);
    return !isOwned;
  });
}

type Identified = Pick<KubeObject, 'kind' | 'namespace' | 'name'>;

function identity({ kind, namespace, name }: Identified): string {
  return JSON.stringify([kind, namespace, name]);
}

/** An object as people write it: `shop/web`, or `web` where no namespace is stated. */
export function pathOf({ namespace, name }: Identified): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** The key of an object among those of the same namespace or of all. */
export function keyOf({ kind, namespace, name }: Identified): string {
  return [namespace, kind.toLowerCase(), name].filter(Boolean).join('/');
}

/** The id that an object asks for: what it is, where. */
export function wishOf(object: Identified): string {
  return keyOf(object).replaceAll('/', '.');
}

// A name that a namespace could have, but none is likely to.
const NOT_STATED = 'no-namespace';

/** The key of the ground that a namespace is. */
export function groundKey(namespace: string): string {
  return namespace === '' ? NOT_STATED : namespace;
}
