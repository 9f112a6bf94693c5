import type { Comparison } from '../compare/comparison.ts';
import type { Act } from '../findings/acts.ts';
import type { Finding } from '../findings/finding.ts';
import type { CheckResult } from '../findings/result.ts';
import { plainFinding } from '../findings/telling.ts';
import { mostSerious, omittedFrom } from './bound.ts';
import { jsonText } from './json-text.ts';
import { problemValues } from './problems.ts';
import { folderName, type Reporter } from './reporter.ts';

export const reportJson: Reporter = (checked, { limit }) => {
  const all = checked.map(({ result }) => result?.findings ?? []);
  const listed = mostSerious(all, limit, (finding) => finding);
  const workspaces = checked.map((each, i) => ({
    folder: folderName(each),
    ...(each.result === undefined
      ? { problems: problemValues(each.problems, each.textOf) }
      : resultValues(each.result, listed[i])),
    ...(each.comparison && { comparison: comparisonValue(each.comparison) }),
  }));
  return jsonText({ version: 1, workspaces });
};

/** The same facts as in the text, as plain values for programs; of the findings those that are to be listed. */
export function resultValues(result: CheckResult, listed: readonly Finding[] = result.findings): object {
  const { acts, findings, ...rest } = result;
  const omitted = omittedFrom(findings, listed);
  return {
    ...rest,
    ...(omitted && { omitted }),
    findings: listed.map(findingValue),
    acts: omitted === undefined ? acts.map(actValue) : actsOf(acts, new Set(listed)),
  };
}

/** A finding without what only serves to write texts. */
export function findingValue(finding: Finding): object {
  const { words: _words, templates: _templates, isLater: _isLater, ...value } = plainFinding(finding);
  return value;
}

function actValue({ findings: [lead, ...others], general, consequences }: Act): object {
  return {
    lead: lead.fingerprint,
    findings: [lead, ...others, ...general].map(({ fingerprint }) => fingerprint),
    consequences: consequences.map(actValue),
  };
}

/** Acts with the listed findings alone; one without any is left out, and what follows from it stands in its place. */
function actsOf(acts: readonly Act[], listed: ReadonlySet<Finding>): object[] {
  return acts.flatMap(({ findings, general, consequences }) => {
    const own = [...findings, ...general].filter((finding) => listed.has(finding));
    const following = actsOf(consequences, listed);
    if (own.length === 0) return following;
    const fingerprints = own.map(({ fingerprint }) => fingerprint);
    return [{ lead: fingerprints[0], findings: fingerprints, consequences: following }];
  });
}

/** A comparison as a plain value. */
export function comparisonValue(comparison: Comparison): object {
  return {
    ...comparison,
    findings: comparison.findings.map(({ fate, before, after }) => ({
      fate,
      ...(before && { before: findingValue(before) }),
      ...(after && { after: findingValue(after) }),
    })),
  };
}
