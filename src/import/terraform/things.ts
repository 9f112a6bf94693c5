/** The things among which data moves: resources, what they stand for, and what is only named. */
import type { Origin } from '../draft.ts';
import { plainAddress } from './address.ts';
import { arnOf, thingOf } from './arn.ts';
import { providerOf, type Place, type Provider } from './accounts.ts';
import { foreignThing } from './foreign.ts';
import type { Meant, References } from './references.ts';
import type { Resource } from './resources.ts';
import { aliasOf, holderOf, movementsOf, openingsOf } from './tables/all.ts';
import { at, isAbsent, scalarsIn, textAt, textsOf, type Value } from './value.ts';

/** Something that data can be at. */
export interface Thing {
  /** Different for each thing. */
  readonly key: string;
  /** What a mapping calls it: an address, an ARN, a host. */
  readonly name: string;
  readonly wish: string;
  readonly what: string;
  readonly origin: Origin;
  readonly place: Place;
  readonly provider: Provider;
  /** The resource that it is, where a file describes it. */
  readonly resource?: Resource;
  /** Is it a placeholder for what nobody can tell? */
  readonly isUnknown?: true;
}

/** Finds things, and remembers all that were asked for. */
export interface Things {
  of(resource: Resource, origin?: Origin): Thing;
  /** What a text names, in a file or beyond. */
  named(text: string, type: string | undefined, near: Resource, origin: Origin): Thing;
  /** What values lead to; a placeholder where it cannot be told. */
  at(resource: Resource, values: readonly Value[], type?: string): Thing[];
  /** The same thing in another region. */
  inRegion(thing: Thing, region: string, origin: Origin): Thing;
  /** Things whose ARN a pattern may cover, in an account. */
  described(): readonly Thing[];
  all(): readonly Thing[];
}

// By these attributes resources are named elsewhere.
const NAMES =
  `id arn name bucket url key_id identifier cluster_identifier function_name repository_url self_link dataset_id table_id
  email domain_name account_id project_id qualified_arn invoke_arn bucket_domain_name bucket_regional_domain_name
  endpoint member endpoint_arn primary_blob_endpoint`.split(/\s+/);

/** The things that resources are, with what they name. */
export function thingsOf(
  resources: readonly Resource[],
  references: References,
  {
    placeOf,
    nameOf,
  }: { readonly placeOf: (resource: Resource) => Place; readonly nameOf: (resource: Resource) => string },
): Things {
  const made = new Map<string, Thing>();
  const find = finderAmong(resources, placeOf);
  const remember = (key: string, make: () => Omit<Thing, 'key'>): Thing => {
    const known = made.get(key) ?? { key, ...make() };
    made.set(key, known);
    return known;
  };

  const ofResource = (resource: Resource, depth = 0): Thing => {
    const [paths = [], type] = aliasOf(resource.type) ?? [];
    const meant = depth > 3 ? [] : [paths].flat().flatMap((path) => at(resource.values, path));
    const [behind] = meant.length === 0 ? [] : followed(resource, meant, type, depth + 1);
    if (behind !== undefined && behind.isUnknown !== true) return behind;
    return remember(`resource\n${nameOf(resource)}`, () => ({
      name: nameOf(resource),
      wish: plainAddress(nameOf(resource)),
      what: `The ${resource.type}`,
      origin: resource.origin,
      place: placeOf(resource),
      provider: providerOf(resource.type) ?? 'aws',
      resource,
    }));
  };

  const named = (
    text: string,
    type: string | undefined,
    near: Resource,
    origin: Origin,
    depth = 0,
  ): Thing => {
    const resource = find(text, type, near);
    if (resource !== undefined) return ofResource(resource, depth);
    const provider = providerOf(type ?? near.type) ?? 'aws';
    const { name, wish, place } = foreignThing(text, type, placeOf(near));
    return remember(`name\n${name}`, () => {
      const what = place.isHost ? 'The host' : 'The thing';
      return { name, wish, what, origin, place, provider };
    });
  };

  const nobodyKnows = (resource: Resource, origin: Origin): Thing =>
    remember(`unknown\n${nameOf(resource)}`, () => ({
      name: `${nameOf(resource)} (known after apply)`,
      wish: `${plainAddress(nameOf(resource))}.unknown`,
      what: 'What cannot be told yet, in',
      origin,
      place: {},
      provider: providerOf(resource.type) ?? 'aws',
      isUnknown: true,
    }));

  const followed = (resource: Resource, values: readonly Value[], type?: string, depth = 0): Thing[] => {
    const things = new Map<string, Thing>();
    const add = (thing: Thing): unknown => things.set(thing.key, thing);
    for (const value of values) {
      if (isAbsent(value)) continue;
      const origin =
        value.node === undefined
          ? resource.origin
          : { file: value.file, place: value.place, span: value.node.span };
      const { meant, isWhole } = references.of(resource, value);
      const found = meant.flatMap((each) => meantThing(each, type, resource, origin, depth) ?? []);
      found.forEach(add);
      if (found.length === 0 && (!isWhole || meant.length > 0)) add(nobodyKnows(resource, origin));
    }
    return [...things.values()];
  };

  const meantThing = (
    meant: Meant,
    type: string | undefined,
    near: Resource,
    origin: Origin,
    depth: number,
  ): Thing | undefined => {
    if ('text' in meant) return named(meant.text, type, near, origin, depth);
    const { resource, attribute } = meant;
    if (resource.mode === 'data') {
      const [text] = attribute === '' ? [] : at(resource.values, attribute).flatMap(textsOf);
      const isDescription = /_(?:caller_identity|region|partition|client_config|project)$/.test(
        resource.type,
      );
      return text === undefined || isDescription
        ? undefined
        : named(text, type ?? resource.type, near, origin, depth);
    }
    return providerOf(resource.type) === undefined ? undefined : ofResource(resource, depth);
  };

  return {
    of: (resource) => ofResource(resource),
    named: (text, type, near, origin) => named(text, type, near, origin),
    at: (resource, values, type) => followed(resource, values, type),
    inRegion: (thing, region, origin) =>
      remember(`region\n${region}\n${thing.key}`, () => ({
        name: `${thing.name} in ${region}`,
        wish: `${thing.wish}.${region}`,
        what: 'The replica',
        origin,
        place: { ...thing.place, region },
        provider: thing.provider,
      })),
    described: () => [...made.values()].filter(({ resource }) => resource !== undefined),
    all: () => [...made.values()],
  };
}

