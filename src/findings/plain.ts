/** Results as plain objects in which everything is told, for programs that copy, compare and keep them. */
import type { Act } from './acts.ts';
import type { Finding } from './finding.ts';
import type { CheckResult } from './result.ts';
import { plainFinding } from './telling.ts';

/** The same result; what is one finding in several places stays one. */
export function plainResult(result: CheckResult): CheckResult {
  const plain = new Map(result.findings.map((finding) => [finding, plainFinding(finding)]));
  const of = (finding: Finding): Finding => plain.get(finding) ?? plainFinding(finding);
  const plainAct = (act: Act): Act => ({
    ...act,
    findings: act.findings.map(of),
    general: act.general.map(of),
    consequences: act.consequences.map(plainAct),
  });
  return { ...result, findings: result.findings.map(of), acts: result.acts.map(plainAct) };
}
