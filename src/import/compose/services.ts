/** Services as compose would run them: what several files and extended services say of each, put together. */
import type { ProblemList } from '../../manifest/problem.ts';
import { nearest } from '../../manifest/nearest.ts';
import type { Label } from '../deployed/landscape.ts';
import type { Origin } from '../draft.ts';
import type { Named, Placed } from '../schema.ts';
import {
  extendedFile,
  fileWithout,
  type ComposeFile,
  type RawMount,
  type RawPort,
  type RawService,
} from './file.ts';
import type { Layer, Project } from './projects.ts';
import type { Path } from './resets.ts';
import { filled, pathFrom } from './values.ts';

/** What one file says of a service. */
export interface Part {
  readonly raw: RawService;
  readonly layer: Layer;
  /** As that of its layer; less than any for what is extended. */
  readonly rank: number;
}

/** A service with all that is said of it, what counts less before what counts more. */
export interface Service {
  readonly name: string;
  readonly origin: Origin;
  readonly parts: readonly Part[];
}

/** The layers of all files, by their paths. */
export type LayersByPath = ReadonlyMap<string, Layer>;

/** What went wrong with services, for the summary: files that are extended and not there. */
export interface Services {
  readonly services: readonly Service[];
  readonly missing: readonly string[];
}

/** The services of a project. */
export function servicesOf({ layers }: Project, all: LayersByPath): Services {
  const found = new Map<string, { readonly origin: Origin; readonly parts: Part[] }>();
  const missing: string[] = [];
  for (const layer of layers) {
    for (const { name, value } of layer.file.services) {
      const parts = [
        ...extended({ name, value, layer, all, missing, chain: [], resets: [] }),
        part(value, layer),
      ];
      const service = found.get(name.text) ?? { origin: name.origin, parts: [] };
      service.parts.push(...parts);
      found.set(name.text, service);
    }
  }
  return { services: [...found].map(([name, service]) => ({ name, ...service })), missing };
}

function part(raw: RawService, layer: Layer, rank = layer.rank): Part {
  return { raw, layer, rank };
}

interface Extending {
  readonly name: Placed;
  readonly value: RawService;
  readonly layer: Layer;
  readonly all: LayersByPath;
  readonly missing: string[];
  readonly chain: readonly string[];
  /** What is reset of it by what extends it. */
  readonly resets: readonly Path[];
}

/** What a service extends, the farthest first. A circle, or a name that no service has, is a problem. */
function extended({ name, value, layer, all, missing, chain, resets }: Extending): Part[] {
  const base = value.extends;
  if (base === undefined) return [];
  const wanted = 'text' in base ? base : base.service;
  const [file] = extendedFile(value);
  const path = file && pathFrom(layer.folder, filled(file.text, layer.variables));
  const target = path === undefined ? layer : all.get(path);
  if (target === undefined) {
    missing.push(path ?? '');
    return [];
  }
  const { problems } = layer.file.source;
  const here = `${layer.file.source.path} ${name.text}`;
  if (chain.includes(here)) {
    const names = [...chain.slice(chain.indexOf(here)), here].map((each) =>
      each.slice(each.lastIndexOf(' ') + 1),
    );
    const { start, end } = base.origin.span;
    problems.add('extends-circle', start, end, { path: names.join(' -> ') });
    return [];
  }
  const found = target.file.services.find((each) => each.name.text === wanted?.text);
  if (found === undefined) {
    if (wanted !== undefined) reportUnknown(wanted, target, problems);
    return [];
  }
  const taken = [...resets, ...resetsOf(layer.file, name.text)];
  const rest = { ...found, layer: target, all, missing, chain: [...chain, here], resets: taken };
  // What is extended counts less than what extends it, in whatever file it stands.
  return [...extended(rest), part(withoutPaths(found, target, taken), target, -1)];
}

/** What a file resets of what a service of it extends. */
function resetsOf({ resets = [] }: ComposeFile, name: string): Path[] {
  return resets.flatMap(([section, service, ...rest]) =>
    section === 'services' && service === name && rest.length > 0 ? [rest] : [],
  );
}

function withoutPaths(
  { name: { text: name }, value }: Named<RawService>,
  { file }: Layer,
  paths: readonly Path[],
): RawService {
  if (paths.length === 0) return value;
  const left = fileWithout(
    file,
    paths.map((path) => ['services', name, ...path]),
  );
  return left.services.find((each) => each.name.text === name)?.value ?? value;
}

