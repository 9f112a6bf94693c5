/**
 * The SARIF of every example, judged by the validator that Microsoft publishes, by the rules of the standard and by
 * those of GitHub. It is a program of a hundred megabytes, so it is installed when this test runs for the first time,
 * and kept beside the installed packages.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { mixed, reported, reportIn } from '../report/reported.ts';
import { folderWith, ROOT, run, runFile } from './run.ts';

const VALIDATOR = '@microsoft/sarif-multitool';
const VERSION = '5.7.0';
const CACHE = join(ROOT, 'node_modules', '.cache', `sarif-multitool-${VERSION}`);
const PROGRAM = join(
  CACHE,
  'node_modules',
  `${VALIDATOR}-${process.platform}`,
  process.platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool',
);

/** Days before, during and after what an example is about. */
const DAYS = ['2018-06-15', '2018-10-01', '2019-06-01'];
const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `examples/${name}`);

/** Rules of GitHub that the validator looks at only where it is told to. */
const ASKED_FOR = [
  'GH1001.ProvideRequiredLocationProperties',
  'GH1002.InlineThreadFlowLocations',
  'GH1003.ProvideRequiredRegionProperties',
  'GH1004.ReviewArraysThatExceedConfigurableDefaults',
  'GH1005.LocationsMustBeRelativeUrisOrFilePaths',
  'GH1006.ProvideCheckoutPath',
  'GH1007.ProvideFullyFormattedMessageStrings',
];
const POLICY = `<?xml version="1.0" encoding="utf-8"?>
<Properties>
${ASKED_FOR.map(
  (rule) => `<Properties Key="${rule}.Options">
<Property Key="RuleEnabled" Value="Error" Type="Driver.RuleEnabledState" />
</Properties>`,
).join('\n')}
</Properties>
`;

let missing: string | undefined;

beforeAll(async () => {
  missing = await installed();
  if (missing !== undefined) console.warn(`SARIF is not validated: ${missing}.`);
}, 120_000);

/** Installs the validator where it is not there; the reason where that cannot be done. */
async function installed(): Promise<string | undefined> {
  if (!existsSync(PROGRAM)) {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(join(CACHE, 'package.json'), '{ "private": true }\n');
    const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--ignore-scripts', '--prefer-offline'];
    const ran = await runFile('npm', ['install', ...quiet, `${VALIDATOR}@${VERSION}`], {
      cwd: CACHE,
      timeout: 110_000,
    });
    const line = ran.stderr.split('\n').find((each) => each.includes('npm error'));
    if (ran.code !== 0) return `${VALIDATOR}@${VERSION} cannot be installed: ${line ?? 'no reason is given'}`;
    if (!existsSync(PROGRAM)) return `${VALIDATOR}@${VERSION} has no program for ${process.platform}`;
  }
  // Its install script would do this, and no install script is run.
  chmodSync(PROGRAM, 0o755);
  const { stdout, stderr } = await runFile(PROGRAM, ['--version'], { timeout: 30_000 });
  const said = stdout + stderr;
  return said.includes(VERSION) ? undefined : `${PROGRAM} does not start: ${said.slice(0, 200)}`;
}

interface Verdict {
  readonly rule: string;
  readonly level: string;
  readonly file: string;
  readonly words: string;
}

/** What the validator objects to in the files of a folder. It ends with 0 whatever it finds: its log is the answer. */
async function validate(folder: string): Promise<readonly Verdict[]> {
  const place = folderWith({ 'policy.xml': POLICY });
  const log = join(place, 'log.sarif');
  const rules = ['--rule-kind', 'Sarif;Ghas', '--config', join(place, 'policy.xml')];
  // A larger file than that is passed over without a word.
  const size = ['--max-file-size-in-kb', '500000'];
  const told = ['--level', 'Error;Warning;Note', '--output', log, '--quiet', 'true'];
  const args = ['validate', '*.sarif', ...rules, ...size, ...told];
  const ran = await runFile(PROGRAM, args, { cwd: folder, timeout: 60_000 });
  expect(ran.code, ran.stderr).toBe(0);
  // Written with a byte order mark.
  const { runs } = JSON.parse(readFileSync(log, 'utf8').replace(/^\uFEFF/, '')) as Log;
  expect(runs[0].invocations?.every(({ executionSuccessful }) => executionSuccessful)).toBe(true);
  return (runs[0].results ?? []).map(({ ruleId, level = 'warning', message, locations }) => ({
    rule: ruleId,
    level,
    file: locations[0].physicalLocation.artifactLocation.uri?.split('/').at(-1) ?? '',
    words: `${message.id} ${message.arguments?.join(' | ')}`,
  }));
}

interface Log {
  readonly runs: readonly {
    readonly invocations?: readonly { readonly executionSuccessful: boolean }[];
    readonly results?: readonly {
      readonly ruleId: string;
      readonly level?: string;
      readonly message: { readonly id: string; readonly arguments?: readonly string[] };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri?: string } };
      }[];
    }[];
  }[];
}

const { homepage } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { homepage?: string };

/** Errors and warnings; that a program without a page of its own states none is no fault of the report. */
function faults(verdicts: readonly Verdict[]): readonly Verdict[] {
  return verdicts.filter(
    ({ rule, level }) => level !== 'note' && !(rule === 'SARIF2005' && homepage === undefined),
  );
}

function needsValidator(context: TestContext): void {
  if (missing !== undefined) context.skip(missing);
}

