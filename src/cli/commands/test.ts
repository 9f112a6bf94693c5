import { ruleTestsText, ruleTestsValue, type SourceOf } from '../../report/rule-tests.ts';
import type { Paint } from '../../report/layout.ts';
import { caseShare, coverageShare, percentOf, type PackTest } from '../../rules/testing/result.ts';
import { testPack } from '../../run/rule-tests.ts';
import { Exit, UsageError, type ExitCode } from '../exit.ts';
import { jsonText } from '../../report/json-text.ts';
import { allPacks, packsNamed, unsound, type KnownPack } from '../known-packs.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `flowdown test`, as they are typed. */
export interface TestArguments {
  readonly mutate?: boolean;
  readonly min?: string;
  readonly format: string;
}

/** Tests rules by the cases in their files. Throws UsageError. */
export async function runTest(
  typed: readonly string[],
  { mutate, min: typedMin, format }: TestArguments,
  { workingFolder, paint }: { readonly workingFolder: string; readonly paint: Paint },
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`there is no format ${format}; the formats of test are text and json`);
  const min = minOf(typedMin);
  const found = typed.length === 0 ? allPacks(workingFolder) : packsNamed(typed, workingFolder);
  if (found.problems.length > 0) return unsound(found, paint, 'nothing was tested');
  const tests = found.packs.map(({ pack, source }) => testPack(pack, { mutate, source }));
  const sourceOf = sourcesOf(found.packs);
  const out =
    format === 'json'
      ? jsonText(ruleTestsValue(tests, { sourceOf }))
      : ruleTestsText(tests, { sourceOf, paint, ...(min !== undefined && { min }) });
  return { out, exit: exitOf(tests, min) };
}

function minOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (!/^\d{1,3}(\.\d+)?$/.test(typed) || Number(typed) > 100)
    throw new UsageError(`--min wants a number of percent from 0 to 100, not ${typed}`);
  return Number(typed);
}

/** The file of a rule; a pack that comes with the product has none. */
function sourcesOf(found: readonly KnownPack[]): SourceOf {
  const byRule = new Map(
    found.flatMap(({ pack, folder, textOf }) =>
      pack.rules.flatMap(({ id }) => {
        // INVARIANT: a rule has the name of its file, or its pack would not have been read.
        const path = `${folder}/${id.slice(id.indexOf('/') + 1)}.yaml`;
        const text = textOf(path);
        return text === undefined ? [] : [[id, { path, text }] as const];
      }),
    ),
  );
  return (rule) => byRule.get(rule);
}

function exitOf(tests: readonly PackTest[], min: number | undefined): ExitCode {
  const rules = tests.flatMap((test) => test.rules);
  if (rules.length === 0) return Exit.nothing;
  const { part, whole } = caseShare(rules);
  const isBelow = min !== undefined && tests.some((test) => percentOf(coverageShare(test.rules)) < min);
  return part < whole || isBelow ? Exit.findings : Exit.clean;
}
