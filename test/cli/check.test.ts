import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPacks } from '../../src/rules/built-in.ts';
import { CLI, folderWith, ROOT, run, runFile, writeFiles, type Files } from './run.ts';

const AT = ['--at', '2019-06-01'];

/** A supplier, bound by a contract, whose share receives plates of the agency. */
const PARTIES = 'flowdown: 1\nparties: { agency: {}, vendor: {} }\n';
const GROUND = `zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
`;
const CONTRACT = 'contracts: { service: { acquirer: agency, supplier: vendor } }\n';
const FLOWS = `flows: { send: { from: camera, to: share, data: [plates] } }\n${CONTRACT}`;
const permission = (more = ''): string =>
  `authorizations: { hold: { by: agency, to: vendor, data: [plates], actions: [hold]${more} } }\n`;

const CLEAN = PARTIES + GROUND + FLOWS + permission();
const VIOLATED = PARTIES + GROUND + FLOWS;
/** Whether "send" goes by the channel that is permitted is not stated; "lift" says so. */
const undecided = (more = ''): string => `${PARTIES}${GROUND}flows:
  send: { from: camera, to: share, data: [plates] }
  lift: { from: camera, to: share, data: [plates], channel: api }
${more}${CONTRACT}${permission(', channels: [api]')}`;
const UNDECIDED = undecided();
const BROKEN = 'flowdown: 1\nparties: [\n';
const NOTHING = 'flowdown: 1\nparties: { agency: {} }\n';

interface Finding {
  readonly rule: string;
  readonly subject: string;
  readonly verdict: string;
  readonly severity: string;
  readonly since: string;
  readonly fingerprint: string;
  readonly waived?: readonly string[];
}

interface Report {
  readonly workspaces: readonly {
    readonly folder: string;
    readonly findings?: readonly Finding[];
    readonly problems?: readonly { readonly code: string; readonly file: string; readonly line: number }[];
    readonly notes?: readonly string[];
  }[];
}

/** Runs a check on a new workspace; the report as text must end as the one in JSON does. */
async function check(files: Files, ...args: string[]) {
  const cwd = folderWith(files);
  const text = await run(['check', ...AT, ...args], { cwd });
  const json = await run(['check', ...AT, ...args, '--format', 'json'], { cwd });
  expect(json.code).toBe(text.code);
  expect(text.stderr + json.stderr).toBe('');
  const [workspace] = (JSON.parse(json.stdout) as Report).workspaces;
  return { code: text.code, text: text.stdout, ...workspace };
}

const ids = (findings: readonly Finding[] = []): string[] =>
  findings.map(({ rule, subject, verdict, severity }) => `${rule} ${subject} ${verdict} ${severity}`);

const TRANSFER = 'core/unauthorized-transfer flow:send/plates';

