/** Pins and signatures of packs that extend others, by the command line: one digest, one signature over all of them. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packSkeleton, ruleSkeleton } from '../../src/rules/skeleton.ts';
import { branch, change, commit, git, repositoryWith } from './gate/repository.ts';
import { folderWith, run, writeFiles, type Ran } from './run.ts';

type Files = Readonly<Record<string, string>>;

const CONFIG = 'flowdown.config.yaml';
const MANIFEST = `flowdown: 1
parties: { clinic: {} }
zones: { ward: { operator: clinic } }
data: { invoices: { category: health.invoice, owner: clinic } }
systems: { desk: { zone: ward, collects: [invoices] } }
`;
const AT = ['--at', '2026-01-15'];
const ZERO = `sha256-${'0'.repeat(64)}`;
const HOUSE = 'policies/house';

/** The files of a pack with one rule, and more lines for its pack.yaml. */
function pack(folder: string, rule: string, more = ''): Files {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return {
    [`${folder}/pack.yaml`]: packSkeleton(name, '2026-01-01') + more,
    [`${folder}/${rule}.yaml`]: ruleSkeleton(rule),
  };
}

/** A package that brings one pack of its own name. */
function packageWith(name: string, rule: string, { at = '', more = '' } = {}): Files {
  const folder = `${at}node_modules/${name}`;
  const about = { name, version: '1.0.0', flowdown: { packs: [`./${name}`] } };
  return {
    [`${folder}/package.json`]: JSON.stringify(about),
    ...pack(`${folder}/${name}`, rule, more),
  };
}

/** House extends base beside it, and base extends a package; core comes with the program. */
const CHAIN: Files = {
  'x.flow.yaml': MANIFEST,
  '.gitignore': 'node_modules\n',
  ...pack(HOUSE, 'first', 'extends: [core, ../base]\n'),
  ...pack('policies/base', 'second', 'extends: [acme]\n'),
  ...packageWith('acme', 'third'),
};

const named = (more: string): Files => ({ [CONFIG]: `packs: [./${HOUSE}]\n${more}` });
const pinned = (pin: string): Files => named(`pins: { "./${HOUSE}": "${pin}" }\n`);
const check = (cwd: string, ...args: string[]): Promise<Ran> => run(['check', ...AT, ...args], { cwd });

/** What a check that ends with 2 says, on one line. */
async function refusal(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await check(cwd, ...args);
  expect({ code, stderr }, stdout).toEqual({ code: 2, stderr: '' });
  return stdout.replace(/\s+/g, ' ');
}

/** The pin that a refusal tells, whole. */
const pinIn = (words: string): string => /it is (sha256-[^\s.]+)\./.exec(words)?.[1] ?? '';

/** The same workspace, pinned as it is. */
async function pinnedWorkspace(
  files: Files = CHAIN,
): Promise<{ readonly cwd: string; readonly pin: string }> {
  const cwd = folderWith({ ...files, ...pinned(ZERO) });
  const pin = pinIn(await refusal(cwd));
  writeFiles(cwd, pinned(pin));
  expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
  return { cwd, pin };
}

/** The digest of the files of one pack, as docs/gate.md has it. */
function digestOf(cwd: string, folder: string, names: readonly string[]): string {
  const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');
  const lines = names.map((name) => `${sha256(readFileSync(join(cwd, folder, name)))}  ${name}\n`);
  return `sha256-${sha256(lines.join(''))}`;
}

