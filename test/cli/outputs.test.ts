import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../../src/report/formats.ts';
import { folderWith, run, type Files } from './run.ts';

const CHECK = ['check', '--at', '2019-06-01'];

const data = (names: readonly string[]): string =>
  names.map((name) => `  ${name}: { category: vehicle, owner: agency }\n`).join('');
const manifest = (names: readonly string[]): string => `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data:
${data(names)}systems: { camera: { zone: port, collects: [${names.join(', ')}] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
flows:
${names.map((name) => `  send-${name}: { from: camera, to: share, data: [${name}] }\n`).join('')}`;

const VIOLATED = manifest(['plates']);
const MANY = manifest(Array.from({ length: 250 }, (_, at) => `d${at}`));
const BROKEN = 'flowdown: 1\nparties: [\n';

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly { readonly level: string }[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

interface Json {
  readonly workspaces: readonly {
    readonly findings: readonly { readonly fingerprint: string; readonly severity: string }[];
    readonly acts: readonly { readonly lead: string; readonly findings: readonly string[] }[];
    readonly omitted?: { readonly count: number; readonly severities: object; readonly rules: object };
    readonly summary: { readonly findings: number };
  }[];
}

describe.concurrent('several outputs', () => {
  it.each([
    ['of a violation', { 'a.flow.yaml': VIOLATED }, 1],
    ['of what cannot be read', { 'a.flow.yaml': BROKEN }, 2],
  ] satisfies [string, Files, number][])(
    '%s have the bytes that standard output would have',
    async (_, files, code) => {
      const cwd = folderWith(files);
      mkdirSync(join(cwd, 'out'));
      const all = FORMAT_NAMES.flatMap((name) => ['--format', `${name}=out/r.${name}`]);
      const ran = await run([...CHECK, ...all], { cwd, env: { FORCE_COLOR: '1' } });
      expect(ran).toMatchObject({ stdout: '', stderr: '', code });
      for (const format of FORMAT_NAMES) {
        const alone = await run([...CHECK, '--format', format], { cwd });
        expect(alone).toMatchObject({ stderr: '', code });
        expect(readFileSync(join(cwd, `out/r.${format}`), 'utf8')).toBe(alone.stdout);
      }
      // Nothing is left beside them.
      expect(readdirSync(join(cwd, 'out')).toSorted()).toEqual(
        FORMAT_NAMES.map((name) => `r.${name}`).toSorted(),
      );
    },
  );

  it('one of them may go to standard output', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED, 'r.sarif': 'an older one' });
    const ran = await run([...CHECK, '--format', 'sarif=r.sarif', '--format', 'text'], { cwd });
    const text = await run(CHECK, { cwd });
    expect(ran).toMatchObject({ stdout: text.stdout, stderr: '', code: 1 });
    expect(JSON.parse(readFileSync(join(cwd, 'r.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('a file name may hold a further =', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED });
    await run([...CHECK, '--format', 'json=a=b.json'], { cwd });
    expect(readdirSync(cwd)).toContain('a=b.json');
  });

  const CONFIGURED: Files = { 'flowdown.config.yaml': 'packs: [core]\n', 'a.flow.yaml': VIOLATED };
  const REFUSED: readonly [name: string, output: string, reason: string][] = [
    ['a manifest', 'a.flow.yaml', 'it is a file that is being checked'],
    ['the configuration', './flowdown.config.yaml', 'it is a file that is being checked'],
    ['a manifest by another name', 'hard-link.txt', 'it is a file that is being checked'],
    ['what would be a manifest', 'report.flow.json', 'by its name the next check would read it'],
    ['what would be a configuration', 'out/flowdown.config.yaml', 'by its name the next check would read it'],
    ['a link', 'link.json', 'it is a link, and links are not followed'],
    ['a folder', 'out', 'it is a folder'],
    ['a device', '/dev/null', 'it is not a regular file'],
    ['a folder that is not there', 'nowhere/r.json', 'its folder does not exist'],
  ];

  it.each(REFUSED)('%s is not written over', async (_, output, reason) => {
    const cwd = folderWith(CONFIGURED);
    mkdirSync(join(cwd, 'out'));
    linkSync(join(cwd, 'a.flow.yaml'), join(cwd, 'hard-link.txt'));
    symlinkSync('elsewhere.json', join(cwd, 'link.json'));
    const before = readdirSync(cwd);
    const ran = await run([...CHECK, '--format', `json=${output}`], { cwd });
    expect(ran).toMatchObject({ stdout: '', code: 2 });
    expect(ran.stderr).toBe(`flowdown: the report is not written to ${output}: ${reason}\n`);
    expect(readdirSync(cwd)).toEqual(before);
    expect(readFileSync(join(cwd, 'a.flow.yaml'), 'utf8')).toBe(VIOLATED);
  });

  it('two cannot go to one file', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED });
    const ran = await run([...CHECK, '--format', 'json=r', '--format', 'sarif=./r'], { cwd });
    expect(ran).toMatchObject({
      stdout: '',
      stderr: 'flowdown: two reports are to be written to ./r\n',
      code: 2,
    });
  });

  it('that cannot be written end the check with 2, and no report is printed', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED, note: 'a file, and no folder' });
    const ran = await run([...CHECK, '--format', 'json=note/r.json', '--format', 'text'], { cwd });
    expect(ran).toMatchObject({
      stdout: '',
      stderr: 'flowdown: nothing was written to note/r.json: it cannot be written (ENOTDIR)\n',
      code: 2,
    });
  });
});