describe.concurrent('exit codes', () => {
  const ENDS: readonly [name: string, manifest: string, args: readonly string[], code: number][] = [
    ['clean', CLEAN, [], 0],
    ['a violation', VIOLATED, [], 1],
    ['a violation, that may not fail', VIOLATED, ['--exit-zero'], 0],
    ['something undecided', UNDECIDED, [], 0],
    ['something undecided, strictly', UNDECIDED, ['--strict'], 3],
    ['something undecided, strictly, that may not fail', UNDECIDED, ['--strict', '--exit-zero'], 3],
    ['a violation, strictly', VIOLATED, ['--strict'], 1],
    ['nothing to check', NOTHING, [], 3],
    ['nothing to check, that may not fail', NOTHING, ['--exit-zero'], 3],
    ['unreadable', BROKEN, [], 2],
    ['unreadable, that may not fail', BROKEN, ['--exit-zero'], 2],
  ];

  it.each(ENDS)('%s', async (_, manifest, args, code) => {
    expect((await check({ 'x.flow.yaml': manifest }, ...args)).code).toBe(code);
  });

  const IDLE = 'packs: [core]\ninclude: ["suppliers/**", "*.flow.yaml"]\n';
  const idle = (manifest: string): Files => ({ 'flowdown.config.yaml': IDLE, 'x.flow.yaml': manifest });

  it.each<readonly [name: string, files: Files, code: number, said: string]>([
    ['no manifest', {}, 3, 'nothing to check: no manifest was found'],
    [
      'a pattern that takes in nothing',
      idle(CLEAN),
      3,
      'nothing to check in suppliers/**: include names it, and no manifest matches',
    ],
    [
      'a pattern that takes in nothing, beside a violation',
      idle(VIOLATED),
      1,
      'nothing to check in suppliers/**: include names it, and no manifest matches',
    ],
    ['no rule that is on', { ...allOff(), 'x.flow.yaml': CLEAN }, 3, 'nothing to check: no rule is on'],
  ])('%s', async (_, files, code, said) => {
    const cwd = folderWith(files);
    const ran = await run(['check', ...AT], { cwd });
    expect(ran.code).toBe(code);
    expect(ran.stdout.split('\n')).toContain(said);
  });

  function allOff(): Files {
    const core = builtInPacks().find(({ pack }) => pack === 'core');
    const rules = (core?.rules ?? []).map(({ id }) => `  ${id}: off\n`).join('');
    return { 'flowdown.config.yaml': `packs: [core]\nrules:\n${rules}` };
  }

  it('a violation beside something undecided, strictly, is a violation', async () => {
    const both = undecided('  mail: { from: camera, to: share, data: [plates], channel: email }\n');
    const { code, findings } = await check({ 'x.flow.yaml': both }, '--strict');
    expect(code).toBe(1);
    expect(ids(findings)).toEqual([
      `${TRANSFER} undecided warning`,
      'core/unauthorized-transfer flow:mail/plates violation error',
    ]);
  });

  it('of several workspaces the worst counts: 2 before 1 before 3 before 0', async () => {
    const config = 'packs: [core]\n';
    const cwd = folderWith();
    for (const [folder, manifest] of Object.entries({ CLEAN, VIOLATED, NOTHING, BROKEN })) {
      writeFiles(cwd, { [`${folder}/flowdown.config.yaml`]: config, [`${folder}/x.flow.yaml`]: manifest });
    }
    const codeOf = async (...paths: string[]) => (await run(['check', ...AT, ...paths], { cwd })).code;
    expect(await codeOf('CLEAN', 'NOTHING')).toBe(3);
    expect(await codeOf('NOTHING', 'VIOLATED')).toBe(1);
    expect(await codeOf('VIOLATED', 'BROKEN', 'NOTHING')).toBe(2);
    expect(await codeOf()).toBe(2);
    expect(await codeOf('CLEAN', 'CLEAN/x.flow.yaml')).toBe(0);
  });
});