// A suggestion compares with every name; a file with many slips in it gets them for the first ones.
const COMPARED = 500;

function reportUnknown({ text, origin }: Placed, { file }: Layer, problems: ProblemList): void {
  const known = file.services.slice(0, COMPARED).map(({ name }) => name.text);
  const suggestion = nearest(text, known);
  const values = { id: text, section: `services of ${file.source.path}`, ...(suggestion && { suggestion }) };
  problems.add('unknown-reference', origin.span.start, origin.span.end, values);
}

/** The texts that all parts of a service have, filled in, each once. */
export function textsOf(
  { parts }: Service,
  of: (raw: RawService) => readonly Placed[] | undefined,
): Placed[] {
  const found = new Map<string, Placed>();
  for (const { raw, layer } of parts) {
    for (const { text, origin } of of(raw) ?? []) {
      const value = filled(text, layer.variables);
      if (!found.has(value)) found.set(value, { text: value, origin });
    }
  }
  return [...found.values()];
}

/** The last text that is said of a service. */
export function lastText(service: Service, of: (raw: RawService) => Placed | undefined): Placed | undefined {
  return textsOf(service, (raw) => {
    const placed = of(raw);
    return placed && [placed];
  }).at(-1);
}

/** The labels of a service, as compose gives them to containers and services. */
export function labelsOf({ parts }: Service): Label[] {
  return parts.flatMap(({ raw, layer }) =>
    [...(raw.labels ?? []), ...(raw.annotations ?? []), ...(raw.deploy?.labels ?? [])].map(
      ({ key, value = '', origin }) => ({ key, value: filled(value, layer.variables), origin }),
    ),
  );
}

/** A volume or folder of a service, with its variables filled in. */
export interface Mount {
  readonly kind: 'volume' | 'folder';
  /** Name of the volume, or path of the folder. */
  readonly source: string;
  readonly isReadOnly: boolean;
  readonly origin: Origin;
}

/** What a service mounts of what outlasts it. */
export function mountsOf({ parts }: Service): Mount[] {
  return parts.flatMap(({ raw, layer }) =>
    (raw.volumes ?? []).flatMap((mount) => mountOf(mount, layer) ?? []),
  );
}

function mountOf(mount: RawMount, layer: Layer): Mount | undefined {
  const text = (placed: Placed | undefined): string => filled(placed?.text ?? '', layer.variables);
  if ('text' in mount) return shortMount(text(mount), mount.origin, layer);
  const type = text(mount.type);
  const source = text(mount.source);
  if (source === '' || (type !== '' && type !== 'volume' && type !== 'bind')) return undefined;
  return mountFrom(
    source,
    { isFolder: type === 'bind', isReadOnly: text(mount.read_only) === 'true' },
    mount.origin,
    layer,
  );
}

/** `source:target:mode`; without a source it is a volume that nobody else has. */
function shortMount(text: string, origin: Origin, layer: Layer): Mount | undefined {
  const [, source, , mode = ''] = /^([a-z]:[\\/][^:]*|[^:]*):([^:]+)(?::([^:]*))?$/i.exec(text) ?? [];
  if (!source) return undefined;
  return mountFrom(source, { isFolder: false, isReadOnly: mode.split(',').includes('ro') }, origin, layer);
}

function mountFrom(
  source: string,
  { isFolder, isReadOnly }: { readonly isFolder: boolean; readonly isReadOnly: boolean },
  origin: Origin,
  { folder }: Layer,
): Mount {
  const isPath = isFolder || /^[./~\\]|^[a-z]:[\\/]/i.test(source);
  const kind = isPath ? 'folder' : 'volume';
  return { kind, source: isPath ? pathFrom(folder, source) || '.' : source, isReadOnly, origin };
}

/** Ports that a service has on the machine, as people write them. */
export function portsOf({ parts }: Service): string[] {
  const ports = parts.flatMap(({ raw, layer }) =>
    (raw.ports ?? []).map((port) => portText(port, (placed) => filled(placed?.text ?? '', layer.variables))),
  );
  return [...new Set(ports)].sort();
}

function portText(port: RawPort, text: (placed: Placed | undefined) => string): string {
  if ('text' in port) return text(port);
  return [text(port.host_ip), text(port.published), text(port.target)].filter(Boolean).join(':');
}
