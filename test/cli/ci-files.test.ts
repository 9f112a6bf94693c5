/** The files by which other systems run the check: each is taken apart, and what it would run is run. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FORMAT_NAMES } from '../../src/report/formats.ts';
import { branch, git, repositoryWith } from './gate/repository.ts';
import { CLI, folderWith, ROOT, run, runFile, type Ran } from './run.ts';

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const read = <T>(path: string): T => parse(textOf(path)) as T;

const MANIFEST = (permission: string): string => `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
flows: { send: { from: camera, to: share, data: [plates], purpose: "analytics" } }
${permission}`;
const CLEAN = MANIFEST(
  'authorizations: { order: { by: agency, to: vendor, data: [plates], actions: [hold] } }\n',
);
const VIOLATED = MANIFEST('waivers: {}\n').replace('waivers: {}\n', '');

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = read<Action>('action.yml');

interface Acted {
  /** Of the first step that failed; 0 where none did. */
  readonly code: number | null;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the steps of the action as a runner does: each in a shell, with inputs and outputs of earlier steps as variables. */
async function act(cwd: string, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> {
  const runner = folderWith({ output: '', summary: '' });
  const outputs: Record<string, string> = {};
  const of = (expression: string): string => {
    const [, context, name, output] =
      /^(inputs|steps)\.([\w-]+)(?:\.outputs\.([\w-]+))?$/.exec(expression) ?? [];
    if (context === 'inputs') return inputs[name] ?? String(action.inputs[name].default);
    return outputs[`${name}.${output}`] ?? '';
  };
  let stdout = '';
  for (const step of action.runs.steps) {
    if (step.run === undefined) continue;
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, expression: string) => of(expression)),
      ]),
    );
    writeFileSync(join(runner, 'output'), '');
    const ran: Ran = await runFile('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd,
      timeout: 30_000,
      env: {
        ...env,
        GITHUB_ACTION_PATH: ROOT,
        GITHUB_OUTPUT: join(runner, 'output'),
        GITHUB_STEP_SUMMARY: join(runner, 'summary'),
        RUNNER_TEMP: runner,
      },
    });
    stdout += ran.stdout;
    for (const line of readFileSync(join(runner, 'output'), 'utf8').split('\n').filter(Boolean)) {
      outputs[`${step.id}.${line.slice(0, line.indexOf('='))}`] = line.slice(line.indexOf('=') + 1);
    }
    if (ran.code !== 0) return { code: ran.code, stdout, outputs, summary: summaryIn(runner) };
  }
  return { code: 0, stdout, outputs, summary: summaryIn(runner) };
}

function summaryIn(runner: string): string {
  return readFileSync(join(runner, 'summary'), 'utf8');
}

