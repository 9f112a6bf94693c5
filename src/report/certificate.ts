/** Whether a certificate is valid, for people. */
import { escapeText } from '../manifest/escape.ts';
import { counted } from '../rules/language/wording.ts';
import type { Certificate } from '../verify/certificate-format.ts';
import type { Reason } from '../verify/verify.ts';
import { wrap, type Paint } from './layout.ts';

/** A certificate after its verification. */
export interface VerifiedCertificate {
  readonly path: string;
  readonly folder: string;
  readonly certificate: Certificate;
  readonly signedBy: readonly string[];
  /** What is not right; empty where it is valid. */
  readonly reasons: readonly Reason[];
}

const WIDTH = 112;
/** Reasons that are told; a changed manifest can bring one for each fact. */
const REASON_LIMIT = 50;

/** Writes what came of a verification; ends with a line end. */
export function certificateText(verified: VerifiedCertificate, paint: Paint): string {
  const { path, reasons } = verified;
  const isValid = reasons.length === 0;
  const head = `${paint('strong', escapeText(path))}   ${isValid ? 'valid' : paint('error', 'not valid')}`;
  return [head, '', ...(isValid ? validLines(verified) : reasonLines(reasons))].join('\n') + '\n';
}

function validLines({ certificate, folder, signedBy }: VerifiedCertificate): readonly string[] {
  const { subject, predicate } = certificate;
  const { at, verdict, copies, transfers, permissions, certified, notCertified } = predicate;
  return [
    `  ${counted(subject.length, 'manifest')} in ${escapeText(folder)} at ${at}: ${verdict.outcome}, ${counted(verdict.violations, 'violation')}, ${verdict.undecided} undecided`,
    ...settledLines(certificate),
    `  ${counted(copies.length, 'copy', 'copies')}, ${counted(transfers.length, 'transfer')}, ${counted(permissions.length, 'permission')} asked for`,
    `  ${signedBy.length === 0 ? 'not signed' : `signed by ${escapeText(signedBy.join(', '))}`}`,
    '',
    'Certified:',
    ...certified.flatMap(item),
    '',
    'Not certified:',
    ...notCertified.flatMap(item),
  ];
}

/** What does not count in the outcome has to be seen: who certifies may have accepted it himself. */
function settledLines({ predicate }: Certificate): readonly string[] {
  const waived = predicate.findings.filter((finding) => finding.waived !== undefined).length;
  const known = predicate.findings.filter((finding) => finding.known !== undefined).length;
  return waived + known === 0 ? [] : [`  of these findings ${waived} waived, ${known} known from before`];
}

function reasonLines(reasons: readonly Reason[]): readonly string[] {
  const told = reasons.slice(0, REASON_LIMIT).flatMap(({ place, words }) => {
    const where = place === '' ? 'the file' : place;
    return wrap(escapeText(`${where}: ${words}`), WIDTH - 2).map((line) => `  ${line}`);
  });
  const rest =
    reasons.length > REASON_LIMIT
      ? [`  and ${reasons.length - REASON_LIMIT} more; --format json has all`]
      : [];
  return [...told, ...rest, '', counted(reasons.length, 'reason')];
}

function item(sentence: string): readonly string[] {
  return wrap(sentence, WIDTH - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
}
