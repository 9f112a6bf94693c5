/** A workspace -> what a certificate of it is held against: digests, voices, and which rules are on. */
import { undecidedLevel } from '../findings/telling.ts';
import { trustOf, type VoiceOf } from '../model/trust.ts';
import type { ConfigText } from '../run/layers.ts';
import { trustEntries, type Workspace } from '../run/workspace.ts';
import { canonicalJson, type Json } from '../verify/canonical.ts';
import { isJudged } from '../verify/claims.ts';
import type { CertifiedFile, Evidence, JudgedRule, NamedDigest } from '../verify/evidence.ts';

/** What a workspace was made of. */
export interface Source {
  readonly workspace: Workspace;
  readonly manifests: readonly CertifiedFile[];
  /** The configuration, what it extends, and the baseline, in order of their paths. */
  readonly settings: readonly ConfigText[];
  readonly voiceOf?: VoiceOf;
  readonly limit?: number;
  /** SHA-256 in hexadecimal. */
  sha256(bytes: Uint8Array): string;
}

/** Why no check of a workspace can be certified; undefined where one can. */
export function unfitness(
  { documents, model }: Workspace,
  manifests: readonly CertifiedFile[],
): string | undefined {
  if (manifests.length === 0) return 'there is no manifest';
  if (documents.length !== manifests.length)
    return 'files of other formats count in this workspace; flowdown import makes manifests of them';
  return model.required.every(({ present }) => present)
    ? undefined
    : 'a required manifest is missing, and what refers into it is left out';
}

/** What the certificate of a workspace is held against. */
export function evidenceOf({ workspace, manifests, settings, voiceOf, limit, sha256 }: Source): Evidence {
  const { documents, config } = workspace;
  const trust = trustEntries(config);
  const voices = trust && trustOf(documents, trust, voiceOf);
  const digestOf = (text: string): string => sha256(new TextEncoder().encode(text));
  return {
    files: [...manifests].sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...(voices && {
      voices: new Map(
        documents.map(({ path }, i) => [
          path,
          { rank: voices.rank[i], parties: [...voices.given[i]].sort() },
        ]),
      ),
    }),
    packs: packDigests(workspace, digestOf),
    configuration: settings.map(({ path, text }) => ({ name: path, sha256: digestOf(text) })),
    judged: judgedIn(workspace),
    failOn: config.failOn ?? 'error',
    waivers: Object.values(config.waivers ?? {}),
    limit,
    sha256,
  };
}

/** Each pack with a digest of its rules as they are asked: their texts, severities and parameters, and its names. */
function packDigests({ rules }: Workspace, digestOf: (text: string) => string): readonly NamedDigest[] {
  return rules.packs.map(({ pack: name, clauses, taxonomy }) => {
    const active = rules.rules.filter(({ rule }) => rule.id.startsWith(`${name}/`));
    const asked = active.map(({ rule, severity, params }) => ({ rule, severity, params }));
    // Through JSON, as rules have fields that are there and not stated.
    const plain = JSON.parse(JSON.stringify({ asked, clauses, taxonomy })) as Json;
    return { name, sha256: digestOf(canonicalJson(plain)) };
  });
}

/** The rules that can be judged again: those that are on, with one severity everywhere. */
function judgedIn({ rules, config }: Workspace): readonly JudgedRule[] {
  return rules.rules
    .flatMap(({ rule: { id: rule }, severity, levelIn }) => {
      if (!isJudged(rule) || severity === 'off' || levelIn !== undefined) return [];
      return [{ rule, violation: severity, undecided: config.undecided ?? undecidedLevel(severity) }];
    })
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
