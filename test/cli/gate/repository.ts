/** Repositories with real git, in temporary folders, that know nothing of whoever runs the tests. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, run, writeFiles, type Files, type Ran } from '../run.ts';

/** What no git of a test may read. */
export const ALONE = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const IDENTITY = [
  '-c',
  'user.name=Tester',
  '-c',
  'user.email=tester@example.org',
  '-c',
  'commit.gpgsign=false',
];

/** Runs git in a folder; what it prints. */
export function git(cwd: string, ...args: string[]): string {
  const env = { ...process.env, ...ALONE };
  return execFileSync('git', [...IDENTITY, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' });
}

/** Contents by path; a path with none is removed. */
export type Change = Readonly<Record<string, string | undefined>>;

/** Writes and removes files below a folder. */
export function change(cwd: string, files: Change): void {
  const written: Record<string, string> = {};
  for (const [path, content] of Object.entries(files)) {
    if (content === undefined) rmSync(join(cwd, path), { recursive: true });
    else written[path] = content;
  }
  writeFiles(cwd, written);
}

/** Takes everything in the work tree into a commit. */
export function commit(cwd: string, message: string): void {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', message);
}

/** A repository whose branch main has these files in its first commit. */
export function repositoryWith(files: Files): string {
  const cwd = folderWith(files);
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  commit(cwd, 'start');
  return cwd;
}

/** A branch from main with one commit. */
export function branch(cwd: string, name: string, files: Change): void {
  git(cwd, 'checkout', '--quiet', '-b', name, 'main');
  change(cwd, files);
  commit(cwd, name);
}

/** Takes the present branch into main. */
export function merge(cwd: string): void {
  const name = git(cwd, 'branch', '--show-current').trim();
  git(cwd, 'checkout', '--quiet', 'main');
  git(cwd, 'merge', '--quiet', '--no-ff', '--message', `take in ${name}`, name);
}

/** The day of the tests. */
export const DAY = '2019-06-01';

/** Runs the command line in a repository, on the day of the tests unless another is stated. */
export function flowdown(cwd: string, ...args: string[]): Promise<Ran> {
  const day = args.includes('--at') ? [] : ['--at', DAY];
  return run([...args, ...day], { cwd, env: ALONE });
}

interface ToldFinding {
  readonly rule: string;
  readonly subject: string;
  readonly data?: string;
  readonly waived?: unknown;
  readonly known?: string;
}

/** What a check of one workspace says as JSON. */
export interface Told {
  readonly code: number | null;
  readonly findings: readonly ToldFinding[];
  readonly summary: Readonly<Record<'violations' | 'undecided' | 'waived' | 'known', number>>;
  readonly notes: readonly string[];
  readonly gate: readonly { readonly setting: string; readonly before?: unknown; readonly after?: unknown }[];
  /** Rule and subject of what counts: neither waived nor known. */
  readonly open: readonly string[];
}

/** Checks, and reads the report. */
export async function told(cwd: string, ...args: string[]): Promise<Told> {
  const { code, stdout, stderr } = await flowdown(cwd, 'check', '--format', 'json', ...args);
  if (code === 2 || stderr !== '') throw new Error(`exit ${code}: ${stderr}${stdout}`);
  const { workspaces } = JSON.parse(stdout) as {
    workspaces: (Told & { comparison?: Pick<Told, 'gate'> })[];
  };
  const [{ findings, summary, notes, comparison }] = workspaces;
  const open = findings
    .filter(({ waived, known }) => waived === undefined && known === undefined)
    .map(({ rule, subject }) => `${rule} ${subject}`);
  return { code, findings, summary, notes, gate: comparison?.gate ?? [], open };
}

/** The first line of the comment on a change. */
export async function headline(cwd: string, ...args: string[]): Promise<string> {
  return (await flowdown(cwd, 'check', '--format', 'markdown', ...args)).stdout.split('\n', 1)[0];
}
