/** What a pack consists of, with all that it extends, as digests: for signatures of packs, and for pins. */
import { sha256, verifyEd25519 } from '../io/crypto.ts';
import { FileTrouble, joinPath, slashed } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { byCodePoint } from '../model/names.ts';
import type { Config } from '../run/config-format.ts';
import { envelopePath } from '../sign/envelope.ts';
import { signersOf } from '../sign/signers.ts';
import { nameOfPack, type PackPlace } from './pack-places.ts';
import { readEnvelopeAt } from './signatures.ts';

/** Name of the file that holds the signatures of a pack. */
export const PACK_ENVELOPE = envelopePath('pack');

/** A file and what it holds. */
export interface FileDigest {
  readonly path: string;
  readonly sha256: string;
}

/** A pack, or one that it extends, with its files. */
export interface PackPart {
  readonly name: string;
  readonly files: readonly FileDigest[];
}

/**
 * The parts of a pack: itself, and the packs from elsewhere that it extends, whose files stand below their names. Packs that
 * come with the program are no part: they are what the program is. Throws FileTrouble.
 */
export function packParts(places: readonly PackPlace[], tree: FileTree): readonly PackPart[] {
  return places.map((place, at) => {
    const name = nameOfPack(place);
    const prefix = at === 0 ? '' : `${name}/`;
    const files = filesIn(place.real, tree).map((file) => ({ ...file, path: prefix + file.path }));
    return { name, files };
  });
}

/** Every file that stands in a folder, in order of their names. Throws FileTrouble. */
function filesIn(folder: string, tree: FileTree): readonly FileDigest[] {
  const names = tree.list(folder, { isDeep: false }).files.filter((name) => name !== PACK_ENVELOPE);
  tree.expect(names.map((name) => joinPath(folder, name)));
  return names
    .sort(byCodePoint)
    .map((name) => ({ path: slashed(name), sha256: digestOf(name, folder, tree) }));
}

/** Throws FileTrouble, which says of which file. */
function digestOf(name: string, folder: string, tree: FileTree): string {
  try {
    return sha256(tree.read(joinPath(folder, name), SIZE_LIMIT));
  } catch (error) {
    throw error instanceof FileTrouble ? new FileTrouble(`${name}: ${error.message}`) : error;
  }
}

/** Why a pack does not count as signed by one of some keys; undefined where it does. Throws FileTrouble. */
export function whyUnsigned(
  places: readonly PackPlace[],
  tree: FileTree,
  wanted: readonly string[],
  { keys = {} }: Config,
  day: number,
): string | undefined {
  const [{ real: folder }] = places;
  if (tree.kindOf(joinPath(folder, PACK_ENVELOPE)) === 'missing') return `there is no ${PACK_ENVELOPE}`;
  const { envelope, statement } = readEnvelopeAt(PACK_ENVELOPE, folder, tree);
  if (envelope === undefined || statement === undefined) return `${PACK_ENVELOPE} is no signature of files`;
  const files = packParts(places, tree).flatMap((part) => part.files);
  const others = otherNames(
    statement.subject.map(({ name }) => name),
    files.map(({ path }) => path),
  );
  if (others !== undefined) return `its files are not those that were signed: ${others}`;
  for (const file of files) {
    const signers = signersOf({ envelope, statement }, file, keys, day, verifyEd25519);
    if (wanted.some((key) => signers.keys.includes(key))) continue;
    const by =
      signers.keys.length === 0 ? signers.reason : `it is signed by ${signers.keys.join(', ')} alone`;
    return `${file.path}: ${by}`;
  }
  return undefined;
}

/** What is in one of two lists alone, in words; undefined where they have the same names, each once. */
function otherNames(signed: readonly string[], found: readonly string[]): string | undefined {
  const more = found.filter((name) => !signed.includes(name));
  const fewer = signed.filter((name) => !found.includes(name));
  if (more.length > 0) return `${listed(more)} came later`;
  if (fewer.length > 0) return `${listed(fewer)} is not there`;
  return signed.length === found.length ? undefined : 'a name is there twice';
}

function listed(names: readonly string[]): string {
  const [first, ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