describe.concurrent('the configuration', () => {
  const withConfig = (config: string, manifest = VIOLATED): Files => ({
    'x.flow.yaml': manifest,
    'flowdown.config.yaml': config,
  });
  const LEVELS: readonly [config: string, findings: readonly string[], code: number][] = [
    ['rules: { core/unauthorized-transfer: warning }', [`${TRANSFER} violation warning`], 0],
    ['rules: { unauthorized-transfer: info }', [`${TRANSFER} violation info`], 0],
    ['{ rules: { unauthorized-transfer: warning }, failOn: warning }', [`${TRANSFER} violation warning`], 1],
    ['{ rules: { unauthorized-transfer: info }, failOn: warning }', [`${TRANSFER} violation info`], 0],
    ['failOn: never', [`${TRANSFER} violation error`], 0],
    ['rules: { unauthorized-transfer: off }', [], 0],
  ];

  it.each(LEVELS)('%s', async (config, expected, code) => {
    const result = await check(withConfig(`${config}\n`));
    expect(ids(result.findings)).toEqual(expected);
    expect(result.code).toBe(code);
  });

  it('gives undecided findings a severity', async () => {
    const { findings } = await check(withConfig('undecided: info\n', UNDECIDED));
    expect(ids(findings)).toEqual([`${TRANSFER} undecided info`]);
  });

  it('says the day, and the command line decides', async () => {
    const cwd = folderWith(withConfig('at: 2018-01-01\n'));
    const configured = await run(['check'], { cwd });
    expect(configured.stdout).toContain('\nas of 2018-01-01 ');
    const typed = await run(['check', ...AT], { cwd });
    expect(typed.stdout).toContain('\nas of 2019-06-01 ');
  });

  it('without a day, today in UTC', async () => {
    const before = new Date().toISOString().slice(0, 10);
    const { stdout } = await run(['check'], { cwd: folderWith({ 'x.flow.yaml': VIOLATED }) });
    const after = new Date().toISOString().slice(0, 10);
    expect([before, after]).toContain(/^as of (\S+)/m.exec(stdout)?.[1]);
  });

  it('excludes files', async () => {
    const files = { ...withConfig('exclude: ["old/**"]\n', CLEAN), 'old/y.flow.yaml': BROKEN };
    expect((await check(files)).code).toBe(0);
  });

  it('leaves out a file by its pattern: a note says so', async () => {
    const { code, notes, text } = await check({
      'x.flow.yaml': CLEAN,
      'deep/y.yaml': VIOLATED,
      'z.yml': 'a: 1\n',
    });
    const note = 'deep/y.yaml has a flowdown key, and no pattern of the configuration takes it in';
    expect(notes).toEqual([note]);
    expect(text).toContain(`note: ${note}\n`);
    expect(code).toBe(0);
  });
});

describe.concurrent('workspaces', () => {
  it('several under a parent are told one after the other, with their paths', async () => {
    const cwd = folderWith({
      'b/flowdown.config.yaml': 'packs: [core]\n',
      'b/deep/x.flow.yaml': VIOLATED,
      'a/flowdown.config.yaml': 'packs: [core]\n',
      'a/x.flow.yaml': CLEAN,
    });
    const text = await run(['check', ...AT], { cwd });
    expect(text.stdout).toMatch(/^a\/\n\nas of 2019-06-01 [^]*\nb\/\n\nb\/deep\/x\.flow\.yaml:6:10 /);
    expect(text).toMatchObject({ code: 1, stderr: '' });
    const { stdout } = await run(['check', ...AT, '--format', 'json'], { cwd });
    expect((JSON.parse(stdout) as Report).workspaces.map(({ folder }) => folder)).toEqual(['a', 'b']);
  });

  it('one inside another belongs to itself', async () => {
    const cwd = folderWith({
      'flowdown.config.yaml': 'packs: [core]\n',
      'x.flow.yaml': CLEAN,
      'inner/flowdown.config.yaml': 'packs: [core]\n',
      'inner/deep/x.flow.yaml': VIOLATED,
    });
    const outer = await run(['check', ...AT, 'x.flow.yaml'], { cwd });
    expect(outer.stdout).toContain(' 1 file,');
    expect(outer.code).toBe(0);
    for (const path of ['inner', 'inner/deep', 'inner/deep/x.flow.yaml']) {
      const inner = await run(['check', ...AT, path], { cwd });
      expect(inner.stdout).toMatch(/^inner\/deep\/x\.flow\.yaml:6:10 /);
      expect(inner.code).toBe(1);
    }
    for (const paths of [[], ['.'], ['.', 'inner']]) {
      const both = await run(['check', ...AT, ...paths], { cwd });
      expect(both.stdout).toMatch(
        /^\.\/\n\nas of [^]* 1 file,[^]*\ninner\/\n\ninner\/deep\/x\.flow\.yaml:6:10 /,
      );
      expect(both.code).toBe(1);
    }
  });

  it('from a folder above, beside or below, the same findings with other paths', async () => {
    const cwd = folderWith({ 'w/flowdown.config.yaml': 'packs: [core]\n', 'w/deep/x.flow.yaml': VIOLATED });
    mkdirSync(join(cwd, 'beside'));
    const above = await run(['check', ...AT, 'w'], { cwd });
    const beside = await run(['check', ...AT, '../w'], { cwd: join(cwd, 'beside') });
    const below = await run(['check', ...AT], { cwd: join(cwd, 'w/deep') });
    expect(above.stdout).toMatch(/^w\/deep\/x\.flow\.yaml:6:10 /);
    expect(beside.stdout.replaceAll('../w', 'w')).toBe(above.stdout);
    expect(below.stdout).toMatch(/^\.\.\/deep\/x\.flow\.yaml:6:10 /);
  });

  it('manifests beside them are a workspace of their own', async () => {
    const cwd = folderWith({
      'a/flowdown.config.yaml': 'packs: [core]\n',
      'a/x.flow.yaml': CLEAN,
      'deep/x.flow.yaml': VIOLATED,
    });
    const ran = await run(['check', ...AT], { cwd });
    expect(ran.stdout).toMatch(/^\.\/\n\ndeep\/x\.flow\.yaml:6:10 [^]*\na\/\n\nas of /);
    expect(ran.code).toBe(1);
  });

  it('several files of one folder without a configuration are one workspace', async () => {
    const cwd = folderWith({
      'x.yaml': PARTIES,
      'y.yaml': `flowdown: 1\n${GROUND}${FLOWS}`,
      'z.flow.yaml': BROKEN,
    });
    const ran = await run(['check', ...AT, 'x.yaml', 'y.yaml'], { cwd });
    expect(ran.stdout).toMatch(/^y\.yaml:5:10 /);
    expect(ran.stdout).toContain(' 2 files,');
    expect(ran.code).toBe(1);
    expect((await run(['check', ...AT, 'x.yaml', '.'], { cwd })).code).toBe(2);
  });

  it('one file without a configuration is a workspace, whatever its name', async () => {
    const cwd = folderWith({ 'x.yaml': VIOLATED, 'y.flow.yaml': BROKEN });
    const { stdout, code } = await run(['check', ...AT, 'x.yaml'], { cwd });
    expect(stdout).toMatch(/^x\.yaml:6:10 /);
    expect(code).toBe(1);
  });
});

