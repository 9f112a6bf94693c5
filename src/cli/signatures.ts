/** Files and the envelopes beside them -> for whom each file speaks by its signatures. */
import { sha256, verifyEd25519 } from '../io/crypto.ts';
import { FileTrouble, joinPath } from '../io/files.ts';
import type { FileTree } from '../io/tree.ts';
import type { Problem } from '../manifest/problem.ts';
import { SIZE_LIMIT } from '../manifest/text.ts';
import { UNSIGNED, type Voice, type VoiceOf } from '../model/trust.ts';
import type { Config } from '../run/config-format.ts';
import { envelopePath, readEnvelope, type EnvelopeReading } from '../sign/envelope.ts';
import { signersOf } from '../sign/signers.ts';

/** What signatures are read from. */
export interface SignedFiles {
  /** Absolute path of the folder of the workspace. */
  readonly root: string;
  readonly tree: FileTree;
  readonly config: Config;
  /** Paths of all files of the workspace. */
  readonly listed: readonly string[];
  /** Its manifests, as they are checked. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Day on which keys have to hold. */
  readonly day: number;
}

/** Whose signatures files have. */
export interface Signatures {
  readonly voiceOf?: VoiceOf;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Texts of the envelopes that have problems. */
  textOf(path: string): string | undefined;
}

const SUFFIX = envelopePath('');

/** Reads the signatures of manifests, where the configuration knows keys. */
export function signaturesIn({ root, tree, config, listed, files, day }: SignedFiles): Signatures {
  const envelopes = new Set(listed.filter((path) => path.endsWith(SUFFIX)));
  const { keys = {} } = config;
  if (envelopes.size === 0) return { problems: [], notes: [], textOf: () => undefined };
  const voices = new Map<string, Voice>();
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  tree.expect([...envelopes].map((path) => joinPath(root, path)));
  for (const { path, bytes } of files) {
    const beside = envelopePath(path);
    if (!envelopes.delete(beside)) continue;
    const reading = readEnvelopeAt(beside, root, tree);
    problems.push(...reading.problems);
    const { envelope, statement } = reading;
    if (envelope === undefined || statement === undefined) {
      texts.set(beside, reading.text ?? '');
      continue;
    }
    const file = { path, sha256: sha256(bytes) };
    const signers = signersOf({ envelope, statement }, file, keys, day, verifyEd25519);
    const parties = signers.keys.flatMap((key) => keys[key].speaksFor ?? []);
    voices.set(path, { ...signers, parties });
  }
  const notes = [...envelopes].map((path) => `${path} signs no manifest of this workspace`);
  return {
    voiceOf: (path) => voices.get(path) ?? UNSIGNED(path),
    problems,
    notes,
    textOf: (path) => texts.get(path),
  };
}

/** An envelope in a file, and the text of that. */
export function readEnvelopeAt(
  path: string,
  root: string,
  tree: FileTree,
): EnvelopeReading & { readonly text?: string } {
  try {
    const bytes = tree.read(joinPath(root, path), SIZE_LIMIT);
    return { ...readEnvelope({ path, bytes }), text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    const problem: Problem = {
      code: 'not-read',
      file: path,
      start: 0,
      end: 0,
      values: { reason: error.message },
    };
    return { problems: [problem] };
  }
}
