/** A Threagile model as it is written: fields read and counted, references not yet followed. */
import type { Span } from '../../manifest/locate.ts';
import type { ProblemList } from '../../manifest/problem.ts';
import type { Node } from '../node.ts';
import {
  entriesOf,
  entryOf,
  flagOf,
  isNothing,
  joined,
  textOf,
  textsOf,
  type Entry,
  type Placed,
} from '../shape.ts';
import { tally, type Tally } from '../summary.ts';
import { isNobody } from './words.ts';

/** What has an id and a title in a section of the model. */
export interface Titled {
  readonly id: string;
  readonly title: Placed;
  /** How its place is called, such as `data_assets."Customer Accounts"`. */
  readonly place: string;
}

export interface DataAsset extends Titled {
  /** Undefined where the model does not name one. */
  readonly owner?: Placed;
  readonly origin?: string;
  readonly confidentiality?: string;
  readonly quantity?: string;
}

export interface Link {
  readonly title: Placed;
  readonly place: string;
  readonly target: Placed;
  readonly sent: readonly Placed[];
  readonly received: readonly Placed[];
  readonly protocol: string;
  readonly usage: string;
  readonly isVpn: boolean;
}

export interface TechnicalAsset extends Titled {
  readonly type: string;
  readonly technologies: readonly string[];
  readonly usage: string;
  readonly owner?: Placed;
  readonly encryption: string;
  readonly isOutOfScope: boolean;
  readonly whyOutOfScope?: string;
  readonly isOnInternet: boolean;
  /** Undefined where the field is not there at all. */
  readonly stored?: readonly Placed[];
  readonly processed: readonly Placed[];
  readonly links: readonly Link[];
}

export interface Boundary extends Titled {
  readonly type: string;
  readonly inside: readonly Placed[];
  readonly nested: readonly Placed[];
}

export interface Runtime extends Titled {
  readonly running: readonly Placed[];
}