describe.concurrent('a pin', () => {
  it.each([
    ['a rule of a pack that is extended', 'policies/base/second.yaml', 'base has changed'],
    ['a file of a pack that is extended at last', 'node_modules/acme/acme/notes.txt', 'acme has changed'],
    ['a file of the pack itself', `${HOUSE}/notes.txt`, 'house has changed'],
  ])('does not let pass a change of %s', async (_, path, words) => {
    const { cwd } = await pinnedWorkspace();
    const now = { ...CHAIN, [path]: `${CHAIN[path] ?? ''}# more\n` };
    writeFiles(cwd, { [path]: now[path] });
    expect(await refusal(cwd)).toContain(`is not the one that is pinned: ${words}; it is sha256-`);
  });

  it('says all that differs', async () => {
    const { cwd } = await pinnedWorkspace();
    writeFiles(cwd, {
      ...pack('policies/base', 'second', 'extends: [../other]\n'),
      ...pack('policies/other', 'fourth'),
    });
    const words = await refusal(cwd);
    expect(words).toContain('base has changed, other came later, acme is not there any more; it is sha256-');
  });

  it('of the pack alone does not do where it extends others', async () => {
    const cwd = folderWith(CHAIN);
    writeFiles(cwd, pinned(digestOf(cwd, HOUSE, ['first.yaml', 'pack.yaml'])));
    expect(await refusal(cwd)).toContain(
      'base, acme, which it extends, was not pinned with it; it is sha256-',
    );
  });

  it('of a pack that extends what comes with the program is the digest of its own files', async () => {
    const files = { 'x.flow.yaml': MANIFEST, ...pack(HOUSE, 'first', 'extends: [core]\n') };
    const { cwd, pin } = await pinnedWorkspace(files);
    expect(pin).toBe(digestOf(cwd, HOUSE, ['first.yaml', 'pack.yaml']));
  });

  it('is decided by its digest, and not by its marks', async () => {
    const { cwd, pin } = await pinnedWorkspace();
    const [digest, ...marks] = pin.split('?');
    expect(marks).toEqual([
      expect.stringMatching(/^house=/),
      expect.stringMatching(/^base=/),
      expect.stringMatching(/^acme=/),
    ]);
    for (const same of [digest, `${digest}?base=00000000`]) {
      writeFiles(cwd, pinned(same));
      expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
    }
    writeFiles(cwd, pinned([ZERO, ...marks].join('?')));
    expect(await refusal(cwd)).toContain(`is not the one that is pinned: it is ${pin}`);
  });

  it('is whole in the message, however many packs there are', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `a-pack-of-many-${i}`);
    const { pin } = await pinnedWorkspace({
      'x.flow.yaml': MANIFEST,
      ...pack(HOUSE, 'first', `extends: [${names.map((name) => `../${name}`).join(', ')}]\n`),
      ...Object.assign({}, ...names.map((name, i) => pack(`policies/${name}`, `rule-${i}`))),
    });
    expect(pin).toMatch(/^sha256-[0-9a-f]{64}$/);
  });

  it('does not let pass what cannot be read', async () => {
    const { cwd } = await pinnedWorkspace();
    // No rule, so that reading the pack does not ask for it; its name is no text.
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, 'policies/base/x')), Buffer.of(0xff)]), '');
    expect(await refusal(cwd)).toContain('cannot be held against its pin or its signature: x');
  });

  it('tells one file whose name has lines from several files', async () => {
    const more = { [`${HOUSE}/second.yaml`]: ruleSkeleton('second'), [`${HOUSE}/zz.txt`]: 'x\n' };
    const { cwd } = await pinnedWorkspace({ 'x.flow.yaml': MANIFEST, ...pack(HOUSE, 'first'), ...more });
    const hash = createHash('sha256').update('x\n').digest('hex');
    // The rule would be gone, and the list of names and digests the same.
    rmSync(join(cwd, HOUSE, 'zz.txt'));
    renameSync(join(cwd, HOUSE, 'second.yaml'), join(cwd, HOUSE, `second.yaml\n${hash}  zz.txt`));
    expect(await refusal(cwd)).toContain('is not the one that is pinned');
  });
});

