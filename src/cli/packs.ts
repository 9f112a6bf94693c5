/** Packs from elsewhere: folders and packages -> packs, each read after those that it extends. */
import { absolutePath, FileTrouble, folderOf, joinPath, shownPath } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import type { ProblemCode } from '../manifest/messages.ts';
import { nearest } from '../manifest/nearest.ts';
import { parentPath } from '../manifest/paths.ts';
import { describe, type Problem } from '../manifest/problem.ts';
import { locateIn, type Source } from '../manifest/read.ts';
import { aroundPack } from '../rules/around.ts';
import { builtInPack, PACK_NAMES } from '../rules/built-in.ts';
import type { Pack } from '../rules/format.ts';
import { extendedBy, readPack } from '../rules/pack.ts';
import { builtInName, type FoundPack, type FoundPacks } from '../run/chosen-packs.ts';
import { EXTENDS_LIMIT } from '../run/layers.ts';
import { packFiles } from './pack-files.ts';
import { ABOUT, placeOf, whyNoPack, type PackPlace, type PlaceTrouble } from './pack-places.ts';

/** A file that names packs, and the keys that lead to the list of their names. */
export interface NamingFile {
  /** Absolute path of the folder in which it stands; its names are looked up from there. */
  readonly folder: string;
  /** Its path as it is shown, and its text. */
  readonly path: string;
  readonly text?: string;
  readonly keys: readonly string[];
  readonly names: readonly string[];
}

/** Reads packs, each once, and keeps what it has seen; paths are shown from one folder. */
export interface PackReader {
  /** Reads the packs that a file names, other than built-in ones, with those that they extend. */
  readNamed(file: NamingFile): void;
  /** Reads a pack at its place. */
  readAt(place: PackPlace): FoundPack;
  readonly found: FoundPacks;
  /** The place of a pack that a file in a folder names, and those of all that it extends. */
  placesOf(name: string, folder: string): readonly PackPlace[] | undefined;
  /** The same of a pack at its place; the pack itself comes first, and where one of them is missing there are none. */
  placesFrom(place: PackPlace): readonly PackPlace[] | undefined;
  readonly problems: readonly Problem[];
  /** Where it reads from. */
  readonly tree: FileTree;
  /** Absolute paths of the files that were read. */
  readonly read: readonly string[];
  textOf(path: string): string | undefined;
}

/** A reader that shows paths from a folder. */
export function packReader(base: string, tree: FileTree): PackReader {
  const seen: Seen = {
    base,
    tree,
    byPlace: new Map(),
    byName: new Map(),
    problems: [],
    texts: new Map(),
    read: [],
  };
  return {
    readNamed: (file) => void readNames(file, [], seen),
    readAt: (place) => readPlace(place, [], seen).found,
    found: (name, folder) => seen.byName.get(keyOf(name, folder))?.found,
    placesOf: (name, folder) => wholePlaces(seen.byName.get(keyOf(name, folder))),
    placesFrom: (place) => wholePlaces(readPlace(place, [], seen)),
    problems: seen.problems,
    tree,
    read: seen.read,
    textOf: (path) => seen.texts.get(path),
  };
}

/** What a reader has seen. */
interface Seen {
  readonly base: string;
  readonly tree: FileTree;
  readonly byPlace: Map<string, ReadPack>;
  readonly byName: Map<string, ReadPack>;
  readonly problems: Problem[];
  readonly texts: Map<string, string>;
  readonly read: string[];
}

/** A pack as it was read, with all those that it extends; `isWhole` where none of these is missing. */
interface ReadPack {
  readonly found: FoundPack;
  /** Its place, and then those of all that it extends, each once. */
  readonly places: readonly PackPlace[];
  readonly extended: readonly Pack[];
  readonly isWhole: boolean;
}

const MISSING: ReadPack = { found: { folder: '' }, places: [], extended: [], isWhole: false };

function wholePlaces(read: ReadPack | undefined): readonly PackPlace[] | undefined {
  return read?.isWhole === true ? read.places : undefined;
}

