/** Threagile files to what is in them: the fields that are read, and the forms that they have. */
import { problemList } from '../../manifest/problem.ts';
import type { Source } from '../importer.ts';
import type { Node } from '../node.ts';
import {
  flag,
  isNothing,
  listOf,
  mapOf,
  needed,
  readRoot,
  record,
  text,
  type Course,
  type Named,
  type Placed,
  type Read,
  type Schema,
} from '../schema.ts';
import { tally } from '../summary.ts';
import { isNobody } from '../unnamed.ts';
import type { Boundary, DataAsset, Link, Part, Runtime, TechnicalAsset, TrackedRisk } from './model.ts';

// An entry without anything behind its title lacks its id like one with other fields.
const entryOf = <T>(schema: Schema<T>): Schema<T> => ({
  read: (node, where) =>
    schema.read(isNothing(node) ? { kind: 'map', span: node.span, fields: new Map() } : node, where),
});

const texts = listOf(text);

const dataSchema = record({
  id: needed(text),
  owner: text,
  origin: text,
  confidentiality: text,
  quantity: text,
  tags: texts,
});

const linkSchema = record({
  target: needed(text),
  protocol: text,
  usage: text,
  vpn: flag,
  data_assets_sent: texts,
  data_assets_received: texts,
});

const assetSchema = record({
  id: needed(text),
  type: text,
  technology: text,
  technologies: texts,
  usage: text,
  owner: text,
  encryption: text,
  out_of_scope: flag,
  justification_out_of_scope: text,
  internet: flag,
  data_assets_stored: texts,
  data_assets_processed: texts,
  communication_links: mapOf(entryOf(linkSchema)),
});

const boundarySchema = record({
  id: needed(text),
  type: text,
  technical_assets_inside: texts,
  trust_boundaries_nested: texts,
});

const runtimeSchema = record({ id: needed(text), technical_assets_running: texts });

const riskSchema = record({
  status: text,
  justification: text,
  ticket: text,
  date: text,
  checked_by: text,
});

const partSchema = record({
  threagile_version: text,
  title: text,
  date: text,
  includes: texts,
  data_assets: mapOf(entryOf(dataSchema)),
  technical_assets: mapOf(entryOf(assetSchema)),
  trust_boundaries: mapOf(entryOf(boundarySchema)),
  shared_runtimes: mapOf(entryOf(runtimeSchema)),
  risk_tracking: mapOf(riskSchema),
});

/** Reads one file; undefined where it is no map, which has been reported. */
export function readPart(root: Node, course: Course): Part | undefined {
  const part = readRoot(partSchema, root, course);
  if (part === undefined) return undefined;
  return {
    ...stated('title', part.title),
    ...stated('date', part.date),
    includes: once(part.includes),
    dataAssets: (part.data_assets ?? []).map(dataAsset),
    assets: (part.technical_assets ?? []).map(technicalAsset),
    boundaries: (part.trust_boundaries ?? []).map(boundary),
    runtimes: (part.shared_runtimes ?? []).map(runtime),
    risks: (part.risk_tracking ?? []).map(trackedRisk),
  };
}

/** Files that a file includes, as far as they can be read. */
export function includesOf({ roots: [root], path: file }: Source): readonly string[] {
  const course = { file, problems: problemList(file), left: tally() };
  const part = root && readRoot(record({ includes: texts }, { isOpen: true }), root, course);
  return (part?.includes ?? []).map(({ text: path }) => path);
}

const titled = ({ name, value }: Named<{ readonly id: Placed }>) => ({
  id: value.id.text,
  title: name.text,
  origin: name.origin,
});

function dataAsset(named: Named<Read<typeof dataSchema>>): DataAsset {
  const { value } = named;
  // The field hides the place of the record.
  const source = value.origin as Placed | undefined;
  return {
    ...titled(named),
    ...ownerOf(value.owner),
    ...stated('source', source),
    ...stated('confidentiality', value.confidentiality),
    ...stated('quantity', value.quantity),
    tags: once(value.tags),
  };
}

function technicalAsset(named: Named<Read<typeof assetSchema>>): TechnicalAsset {
  const { value } = named;
  const { data_assets_stored: stored, technology } = value;
  const technologies = [...(value.technologies ?? []), ...(technology === undefined ? [] : [technology])];
  return {
    ...titled(named),
    type: word(value.type),
    technologies: technologies.map(word),
    usage: word(value.usage),
    ...ownerOf(value.owner),
    encryption: word(value.encryption),
    isOutOfScope: value.out_of_scope ?? false,
    ...stated('whyOutOfScope', value.justification_out_of_scope),
    isOnInternet: value.internet ?? false,
    ...(stored && { stored: once(stored) }),
    processed: once(value.data_assets_processed),
    links: (value.communication_links ?? []).map(link),
  };
}

function link({ name, value }: Named<Read<typeof linkSchema>>): Link {
  return {
    title: name.text,
    origin: name.origin,
    target: value.target,
    sent: once(value.data_assets_sent),
    received: once(value.data_assets_received),
    protocol: word(value.protocol),
    usage: word(value.usage),
    isVpn: value.vpn ?? false,
  };
}

function boundary(named: Named<Read<typeof boundarySchema>>): Boundary {
  const { type, technical_assets_inside: inside, trust_boundaries_nested: nested } = named.value;
  return { ...titled(named), type: word(type), inside: once(inside), nested: once(nested) };
}

function runtime(named: Named<Read<typeof runtimeSchema>>): Runtime {
  return { ...titled(named), running: once(named.value.technical_assets_running) };
}

function trackedRisk({ name, value }: Named<Read<typeof riskSchema>>): TrackedRisk {
  const { justification, ticket, date, checked_by: by } = value;
  const details = [justification?.text, ticket?.text, date?.text, by && `checked by ${by.text}`];
  return { name, status: word(value.status), details: details.filter((each) => each !== undefined) };
}

function ownerOf(owner: Placed | undefined): { readonly owner?: Placed } {
  if (owner === undefined || isNobody(owner.text)) return {};
  return { owner: { ...owner, text: owner.text.replace(/\s+/g, ' ') } };
}

/** A word of Threagile, which takes them in any case; empty where nothing is written. */
function word(placed: Placed | undefined): string {
  return placed?.text.toLowerCase() ?? '';
}

/** Texts without those that stand there already. */
function once(placed: readonly Placed[] = []): Placed[] {
  const first = new Map<string, Placed>();
  for (const each of placed) if (!first.has(each.text)) first.set(each.text, each);
  return [...first.values()];
}

function stated<K extends string>(key: K, placed: Placed | undefined): { readonly [key in K]?: string } {
  return (placed === undefined ? {} : { [key]: placed.text }) as { readonly [key in K]?: string };
}