/** The parts of SARIF that defects are planted in. */
interface Planted {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: { help?: object }[] } };
    readonly results: {
      ruleIndex: number;
      locations?: { physicalLocation: { artifactLocation: { uri: string }; region?: object } }[];
    }[];
  }[];
}

const firstOf = (log: Planted) => log.runs[0].results[0];

function placeOf(log: Planted) {
  const [location] = firstOf(log).locations ?? [];
  return location.physicalLocation;
}

describe('SARIF', () => {
  it('of every example, and of trouble, has no error and no warning', async (context) => {
    needsValidator(context);
    const folder = folderWith();
    const checked = [
      ...EXAMPLES.flatMap((path) => DAYS.map((day) => ['check', path, '--at', day])),
      ['check', ...EXAMPLES, '--at', DAYS[0], '--horizon', '2021-01-01', '--max-findings', '5'],
    ];
    for (const [at, args] of checked.entries()) {
      const { code } = await run([...args, '--format', `sarif=${join(folder, `example-${at}.sarif`)}`], {
        cwd: ROOT,
      });
      // Without its plan the gate on plans has nothing to check.
      expect(args[1].endsWith('terraform-gate') ? [3] : [0, 1]).toContain(code);
    }
    const trouble = folderWith({
      'a \u00fc b/flowdown.config.yaml': 'packs: [core]\nrequired: [nobody]\n',
      'a \u00fc b/x.flow.yaml': 'flowdown: 1\nparties: { a: {} }\n',
      'broken/flowdown.config.yaml': 'packs: [cor]\n',
      'broken/x.flow.yaml': 'flowdown: 1\nparties: [\n',
      'empty/flowdown.config.yaml': 'packs: [core]\n',
    });
    for (const [at, path] of ['.', 'broken', 'empty', 'a \u00fc b'].entries()) {
      await run(
        ['check', path, '--at', '2019-06-01', '--format', `sarif=${join(folder, `trouble-${at}.sarif`)}`],
        {
          cwd: trouble,
        },
      );
    }
    const steps = Array.from({ length: 300 }, (_, at) => at + 1);
    const long = folderWith({
      'x.flow.json': JSON.stringify({
        flowdown: 1,
        parties: { a: {}, b: {} },
        zones: { here: { operator: 'a' }, there: { operator: 'b' } },
        data: { plates: { category: 'vehicle', owner: 'a' } },
        systems: Object.fromEntries([
          ['s0', { zone: 'here', collects: ['plates'] }],
          ...steps.map((at) => [`s${at}`, { zone: 'there' }]),
        ]),
        flows: Object.fromEntries(
          steps.map((at) => [`f${at}`, { from: `s${at - 1}`, to: `s${at}`, data: ['plates'] }]),
        ),
      }),
    });
    const bounded = ['--format', `sarif=${join(folder, 'long.sarif')}`, '--max-findings', '120'];
    await run(['check', '--at', '2019-06-01', ...bounded], { cwd: long });
    // What was there before is told as such.
    const known = await reportIn('sarif', [reported({ ...mixed(), prefix: '' })]);
    expect(known).toContain('"baselineState": "unchanged"');
    writeFileSync(join(folder, 'known.sarif'), known);
    expect(readdirSync(folder).length).toBe(checked.length + 6);
    const verdicts = await validate(folder);
    // The validator has looked: it has something to note of each file.
    expect(new Set(verdicts.map(({ file }) => file)).size).toBe(checked.length + 6);
    expect(faults(verdicts)).toEqual([]);
  });

  /** A defect, the rule that tells of it, and what makes it. */
  const DEFECTS: readonly [name: string, rule: string, plant: (log: Planted) => void][] = [
    [
      'a key that the schema does not know',
      'JSON1005',
      (log) => Object.assign(firstOf(log), { levl: 'error' }),
    ],
    ['an absolute path', 'SARIF1004', (log) => (placeOf(log).artifactLocation.uri = '/examples/a.flow.yaml')],
    [
      'an end before the beginning',
      'SARIF1007',
      (log) => Object.assign(placeOf(log).region ?? {}, { endColumn: 1 }),
    ],
    ['a result of no rule', 'SARIF1009', (log) => (firstOf(log).ruleIndex = 999)],
    ['a result without a place', 'GH1001', (log) => delete firstOf(log).locations],
    ['a place without lines', 'GH1003', (log) => delete placeOf(log).region],
    [
      'a page for a place',
      'GH1005',
      (log) => (placeOf(log).artifactLocation = { uri: 'https://example.org/a' }),
    ],
    ['a rule without help', 'GH2012', (log) => delete log.runs[0].tool.driver.rules[0].help],
  ];

  it('with a planted defect is refused', async (context) => {
    needsValidator(context);
    const folder = folderWith();
    const { stdout } = await run(['check', EXAMPLES[0], '--at', DAYS[1], '--format', 'sarif'], { cwd: ROOT });
    for (const [at, [, , plant]] of DEFECTS.entries()) {
      const log = JSON.parse(stdout) as Planted;
      plant(log);
      writeFileSync(join(folder, `defect-${at}.sarif`), JSON.stringify(log));
    }
    const found = faults(await validate(folder));
    for (const [at, [name, rule]] of DEFECTS.entries()) {
      const own = found.filter(({ file }) => file === `defect-${at}.sarif`);
      expect(
        own.map((verdict) => verdict.rule),
        name,
      ).toContain(rule);
    }
  });
});