describe.concurrent('what a pinned pack extends', () => {
  const codes = (words: string): readonly string[] =>
    [...words.matchAll(/cannot be read (\S+)/g)].map(([, code]) => code);

  it.each([
    ['is missing', 'extends: [../none]\n', ['no-pack']],
    ['is no package that is installed', 'extends: [none]\n', ['unknown-pack']],
    ['extends itself again', 'extends: [../back]\n', ['extends-circle']],
  ])('is told once where it %s, and not as a pin', async (_, more, expected) => {
    const files = {
      'x.flow.yaml': MANIFEST,
      ...pack(HOUSE, 'first', more),
      ...pack('policies/back', 'b', 'extends: [../house]\n'),
    };
    expect(codes(await refusal(folderWith({ ...files, ...pinned(ZERO) })))).toEqual(expected);
  });

  it('is looked up from where each pack lies, and two of one name are no choice', async () => {
    const files = {
      'x.flow.yaml': MANIFEST,
      ...packageWith('acme', 'third', { at: 'one/' }),
      ...packageWith('acme', 'fourth', { at: 'two/' }),
      ...pack('one/left', 'first', 'extends: [acme]\n'),
      ...pack('two/right', 'second', 'extends: [acme]\n'),
    };
    const config = (left: string, right: string): Files => ({
      [CONFIG]: `packs: [./one/left, ./two/right]\npins: { ./one/left: "${left}", ./two/right: "${right}" }\n`,
    });
    const cwd = folderWith({ ...files, ...config(ZERO, ZERO) });
    const words = await refusal(cwd);
    const [left, right] = [...words.matchAll(/it is (sha256-[^\s.]+)\./g)].map(([, pin]) => pin);
    expect(left.split('acme=')[1]).not.toBe(right.split('acme=')[1]);
    writeFiles(cwd, config(left, right));
    expect(codes(await refusal(cwd))).toEqual(['pack-twice']);
  });

  it('may lie outside of the workspace, and is pinned there too', async () => {
    const top = folderWith({
      'ws/x.flow.yaml': MANIFEST,
      ...pack(`ws/${HOUSE}`, 'first', 'extends: [../../../shared]\n'),
      ...pack('shared', 'second'),
    });
    const cwd = join(top, 'ws');
    writeFiles(cwd, pinned(ZERO));
    const pin = pinIn(await refusal(cwd));
    writeFiles(cwd, pinned(pin));
    expect((await check(cwd)).code).toBe(0);
    writeFiles(top, { 'shared/notes.txt': 'x' });
    expect(await refusal(cwd)).toContain('shared has changed');
    // At a gate there is nothing outside of the repository.
    git(cwd, 'init', '--quiet', '--initial-branch=main');
    commit(cwd, 'start');
    expect(await refusal(cwd, '--gate', 'main')).toContain('it lies outside of the repository');
  });
});

describe.concurrent('a gate', () => {
  it('wants a pack from npm pinned through the pack that extends it', async () => {
    const cwd = repositoryWith({ ...CHAIN, ...named('') });
    expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
    const words = await refusal(cwd, '--gate', 'main');
    expect(words).toContain(
      `The pack ./${HOUSE} extends a pack of acme, which comes from npm and is not pinned`,
    );
    const line = /pins: \{ "[^"]+": "sha256-[^"]+" \}/.exec(words)?.[0] ?? '';
    writeFiles(cwd, named(`${line}\n`));
    commit(cwd, 'pin');
    expect(await check(cwd, '--gate', 'main')).toMatchObject({ code: 0, stderr: '' });
    // Packs in folders are those of the base, but a change must not leave its own pins behind.
    branch(cwd, 'topic', { 'policies/base/second.yaml': undefined });
    const broken = await refusal(cwd, '--gate', 'main');
    expect(broken).toContain('base has changed');
    writeFiles(cwd, pinned(pinIn(broken)));
    expect(await check(cwd, '--gate', 'main')).toMatchObject({ code: 0, stderr: '' });
    // What is installed is what it is, whatever the base has.
    writeFiles(cwd, { 'node_modules/acme/acme/more.txt': 'x' });
    expect(await refusal(cwd, '--gate', 'main')).toContain('acme has changed');
  });

  it('is not led to another package nearer by', async () => {
    const cwd = folderWith({ ...CHAIN, ...pinned(ZERO) });
    writeFiles(cwd, pinned(pinIn(await refusal(cwd))));
    git(cwd, 'init', '--quiet', '--initial-branch=main');
    commit(cwd, 'start');
    expect((await check(cwd, '--gate', 'main')).code).toBe(0);
    writeFiles(cwd, packageWith('acme', 'weak', { at: 'policies/base/' }));
    expect(await refusal(cwd, '--gate', 'main')).toContain('acme has changed');
  });

  it('reads packs of its base from there, even where a package is a link to them', async () => {
    const files: Files = {
      'x.flow.yaml': MANIFEST,
      '.gitignore': 'node_modules\n',
      ...pack(HOUSE, 'first'),
      ...packageWith('acme', 'third'),
      [CONFIG]: `packs: [acme, ./${HOUSE}]\npins: { acme: "${ZERO}" }\n`,
    };
    const cwd = folderWith(files);
    const pin = pinIn(await refusal(cwd));
    writeFiles(cwd, { [CONFIG]: `packs: [acme, ./${HOUSE}]\npins: { acme: "${pin}" }\n` });
    git(cwd, 'init', '--quiet', '--initial-branch=main');
    commit(cwd, 'start');
    expect((await check(cwd, '--gate', 'main')).code).toBe(0);
    // What is installed as acme is the very pack, in the folder where the packs of the house are.
    git(cwd, 'checkout', '--quiet', '-b', 'topic');
    rmSync(join(cwd, 'node_modules/acme'), { recursive: true });
    change(cwd, {
      'policies/package.json': files['node_modules/acme/package.json'],
      ...pack('policies/acme', 'third'),
      [`${HOUSE}/first.yaml`]: undefined,
    });
    symlinkSync('../policies', join(cwd, 'node_modules/acme'));
    expect(await refusal(cwd, '--gate', 'main')).toContain('package-json');
  });
});

