/** A JSON object on each line, for programs that read as it comes: findings or problems, and last a summary of each workspace. */
import { escapeJson } from '../manifest/escape.ts';
import { mostSerious, omittedFrom, type Omitted } from './bound.ts';
import { findingValue } from './json.ts';
import { problemValues } from './problems.ts';
import { folderName, type Reported, type Reporter } from './reporter.ts';

export const reportNdjson: Reporter = (workspaces, { limit }) => {
  const all = workspaces.map(({ result }) => result?.findings ?? []);
  const listed = mostSerious(all, limit, (finding) => finding);
  return workspaces
    .flatMap((each, at) => {
      const folder = folderName(each);
      return [
        ...problemValues(each.problems, each.textOf).map((problem) => ({
          type: 'problem',
          folder,
          ...problem,
        })),
        ...listed[at].map((finding) => ({ type: 'finding', folder, ...findingValue(finding) })),
        { type: 'summary', version: 1, folder, ...summaryOf(each, omittedFrom(all[at], listed[at])) },
      ];
    })
    .map((value) => `${escapeJson(JSON.stringify(value))}\n`)
    .join('');
};

/** Everything of a result but its findings. */
function summaryOf({ result, problems }: Reported, omitted: Omitted | undefined): object {
  if (result === undefined) return { problems: problems.length };
  const { findings: _findings, acts: _acts, ...rest } = result;
  return { ...rest, ...(omitted && { omitted }) };
}