describe.concurrent('the summary of a job on GitHub', () => {
  it('is put at the end of what other steps have written, and has what the log has', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED, 'page.md': 'of another step\n' });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'page.md') };
    const ran = await run([...CHECK, '--format', 'github'], { cwd, env });
    expect(ran).toMatchObject({ stderr: '', code: 1 });
    expect(ran.stdout).toMatch(/^::error file=a\.flow\.yaml,line=9,endLine=9,col=3,/);
    const page = readFileSync(join(cwd, 'page.md'), 'utf8');
    expect(page).toMatch(/^of another step\n## Data flows in `\.`\n/);
    expect(page).toContain('| error | `a.flow.yaml:9` | ');
  });

  it('is made where it is not there, and for no other format', async () => {
    const cwd = folderWith({ 'a.flow.yaml': BROKEN });
    const env = { GITHUB_STEP_SUMMARY: join(cwd, 'page.md') };
    expect((await run([...CHECK, '--format', 'json'], { cwd, env })).code).toBe(2);
    expect(readdirSync(cwd)).toEqual(['a.flow.yaml']);
    expect((await run([...CHECK, '--format', 'github'], { cwd, env })).code).toBe(2);
    expect(readFileSync(join(cwd, 'page.md'), 'utf8')).toContain('nothing was checked');
  });

  it.each(['a folder', 'a link'])('is not written to %s', async (name) => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED, 'kept.md': 'as it was' });
    const path = join(cwd, 'page.md');
    if (name === 'a folder') mkdirSync(path);
    else symlinkSync(join(cwd, 'kept.md'), path);
    const ran = await run([...CHECK, '--format', 'github'], { cwd, env: { GITHUB_STEP_SUMMARY: path } });
    expect(ran).toMatchObject({ stdout: '', code: 2 });
    expect(ran.stderr).toContain(`nothing was written to ${path}: it is `);
    expect(readFileSync(join(cwd, 'kept.md'), 'utf8')).toBe('as it was');
  });
});

describe.concurrent('--verbose', () => {
  it('tells what each rule was asked, in the text alone', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED });
    const [text, json, plainJson] = await Promise.all([
      run([...CHECK, '--verbose'], { cwd }),
      run([...CHECK, '--verbose', '--format', 'json'], { cwd }),
      run([...CHECK, '--format', 'json'], { cwd }),
    ]);
    expect(text.stdout).toMatch(/^ {2}core\/unauthorized-transfer +transfer +1 +1 +0 +1 +0$/m);
    expect(text.stdout).toContain(
      '\nCoverage: 1 active flow, of which 1 with a stated payload and 0 without\n',
    );
    expect(json.stdout).toBe(plainJson.stdout);
    expect(plainJson.stdout).toContain('"ruled": [');
  });
});