// So many things of one name are looked at when the name is asked for.
const SAME = 100;

type Find = (text: string, type: string | undefined, near: Resource) => Resource | undefined;

/** Finds the resource that a text names: its id, its name among those of a type, its ARN, or what is inside it. */
function finderAmong(resources: readonly Resource[], placeOf: (resource: Resource) => Place): Find {
  const index = new Map<string, Resource[]>();
  const put = (key: string, resource: Resource): void => {
    const same = index.get(key);
    if (same === undefined) index.set(key, [resource]);
    else if (same.at(-1) !== resource && same.length < SAME) same.push(resource);
  };
  for (const resource of resources.filter(hasNames)) {
    const { type, values } = resource;
    for (const name of NAMES) {
      const text = textAt(values, name);
      if (text === undefined || text.length > 2048) continue;
      put(`${type}\n${text}`, resource);
      if (/^arn:|^\/subscriptions\/|\//.test(text)) put(`\n${text.toLowerCase()}`, resource);
    }
    const arn = arnPattern(resource);
    if (arn !== undefined) put(`arn\n${arn}`, resource);
  }
  const choose = (
    found: readonly Resource[] | undefined,
    near: Resource,
    account?: string,
  ): Resource | undefined => {
    const fitting = (found ?? []).filter((each) => {
      const own = placeOf(each).account;
      return account === undefined || own === undefined || own.startsWith('provider:') || own === account;
    });
    const place = placeOf(near);
    const isNear = (each: Resource): number =>
      (placeOf(each).account === place.account ? 2 : 0) + (placeOf(each).region === place.region ? 1 : 0);
    return fitting.reduce<Resource | undefined>(
      (best, each) => (best === undefined || isNear(each) > isNear(best) ? each : best),
      undefined,
    );
  };
  return (text, type, near) => {
    const exact =
      choose(index.get(`${type}\n${text}`), near) ?? choose(index.get(`\n${text.toLowerCase()}`), near);
    if (exact !== undefined) return exact;
    const { name } = foreignThing(text, type, {});
    const arn = arnOf(name);
    if (arn !== undefined)
      return choose(index.get(`arn\n${thingOf(arn)}`), near, arn.account === '' ? undefined : arn.account);
    return (
      choose(index.get(`${bucketType(text, type)}\n${lastName(text)}`), near) ??
      insideOf(text, index, near, choose)
    );
  };
}

// What only says something about another thing often has the name of that thing.
function hasNames({ mode, type }: Resource): boolean {
  if (mode === 'data' || providerOf(type) === undefined) return false;
  const [path] = aliasOf(type) ?? [];
  if (holderOf(type) !== undefined || path !== undefined) return path !== 'arn';
  return movementsOf(type).length === 0 && openingsOf(type).length === 0;
}

function lastName(text: string): string {
  return /^(?:gs:\/\/|storage\.googleapis\.com\/)([^/]+)/.exec(text)?.[1] ?? text.split('/').at(-1) ?? text;
}

function bucketType(text: string, type: string | undefined): string {
  if (/^(?:gs:\/\/|storage\.googleapis\.com\/)/.test(text)) return 'google_storage_bucket';
  if (text.startsWith('bigquery.googleapis.com/')) return 'google_bigquery_dataset';
  if (text.startsWith('pubsub.googleapis.com/')) return 'google_pubsub_topic';
  return text.includes('/') && type !== undefined ? type : '';
}

/** What stands in a resource of Azure has the id of that resource before its own. */
function insideOf(
  text: string,
  index: ReadonlyMap<string, readonly Resource[]>,
  near: Resource,
  choose: (found: readonly Resource[] | undefined, near: Resource) => Resource | undefined,
): Resource | undefined {
  if (!/^\/subscriptions\//i.test(text)) return undefined;
  const segments = text.toLowerCase().split('/').slice(0, 40);
  for (let length = segments.length - 2; length >= 9; length -= 2) {
    const found = choose(index.get(`\n${segments.slice(0, length).join('/')}`), near);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Service and resource of the ARN that a resource has, or will have as far as its names are known. */
export function arnPattern({ type, values }: Resource): string | undefined {
  const known = arnOf(textAt(values, 'arn') ?? '');
  if (known !== undefined) return thingOf(known);
  const pattern = holderOf(type)?.arn;
  if (pattern === undefined) return undefined;
  let isKnown = true;
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const [text] = at(values, name).flatMap((value) => scalarsIn(value.node));
    if (text === undefined) isKnown = false;
    return text ?? '';
  });
  return isKnown ? filled : undefined;
}
