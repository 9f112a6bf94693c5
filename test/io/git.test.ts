/** Real git, with repositories that mean harm. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FileTrouble } from '../../src/io/files.ts';
import { gitTree } from '../../src/io/git-tree.ts';
import { blobsOf, commitOf, entriesOf, mergeBase, repositoryAt } from '../../src/io/git.ts';
import { folderWith, run, writeFiles, type Files } from '../cli/run.ts';

const ODD = [
  'a"b.txt',
  'line\nend.txt',
  "it's.txt",
  'größe.txt',
  '-rf.txt',
  'tab\t.txt',
  ' .txt',
  'd/-x/y z.txt',
];

function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  return execFileSync('git', [...who, ...args], { cwd, env, stdio: 'pipe' })
    .toString()
    .trim();
}

function repositoryWith(files: Files): string {
  const top = folderWith(files);
  git(top, 'init', '--quiet', '--initial-branch=main');
  commit(top);
  return top;
}

function commit(top: string): string {
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--allow-empty', '--message=x');
  return git(top, 'rev-parse', 'HEAD');
}

const treeOf = (top: string, revision = 'HEAD') => {
  const repository = repositoryAt(top);
  return gitTree(repository, commitOf(repository, revision));
};
const textIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const read = (top: string, path: string, revision?: string): string =>
  textIn(treeOf(top, revision).read(join(top, path), 1000));

describe('files of a revision', () => {
  it('are found under odd names', () => {
    const top = repositoryWith(Object.fromEntries(ODD.map((name) => [name, `in ${name}`])));
    expect(treeOf(top).list(top).files).toEqual([...ODD].sort());
    expect(ODD.map((name) => read(top, name))).toEqual(ODD.map((name) => `in ${name}`));
  });

  it('are what they are: links and modules are no files, and a file that may be run is one', () => {
    const top = repositoryWith({ 'run.sh': 'x', 'd/a.txt': 'a' });
    chmodSync(join(top, 'run.sh'), 0o755);
    symlinkSync('d', join(top, 'to-folder'));
    symlinkSync('run.sh', join(top, 'to-file'));
    git(top, 'update-index', '--add', '--cacheinfo', `160000,${git(top, 'rev-parse', 'HEAD')},module`);
    mkdirSync(join(top, 'module'));
    git(top, 'add', 'run.sh', 'to-folder', 'to-file');
    git(top, 'commit', '--quiet', '--message=x');
    const tree = treeOf(top);
    const kinds = ['run.sh', 'd', 'to-folder', 'to-file', 'module', 'none'].map((name) =>
      tree.kindOf(join(top, name)),
    );
    expect(kinds).toEqual(['file', 'folder', 'link', 'link', 'other', 'missing']);
    expect(tree.list(top)).toEqual({
      files: ['d/a.txt', 'run.sh'],
      links: ['to-file', 'to-folder'],
      others: ['module'],
    });
    expect(tree.leadsToFolder(join(top, 'to-folder'))).toBe(true);
    expect(tree.leadsToFolder(join(top, 'to-file'))).toBe(false);
    expect(() => tree.read(join(top, 'to-file'), 10)).toThrow('links are not followed');
    expect(() => tree.read(join(top, 'module'), 10)).toThrow('not a regular file');
    expect(() => tree.read(join(top, 'none'), 10)).toThrow('no such file');
  });

  it('are those of the revision, whatever the work tree says', () => {
    const top = repositoryWith({ 'a.txt': 'old', 'b.txt': 'b' });
    const first = git(top, 'rev-parse', 'HEAD');
    writeFiles(top, { 'a.txt': 'new' });
    commit(top);
    writeFiles(top, { 'a.txt': 'not committed', 'c.txt': 'c' });
    rmSync(join(top, 'b.txt'));
    expect(read(top, 'a.txt', first)).toBe('old');
    expect(read(top, 'a.txt')).toBe('new');
    expect(treeOf(top).list(top).files).toEqual(['a.txt', 'b.txt']);
  });

  it('over the limit are more than the limit, without having been fetched', () => {
    const top = repositoryWith({ 'large.txt': 'x'.repeat(5000), 'exact.txt': 'y'.repeat(100) });
    const tree = treeOf(top);
    expect(tree.read(join(top, 'large.txt'), 100).length).toBeGreaterThan(100);
    expect(tree.read(join(top, 'exact.txt'), 100).length).toBe(100);
  });

  it('leave out folders of packages, and with isDeep: false what lies below', () => {
    const top = repositoryWith({
      'a.txt': '',
      'node_modules/p/b.txt': '',
      'd/node_modules/c.txt': '',
      'd/e.txt': '',
    });
    expect(treeOf(top).list(top).files).toEqual(['a.txt', 'd/e.txt']);
    expect(treeOf(top).list(top, { isDeep: false }).files).toEqual(['a.txt']);
    expect(treeOf(top).list(join(top, 'd')).files).toEqual(['e.txt']);
  });

  it('are as they were stored: no filter, no line ends, no replaced object', () => {
    const top = repositoryWith({
      'a.txt': 'one\r\ntwo\n',
      '.gitattributes': '*.txt filter=evil text eol=crlf diff=evil',
    });
    const first = git(top, 'rev-parse', 'HEAD');
    const stored = git(top, 'cat-file', 'blob', 'HEAD:a.txt');
    writeFiles(top, { 'a.txt': 'replaced' });
    const second = commit(top);
    git(top, 'replace', first, second);
    expect(read(top, 'a.txt', first).trim()).toBe(stored);
  });
});

describe('a hostile repository', () => {
  it('has nothing of it run', () => {
    const top = repositoryWith({ 'a.txt': 'a', '.gitattributes': '*.txt filter=evil diff=evil merge=evil' });
    const marks = folderWith();
    const program = join(marks, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\necho "$@" >> '${marks}/ran'\ncat\n`, { mode: 0o755 });
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(top, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> '${marks}/ran'\n`, {
        mode: 0o755,
      });
    }
    const settings = {
      'core.fsmonitor': program,
      'core.pager': program,
      'core.editor': program,
      'core.sshCommand': program,
      'core.gitProxy': program,
      'core.alternateRefsCommand': program,
      'core.askPass': program,
      'diff.external': program,
      'diff.evil.textconv': program,
      'filter.evil.smudge': program,
      'filter.evil.clean': program,
      'filter.evil.process': program,
      'gpg.program': program,
      'alias.rev-parse': `!${program}`,
      'alias.cat-file': `!${program}`,
      'alias.ls-tree': `!${program}`,
      'alias.merge-base': `!${program}`,
      'credential.helper': `!${program}`,
      'pager.ls-tree': program,
      'pager.rev-parse': program,
    };
    for (const [name, value] of Object.entries(settings)) git(top, 'config', name, value);
    const repository = repositoryAt(top);
    const head = commitOf(repository, 'HEAD');
    expect(mergeBase(repository, head, head)).toBe(head);
    expect(read(top, 'a.txt')).toBe('a');
    expect(existsSync(join(marks, 'ran'))).toBe(false);
  });

  it('fetches nothing that a partial clone lacks', () => {
    const far = repositoryWith({ 'a.txt': 'far away' });
    git(far, 'config', 'uploadpack.allowFilter', 'true');
    const near = folderWith();
    git(near, 'clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${far}`, 'clone');
    const clone = join(near, 'clone');
    const marks = folderWith();
    const program = join(marks, 'evil.sh');
    writeFileSync(program, `#!/bin/sh\ntouch '${marks}/ran'\nexec git-upload-pack "$@"\n`, { mode: 0o755 });
    git(clone, 'config', 'remote.origin.uploadpack', program);
    const mend = 'git fetch --refetch --no-filter origin';
    expect(() => read(clone, 'a.txt')).toThrow(`is not in this clone; run: ${mend}`);
    expect(existsSync(join(marks, 'ran'))).toBe(false);
    // The advice is right.
    git(clone, 'config', '--unset', 'remote.origin.uploadpack');
    git(clone, ...mend.split(' ').slice(1));
    expect(read(clone, 'a.txt')).toBe('far away');
  });

  it('cannot have the variables of a hook lead to another one', () => {
    const [one, other] = [repositoryWith({ 'a.txt': 'one' }), repositoryWith({ 'a.txt': 'other' })];
    process.env.GIT_DIR = join(other, '.git');
    process.env.GIT_WORK_TREE = other;
    try {
      expect(repositoryAt(one)).toEqual({ top: one });
      expect(read(one, 'a.txt')).toBe('one');
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_WORK_TREE;
    }
  });
});

describe('a revision', () => {
  let top = '';
  const ids = { first: '', second: '' };
  beforeAll(() => {
    top = repositoryWith({ 'a.txt': '1' });
    ids.first = git(top, 'rev-parse', 'HEAD');
    writeFiles(top, { 'a.txt': '2' });
    ids.second = commit(top);
  });
  const found = (name: string): string => commitOf(repositoryAt(top), name);

  it('is found by branch, tag, id and place', () => {
    git(top, 'tag', '--annotate', '--message=x', 'v1', ids.first);
    expect(found('v1')).toBe(ids.first);
    expect(found('HEAD~1')).toBe(ids.first);
    expect(found('main')).toBe(ids.second);
    expect(found(ids.first)).toBe(ids.first);
  });

  it.each(['--help', '-x', '--output=/dev/null', 'none', '', 'HEAD:a.txt', '--all', '$(id)', 'a b'])(
    '%j is none',
    (name) => {
      expect(() => found(name)).toThrow(`there is no revision ${name}`);
    },
  );

  it('may be a branch that is called like an option or like HEAD', () => {
    git(top, 'update-ref', 'refs/heads/--help', ids.first);
    git(top, 'update-ref', 'refs/heads/HEAD', ids.first);
    expect(found('--help')).toBe(ids.first);
    expect(found('refs/heads/HEAD')).toBe(ids.first);
    git(top, 'update-ref', '-d', 'refs/heads/--help');
    git(top, 'update-ref', '-d', 'refs/heads/HEAD');
  });

  it('is told apart from another of its name, which somebody may have pushed as a tag', () => {
    git(top, 'tag', 'twice', ids.first);
    git(top, 'branch', 'twice', ids.second);
    git(top, 'config', 'core.warnAmbiguousRefs', 'false');
    expect(() => found('twice')).toThrow('there is more than one twice; say which, such as refs/heads/twice');
    expect(found('refs/heads/twice')).toBe(ids.second);
    // An id is that commit, whatever a branch is called.
    git(top, 'update-ref', `refs/heads/${ids.first}`, ids.second);
    expect(found(ids.first)).toBe(ids.first);
  });

  it('has no base in common with one of another root', () => {
    git(top, 'checkout', '--quiet', '--orphan', 'alone');
    const alone = commit(top);
    expect(() => mergeBase(repositoryAt(top), alone, ids.second)).toThrow(
      'base and head have no commit in common',
    );
    git(top, 'checkout', '--quiet', 'main');
  });

  it('of a shallow clone is told with the command that mends it', () => {
    const near = folderWith();
    git(near, 'clone', '--quiet', '--depth=1', '--branch=main', `file://${top}`, 'clone');
    const clone = join(near, 'clone');
    expect(() => commitOf(repositoryAt(clone), ids.first)).toThrow('git fetch --unshallow origin');
    writeFiles(clone, { 'b.txt': '' });
    git(clone, 'checkout', '--quiet', '--orphan', 'side');
    const side = commit(clone);
    expect(() => mergeBase(repositoryAt(clone), side, 'main')).toThrow('run: git fetch --unshallow origin');
  });
});

describe('no repository', () => {
  it('is told', () => {
    expect(() => repositoryAt(folderWith())).toThrow(/^git says: not a git repository/);
  });

  it('is one whose objects are gone', () => {
    const top = repositoryWith({ 'a.txt': 'a' });
    const repository = repositoryAt(top);
    const [[, { id }]] = [...entriesOf(repository, commitOf(repository, 'HEAD'))];
    rmSync(join(top, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    expect(() => blobsOf(repository, [id])).toThrow(FileTrouble);
    expect(blobsOf(repository, [])).toEqual([]);
  });

  it('is exit code 2 on the command line, as is a machine without git', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': 'packs: [core]\n' });
    expect(await run(['check', '--since', 'main'], { cwd })).toMatchObject({ code: 2, stdout: '' });
    const without = await run(['check', '--gate', 'main'], { cwd, env: { PATH: folderWith() } });
    expect(without).toMatchObject({ code: 2, stdout: '' });
    expect(without.stderr).toContain('git is not installed, or not found');
  });

  it('leaves no trace: the index and the objects stay as they are', () => {
    const top = repositoryWith({ 'a.txt': 'a' });
    const state = (): string[] => readdirSync(join(top, '.git'), { recursive: true }).map(String).sort();
    const before = state();
    expect(read(top, 'a.txt')).toBe('a');
    expect(state()).toEqual(before);
  });
});