describe.concurrent('--max-findings', () => {
  it('bounds the acts that the text tells, and says what it leaves out', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANY });
    const headings = (text: string): number => text.match(/^a\.flow\.yaml:/gm)?.length ?? 0;
    const [bounded, few, all] = await Promise.all([
      run(CHECK, { cwd }),
      run([...CHECK, '--max-findings', '3'], { cwd }),
      run([...CHECK, '--max-findings', 'all'], { cwd }),
    ]);
    expect([bounded, few, all].map(({ stdout }) => headings(stdout))).toEqual([200, 3, 250]);
    expect(few.stdout).toContain(
      '\n247 acts are not shown (247 error; core/unauthorized-transfer 247); --max-findings all shows every one\n',
    );
    expect(bounded.stdout).toContain('\n50 acts are not shown (');
    expect(all.stdout).not.toContain('not shown');
    // Counts and exit code are those of all.
    const last = ({ stdout }: { stdout: string }) => stdout.trimEnd().split('\n').slice(-2);
    expect(last(few)).toEqual(last(all));
    expect([bounded.code, few.code, all.code]).toEqual([1, 1, 1]);
  });

  it('bounds what JSON lists, and counts the rest', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANY });
    const { stdout, code } = await run([...CHECK, '--format', 'json', '--max-findings', '3'], { cwd });
    const [{ findings, acts, omitted, summary }] = (JSON.parse(stdout) as Json).workspaces;
    expect([findings.length, acts.length, summary.findings, code]).toEqual([3, 3, 250, 1]);
    expect(omitted).toEqual({
      count: 247,
      severities: { error: 247 },
      rules: { 'core/unauthorized-transfer': 247 },
    });
    expect(acts.flatMap((act) => act.findings)).toEqual(findings.map(({ fingerprint }) => fingerprint));
    const whole = await run([...CHECK, '--format', 'json'], { cwd });
    const [listed] = (JSON.parse(whole.stdout) as Json).workspaces;
    expect(listed.findings.length).toBe(250);
    expect(listed).not.toHaveProperty('omitted');
  });

  it('takes the most serious of all workspaces', async () => {
    const cwd = folderWith({
      'one/flowdown.config.yaml': 'rules: { unauthorized-transfer: warning }\n',
      'one/a.flow.yaml': VIOLATED,
      'two/flowdown.config.yaml': 'packs: [core]\n',
      'two/a.flow.yaml': VIOLATED,
    });
    const { stdout } = await run([...CHECK, '--format', 'json', '--max-findings', '1'], { cwd });
    const [one, two] = (JSON.parse(stdout) as Json).workspaces;
    expect([one.findings.length, one.acts.length, one.omitted?.count]).toEqual([0, 0, 1]);
    expect(two.findings.map(({ severity }) => severity)).toEqual(['error']);
    expect(two).not.toHaveProperty('omitted');
  });

  it('bounds SARIF, which says so, and so does standard error', async () => {
    const cwd = folderWith({ 'a.flow.yaml': MANY });
    const args = [...CHECK, '--format', 'sarif=r.sarif', '--max-findings', '100'];
    const ran = await run(args, { cwd });
    expect(ran).toMatchObject({
      stdout: '',
      stderr:
        'flowdown: r.sarif has the 100 most serious findings of 250 findings; --max-findings all writes every one\n',
      code: 1,
    });
    const [{ results, invocations }] = (JSON.parse(readFileSync(join(cwd, 'r.sarif'), 'utf8')) as Sarif).runs;
    expect(results.length).toBe(100);
    const [{ message }] = invocations[0].toolExecutionNotifications;
    expect(message.text).toBe(
      '150 findings are left out of this report (150 error; core/unauthorized-transfer 150); the most serious are in it.',
    );
  });

  it('bounds SARIF at what GitHub shows where nothing is said', async () => {
    const cwd = folderWith({ 'a.flow.yaml': manifest(Array.from({ length: 5001 }, (_, at) => `d${at}`)) });
    const { stdout, stderr, code } = await run([...CHECK, '--format', 'sarif'], { cwd });
    const [{ results }] = (JSON.parse(stdout) as Sarif).runs;
    expect(results.length).toBe(5000);
    expect(stderr).toBe(
      'flowdown: the SARIF has the 5,000 most serious findings of 5,001 findings; --max-findings all writes every one\n',
    );
    expect(code).toBe(1);
  });
});