export interface Model {
  readonly title?: string;
  readonly date?: string;
  /** Files that hold other parts of the model, and where they are named. */
  readonly includes: readonly string[];
  readonly includesSpan: Span;
  readonly dataAssets: readonly DataAsset[];
  readonly assets: readonly TechnicalAsset[];
  readonly boundaries: readonly Boundary[];
  readonly runtimes: readonly Runtime[];
  /** Values that nothing here reads. */
  readonly left: Tally;
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Reads the root of a model; problems with its form are added to the list. */
export function modelOf(root: Node, problems: ProblemList): Model {
  const top = entryOf(root, '', problems);
  const left = tally();
  countLeft(top, '', TOP_FIELDS, left);
  const section = <T>(key: string, known: ReadonlySet<string>, read: (titled: Titled, entry: Entry) => T) =>
    entriesOf(top, key, problems).flatMap(({ title, entry }) => {
      countLeft(entry, `${key}.*`, known, left);
      const id = textOf(entry, 'id', problems)?.text;
      if (id !== undefined) return [read({ id, title, place: entry.place }, entry)];
      const values = { place: entry.place, key: 'id' };
      problems.add('missing-field', title.span.start, title.span.end, values);
      return [];
    });
  return {
    ...optional('title', textOf(top, 'title', problems)?.text),
    ...optional('date', textOf(top, 'date', problems)?.text),
    includes: (textsOf(top, 'includes', problems) ?? []).map(({ text }) => text),
    includesSpan: top.fields.get('includes')?.key ?? NOWHERE,
    dataAssets: section('data_assets', DATA_FIELDS, (titled, entry) => dataAsset(titled, entry, problems)),
    assets: section('technical_assets', ASSET_FIELDS, (titled, entry) =>
      technicalAsset(titled, entry, problems, left),
    ),
    boundaries: section('trust_boundaries', BOUNDARY_FIELDS, (titled, entry) => ({
      ...titled,
      type: wordOf(entry, 'type', problems),
      inside: textsOf(entry, 'technical_assets_inside', problems) ?? [],
      nested: textsOf(entry, 'trust_boundaries_nested', problems) ?? [],
    })),
    runtimes: section('shared_runtimes', RUNTIME_FIELDS, (titled, entry) => ({
      ...titled,
      running: textsOf(entry, 'technical_assets_running', problems) ?? [],
    })),
    left,
  };
}

const TOP_FIELDS = new Set([
  'threagile_version',
  'title',
  'date',
  'includes',
  'data_assets',
  'technical_assets',
  'trust_boundaries',
  'shared_runtimes',
]);
const DATA_FIELDS = new Set(['id', 'owner', 'origin', 'confidentiality', 'quantity']);
const ASSET_FIELDS = new Set([
  'id',
  'type',
  'technology',
  'technologies',
  'usage',
  'owner',
  'encryption',
  'out_of_scope',
  'justification_out_of_scope',
  'internet',
  'data_assets_stored',
  'data_assets_processed',
  'communication_links',
]);
const LINK_FIELDS = new Set([
  'target',
  'protocol',
  'usage',
  'vpn',
  'data_assets_sent',
  'data_assets_received',
]);
const BOUNDARY_FIELDS = new Set(['id', 'type', 'technical_assets_inside', 'trust_boundaries_nested']);
const RUNTIME_FIELDS = new Set(['id', 'technical_assets_running']);

function dataAsset(titled: Titled, entry: Entry, problems: ProblemList): DataAsset {
  return {
    ...titled,
    ...ownerOf(entry, problems),
    ...optional('origin', textOf(entry, 'origin', problems)?.text),
    ...optional('confidentiality', textOf(entry, 'confidentiality', problems)?.text),
    ...optional('quantity', textOf(entry, 'quantity', problems)?.text),
  };
}

function technicalAsset(titled: Titled, entry: Entry, problems: ProblemList, left: Tally): TechnicalAsset {
  const technologies = [
    ...(textsOf(entry, 'technologies', problems) ?? []),
    textOf(entry, 'technology', problems),
  ];
  const stored = textsOf(entry, 'data_assets_stored', problems);
  return {
    ...titled,
    type: wordOf(entry, 'type', problems),
    technologies: technologies.flatMap((placed) => (placed === undefined ? [] : [placed.text.toLowerCase()])),
    usage: wordOf(entry, 'usage', problems),
    ...ownerOf(entry, problems),
    encryption: wordOf(entry, 'encryption', problems),
    isOutOfScope: flagOf(entry, 'out_of_scope', problems) ?? false,
    ...optional('whyOutOfScope', textOf(entry, 'justification_out_of_scope', problems)?.text),
    isOnInternet: flagOf(entry, 'internet', problems) ?? false,
    ...(stored && { stored }),
    processed: textsOf(entry, 'data_assets_processed', problems) ?? [],
    links: entriesOf(entry, 'communication_links', problems).flatMap(({ title, entry: link }) => {
      countLeft(link, 'technical_assets.*.communication_links.*', LINK_FIELDS, left);
      return linkOf(title, link, problems);
    }),
  };
}

function linkOf(title: Placed, entry: Entry, problems: ProblemList): Link[] {
  const target = textOf(entry, 'target', problems);
  const link = {
    title,
    place: entry.place,
    sent: textsOf(entry, 'data_assets_sent', problems) ?? [],
    received: textsOf(entry, 'data_assets_received', problems) ?? [],
    protocol: wordOf(entry, 'protocol', problems),
    usage: wordOf(entry, 'usage', problems),
    isVpn: flagOf(entry, 'vpn', problems) ?? false,
  };
  if (target !== undefined) return [{ ...link, target }];
  problems.add('missing-field', title.span.start, title.span.end, { place: entry.place, key: 'target' });
  return [];
}

function ownerOf(entry: Entry, problems: ProblemList): { readonly owner?: Placed } {
  const placed = textOf(entry, 'owner', problems);
  if (placed === undefined || isNobody(placed.text)) return {};
  return { owner: { text: placed.text.replace(/\s+/g, ' '), span: placed.span } };
}

/** A word of Threagile, which takes them in any case; empty where nothing is written. */
function wordOf(entry: Entry, key: string, problems: ProblemList): string {
  return textOf(entry, key, problems)?.text.toLowerCase() ?? '';
}

/** Counts what is written in fields that nothing reads; of a map or list, each item. */
function countLeft({ fields }: Entry, place: string, known: ReadonlySet<string>, left: Tally): void {
  for (const { name, value } of fields.values()) {
    if (known.has(name) || isNothing(value)) continue;
    left.add(joined(place, name), place === '' ? sizeOf(value) : 1);
  }
}

function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'map':
      return node.fields.size;
    case 'list':
      return node.items.length;
    case 'scalar':
      return 1;
  }
}

function optional<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: string };
}
