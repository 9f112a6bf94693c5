/** The certificate of a check, where one is asked for. */
import { inspectFacts } from '../analysis/inspect.ts';
import { certificateOf } from '../certify/certificate.ts';
import type { CheckResult } from '../findings/result.ts';
import { parseDay } from '../manifest/calendar.ts';
import { factsOf } from '../analysis/facts.ts';
import { PROGRAM } from '../run/reported.ts';
import { evidenceIn, inEnvelope, signerIn, uncertified } from './certificates.ts';
import { UsageError } from './exit.ts';
import type { ReportFile } from './outcome.ts';
import type { Found } from './workspaces.ts';

/** A workspace with the result of its check. */
interface Checked extends Found {
  readonly result?: CheckResult;
}

/** Where to write a certificate, and by which key to sign it, as they were typed. */
export interface CertifyingArguments {
  readonly certificate?: string;
  readonly key?: string;
}

/** Options of a check that decide over its certificate. */
interface Certifying extends CertifyingArguments {
  readonly gate?: string;
  readonly horizon?: string;
  readonly failWithin?: string;
  readonly party?: string;
  readonly contract?: string;
}

/** Refuses what no certificate can be made of, before anything is checked. Throws UsageError. */
export function refuseUncertified(options: Certifying): void {
  const { certificate, key, gate, horizon, failWithin, party, contract } = options;
  if (certificate === undefined) {
    if (key !== undefined) throw new UsageError('--key signs a certificate: state --certificate <file> too');
    return;
  }
  if (certificate === '') throw new UsageError('--certificate wants a file');
  if (gate !== undefined)
    throw uncertified(
      'with --gate it goes by the configuration of the base, which is not that of the files; use --since',
    );
  if (horizon !== undefined || failWithin !== undefined)
    throw uncertified('a certificate is of one day; leave out --horizon and --fail-within');
  if (party !== undefined || contract !== undefined)
    throw uncertified('a report that is limited does not tell all; leave out --party and --contract');
}

/** The certificate of the one workspace that was checked; none where that cannot be read. Throws UsageError. */
export function certificateFile(
  checked: readonly Checked[],
  options: CertifyingArguments,
  workingFolder: string,
): readonly ReportFile[] {
  const { certificate: path, key } = options;
  if (path === undefined) return [];
  const signer = key === undefined ? undefined : signerIn(key, workingFolder);
  const [first, second] = checked;
  if (second !== undefined)
    throw uncertified(
      `a certificate is of one workspace, and there are several: ${checked.map(({ prefix }) => prefix || './').join(', ')}`,
    );
  const { workspace } = first.opened;
  const { result } = first;
  if (workspace === undefined || result === undefined) return [];
  if (result.nothing) throw uncertified(result.absent.join('; '));
  const day = parseDay(result.at) ?? 0;
  const { text } = certificateOf({
    result,
    facts: inspectFacts(factsOf(workspace.model, day)),
    evidence: evidenceIn(first, workspace),
    version: PROGRAM.version,
  });
  return [{ path, text: signer === undefined ? text : inEnvelope(text, signer) }];
}
