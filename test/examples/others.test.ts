/** The other examples: their findings by a list written by hand, their reports as kept, their facts by the reference. */
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../../src/manifest/format.ts';
import { folderWith, ROOT, run } from '../cli/run.ts';
import { facts } from '../reference/facts.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';

// UPDATE_GOLDEN=1 writes the reports anew; read them before they are kept.
const isUpdating = process.env.UPDATE_GOLDEN === '1';

/** One check of an example, with what was worked out by hand: in words "rule subject", under the verdict. */
interface Check {
  readonly example: string;
  readonly at: string;
  readonly horizon?: string;
  readonly code: number;
  readonly findings: Readonly<Partial<Record<Outcome, readonly string[]>>>;
}

/** A verdict, or what became of a violation; with a horizon, also the first day where that is a later one. */
type Outcome = 'violation' | 'undecided' | 'consequence' | 'waived' | `violation from ${string}`;

const CHAIN: Check = {
  example: 'commercial-chain',
  at: '2026-03-16',
  code: 1,
  findings: {
    violation: [
      // (a) the calls are used to train a product
      'core/purpose-beyond-authorization flow:training-feed/call-recordings',
      'core/unauthorized-transfer flow:training-feed/call-recordings',
      'core/purpose-beyond-authorization produce:training-cluster/speech-model',
      'core/unauthorized-production produce:training-cluster/speech-model',
      // (b) texts go on to a company that nobody above has permitted or bound
      'core/broken-delegation flow:insight-feed/transcripts',
      'core/unauthorized-transfer flow:insight-feed/transcripts',
      'core/handling-without-contract handle:insights/transcripts',
      'core/broken-contract-chain contracts:text-insights',
      // (c) a flow that says nothing
      'core/opaque-flow flow:nightly-sync',
    ],
    consequence: ['core/unauthorized-transfer flow:release/speech-model'],
    undecided: ['core/unauthorized-transfer flow:nightly-sync/payment-details'],
  },
};

const ACCEPTED = 'case-cbp-2019/open-media-port hold:plaza-buffer/plate-images';

const ROAD: Check = {
  example: 'toll-road',
  at: '2026-05-04',
  code: 0,
  findings: { waived: [ACCEPTED] },
};

const ROAD_LATER: Check = {
  ...ROAD,
  horizon: '2026-10-31',
  code: 1,
  findings: {
    waived: [ACCEPTED],
    'violation from 2026-09-01': [ACCEPTED, 'core/expired-waiver waivers:buffer-port'],
    'violation from 2026-10-01': [
      'core/expired-authorization flow:reads-to-bench/plate-reads',
      'core/unauthorized-transfer flow:reads-to-bench/plate-reads',
      'case-cbp-2019/unauthorized-contractor-copy flow:reads-to-bench/plate-reads',
      'core/expired-authorization produce:statistics-bench/traffic-counts',
      'core/unauthorized-production produce:statistics-bench/traffic-counts',
    ],
    // Without "declassify" the counts on the portal are the authority's again.
    consequence: ['core/unauthorized-transfer flow:publish-counts/traffic-counts'],
  },
};

interface Finding {
  readonly rule: string;
  readonly subject: string;
  readonly verdict: 'violation' | 'undecided';
  readonly since: string;
  readonly unstated: readonly string[];
  readonly owners: readonly string[];
  readonly waived?: readonly string[];
  readonly consequenceOf?: unknown;
}

/** Arguments of a check of a folder. */
function argumentsOf(folder: string, { at, horizon }: Check): string[] {
  return ['check', folder, '--at', at, ...(horizon === undefined ? [] : ['--horizon', horizon])];
}

async function findingsOf(cwd: string, folder: string, check: Check): Promise<Finding[]> {
  const ran = await run([...argumentsOf(folder, check), '--format', 'json'], { cwd });
  expect(ran.stderr).toBe('');
  const [workspace] = (JSON.parse(ran.stdout) as { workspaces: { findings: Finding[]; notes: unknown[] }[] })
    .workspaces;
  expect(workspace.notes).toEqual([]);
  return workspace.findings;
}

function outcomeOf({ verdict, waived, consequenceOf, since }: Finding, { at }: Check): Outcome {
  if (waived !== undefined) return 'waived';
  if (consequenceOf !== undefined) return 'consequence';
  return verdict === 'violation' && since > at ? `violation from ${since}` : verdict;
}

/** Findings in one line each. */
function told(found: readonly Finding[], check: Check): string[] {
  return found.map((finding) => `${outcomeOf(finding, check)}: ${finding.rule} ${finding.subject}`).sort();
}

