/** Open Threat Models (0.1 and 0.2) as they are written: fields read, references not yet followed. */
import type { Source } from '../importer.ts';
import {
  byForm,
  flag,
  isNothing,
  joined,
  listOf,
  needed,
  oneOrMore,
  readRoot,
  record,
  text,
  type Placed,
  type Read,
  type Schema,
} from '../schema.ts';
import type { Identified } from '../sections.ts';
import type { Tally } from '../summary.ts';
import { isNobody } from '../unnamed.ts';

// Attributes are whatever their authors agreed on. One that is called owner names an owner; the others are counted.
const ownerAmong: Schema<Placed> = {
  read(node, where) {
    if (node.kind !== 'map') {
      if (!isNothing(node)) where.course.left.add(where.pattern);
      return undefined;
    }
    let owner: Placed | undefined;
    for (const { name, value } of node.fields.values()) {
      const isOwner = name.toLowerCase() === 'owner' && value.kind === 'scalar' && owner === undefined;
      if (isOwner) owner = text.read(value, { ...where, place: joined(where.place, name) });
      else if (!isNothing(value)) where.course.left.add(joined(where.pattern, '*'));
    }
    return owner === undefined || isNobody(owner.text) ? undefined : owner;
  },
};

const texts = listOf(text);
const enclosing = record({ trustZone: text, component: text });
const parentSchema = byForm<Read<typeof enclosing>, never, Placed>({ map: enclosing, scalar: text });
const placeSchema = oneOrMore(record({ file: text, line: text }, { isOpen: true }));
const named = { id: needed(text), name: text };

const assetSchema = record({
  ...named,
  risk: record({ confidentiality: text }),
  attributes: ownerAmong,
});

const zoneSchema = record({ ...named, type: text, parent: parentSchema, attributes: ownerAmong });

const componentSchema = record({
  ...named,
  type: text,
  parent: parentSchema,
  representations: placeSchema,
  assets: record({ processed: texts, stored: texts }),
  attributes: ownerAmong,
});

const flowSchema = record({
  ...named,
  source: needed(text),
  destination: needed(text),
  bidirectional: flag,
  assets: texts,
});

const fileSchema = record({
  otmVersion: text,
  project: record({ id: text, name: text, owner: text, ownerContact: text }),
  assets: listOf(assetSchema),
  trustZones: listOf(zoneSchema),
  // As the examples of the specification have it.
  trustzones: listOf(zoneSchema),
  components: listOf(componentSchema),
  dataflows: listOf(flowSchema),
});

/** What has an id and a name; its origin points to the id. */
export interface Element extends Identified {
  readonly name: string;
}

export interface Asset extends Element {
  readonly owner?: Placed;
  readonly confidentiality?: string;
}

/** What an element stands in, by its id: a trust zone, a component, or whichever has the id. */
export interface Parent {
  readonly id: Placed;
  readonly kind: 'zone' | 'component' | 'either';
}

export interface TrustZone extends Element {
  readonly type: string;
  readonly parent?: Parent;
  readonly owner?: Placed;
}

export interface Component extends Element {
  readonly type: string;
  readonly parent?: Parent;
  readonly owner?: Placed;
  readonly stored: readonly Placed[];
  readonly processed: readonly Placed[];
  /** Where it stands in source files, such as "main.tf line 12". */
  readonly places: readonly string[];
}

export interface Dataflow extends Element {
  readonly source: Placed;
  readonly destination: Placed;
  readonly isBidirectional: boolean;
  readonly assets: readonly Placed[];
}

/** What one file holds. */
export interface Part {
  readonly title: string;
  readonly owner?: Placed;
  readonly contact?: string;
  readonly assets: readonly Asset[];
  readonly zones: readonly TrustZone[];
  readonly components: readonly Component[];
  readonly dataflows: readonly Dataflow[];
}

/** Reads one file; undefined where it is no map, which has been reported. */
export function readPart({ path: file, roots, problems }: Source, left: Tally): Part | undefined {
  const part = roots[0] && readRoot(fileSchema, roots[0], { file, problems, left });
  if (part === undefined) return undefined;
  const { project, assets = [], trustZones = [], trustzones = [], components = [], dataflows = [] } = part;
  const owner = project?.owner;
  return {
    title: project?.name?.text ?? project?.id?.text ?? '',
    ...(owner !== undefined && !isNobody(owner.text) && { owner }),
    ...(project?.ownerContact && { contact: project.ownerContact.text }),
    assets: assets.map(assetOf),
    zones: [...trustZones, ...trustzones].map(zoneOf),
    components: components.map(componentOf),
    dataflows: dataflows.map(flowOf),
  };
}

type Written = {
  readonly id: Placed;
  readonly name: Placed | undefined;
  readonly origin: Identified['origin'];
};

const elementOf = ({ id, name, origin }: Written): Element => ({
  id: id.text,
  name: name?.text ?? '',
  origin: { ...origin, span: id.origin.span },
});

function assetOf(value: Read<typeof assetSchema>): Asset {
  const confidentiality = value.risk?.confidentiality?.text;
  return {
    ...elementOf(value),
    ...(value.attributes && { owner: value.attributes }),
    ...(confidentiality !== undefined && { confidentiality }),
  };
}

function zoneOf(value: Read<typeof zoneSchema>): TrustZone {
  const parent = parentOf(value.parent);
  return {
    ...elementOf(value),
    type: value.type?.text ?? '',
    ...(parent && { parent }),
    ...(value.attributes && { owner: value.attributes }),
  };
}

function componentOf(value: Read<typeof componentSchema>): Component {
  const parent = parentOf(value.parent);
  const { assets, representations = [] } = value;
  return {
    ...elementOf(value),
    type: value.type?.text ?? '',
    ...(parent && { parent }),
    ...(value.attributes && { owner: value.attributes }),
    stored: assets?.stored ?? [],
    processed: assets?.processed ?? [],
    places: representations.flatMap(({ file, line }) =>
      file === undefined ? [] : [`${file.text}${line === undefined ? '' : ` line ${line.text}`}`],
    ),
  };
}

function parentOf(value: Read<typeof parentSchema> | undefined): Parent | undefined {
  if (value === undefined) return undefined;
  if ('text' in value) return { id: value, kind: 'either' };
  if (value.trustZone !== undefined) return { id: value.trustZone, kind: 'zone' };
  return value.component && { id: value.component, kind: 'component' };
}

function flowOf(value: Read<typeof flowSchema>): Dataflow {
  const { source, destination, bidirectional = false, assets = [] } = value;
  return { ...elementOf(value), source, destination, isBidirectional: bidirectional, assets };
}