describe.concurrent('standard input', () => {
  const stdin = (input: string, cwd: string, ...args: string[]) =>
    run(['check', ...AT, '--stdin-filename', ...args], { cwd, input });

  it('stands for the file at its path', async () => {
    const cwd = folderWith({
      'flowdown.config.yaml': 'packs: [core]\n',
      'a.flow.yaml': PARTIES,
      'b.flow.yaml': BROKEN,
    });
    const rest = `flowdown: 1\n${GROUND}${FLOWS}`;
    const violated = await stdin(rest, cwd, 'b.flow.yaml');
    expect(violated.stdout).toMatch(/^b\.flow\.yaml:5:10 /);
    expect(violated).toMatchObject({ code: 1, stderr: '' });
    const clean = await stdin(rest + permission(), cwd, 'b.flow.yaml');
    expect(clean).toMatchObject({ code: 0, stderr: '' });
  });

  it('stands for a file that is not there yet, also below a folder that is not', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': 'packs: [core]\n', 'a.flow.yaml': PARTIES });
    const ran = await stdin(`flowdown: 1\n${GROUND}${FLOWS}`, cwd, 'new/folder/b.flow.yaml');
    expect(ran.stdout).toMatch(/^new\/folder\/b\.flow\.yaml:5:10 /);
    expect(ran.code).toBe(1);
  });

  it('is a workspace where there is no configuration', async () => {
    const cwd = folderWith({ 'y.flow.yaml': BROKEN });
    expect((await stdin(VIOLATED, cwd, 'x.yaml')).code).toBe(1);
    expect((await stdin(JSON.stringify({ flowdown: 1 }), cwd, 'x.json')).code).toBe(3);
    const broken = await stdin(BROKEN, cwd, 'x.flow.yaml');
    expect(broken.stdout).toMatch(/^x\.flow\.yaml:3:1 /);
    expect(broken.code).toBe(2);
  });

  it('may come late and in pieces', async () => {
    const cwd = folderWith({ input: VIOLATED });
    const command = `(sleep 0.3; head -c 20 input; sleep 0.3; tail -c +21 input) | "$0" "$1" check --at 2019-06-01 --stdin-filename x.flow.yaml`;
    const ran = await runFile('sh', ['-c', command, process.execPath, CLI], { cwd, timeout: 20_000 });
    expect(ran.stdout).toMatch(/^x\.flow\.yaml:6:10 /);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
  });
});

