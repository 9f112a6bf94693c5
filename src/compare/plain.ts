/** Comparisons as plain objects in which everything is told, for programs that copy, compare and keep them. */
import { plainFinding } from '../findings/telling.ts';
import type { Comparison } from './comparison.ts';

/** The same comparison. */
export function plainComparison(comparison: Comparison): Comparison {
  return {
    ...comparison,
    findings: comparison.findings.map(({ fate, before, after }) => ({
      fate,
      ...(before && { before: plainFinding(before) }),
      ...(after && { after: plainFinding(after) }),
    })),
  };
}