describe('action.yml', () => {
  it('says what each input is for, and takes none into the text of a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/\.$/);
    const scripts = action.runs.steps.flatMap((step) => step.run ?? []);
    expect(scripts).toHaveLength(3);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    const used = JSON.stringify(action.runs.steps);
    expect(Object.keys(action.inputs).filter((name) => !used.includes(`inputs.${name}`))).toEqual([]);
    expect(
      Object.keys(action.inputs).filter((name) => !textOf('docs/ci.md').includes(`\`${name}\``)),
    ).toEqual([]);
  });

  it('passes what is clean, with a report, SARIF and a summary', async () => {
    const acted = await act(folderWith({ 'a.flow.yaml': CLEAN }));
    expect(acted.code).toBe(0);
    expect(acted.outputs['check.exit-code']).toBe('0');
    expect(JSON.parse(readFileSync(acted.outputs['check.sarif'], 'utf8'))).toMatchObject({
      version: '2.1.0',
    });
    expect(acted.stdout).toMatch(/\n0 violations, /);
    expect(acted.summary).toBe(`<pre>\n${acted.stdout}</pre>\n`);
  });

  it('fails on a violation at its end, after SARIF and summary are there', async () => {
    const cwd = folderWith({ 'a.flow.yaml': VIOLATED });
    const acted = await act(cwd);
    expect(acted.code).toBe(1);
    expect(readFileSync(acted.outputs['check.sarif'], 'utf8')).toContain('core/unauthorized-transfer');
    expect(acted.summary).toContain('core/unauthorized-transfer');
    const reporting = await act(cwd, { fail: 'false', summary: '' });
    expect(reporting).toMatchObject({ code: 0, summary: '' });
    expect(reporting.outputs['check.exit-code']).toBe('1');
  });

  it('uploads nothing where the check could not be made, and fails whatever is asked', async () => {
    const acted = await act(folderWith({ 'a.flow.yaml': 'flowdown: 1\nparties: [\n' }), { fail: 'false' });
    expect(acted.code).toBe(2);
    expect(acted.outputs['check.sarif']).toBeUndefined();
    const upload = action.runs.steps.find(({ uses }) =>
      uses?.startsWith('github/codeql-action/upload-sarif@'),
    );
    expect(upload?.if).toContain("steps.check.outputs.sarif != ''");
  });

  it('hands inputs on as they are, several paths one a line', async () => {
    const cwd = folderWith({ 'one two/a.flow.yaml': CLEAN, 'b/b.flow.yaml': VIOLATED });
    expect((await act(cwd, { path: 'one two\n' })).code).toBe(0);
    expect((await act(cwd, { path: 'one two\nb\n' })).code).toBe(1);
    expect((await act(cwd, { path: 'one two', at: '2019-06-01' })).stdout).toContain('as of 2019-06-01');
    for (const hostile of ['$(touch pwned)', '"; touch pwned; "', '--exit-zero']) {
      const acted = await act(cwd, { path: hostile, at: '$(touch pwned)' });
      expect(acted.code).toBe(2);
    }
    const { stdout } = await runFile('ls', ['-A'], { cwd, timeout: 5_000 });
    expect(stdout).toBe('b\none two\n');
  });

  it('fails on what a change adds alone, or by the gate of the base', { timeout: 60_000 }, async () => {
    const base = { 'flowdown.config.yaml': 'packs: [core]\n', 'a.flow.yaml': VIOLATED };
    const cwd = repositoryWith(base);
    const comparing = async (inputs: Readonly<Record<string, string>>) => (await act(cwd, inputs)).code;
    expect(await comparing({})).toBe(1);
    for (const input of ['since', 'gate']) expect(await comparing({ [input]: 'main' })).toBe(0);
    // What approves of itself passes by its own configuration, and not by that of the base.
    const more = VIOLATED.replace('flows: {', 'flows: { more: { from: camera, to: share, data: [plates] },');
    branch(cwd, 'change', { 'a.flow.yaml': more, 'flowdown.config.yaml': 'packs: [core]\nfailOn: never\n' });
    expect(await comparing({ since: 'main' })).toBe(0);
    const gated = await act(cwd, { gate: 'main', summary: 'markdown' });
    expect(gated.code).toBe(1);
    expect(gated.summary).toContain('It would alter the gate itself');
    expect(gated.summary).toContain('`failOn`');
    for (const revision of ['no-such-branch', '--exit-zero', '$(touch pwned)']) {
      expect(await comparing({ gate: revision, fail: 'false' })).toBe(2);
    }
    expect(git(cwd, 'status', '--porcelain')).toBe('');
  });

  it('shows what manifests say, and lets none of it be HTML', async () => {
    const manifest = VIOLATED.replace('"analytics"', 'analytics').replace(
      'parties: { agency: {}',
      'parties: { agency: { name: "<img src=x>" }',
    );
    const frames = manifest.replace('flows: {', '# <script>alert(1)</script>\nflows: {');
    const { summary } = await act(folderWith({ 'a.flow.yaml': frames }));
    expect(summary).toContain('&lt;script&gt;');
    expect(summary).not.toContain('<script>');
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const [hook] = read<readonly Readonly<Record<string, unknown>>[]>('.pre-commit-hooks.yaml');

  it('runs the program of the package, on the whole workspace', () => {
    const { bin } = JSON.parse(textOf('package.json')) as { bin: Readonly<Record<string, string>> };
    expect(Object.keys(bin)).toContain(String(hook.entry).split(' ')[0]);
    expect(hook).toMatchObject({ id: 'flowdown', language: 'node', pass_filenames: false });
  });

  it.each([
    ['passes', CLEAN, [], 0],
    ['fails', VIOLATED, [], 1],
    ['takes arguments', VIOLATED, ['--exit-zero'], 0],
  ])('%s by its entry', async (_, manifest, args, code) => {
    const cwd = folderWith({ 'a.flow.yaml': manifest });
    const bin = join(folderWith(), 'bin');
    mkdirSync(bin);
    symlinkSync(CLI, join(bin, 'flowdown'));
    const [entry, ...words] = String(hook.entry).split(' ');
    const ran = await runFile(join(bin, entry), [...words, ...args], { cwd, timeout: 20_000 });
    expect(ran).toMatchObject({ code, stderr: '' });
  });
});

describe('ci/gitlab.yml', () => {
  interface Job {
    readonly variables: Readonly<Record<string, string | number>>;
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: { readonly codequality: string } };
  }
  const { flowdown: job } = read<{ readonly flowdown: Job }>('ci/gitlab.yml');

  it.each([
    ['passes', CLEAN, {}, 0],
    ['fails', VIOLATED, {}, 1],
    ['takes a path with a space', CLEAN, { FLOWDOWN_PATH: 'a b' }, 2],
    ['takes a day', CLEAN, { FLOWDOWN_AT: '2019-02-30' }, 2],
  ])('%s by its script', async (_, manifest, variables, code) => {
    const cwd = folderWith({ 'a.flow.yaml': manifest, 'package.json': '{}' });
    mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
    symlinkSync(CLI, join(cwd, 'node_modules/.bin/flowdown'));
    const env = Object.fromEntries(
      Object.entries({ ...job.variables, ...variables }).map(([name, value]) => [name, String(value)]),
    );
    // Until there is that format, another one stands for it.
    const known = (FORMAT_NAMES as readonly string[]).includes('gitlab') ? 'gitlab=' : 'json=';
    const script = job.script.join('\n').replace('gitlab=', known);
    const ran = await runFile('sh', ['-ec', script], { cwd, env, timeout: 30_000 });
    expect(ran.code).toBe(code);
    if (code < 2) JSON.parse(readFileSync(join(cwd, job.artifacts.reports.codequality), 'utf8'));
  });
});