describe.concurrent('a signature', () => {
  const keys = { file: '', public: '' };
  beforeAll(async () => {
    keys.file = join(folderWith(), 'key.pem');
    const { stdout } = await run(['sign', '--new-key', keys.file]);
    keys.public = /public: "([^"]+)"/.exec(stdout)?.[1] ?? '';
  });
  const demanded = (): Files =>
    named(`signedPacks: { ./${HOUSE}: [office] }\nkeys: { office: { public: "${keys.public}" } }\n`);
  const sign = (cwd: string): Promise<Ran> =>
    run(['sign', '--key', keys.file, '--name', 'office', HOUSE], { cwd });

  it('is for a pack and all that it extends', async () => {
    const cwd = folderWith({ ...CHAIN, ...demanded() });
    expect(await sign(cwd)).toMatchObject({ code: 0, stderr: '' });
    expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
    const second = CHAIN['policies/base/second.yaml'];
    writeFiles(cwd, { 'policies/base/second.yaml': `${second}# more\n` });
    expect(await refusal(cwd)).toContain('base/second.yaml: the file is not the one that was signed');
    writeFiles(cwd, { 'policies/base/second.yaml': second, 'node_modules/acme/acme/notes.txt': 'x' });
    expect(await refusal(cwd)).toContain('those that were signed: acme/notes.txt came later');
    rmSync(join(cwd, 'node_modules/acme/acme/notes.txt'));
    expect((await check(cwd)).code).toBe(0);
    rmSync(join(cwd, 'node_modules/acme/acme/third.yaml'));
    expect(await refusal(cwd)).toContain('acme/third.yaml is not there');
  });

  it('of the pack alone does not do where it extends others', async () => {
    const cwd = folderWith({ ...CHAIN, ...pack(HOUSE, 'first'), ...demanded() });
    expect(await sign(cwd)).toMatchObject({ code: 0 });
    expect((await check(cwd)).code).toBe(0);
    writeFiles(cwd, pack(HOUSE, 'first', 'extends: [../base]\n'));
    expect(await refusal(cwd)).toContain('base/pack.yaml and 3 more came later');
  });

  it('is not made where a pack that is extended is missing', async () => {
    const cwd = folderWith({ ...CHAIN, ...demanded() });
    rmSync(join(cwd, 'node_modules'), { recursive: true });
    const { code, stdout, stderr } = await sign(cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(
      `flowdown: ${HOUSE}: a pack that it extends cannot be read: policies/base/pack.yaml: There is no pack "acme".\n`,
    );
  });
});
