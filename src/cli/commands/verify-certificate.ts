import { publicKeyOf } from '../../io/crypto.ts';
import { absolutePath, FileTrouble, readRegularFile } from '../../io/files.ts';
import { escapeText } from '../../manifest/escape.ts';
import { parseDay } from '../../manifest/calendar.ts';
import { SIZE_LIMIT } from '../../manifest/text.ts';
import { jsonText } from '../../report/json-text.ts';
import { certificateText } from '../../report/certificate.ts';
import type { Config } from '../../run/config-format.ts';
import { readCertificate, verifyCertificate } from '../../verify/verify.ts';
import { evidenceIn, unwrapped } from '../certificates.ts';
import { Exit, UsageError } from '../exit.ts';
import { openingOf, type Asking } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import { openWorkspaces, type Reading } from '../workspaces.ts';

/** Options of `verify-certificate`, as they were typed. */
export interface VerifyCertificateArguments {
  readonly at?: string;
  readonly key?: string;
  readonly format: string;
}

/** Where manifests and the certificate are looked for. */
export interface Surroundings extends Asking {
  readonly workingFolder: string;
  readonly reading: Reading;
}

/** Verifies a certificate against the manifests of one workspace; ends with 1 where anything in it is not right. */
export async function runVerifyCertificate(
  path: string,
  paths: readonly string[],
  { at, key, format }: VerifyCertificateArguments,
  { workingFolder, reading, paint, today }: Surroundings,
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`there is no format ${format}; the formats of verify-certificate are text and json`);
  if (at !== undefined && parseDay(at) === undefined)
    throw new UsageError(`--at wants a day such as 2019-06-01, not ${at}`);
  const bytes = bytesOf(path, workingFolder);
  const wanted =
    key === undefined ? undefined : { 'the key of --key': { public: publicIn(key, workingFolder) } };
  const inside = readCertificate(path, unwrapped(path, bytes, {}, today, false).bytes);
  const found = openWorkspaces(paths, workingFolder, {
    ...reading,
    ...dayIn(inside.certificate?.predicate.at, at),
  });
  const opening = await openingOf('verify-certificate', found, paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  const day = parseDay(inside.certificate?.predicate.at ?? '') ?? today;
  const outer = unwrapped(path, bytes, wanted ?? keysIn(workspace.config), day, wanted !== undefined);
  const problems = [...outer.problems, ...(outer.problems.length > 0 ? [] : inside.problems)];
  if (inside.certificate === undefined || problems.length > 0) {
    const { problemsText } = await import('../../report/problems.ts');
    const textOf = (file: string): string | undefined =>
      file === path ? (outer.text ?? inside.text) : undefined;
    return {
      out: '',
      error: problemsText(problems, { paint, textOf }, 'nothing was verified'),
      exit: Exit.unreadable,
    };
  }
  const { certificate } = inside;
  const evidence = { ...evidenceIn(found[0], workspace), ...(at !== undefined && { day: at }) };
  const reasons = [...outer.reasons, ...verifyCertificate(certificate, outer.bytes, evidence)];
  const verified = { path, folder: prefix || './', certificate, signedBy: outer.signedBy, reasons };
  const { predicate } = certificate;
  const value = {
    version: 1,
    certificate: path,
    folder: verified.folder,
    valid: reasons.length === 0,
    at: predicate.at,
    verdict: predicate.verdict,
    signedBy: verified.signedBy,
    reasons,
    ...(reasons.length === 0 && { certified: predicate.certified, notCertified: predicate.notCertified }),
  };
  return {
    out: format === 'json' ? jsonText(value) : certificateText(verified, paint),
    exit: reasons.length === 0 ? Exit.clean : Exit.findings,
  };
}

/** The day on which signatures of manifests have to hold: that of the certificate. */
function dayIn(stated: string | undefined, typed: string | undefined): Pick<Reading, 'at'> {
  const at = stated ?? typed;
  return at === undefined ? {} : { at };
}

function keysIn({ keys = {} }: Config): NonNullable<Config['keys']> {
  return keys;
}

function publicIn(path: string, workingFolder: string): string {
  try {
    return publicKeyOf(
      new TextDecoder().decode(readRegularFile(absolutePath(workingFolder, path), SIZE_LIMIT)),
    );
  } catch (error) {
    if (error instanceof FileTrouble) throw new UsageError(`the key ${path}: ${error.message}`);
    throw error;
  }
}

function bytesOf(path: string, workingFolder: string): Uint8Array {
  try {
    return readRegularFile(absolutePath(workingFolder, path), SIZE_LIMIT);
  } catch (error) {
    if (error instanceof FileTrouble)
      throw new UsageError(`${escapeText(path)} cannot be read: ${error.message}`);
    throw error;
  }
}