describe('Dockerfile', () => {
  const lines = textOf('Dockerfile').replaceAll('\\\n', '').split('\n');
  const of = (word: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it('runs the program, as nobody in particular, on a Node that it knows', async () => {
    expect(of('ENTRYPOINT')).toEqual(['["flowdown"]']);
    expect(lines.indexOf('USER node')).toBeGreaterThan(
      lines.findLastIndex((line) => line.startsWith('RUN ')),
    );
    for (const image of of('FROM')) expect(image).toMatch(/^node:2[2-9]-slim( AS build)?$/);
    const [command] = of('CMD').map((text) => JSON.parse(text) as string[]);
    expect((await run(command)).stdout).toMatch(/^Usage: flowdown /);
  });

  it('lets nothing into the build but what the package is made of', () => {
    const rules = textOf('.dockerignore').trim().split('\n');
    expect(rules[0]).toBe('*');
    const { files } = JSON.parse(textOf('package.json')) as { files: readonly string[] };
    const made = files.filter((file) => file !== 'dist' && !file.endsWith('.md'));
    for (const each of [...made, '*.md', 'src', 'scripts', 'package-lock.json'])
      expect(rules).toContain(`!${each}`);
    expect(rules.some((rule) => /node_modules|\.git|test/.test(rule))).toBe(false);
  });
});
