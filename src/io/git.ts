/**
 * Git, asked by plumbing alone: a revision is resolved once to an id, and from then on the id is used. Nothing is checked out,
 * nothing is fetched, no hook, filter or monitor of the repository is run.
 */
import type * as ChildProcess from 'node:child_process';
import { env, getBuiltinModule } from 'node:process';
import { resolve } from 'node:path';
import { FileTrouble } from './files.ts';

/** A repository, by the folder of its work tree. */
export interface Repository {
  /** Absolute. */
  readonly top: string;
}

/** One file of a revision. */
export interface GitEntry {
  readonly kind: 'file' | 'link' | 'other';
  readonly id: string;
  /** In bytes; of what is no file, -1. */
  readonly size: number;
}

const QUIET = [
  '--no-pager',
  '--no-replace-objects',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
];

/** Asks git; what it says on failure is told in one line. Throws FileTrouble. */
function ask(folder: string, args: readonly string[], input = ''): Buffer {
  const { stdout, stderr, status } = asked(folder, args, input);
  if (status === 0) return stdout;
  const said = stderr.toString();
  // A partial clone would fetch the object now, and is not let.
  const lacking = /could not fetch ([0-9a-f]+) from promisor remote/.exec(said)?.[1];
  if (lacking !== undefined) throw withoutObject(lacking);
  const [line = ''] = said.split('\n');
  throw new FileTrouble(`git says: ${line.replace(/^(?:fatal|error): /, '') || 'nothing'}`);
}

function withoutObject(id: string): FileTrouble {
  return new FileTrouble(
    `the object ${id} is not in this clone; run: git fetch --refetch --no-filter origin`,
  );
}

function asked(folder: string, args: readonly string[], input = '') {
  // Most runs ask git nothing, and loading this takes as long as a quarter of a start of Node.
  const { spawnSync }: typeof ChildProcess = getBuiltinModule('node:child_process');
  const { error, ...answer } = spawnSync('git', ['-C', folder, ...QUIET, ...args], {
    input,
    maxBuffer: Infinity,
    env: environment(),
  });
  if (error === undefined) return answer;
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  throw new FileTrouble(
    isMissing ? 'git is not installed, or not found' : `git cannot be run (${error.message})`,
  );
}

/** Variables by which a hook of one repository is told where that is; the folder alone says which one is meant. */
const OF_HOOKS = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX']);

function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !OF_HOOKS.has(name));
  return {
    ...Object.fromEntries(own),
    // A partial clone would fetch what it lacks. Not every git knows the first of these; without a protocol none can.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

/** The repository around a folder. Throws FileTrouble. */
export function repositoryAt(folder: string): Repository {
  // By the way up and not by the name, which git tells without the links of the folder.
  const up = ask(folder, ['rev-parse', '--show-cdup']).toString().replace(/\n$/, '');
  return { top: resolve(folder, up) };
}

/** The id of the commit that a revision names. Throws FileTrouble. */
export function commitOf({ top }: Repository, revision: string): string {
  const { stdout, stderr, status } = asked(top, [
    '-c',
    'core.warnAmbiguousRefs=true',
    'rev-parse',
    '--verify',
    '--end-of-options',
    `${revision}^{commit}`,
  ]);
  const id = stdout.toString().trim();
  // Whoever may push a tag must not decide what a branch of that name means.
  if (/^warning: refname .* is ambiguous/m.test(stderr.toString()) && !isId(revision)) {
    throw new FileTrouble(
      `there is more than one ${revision}; say which, such as refs/heads/${revision} or the id of a commit`,
    );
  }
  if (status === 0 && isId(id)) return id;
  const advice = isShallow({ top })
    ? '; the clone is shallow, so that it may lack it: git fetch --unshallow origin'
    : '';
  throw new FileTrouble(`there is no revision ${revision}${advice}`);
}

function isId(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

/** The commit from which two others went apart. Throws FileTrouble. */
export function mergeBase(repository: Repository, one: string, other: string): string {
  const { stdout, status } = asked(repository.top, ['merge-base', one, other]);
  const id = stdout.toString().trim();
  if (status === 0 && id !== '') return id;
  throw new FileTrouble(
    isShallow(repository)
      ? 'the clone is shallow and does not reach back to where base and head went apart; run: git fetch --unshallow origin'
      : 'base and head have no commit in common',
  );
}

function isShallow({ top }: Repository): boolean {
  return ask(top, ['rev-parse', '--is-shallow-repository']).toString().trim() === 'true';
}

/** Every file of a commit, by its path from the top, with `/`. Throws FileTrouble. */
export function entriesOf({ top }: Repository, commit: string): ReadonlyMap<string, GitEntry> {
  const entries = new Map<string, GitEntry>();
  const listing = ask(top, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]).toString();
  for (const line of listing.split('\0')) {
    const [, mode, , id, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(line) ?? [];
    if (path === undefined) continue;
    const kind = mode === '120000' ? 'link' : mode.startsWith('100') ? 'file' : 'other';
    entries.set(path, { kind, id, size: size === '-' ? -1 : Number(size) });
  }
  return entries;
}

/** The contents of blobs, in the order of their ids. Throws FileTrouble. */
export function blobsOf({ top }: Repository, ids: readonly string[]): readonly Uint8Array[] {
  if (ids.length === 0) return [];
  const answer = ask(top, ['cat-file', '--batch', '--buffer'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map((id) => {
    const end = answer.indexOf(10, at);
    const [, type, size] = answer.toString('latin1', at, end).split(' ');
    if (type !== 'blob') throw withoutObject(id);
    const start = end + 1;
    at = start + Number(size) + 1;
    return answer.subarray(start, start + Number(size));
  });
}
