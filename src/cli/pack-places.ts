/** Names of packs -> the folders in which they lie. Of a package its package.json is read, and nothing is run. */
import {
  absolutePath,
  FileTrouble,
  folderOf,
  joinPath,
  shownPath,
  type InstalledPackage,
} from '../io/files.ts';
import { noFolder, type FileTree } from '../io/tree.ts';
import type { ProblemCode } from '../manifest/messages.ts';
import { isRelativePath } from '../manifest/paths.ts';
import type { Problem } from '../manifest/problem.ts';
import { locateIn, readDocument } from '../manifest/read.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';

/** Name of the file that says what a pack is about. */
export const ABOUT = 'pack.yaml';

/** A folder that holds a pack. */
export interface PackPlace {
  /** Absolute, by the names under which it is known. */
  readonly folder: string;
  /** Absolute, without links: what is read. */
  readonly real: string;
  /** The package that brings it, and its folder, which the pack may not leave. */
  readonly package?: { readonly name: string; readonly version?: string; readonly real: string };
}

/** The name of the folder of a pack, which is that of the pack. */
export function nameOfPack({ folder }: PackPlace): string {
  return shownPath(folder, folderOf(folder));
}

/** Why a name leads to no pack. */
export type PlaceTrouble =
  | { readonly code: ProblemCode; readonly values: Readonly<Record<string, string>> }
  /** What is wrong with a package.json: problems with its absolute path, and its text. */
  | { readonly problems: readonly Problem[]; readonly text?: string };

/** The place of a pack that a file in a folder names by a path or a package; undefined where no package has that name. */
export function placeOf(
  name: string,
  from: string,
  tree: FileTree,
  bounds?: PackPlace['package'],
): PackPlace | PlaceTrouble | undefined {
  try {
    if (!isRelativePath(name)) return packagePlace(name, from, tree);
    const folder = absolutePath(from, name);
    const reason = whyNoPack(folder, from, tree, bounds?.real);
    if (reason !== undefined) return { code: 'no-pack', values: { name, reason } };
    return { folder, real: folder, ...(bounds && { package: bounds }) };
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return { code: 'no-pack', values: { name, reason: error.message } };
  }
}

/** What keeps a folder from being that of a pack. Throws FileTrouble. */
export function whyNoPack(folder: string, from: string, tree: FileTree, bounds = ''): string | undefined {
  if (bounds !== '' && /^\.\.(?:\/|$)/.test(shownPath(folder, bounds)))
    return 'it lies outside of its package';
  const reason = noFolder(tree, folder, from);
  if (reason !== undefined) return reason;
  return tree.kindOf(joinPath(folder, ABOUT)) === 'missing' ? `it has no ${ABOUT}` : undefined;
}

// Names that npm lets a package have, and perhaps the name of a pack in it.
const PACKAGE = /^((?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)(?:\/([a-z0-9][a-z0-9._-]*))?$/;

function packagePlace(typed: string, from: string, tree: FileTree): PackPlace | PlaceTrouble | undefined {
  const [, name, pack] = PACKAGE.exec(typed) ?? [];
  const installed = name === undefined ? undefined : tree.installedPackage(name, from);
  if (name === undefined || installed === undefined) return undefined;
  const about = readPackage(name, installed, tree);
  if ('problems' in about || 'code' in about) return about;
  const names = about.packs.map(lastPart);
  const at = pack === undefined && names.length === 1 ? 0 : names.indexOf(pack ?? '');
  const known = names.map((each) => `${name}/${each}`).join(', ');
  if (pack === undefined && names.length > 1) return { code: 'several-packs', values: { name, known } };
  if (at < 0) return { code: 'no-pack', values: { name: typed, reason: `the package brings ${known}` } };
  const path = about.packs[at];
  const real = absolutePath(installed.real, path);
  const reason = whyNoPack(real, installed.real, tree, installed.real);
  if (reason !== undefined) return about.trouble([{ at, reason }]);
  const { version } = about;
  return {
    folder: absolutePath(installed.folder, path),
    real,
    package: { name, ...(version !== undefined && { version }), real: installed.real },
  };
}

/** What a package.json says of packs. */
interface PackageFile {
  readonly version?: string;
  readonly packs: readonly string[];
  /** Trouble with some of these packs, at their places. */
  trouble(faults: readonly Fault[]): PlaceTrouble;
}

/** What is wrong with the list of packs, or with one of them. */
interface Fault {
  readonly at?: number;
  readonly reason: string;
}

function readPackage(
  name: string,
  { folder, real }: InstalledPackage,
  tree: FileTree,
): PackageFile | PlaceTrouble {
  const file = joinPath(folder, 'package.json');
  const unread = (reason: string): PlaceTrouble => ({
    problems: [{ code: 'package-json', file, start: 0, end: 0, values: { reason } }],
  });
  let bytes: Uint8Array;
  try {
    bytes = tree.read(joinPath(real, 'package.json'), SIZE_LIMIT);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return unread(error.message);
  }
  const text = new TextDecoder().decode(bytes);
  const value = parsed(text);
  if (value === undefined) {
    const { problems, text: read } = readDocument({ path: file, bytes }, () => []);
    return problems.length === 0 ? unread('it is no JSON map') : { problems, ...(read && { text: read }) };
  }
  const { flowdown } = value;
  const stated = isMap(flowdown) ? flowdown.packs : flowdown;
  if (stated === undefined) return { code: 'package-without-packs', values: { name } };
  const isList = Array.isArray(stated);
  const packs: readonly unknown[] = isList ? stated : [stated];
  const trouble = (faults: readonly Fault[]): PlaceTrouble => {
    const base = isMap(flowdown) ? ['flowdown', 'packs'] : ['flowdown'];
    const places = locateIn(
      { path: file, text },
      faults.map(({ at }) => (isList && at !== undefined ? [...base, String(at)] : base)),
    );
    const problems = faults.map(({ at, reason }, i): Problem => {
      const found = at === undefined ? '' : String(packs[at]);
      return { code: 'package-packs', file, ...places[i].value, values: { found, reason } };
    });
    return { problems, text };
  };
  const faults = packs.flatMap((pack, at) => {
    const reason = whyNoPath(pack, packs.slice(0, at));
    return reason === undefined ? [] : [{ at, reason }];
  });
  if (packs.length === 0) faults.push({ at: 0, reason: 'the list is empty' });
  if (faults.length > 0) return trouble(packs.length === 0 ? [{ reason: 'the list is empty' }] : faults);
  return {
    // INVARIANT: what is no text was refused above.
    packs: packs.filter((pack) => typeof pack === 'string'),
    ...(typeof value.version === 'string' && { version: value.version }),
    trouble,
  };
}

function whyNoPath(pack: unknown, before: readonly unknown[]): string | undefined {
  if (typeof pack !== 'string') return 'it is no text';
  if (!pack.startsWith('./')) return 'it does not begin with "./"';
  const parts = pack.split('/').slice(1);
  if (pack.includes('\\') || parts.some((part) => part === '..')) return 'it leads out of a folder';
  if (lastPart(pack) === '' || lastPart(pack) === '.') return 'it is the package itself';
  const isTaken = before.some((other) => typeof other === 'string' && lastPart(other) === lastPart(pack));
  return isTaken ? 'another pack of the package has that name' : undefined;
}

function lastPart(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? '';
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isMap(value) ? value : undefined;
  } catch {
    return undefined; // the reader says where it is wrong
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
