import type { CheckResult } from '../findings/result.ts';

/** The same facts as in the text, as plain values for programs. */
export function resultValues(result: CheckResult): object {
  const { acts, findings, ...rest } = result;
  return {
    ...rest,
    findings: findings.map(
      ({ words: _words, templates: _templates, isLater: _isLater, ...finding }) => finding,
    ),
    acts: acts.map(function fingerprints(act): object {
      return {
        lead: act.findings[0].fingerprint,
        findings: [...act.findings, ...act.general].map(({ fingerprint }) => fingerprint),
        consequences: act.consequences.map(fingerprints),
      };
    }),
  };
}
