/** A compose file as it is written: what is read of services, networks and volumes. */
import { problemList } from '../../manifest/problem.ts';
import type { Source } from '../importer.ts';
import type { MapNode, Node } from '../node.ts';
import { reportOtherFormat } from '../read.ts';
import {
  anything,
  byForm,
  isNothing,
  listOf,
  mapOf,
  oneOrMore,
  readRoot,
  record,
  text,
  type Named,
  type Placed,
  type Read,
} from '../schema.ts';
import { tally, type Tally } from '../summary.ts';
import { entries, pairs } from './forms.ts';
import { untagged, without, type Path, type Untagged } from './resets.ts';

const words = byForm({ scalar: text, list: listOf(text) });
const names = entries(anything);

const mount = byForm({
  scalar: text,
  map: record({ type: text, source: text, target: text, read_only: text }, { isOpen: true }),
});
const port = byForm({
  scalar: text,
  map: record({ target: text, published: text, host_ip: text }, { isOpen: true }),
});

const extended = byForm({ scalar: text, map: record({ service: text, file: text }) });

const service = record({
  image: text,
  build: anything,
  container_name: text,
  hostname: text,
  environment: pairs(),
  env_file: oneOrMore(byForm({ scalar: text, map: record({ path: text, required: text, format: text }) })),
  labels: pairs(),
  annotations: pairs(),
  deploy: record({ labels: pairs() }, { isOpen: true }),
  networks: entries(record({ aliases: listOf(text) }, { isOpen: true })),
  network_mode: text,
  net: text,
  volumes: listOf(mount),
  volumes_from: listOf(text),
  ports: listOf(port),
  links: listOf(text),
  external_links: listOf(text),
  extra_hosts: pairs(/[=:]/),
  depends_on: names,
  extends: extended,
  profiles: listOf(text),
  command: words,
  entrypoint: words,
});

const external = byForm({ scalar: text, map: record({ name: text }) });

const network = record({ name: text, external, internal: text }, { isOpen: true });

const volume = record({ name: text, external, driver_opts: mapOf(text), labels: pairs() }, { isOpen: true });

const included = byForm({
  scalar: text,
  map: record({ path: oneOrMore(text), project_directory: text, env_file: oneOrMore(text) }),
});

const root = record({
  version: anything,
  name: text,
  include: listOf(included),
  services: mapOf(service),
  networks: entries(network),
  volumes: entries(volume),
});

export type RawService = Read<typeof service>;
export type RawMount = NonNullable<RawService['volumes']>[number];
export type RawPort = NonNullable<RawService['ports']>[number];
export type RawNetwork = Read<typeof network>;
export type RawVolume = Read<typeof volume>;

/** What a file states. */
export interface ComposeFile extends Partial<Untagged> {
  readonly source: Source;
  readonly content: Partial<Read<typeof root>>;
  readonly services: readonly Named<RawService>[];
}

const REMEDY = 'Name a compose file, which has services.';

/** Reads a compose file; undefined where it is something else, which is reported. */
export function composeFile(source: Source, left: Tally): ComposeFile | undefined {
  const [tagged] = source.roots;
  return tagged === undefined ? readFile(source, left) : readFile(source, left, untagged(tagged));
}

function readFile(source: Source, left: Tally, untag?: Untagged): ComposeFile | undefined {
  const tree = untag?.root;
  const course = { file: source.path, problems: source.problems, left };
  if (tree?.kind === 'map' && isFirstVersion(tree))
    return { source, ...untag, content: {}, services: readRoot(mapOf(service), tree, course) ?? [] };
  const other = otherThan(tree);
  if (other !== undefined) {
    reportOtherFormat(source, { format: 'compose', what: other, remedy: REMEDY }, tree?.span);
    return undefined;
  }
  const content = tree && readRoot(root, tree, course);
  return content && { source, ...untag, content, services: content.services ?? [] };
}

/** The same file without what stands at paths of it. What is wrong with it, and not read, has been told. */
export function fileWithout(file: ComposeFile, paths: readonly Path[]): ComposeFile {
  const { source, root: tree, resets = [] } = file;
  if (tree === undefined || paths.length === 0) return file;
  const quiet = { ...source, problems: problemList(source.path) };
  const left = readFile(quiet, tally(), { root: without(tree, paths), resets });
  return { content: {}, services: [], ...left, source };
}

function has(node: MapNode, name: string): boolean {
  return node.fields.has(name);
}

/** What a document is instead of a compose file. */
function otherThan(tree: Node | undefined): string | undefined {
  if (tree === undefined || isNothing(tree)) return 'the file is empty';
  if (tree.kind !== 'map') return 'it is no map';
  if (has(tree, 'apiVersion') && has(tree, 'kind'))
    return 'it has apiVersion and kind, as Kubernetes objects have (flowdown import kubernetes)';
  const isOne = ['services', 'include', 'networks', 'volumes'].some((name) => has(tree, name));
  return isOne ? undefined : 'it has no services';
}

/** In the first version of the format services stood at the top. */
function isFirstVersion(tree: MapNode): boolean {
  const keys = ['services', 'version', 'include', 'networks', 'volumes', 'name'];
  if (keys.some((name) => has(tree, name))) return false;
  const values = [...tree.fields.values()].filter(({ name }) => !name.startsWith('x-'));
  return (
    values.length > 0 &&
    values.every(
      ({ value }) =>
        value.kind === 'map' && ['image', 'build', 'extends'].some((name) => value.fields.has(name)),
    )
  );
}

/** The files that a file names: included ones, extended ones, those of variables. */
export function namedFiles({ content, services }: ComposeFile): string[] {
  const includes = (content.include ?? []).flatMap((each) =>
    'text' in each ? [each.text] : [...(each.path ?? []), ...(each.env_file ?? [])].map((path) => path.text),
  );
  const named = services.flatMap(({ value }) => [...extendedFile(value), ...variableFiles(value)]);
  return ['.env', ...includes, ...named.map(({ text: path }) => path)];
}

/** The file of the service that a service extends, if that is another one. */
export function extendedFile({ extends: base }: RawService): Placed[] {
  return base === undefined || 'text' in base || base.file === undefined ? [] : [base.file];
}

/** The files of variables of a service. */
export function variableFiles({
  env_file: files = [],
}: RawService): (Placed & { readonly isOptional: boolean })[] {
  return files.flatMap((each) => {
    const path = 'text' in each ? each : each.path;
    const isOptional = 'text' in each ? false : each.required?.text === 'false';
    return path === undefined ? [] : [{ ...path, isOptional }];
  });
}