/** Packs that a file names, without those that come with the product; the chain leads to the pack of that file. */
function readNames(file: NamingFile, chain: readonly PackPlace[], seen: Seen): readonly ReadPack[] {
  return file.names.flatMap((name, at) => {
    if (builtInPack(builtInName(name)) !== undefined) return [];
    const place = placeOf(name, file.folder, seen.tree, chain.at(-1)?.package);
    const trouble = troubleWith(name, place, file.folder, chain, seen);
    if (trouble !== undefined) tell(trouble, file, at, seen);
    const isUsable = trouble === undefined && place !== undefined && 'folder' in place;
    const each = isUsable ? readPlace(place, chain, seen) : MISSING;
    seen.byName.set(keyOf(name, parentPath(file.path)), each);
    return [each];
  });
}

function readPlace(place: PackPlace, chain: readonly PackPlace[], seen: Seen): ReadPack {
  const known = seen.byPlace.get(place.real) ?? readWhole(place, chain, seen);
  seen.byPlace.set(place.real, known);
  return known;
}

/** Reads the files of a pack, and before them the packs that it extends. */
function readWhole(place: PackPlace, chain: readonly PackPlace[], seen: Seen): ReadPack {
  const parent = folderOf(place.folder);
  const name = shownPath(place.folder, parent);
  const prefix = prefixOf(parent, seen.base);
  const { files, unread } = packFiles(place.real, name, seen.tree);
  for (const { path } of files) seen.read.push(joinPath(place.real, path.slice(name.length + 1)));
  const bases = readBases(
    place,
    files.find(({ path }) => path === `${name}/${ABOUT}`),
    prefix,
    chain,
    seen,
  );
  const extended = [...new Set(bases.flatMap(packsOf))];
  const isWhole = bases.every((each) => each.isWhole && each.found.pack !== undefined);
  const { pack, problems, textOf } = readPack(files, aroundPack(name, extended));
  for (const { path } of files) {
    const text = textOf(path);
    if (text !== undefined) seen.texts.set(prefix + path, text);
  }
  const own = isWhole ? problems : problems.filter(({ code }) => !MAY_BE_ELSEWHERE.has(code));
  seen.problems.push(...[...own, ...unread].map((problem) => shownBelow(prefix, problem)));
  const isSound = isWhole && pack !== undefined && unread.length === 0;
  const { package: brought } = place;
  const found = { folder: prefix + name, ...(isSound && { pack }), ...(brought && { package: brought }) };
  return { found, places: placesBelow(place, bases), extended, isWhole };
}

function placesBelow(place: PackPlace, bases: readonly ReadPack[]): readonly PackPlace[] {
  const byFolder = new Map([[place.real, place]]);
  for (const each of bases.flatMap(({ places }) => places)) {
    if (!byFolder.has(each.real)) byFolder.set(each.real, each);
  }
  return [...byFolder.values()];
}

/** The packs from elsewhere that a pack extends. */
function readBases(
  place: PackPlace,
  about: Source | undefined,
  prefix: string,
  chain: readonly PackPlace[],
  seen: Seen,
): readonly ReadPack[] {
  if (about === undefined) return [];
  const text = 'text' in about ? about.text : new TextDecoder().decode(about.bytes);
  const file = {
    folder: place.real,
    path: prefix + about.path,
    text,
    keys: ['extends'],
    names: extendedBy(about),
  };
  return readNames(file, [...chain, place], seen);
}

/** Takes trouble with a name into the problems: at the name, or in the package.json that it led to. */
function tell(trouble: PlaceTrouble, file: NamingFile, at: number, seen: Seen): void {
  if ('code' in trouble) {
    seen.problems.push(placed(trouble, file, at));
    return;
  }
  for (const problem of trouble.problems) {
    const path = shownPath(problem.file, seen.base);
    if (trouble.text !== undefined) seen.texts.set(path, trouble.text);
    const shown = { ...problem, file: path };
    // Several names can lead to one package.
    if (!seen.problems.some((other) => isSame(other, shown))) seen.problems.push(shown);
  }
}