/** What a list says, in the same form. */
function expected({ findings }: Check): string[] {
  return Object.entries(findings)
    .flatMap(([outcome, list = []]) => list.map((words) => `${outcome}: ${words}`))
    .sort();
}

const nameOf = ({ at, horizon }: Check): string => (horizon === undefined ? at : `${at}-until-${horizon}`);

describe.each([CHAIN, ROAD, ROAD_LATER].map((check) => [check.example, nameOf(check), check] as const))(
  '%s, %s',
  (example, name, check) => {
    const folder = `examples/${example}`;

    it('the findings are those worked out by hand, and no others', async () => {
      expect(told(await findingsOf(ROOT, folder, check), check)).toEqual(expected(check));
    });

    it('the report is the one that is kept', async () => {
      const ran = await run(argumentsOf(folder, check), { cwd: ROOT });
      const golden = join(ROOT, folder, 'expected', `${name}.txt`);
      if (isUpdating) {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, ran.stdout);
      }
      expect(ran.stdout).toBe(readFileSync(golden, 'utf8'));
      expect(ran).toMatchObject({ code: check.code, stderr: '' });
    });
  },
);

describe.each([CHAIN, ROAD])('$example', ({ example, at }) => {
  it('the reference agrees on the facts', async () => {
    const { stdout } = await run(['inspect', `examples/${example}`, '--at', at], { cwd: ROOT });
    expect(JSON.parse(stdout)).toEqual(facts(referenceOf(example, at)));
  });

  it('the commands that its page shows are the ones that work', async () => {
    const page = readFileSync(join(ROOT, 'examples', example, 'README.md'), 'utf8');
    const commands = [...page.matchAll(/^npx flowdown ([^#\n]*)/gm)].map(([, words]) =>
      words.trim().split(/\s+/),
    );
    expect(commands.length).toBeGreaterThan(1);
    for (const words of commands) {
      const ran = await run(words, { cwd: ROOT });
      expect([0, 1], words.join(' ')).toContain(ran.code);
      expect(ran.stderr).toBe('');
    }
  });
});

/** An example for the reference; each file of these examples has a trust entry of its own. */
function referenceOf(example: string, at: string): ReferenceWorkspace {
  const text = (path: string): string => readFileSync(join(ROOT, 'examples', example, path), 'utf8');
  const { trust, required } = parse(text('flowdown.config.yaml')) as {
    trust: Record<string, string[]>;
    required: string[];
  };
  const paths = readdirSync(join(ROOT, 'examples', example))
    .filter((path) => path.endsWith('.flow.yaml'))
    .sort();
  expect(Object.keys(trust).sort()).toEqual(paths);
  return {
    files: paths.map((path) => ({ path, manifest: parse(text(path)) as Manifest })),
    trust: Object.entries(trust).map(([path, parties]) => ({ path, parties })),
    required,
    at,
  };
}

/** A change of a file of an example: one text in place of another that is there once. */
interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The findings that changes of an example take away and add. */
async function changed(
  check: Check,
  ...changes: readonly Change[]
): Promise<{ gone: string[]; come: string[] }> {
  const source = join(ROOT, 'examples', check.example);
  const cwd = folderWith();
  cpSync(source, cwd, { recursive: true });
  for (const { file, from, to } of changes) {
    const text = readFileSync(join(cwd, file), 'utf8');
    expect(text.split(from), `${file}: ${from}`).toHaveLength(2);
    writeFileSync(join(cwd, file), text.replace(from, to));
  }
  const before = expected(check);
  const after = told(await findingsOf(cwd, '.', check), check);
  return {
    gone: before.filter((line) => !after.includes(line)),
    come: after.filter((line) => !before.includes(line)),
  };
}

describe.concurrent('"Change one thing" of the commercial chain', () => {
  const SYNC = '  nightly-sync:\n    from: order-system\n';
  const payload = (data: string): Change => ({
    file: 'helpdesk.flow.yaml',
    from: SYNC,
    to: `${SYNC}    data: ${data}\n`,
  });

  it('what is undecided hangs on one field', async () => {
    const [undecided] = (await findingsOf(ROOT, 'examples/commercial-chain', CHAIN)).filter(
      ({ verdict }) => verdict === 'undecided',
    );
    expect(undecided.unstated).toEqual(['flows.nightly-sync.data']);
  });

  it('a stated payload that is permitted settles it', async () => {
    const { gone, come } = await changed(CHAIN, payload('[order-records]'));
    expect(gone).toEqual([
      'undecided: core/unauthorized-transfer flow:nightly-sync/payment-details',
      'violation: core/opaque-flow flow:nightly-sync',
    ]);
    expect(come).toEqual([]);
  });

  it('a stated payload with payment details is a violation', async () => {
    const { come } = await changed(CHAIN, payload('all'));
    expect(come).toContain('violation: core/unauthorized-transfer flow:nightly-sync/payment-details');
  });

  it('a contract that says what it hangs under binds insights, and permits nothing', async () => {
    const { gone, come } = await changed(CHAIN, {
      file: 'transcription.flow.yaml',
      from: '    supplier: insights\n',
      to: '    supplier: insights\n    under: speech-to-text\n',
    });
    expect(gone).toEqual([
      'violation: core/broken-contract-chain contracts:text-insights',
      'violation: core/handling-without-contract handle:insights/transcripts',
    ]);
    expect(come).toEqual([]);
  });

  const again: Change = { file: 'shop.flow.yaml', from: '    delegable: 1\n', to: '    delegable: 2\n' };
  const inPlaces = (file: string, zones: string): Change => ({
    file,
    from: `    zones: [${zones}]\n`,
    to: `    zones: [${zones}, insights-cloud]\n`,
  });

  it('only the owner, and each link on the way, can let the texts go on', async () => {
    expect((await changed(CHAIN, again)).gone).toEqual([]);
    const { gone, come } = await changed(
      CHAIN,
      again,
      inPlaces('shop.flow.yaml', 'helpdesk-cloud, transcription-cloud'),
      inPlaces('helpdesk.flow.yaml', 'transcription-cloud'),
    );
    expect(gone).toEqual([
      'violation: core/broken-delegation flow:insight-feed/transcripts',
      'violation: core/unauthorized-transfer flow:insight-feed/transcripts',
    ]);
    expect(come).toEqual([]);
  });

  it('the model is the shop’s too, until the shop lets go of it', async () => {
    const isRelease = ({ subject }: Finding): boolean => subject === 'flow:release/speech-model';
    const [release] = (await findingsOf(ROOT, 'examples/commercial-chain', CHAIN)).filter(isRelease);
    expect(release.owners).toEqual(['shop', 'transcription']);
    const { gone, come } = await changed(CHAIN, {
      file: 'shop.flow.yaml',
      from: 'authorizations:\n',
      to: `authorizations:
  let-go: { by: shop, to: transcription, data: [call-recordings], actions: [declassify] }
`,
    });
    expect(gone).toEqual(['consequence: core/unauthorized-transfer flow:release/speech-model']);
    expect(come).toEqual([]);
  });
});

describe.concurrent('"Change one thing" of the toll road', () => {
  const comeOf = async (...changes: readonly Change[]): Promise<string[]> =>
    (await changed(ROAD, ...changes)).come;

  it('a copy in place of a view is not permitted', async () => {
    expect(await comeOf({ file: 'image-review.flow.yaml', from: '    mode: view\n', to: '' })).toEqual(
      expect.arrayContaining([
        'violation: case-cbp-2019/unauthorized-contractor-copy flow:review/plate-images',
        'violation: core/unauthorized-transfer flow:review/passage-images',
      ]),
    );
  });

  it('without the owner’s word the counts stay its data', async () => {
    expect(
      await comeOf({
        file: 'toll-authority.flow.yaml',
        from: 'actions: [hold, derive, declassify]',
        to: 'actions: [hold, derive]',
      }),
    ).toContain('violation: core/unauthorized-transfer flow:publish-counts/traffic-counts');
  });

  it('a waiver by anybody else accepts nothing', async () => {
    const waiver = `
waivers:
  buffer-port:
    rule: case-cbp-2019/open-media-port
    subject: hold:plaza-buffer/plate-images
    reason: it is our box
    by: road-operator
    expires: 2026-12-31
`;
    const text = readFileSync(join(ROOT, 'examples/toll-road/toll-authority.flow.yaml'), 'utf8');
    const owners = text.slice(text.indexOf('\nwaivers:\n'));
    const cwd = folderWith();
    cpSync(join(ROOT, 'examples/toll-road'), cwd, { recursive: true });
    writeFileSync(join(cwd, 'toll-authority.flow.yaml'), text.replace(owners, '\n'));
    const operator = readFileSync(join(cwd, 'road-operator.flow.yaml'), 'utf8');
    writeFileSync(join(cwd, 'road-operator.flow.yaml'), operator + waiver);
    const ran = await run(['check', '.', '--at', ROAD.at], { cwd });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/error {3}case-cbp-2019\/open-media-port/);
  });

  it('a disposal of something that is not there is told', async () => {
    expect(
      await comeOf({
        file: 'road-operator.flow.yaml',
        from: '{ on: 2026-03-31, data: [passage-images], method',
        to: '{ on: 2026-03-31, data: [plate-images], method',
      }),
    ).toEqual([expect.stringMatching(/^violation: core\/empty-disposal \S*plaza-buffer\S*$/)]);
  });
});
