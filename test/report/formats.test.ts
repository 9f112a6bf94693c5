/** Every format of a check: golden texts, what is told of what is settled, bounds, and what is empty. */
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES, type FormatName } from '../../src/report/formats.ts';
import type { Reported } from '../../src/report/reporter.ts';
import { BROKEN, clean, EMPTY, jobSummaryOf, mixed, reported, reportIn } from './reported.ts';

const ALL: readonly Reported[] = [clean(), mixed(), BROKEN, EMPTY].map((given) => reported(given));
const LINES = [
  'compact',
  'ndjson',
  'junit',
  'github',
  'gitlab',
  'csv',
] as const satisfies readonly FormatName[];
describe('golden texts', () => {
  it.each(LINES)('%s', async (format) => {
    // Line ends are compared elsewhere: git may change them.
    const text = (await reportIn(format, ALL)).replaceAll('\r\n', '\n');
    await expect(text).toMatchFileSnapshot(`golden/${format}.txt`);
  });

  it('the job summary of github', async () => {
    await expect(await jobSummaryOf(ALL)).toMatchFileSnapshot('golden/github-summary.txt');
  });
});

/** How each format counts what a bound leaves out. */
const LEFT_OUT =
  /^left out,|(finding is|findings are) left out|(act is|acts are) not shown|more violations? not shown here|"omitted":/m;

describe.each(FORMAT_NAMES)('%s', (format) => {
  it('says that a workspace could not be read, and where', async () => {
    const text = await reportIn(format, [reported(BROKEN)]);
    // Paths in JSON are relative to the folder, which stands beside them.
    expect(text).toContain(format.endsWith('json') ? '"broken"' : 'broken/b.flow.yaml');
    expect(text).toMatch(/yaml-syntax|is not valid YAML|not closed/i);
    expect(text).not.toBe(await reportIn(format, [reported(clean())]));
  });

  it('says that there is nothing to check', async () => {
    expect(await reportIn(format, [reported(EMPTY)])).toMatch(/nothing to check: no manifest was found/i);
  });

  it('ends with a line end, and says the same again', async () => {
    const text = await reportIn(format, ALL);
    expect(text.endsWith('\n')).toBe(true);
    expect(
      await reportIn(
        format,
        [clean(), mixed(), BROKEN, EMPTY].map((given) => reported(given)),
      ),
    ).toBe(text);
  });

  it('counts what a bound leaves out', async () => {
    const text = await reportIn(format, [reported(mixed())], { limit: 1 });
    expect(text).toMatch(LEFT_OUT);
    const whole = await reportIn(format, [reported(mixed())]);
    expect(whole).not.toMatch(LEFT_OUT);
    expect(text.length).toBeLessThan(whole.length);
  });
});

describe('what is waived or known does not look like a fault', () => {
  const SETTLED = /flow:(mail\/plates|old\/faces)|\b(mail|old) /;

  it('compact, github and gitlab leave it out', async () => {
    const only = reported({
      ...mixed(),
      known: ({ subject }) => (subject.startsWith('flow:mail') ? undefined : 'base'),
    });
    expect(await reportIn('compact', [only])).toMatch(/^mixed: 0 violations, .* 1 waived, .*\n$/);
    expect(await reportIn('gitlab', [only])).toBe('[]\n');
    expect(await reportIn('github', [only])).not.toContain('::');
    for (const format of ['compact', 'github', 'gitlab'] as const)
      expect(await reportIn(format, [reported(mixed())])).not.toMatch(SETTLED);
  });

  it('junit skips it, with the reason', async () => {
    const text = await reportIn('junit', [reported(mixed())]);
    expect(text.match(/<failure/g)?.length).toBe(1);
    expect(text).toContain('<skipped message="waived (until the new server is there): ');
    expect(text).toContain('<skipped message="known from the baseline: ');
    expect(text).toContain('<skipped message="warning, which does not fail the check: ');
    expect(text).toContain('<skipped message="undecided: ');
  });

  it('sarif says of each finding whether it was there before, where any was', async () => {
    interface Log {
      readonly runs: readonly {
        readonly results: readonly { readonly baselineState?: string; readonly level: string }[];
      }[];
    }
    const statesOf = async (workspace: Reported): Promise<readonly (string | undefined)[]> => {
      const { runs } = JSON.parse(await reportIn('sarif', [workspace])) as Log;
      return runs[0].results.map(({ baselineState, level }) => `${baselineState} ${level}`);
    };
    expect((await statesOf(reported(mixed()))).toSorted()).toEqual([
      'new error',
      'new note',
      'new warning',
      'new warning',
      'new warning',
      'unchanged note',
    ]);
    const states = await statesOf(reported({ ...mixed(), known: undefined }));
    expect(new Set(states.map((state) => state?.split(' ')[0]))).toEqual(new Set(['undefined']));
  });
});

it('a rule whose findings are off by path has not passed, nor has one without a fact', async () => {
  const config = { overrides: [{ files: ['**'], rules: { 'unauthorized-transfer': 'off' as const } }] };
  const text = await reportIn('junit', [reported({ ...mixed(), config })]);
  expect(text).toMatch(
    /classname="core\/unauthorized-transfer" [^\n]*\n *<skipped message="what it found is off by path"/,
  );
  expect(text).toMatch(
    /classname="core\/empty-disposal" [^\n]*\n *<skipped message="not applicable: there is no fact of its kind \(disposal\)"/,
  );
  expect(text).toMatch(/<testcase classname="core\/unknown-custody" name="[^"]+"\/>/);
});

it('what comes later is told with its day', async () => {
  const later = reported({ ...clean({ until: '2019-06-30' }), horizon: '2019-12-31' });
  expect(await reportIn('compact', [later])).toContain(': from 2019-07-01 on: ');
  expect(await reportIn('github', [later])).toContain('::From 2019-07-01 on: ');
  expect(await reportIn('gitlab', [later])).toContain('"From 2019-07-01 on: ');
  expect(await reportIn('csv', [later])).toContain(',2019-07-01,');
});