describe.concurrent('colour', () => {
  const CASES: readonly [
    name: string,
    args: readonly string[],
    env: Record<string, string>,
    isColoured: boolean,
  ][] = [
    ['none when piped', [], {}, false],
    ['by FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['not by FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['not with NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['FORCE_COLOR wins over NO_COLOR', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
    ['--no-color wins over all', ['--no-color'], { FORCE_COLOR: '1' }, false],
    ['never in JSON', ['--format', 'json'], { FORCE_COLOR: '1' }, false],
    ['never in SARIF', ['--format', 'sarif'], { FORCE_COLOR: '1' }, false],
  ];

  it.each(CASES)('%s', async (_, args, env, isColoured) => {
    const cwd = folderWith({ 'x.flow.yaml': VIOLATED });
    const ran = await run(['check', ...AT, ...args], { cwd, env });
    expect(ran.stdout.includes('\u001b[')).toBe(isColoured);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
  });

  it('changes nothing else', async () => {
    const cwd = folderWith({ 'x.flow.yaml': VIOLATED, 'flowdown.config.yaml': 'packs: [core]\n' });
    const plain = await run(['check', ...AT], { cwd });
    const coloured = await run(['check', ...AT], { cwd, env: { FORCE_COLOR: '1' } });
    // eslint-disable-next-line no-control-regex
    expect(coloured.stdout.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  });
});

describe.concurrent('waivers', () => {
  const waiver = (fields: string): string =>
    `waivers: { w: { rule: core/unauthorized-transfer, subject: flow:send/plates, reason: tested, ${fields} } }\n`;

  it('of the owner covers the finding', async () => {
    const { code, text, findings } = await check({
      'x.flow.yaml': VIOLATED + waiver('by: agency, expires: 2019-06-01'),
    });
    expect(code).toBe(0);
    expect(findings).toMatchObject([{ subject: 'flow:send/plates', waived: ['tested'] }]);
    expect(text).toMatch(/^x\.flow\.yaml:6:10 +waived +core\/unauthorized-transfer\n/);
    expect(text).toMatch(/^ {2}waived +tested$/m);
    expect(text).toContain('0 violations, 0 undecided, 1 waived');
  });

  it('of somebody else covers nothing', async () => {
    const { code } = await check({ 'x.flow.yaml': VIOLATED + waiver('by: vendor, expires: 2019-12-31') });
    expect(code).toBe(1);
  });

  it('covers nothing once it has expired, which is a finding', async () => {
    const { code, findings, notes } = await check({
      'x.flow.yaml': VIOLATED + waiver('by: agency, expires: 2019-05-31'),
    });
    expect(code).toBe(1);
    expect(ids(findings)).toEqual([
      'core/unauthorized-transfer flow:send/plates violation error',
      'core/expired-waiver waivers:w violation warning',
    ]);
    expect(notes).toEqual([]);
  });

  it('that accepts nothing is a finding', async () => {
    const { code, findings } = await check({
      'x.flow.yaml': CLEAN + waiver('by: agency, expires: 2019-12-31'),
    });
    expect(code).toBe(0);
    expect(ids(findings)).toEqual(['core/unused-waiver waivers:w violation warning']);
  });

  it('that a supplier grants itself is a finding, and covers nothing', async () => {
    const { code, text, findings } = await check({
      'x.flow.yaml': VIOLATED + waiver('by: vendor, expires: 2019-12-31'),
    });
    expect(code).toBe(1);
    expect(ids(findings)).toEqual([
      'core/unauthorized-transfer flow:send/plates violation error',
      'core/self-granted-waiver waivers:w violation error',
      'core/waiver-without-right waivers:w violation error',
    ]);
    expect(text).toContain('2 violations, 0 undecided, 0 waived');
  });

  it('may last as long as the configuration says', async () => {
    const files = { 'x.flow.yaml': VIOLATED + waiver('by: agency, expires: 2020-03-01') };
    expect((await check(files)).code).toBe(0);
    const { code, findings } = await check({
      ...files,
      'flowdown.config.yaml': 'rules: { core/waiver-within-limit: { params: { limit: P90D } } }\n',
    });
    expect(code).toBe(1);
    expect(ids(findings)).toContain('core/waiver-within-limit waivers:w violation error');
  });

  it('may accept a finding on a waiver, where the configuration says so', async () => {
    const files = { 'x.flow.yaml': VIOLATED + waiver('by: agency, expires: 2030-03-01') };
    const gate = `waivers:
  long: { rule: core/waiver-within-limit, subject: waivers:w, reason: until the new building, by: agency, expires: 2019-12-31 }\n`;
    const { code, findings } = await check({ ...files, 'flowdown.config.yaml': gate });
    expect(code).toBe(0);
    expect(findings?.filter(({ waived }) => waived !== undefined)).toHaveLength(2);
    expect(findings).toHaveLength(2);
  });

  it('counts not at all with --no-waivers, and the report says so', async () => {
    const { code, findings, notes, text } = await check(
      { 'x.flow.yaml': VIOLATED + waiver('by: agency, expires: 2019-12-31') },
      '--no-waivers',
    );
    expect(code).toBe(1);
    // It would accept a finding, so that it is not idle for that.
    expect(ids(findings)).toEqual(['core/unauthorized-transfer flow:send/plates violation error']);
    expect(findings?.[0].waived).toBeUndefined();
    expect(notes).toEqual(['no waiver counts in this check; 1 waiver is stated']);
    expect(text).toContain('1 violation, 0 undecided, 0 waived');
  });

  it('of the configuration covers a finding that is not on data', async () => {
    const opaque = VIOLATED.replace(', data: [plates]', '');
    const gate = `waivers:
  w: { rule: opaque-flow, subject: flow:send, reason: known, by: agency, expires: 2019-12-31 }\n`;
    const waived = await check({ 'x.flow.yaml': opaque, 'flowdown.config.yaml': gate });
    expect(waived.code).toBe(0);
    expect(ids(waived.findings)).toContain('core/opaque-flow flow:send violation error');
  });
});

describe.concurrent('the horizon', () => {
  const ENDING = PARTIES + GROUND + FLOWS + permission(', period: { until: 2019-08-31 }');

  it('tells what begins later with its first day', async () => {
    const now = await check({ 'x.flow.yaml': ENDING });
    expect(now.code).toBe(0);
    const later = await check({ 'x.flow.yaml': ENDING }, '--horizon', '2019-12-31');
    expect(later.code).toBe(1);
    expect(later.findings).toMatchObject([
      { rule: 'core/expired-authorization', subject: 'flow:send/plates', since: '2019-09-01' },
      { rule: 'core/unauthorized-transfer', subject: 'flow:send/plates', since: '2019-09-01' },
    ]);
    expect(later.text).toMatch(/^x\.flow\.yaml:6:10 .* from 2019-09-01 on$/m);
    expect(later.text).toContain('\nas of 2019-06-01 until 2019-12-31 ');
  });

  it('ends with its last day', async () => {
    expect((await check({ 'x.flow.yaml': ENDING }, '--horizon', '2019-08-31')).code).toBe(0);
    expect((await check({ 'x.flow.yaml': ENDING }, '--horizon', '2019-09-01')).code).toBe(1);
  });

  it('tells what holds already with the day of the check', async () => {
    const { findings, text } = await check({ 'x.flow.yaml': VIOLATED }, '--horizon', '2019-12-31');
    expect(findings).toMatchObject([{ since: '2019-06-01' }]);
    expect(text).not.toContain(' on\n');
  });

  it('sees the end of a waiver', async () => {
    const waived = `${VIOLATED}waivers:
  w: { rule: core/unauthorized-transfer, subject: flow:send/plates, reason: tested, by: agency, expires: 2019-07-31 }\n`;
    const { code, findings } = await check({ 'x.flow.yaml': waived }, '--horizon', '2019-12-31');
    expect(code).toBe(1);
    expect(findings?.filter((finding) => finding.waived === undefined)).toMatchObject([
      { rule: 'core/unauthorized-transfer', since: '2019-08-01' },
      { rule: 'core/expired-waiver', since: '2019-08-01' },
    ]);
  });
});

describe.concurrent('the same input gives the same bytes', () => {
  const PARTS: Files = {
    'a/parties.flow.yaml': PARTIES,
    'b.flow.yaml': `flowdown: 1\n${GROUND}`,
    'c/flows.flow.json': JSON.stringify({
      flowdown: 1,
      flows: { send: { from: 'camera', to: 'share', data: ['plates'] } },
      contracts: { service: { acquirer: 'agency', supplier: 'vendor' } },
    }),
  };

  it.each(['text', 'json', 'sarif'])(
    'twice, and whatever the order in which the files came, as %s',
    async (format) => {
      const args = ['check', ...AT, '--format', format];
      const forwards = folderWith(PARTS);
      const backwards = folderWith(Object.fromEntries(Object.entries(PARTS).reverse()));
      const first = await run(args, { cwd: forwards });
      const again = await run(args, { cwd: forwards });
      const other = await run(args, { cwd: backwards });
      expect(first.code).toBe(1);
      expect(again.stdout).toBe(first.stdout);
      expect(other.stdout).toBe(first.stdout);
    },
  );

  it('merged or split, YAML or JSON: the same facts and findings', async () => {
    const variants: Files[] = [
      PARTS,
      { 'x.flow.yaml': VIOLATED },
      { 'x.flow.json': '{"flowdown":1}', 'y.flow.yml': `\ufeff${VIOLATED.replaceAll('\n', '\r\n')}` },
    ];
    const seen = await Promise.all(
      variants.map(async (files) => {
        const { stdout } = await run(['inspect', ...AT], { cwd: folderWith(files) });
        const { findings } = await check(files);
        return { stdout, findings: findings?.map(({ fingerprint }) => fingerprint) };
      }),
    );
    expect(seen[0].findings).toHaveLength(1);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe.concurrent('help', () => {
  it.each([['--help'], ['help'], ['check', '--help'], ['inspect', '-h']])('%s %s', async (...args) => {
    const ran = await run(args);
    expect(ran.stdout).toMatch(/^Usage: flowdown/);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it('the version is that of the package', async () => {
    const ran = await run(['--version'], { cwd: ROOT });
    const { version } = (await import('../../package.json', { with: { type: 'json' } })).default;
    expect(ran).toMatchObject({ stdout: `${version}\n`, stderr: '', code: 0 });
  });
});

it('a reader that goes away early is no trouble', async () => {
  const flows = Array.from(
    { length: 2000 },
    (_, i) => `  f${i}: { from: camera, to: share, data: [plates] }\n`,
  );
  const cwd = folderWith();
  writeFileSync(join(cwd, 'x.flow.yaml'), `${PARTIES}${GROUND}${CONTRACT}flows:\n${flows.join('')}`);
  const command = `"$0" "$1" check --at 2019-06-01 | head -n 1; exit \${PIPESTATUS[0]}`;
  const ran = await runFile('bash', ['-c', command, process.execPath, CLI], { cwd, timeout: 20_000 });
  expect(ran.stdout).toMatch(/^x\.flow\.yaml:/);
  expect(ran).toMatchObject({ code: 1, stderr: '' });
});