// What would not be wrong if the packs that a pack extends were there.
const MAY_BE_ELSEWHERE: ReadonlySet<ProblemCode> = new Set([
  'like-nothing',
  'refines-nothing',
  'unknown-clause',
  'unknown-limit',
  'wrong-default',
  'missing-field',
  'unused-parameter',
]);

function packsOf({ found: { pack }, extended }: ReadPack): readonly Pack[] {
  return pack === undefined ? extended : [...extended, pack];
}

function keyOf(name: string, folder: string): string {
  return `${folder}\n${name}`;
}

/** What keeps a name from leading to a pack that can be read next. */
function troubleWith(
  name: string,
  place: PackPlace | PlaceTrouble | undefined,
  folder: string,
  chain: readonly PackPlace[],
  { base, tree }: Seen,
): PlaceTrouble | undefined {
  if (place === undefined) return { code: 'unknown-pack', values: unknownValues(name, folder, tree) };
  if (!('folder' in place)) return place;
  const at = chain.findIndex(({ real }) => real === place.real);
  if (at >= 0) {
    const circle = [...chain.slice(at), place].map((each) => shownPath(each.folder, base)).join(' > ');
    return { code: 'extends-circle', values: { path: circle } };
  }
  return chain.length > EXTENDS_LIMIT
    ? { code: 'extends-deep', values: { limit: String(EXTENDS_LIMIT) } }
    : undefined;
}

function unknownValues(name: string, folder: string, tree: FileTree): Readonly<Record<string, string>> {
  const suggestion = isFolder(name, folder, tree) ? `./${name}` : nearest(builtInName(name), PACK_NAMES);
  return { name, known: PACK_NAMES.join(', '), ...(suggestion !== undefined && { suggestion }) };
}

function isFolder(name: string, folder: string, tree: FileTree): boolean {
  try {
    return !name.startsWith('/') && tree.kindOf(joinPath(folder, name)) === 'folder';
  } catch (error) {
    if (error instanceof FileTrouble) return false;
    throw error;
  }
}

function placed(
  { code, values }: Extract<PlaceTrouble, { readonly code: ProblemCode }>,
  { path: file, text, keys }: NamingFile,
  at: number,
): Problem {
  const [place] = text === undefined ? [] : locateIn({ path: file, text }, [[...keys, String(at)]]);
  return { code, file, ...(place?.value ?? { start: 0, end: 0 }), values };
}

function isSame(one: Problem, other: Problem): boolean {
  return one.code === other.code && one.file === other.file && one.start === other.start;
}

function prefixOf(folder: string, base: string): string {
  const shown = shownPath(folder, base);
  return shown === '' ? '' : `${shown}/`;
}

function shownBelow(prefix: string, problem: Problem): Problem {
  const related = problem.related?.map((span) => ({ ...span, file: prefix + span.file }));
  return { ...problem, file: prefix + problem.file, ...(related && { related }) };
}

/** A pack as it is typed, by its folder or package, or why there is none. */
export function typedPack(
  typed: string,
  reader: PackReader,
  workingFolder: string,
): FoundPack | { readonly trouble: string } {
  const { tree } = reader;
  const folder = absolutePath(workingFolder, typed);
  if (tree.kindOf(folder) !== 'missing') {
    const reason = whyNoPack(folder, folderOf(folder), tree);
    if (reason === undefined) return reader.readAt({ folder, real: folder });
    const what = tree.kindOf(folder) === 'file' ? 'folder' : `pack: ${reason}`;
    return { trouble: `${typed} is no ${what}; a pack is a folder with a ${ABOUT}` };
  }
  const place = placeOf(typed, workingFolder, tree);
  if (place !== undefined && 'folder' in place) return reader.readAt(place);
  return { trouble: placeWords(typed, place) };
}

function placeWords(typed: string, trouble: PlaceTrouble | undefined): string {
  if (trouble === undefined) {
    const suggestion = nearest(typed, PACK_NAMES);
    const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
    return `there is no pack ${typed}${meant}; the packs are ${PACK_NAMES.join(', ')}, or give a folder with a ${ABOUT}, or an installed package`;
  }
  const faults = 'code' in trouble ? [trouble] : trouble.problems;
  return faults.map((fault) => describe(fault).message).join(' ');
}
