/** What a certificate is held against. */
import type { Waiver } from '../manifest/format.ts';
import type { Predicate } from './certificate-format.ts';
import type { JudgedName } from './claims.ts';
import type { Voices } from './declared.ts';

/** A file, as it lies there. */
export interface CertifiedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A name with a digest. */
export interface NamedDigest {
  readonly name: string;
  readonly sha256: string;
}

type Severity = Predicate['findings'][number]['severity'];

/** A rule of which the verdicts can be verified, with the severities of its findings. */
export interface JudgedRule {
  readonly rule: JudgedName;
  readonly violation: Severity;
  readonly undecided: Severity;
}

/** The manifests of a workspace, and what it goes by. */
export interface Evidence {
  /** In order of their paths. */
  readonly files: readonly CertifiedFile[];
  readonly voices?: Voices;
  readonly packs: readonly NamedDigest[];
  readonly configuration: readonly NamedDigest[];
  /** In order of their names. */
  readonly judged: readonly JudgedRule[];
  readonly failOn: Predicate['verdict']['failOn'];
  /** Those of the configuration. */
  readonly waivers: readonly Waiver[];
  /** Day of which the certificate has to be, where one is asked for. */
  readonly day?: string;
  /** Size over which a manifest is refused. */
  readonly limit?: number;
  /** SHA-256 in hexadecimal. */
  sha256(bytes: Uint8Array): string;
}
