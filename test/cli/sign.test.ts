/** Signatures and pins by the command line: keys, envelopes, packs, manifests from elsewhere. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderWith, run, writeFiles, type Files, type Ran } from './run.ts';

const AT = ['--at', '2026-01-15'];
const CLINIC = `flowdown: 1
parties: { clinic: {}, firm: {} }
zones: { ward: { operator: clinic } }
data: { invoices: { category: health.invoice, owner: clinic } }
systems: { desk: { zone: ward, collects: [invoices] } }
`;
const FIRM = 'flowdown: 1\nzones: { office: { operator: firm } }\nsystems: { server: { zone: office } }\n';
const FILE = 'suppliers/firm.flow.yaml';
const ENVELOPE = `${FILE}.dsse.json`;

const keys = { folder: '', firm: '', clinic: '' };
const keyFile = (name: string): string => join(keys.folder, `${name}.pem`);
const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');

beforeAll(async () => {
  keys.folder = folderWith();
  for (const name of ['firm', 'clinic'] as const) {
    const { stdout } = await run(['sign', '--new-key', keyFile(name)]);
    keys[name] = /public: "([^"]+)"/.exec(stdout)?.[1] ?? '';
    expect(keys[name].length).toBeGreaterThan(40);
  }
});

const configOf = (period = ''): string => `packs: [core]
trust:
  clinic.flow.yaml: [clinic]
  suppliers/*: { parties: [firm], signedBy: [firm-key] }
keys:
  firm-key: { public: "${keys.firm}"${period} }
  clinic-key: { public: "${keys.clinic}" }
`;

/** A workspace in which the file of the firm has to be signed, and is. */
async function signedWorkspace(more: Files = {}): Promise<string> {
  const cwd = folderWith({
    'flowdown.config.yaml': configOf(),
    'clinic.flow.yaml': CLINIC,
    [FILE]: FIRM,
    ...more,
  });
  expect(await signing(cwd, 'firm', FILE)).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `wrote ${ENVELOPE}\n`,
  });
  return cwd;
}

const signing = (cwd: string, key: string, ...args: string[]): Promise<Ran> =>
  run(['sign', '--key', keyFile(key), '--name', `${key}-key`, ...args], { cwd });
const check = (cwd: string, ...args: string[]): Promise<Ran> => run(['check', ...AT, ...args], { cwd });
const verify = (cwd: string, ...args: string[]): Promise<Ran> => run(['verify', ...AT, ...args], { cwd });
const findingsIn = ({ stdout }: Ran): string[] =>
  (
    JSON.parse(stdout) as { workspaces: { findings: { rule: string; subject: string }[] }[] }
  ).workspaces.flatMap(({ findings }) => findings.map(({ rule, subject }) => `${rule} ${subject}`));

/** What a file whose signature does not count leads to: nothing in it has an effect, and that is told. */
async function expectSilenced(cwd: string, reason: string): Promise<void> {
  const checked = await check(cwd, '--format', 'json');
  expect(checked.code).toBe(1);
  expect(findingsIn(checked)).toEqual([
    `core/unentitled-statement signature:${FILE}`,
    'core/unentitled-statement zones:office',
  ]);
  const verified = await verify(cwd);
  expect(verified.code).toBe(1);
  expect(verified.stdout.replace(/\s+/g, ' ')).toContain(`${FILE} not good ${reason}`);
}

describe.concurrent('a key', () => {
  it('is for its owner alone, is not replaced, and is not printed', async () => {
    const cwd = folderWith();
    const made = await run(['sign', '--new-key', 'key.pem'], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const pem = readFileSync(join(cwd, 'key.pem'), 'utf8');
    expect(statSync(join(cwd, 'key.pem')).mode & 0o777).toBe(0o600);
    expect(made.stdout).not.toContain(pem.split('\n')[1]);
    const again = await run(['sign', '--new-key', 'key.pem'], { cwd });
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('key.pem is there already; a key is not replaced');
    expect(readFileSync(join(cwd, 'key.pem'), 'utf8')).toBe(pem);
  });

  it.each([
    ['is missing', [], 'sign wants --key <file>'],
    ['is no file', ['--key', 'none.pem', 'x'], 'the key none.pem'],
    ['is no key', ['--key', 'flowdown.config.yaml', 'x'], 'it is no private key in PEM'],
    ['is of another kind', ['--key', 'rsa.pem', 'x'], 'it is no Ed25519 key'],
    ['is both made and used', ['--new-key', 'a.pem', 'x'], '--new-key makes a key, and signs nothing'],
  ])('that %s is bad usage', async (_, args, words) => {
    const cwd = folderWith({ 'flowdown.config.yaml': 'packs: [core]\n' });
    execFileSync('openssl', ['genpkey', '-algorithm', 'ED448', '-out', join(cwd, 'rsa.pem')], {
      stdio: 'pipe',
    });
    const ran = await run(['sign', ...args], { cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
  });
});

describe.concurrent('a file that has to be signed', () => {
  it('counts where it is', async () => {
    const cwd = await signedWorkspace();
    expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await verify(cwd);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${FILE}  good  signed by firm-key\n` });
    const { workspaces } = JSON.parse((await verify(cwd, '--format', 'json')).stdout) as {
      workspaces: unknown;
    };
    expect(workspaces).toEqual([
      { folder: '.', files: [{ file: FILE, signedBy: ['firm-key'], wanted: [], isGood: true, reason: '' }] },
    ]);
  });

  it('is signed for a check by others: OpenSSL takes the signature', async () => {
    const cwd = await signedWorkspace();
    const envelope = JSON.parse(readFileSync(join(cwd, ENVELOPE), 'utf8')) as {
      payload: string;
      signatures: { sig: string }[];
    };
    const payload = Buffer.from(envelope.payload, 'base64');
    const type = 'application/vnd.in-toto+json';
    writeFiles(cwd, {
      message: `DSSEv1 ${type.length} ${type} ${payload.length} ${payload.toString()}`,
      signature: Buffer.from(envelope.signatures[0].sig, 'base64'),
      'public.pem': `-----BEGIN PUBLIC KEY-----\n${keys.firm}\n-----END PUBLIC KEY-----\n`,
    });
    const args = '-verify -pubin -inkey public.pem -rawin -in message -sigfile signature'.split(' ');
    expect(execFileSync('openssl', ['pkeyutl', ...args], { cwd }).toString()).toContain(
      'Verified Successfully',
    );
    expect(JSON.parse(payload.toString())).toMatchObject({
      subject: [{ name: FILE, digest: { sha256: sha256(FIRM) } }],
    });
  });

  it('says nothing without a signature, or with one that was taken away', async () => {
    const cwd = await signedWorkspace();
    rmSync(join(cwd, ENVELOPE));
    await expectSilenced(cwd, 'it is not signed');
  });

  it('says nothing with the signature of another file, or of another path', async () => {
    const cwd = await signedWorkspace({ 'suppliers/other.flow.yaml': 'flowdown: 1\nparties: { x: {} }\n' });
    await signing(cwd, 'firm', 'suppliers/other.flow.yaml');
    cpSync(join(cwd, 'suppliers/other.flow.yaml.dsse.json'), join(cwd, ENVELOPE));
    await expectSilenced(cwd, 'the signature is for suppliers/other.flow.yaml');
  });

  it('says nothing with the signature of the same bytes at another place', async () => {
    const cwd = await signedWorkspace();
    const elsewhere = folderWith({ 'flowdown.config.yaml': configOf(), 'copy.flow.yaml': FIRM });
    await signing(elsewhere, 'firm', 'copy.flow.yaml');
    cpSync(join(elsewhere, 'copy.flow.yaml.dsse.json'), join(cwd, ENVELOPE));
    await expectSilenced(cwd, 'the signature is for copy.flow.yaml');
  });

  it('says nothing where it was changed after it was signed, by a space as well', async () => {
    const cwd = await signedWorkspace();
    writeFiles(cwd, { [FILE]: `${FIRM} ` });
    await expectSilenced(cwd, 'the file is not the one that was signed');
  });

  it('says nothing with the key of another, under whatever name', async () => {
    const cwd = await signedWorkspace();
    rmSync(join(cwd, ENVELOPE));
    await run(['sign', '--key', keyFile('clinic'), '--name', 'firm-key', FILE], { cwd });
    await expectSilenced(cwd, 'signed by clinic-key; it is signed by clinic-key alone');
    await run(['sign', '--new-key', 'stranger.pem'], { cwd });
    rmSync(join(cwd, ENVELOPE));
    await run(['sign', '--key', 'stranger.pem', '--name', 'firm-key', FILE], { cwd });
    await expectSilenced(cwd, 'no key that the configuration knows has signed it');
  });

  it('counts by a good signature under a foreign name', async () => {
    const cwd = await signedWorkspace();
    rmSync(join(cwd, ENVELOPE));
    await run(['sign', '--key', keyFile('firm'), '--name', 'clinic-key', FILE], { cwd });
    expect((await check(cwd)).code).toBe(0);
    expect((await verify(cwd)).stdout).toContain('good  signed by firm-key');
  });

  it.each([
    [', until: 2026-01-14', 'the key firm-key ended on 2026-01-14'],
    [', from: 2026-01-16', 'the key firm-key begins on 2026-01-16, after 2026-01-15'],
    [', revoked: 2026-01-10', 'the key firm-key is revoked since 2026-01-10'],
  ])('says nothing where the key has%s', async (period, reason) => {
    const cwd = await signedWorkspace();
    writeFiles(cwd, { 'flowdown.config.yaml': configOf(period) });
    await expectSilenced(cwd, reason);
  });

  it('may be signed by several, which keep the signatures of each other', async () => {
    const cwd = await signedWorkspace();
    await signing(cwd, 'clinic', FILE);
    expect((await verify(cwd)).stdout).toBe(`${FILE}  good  signed by clinic-key, firm-key\n`);
    expect((await check(cwd)).code).toBe(0);
    // Of other bytes nobody else has signed anything.
    writeFiles(cwd, { [FILE]: `${FIRM}\n` });
    await signing(cwd, 'clinic', FILE);
    await expectSilenced(cwd, 'signed by clinic-key; it is signed by clinic-key alone');
  });

  it('with a broken envelope ends with 2, at its place', async () => {
    const cwd = await signedWorkspace();
    const text = readFileSync(join(cwd, ENVELOPE), 'utf8');
    writeFiles(cwd, { [ENVELOPE]: text.replace('"keyid"', '"keyId"') });
    const misnamed = await check(cwd);
    expect(misnamed).toMatchObject({ code: 2, stderr: '' });
    expect(misnamed.stdout).toContain(`${ENVELOPE}:6:7   cannot be read   unknown-key`);
    expect(misnamed.stdout).toContain('Did you mean "keyid"?');
    for (const broken of ['', '{', text.replace('"payload": "', '"payload": "AAAA')]) {
      writeFiles(cwd, { [ENVELOPE]: broken });
      const ran = await check(cwd);
      expect(ran).toMatchObject({ code: 2, stderr: '' });
      expect(ran.stdout).toContain(`${ENVELOPE}:`);
    }
  });

  it('need not be there for its envelope: a note says so', async () => {
    const cwd = await signedWorkspace();
    const text = readFileSync(join(cwd, ENVELOPE), 'utf8');
    writeFiles(cwd, { 'suppliers/gone.flow.yaml.dsse.json': text });
    const { code, stdout } = await check(cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('suppliers/gone.flow.yaml.dsse.json signs no manifest of this workspace');
  });

  it('is signed for its path in a workspace, and nowhere else', async () => {
    const cwd = folderWith({ 'x.flow.yaml': FIRM });
    const ran = await signing(cwd, 'firm', 'x.flow.yaml');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('there is no flowdown.config.yaml around it');
  });
});

it('a key can speak for a party wherever the file is', async () => {
  const cwd = folderWith({ 'clinic.flow.yaml': CLINIC, 'inbox/firm.flow.yaml': FIRM });
  const config = `packs: [core]\ntrust: { clinic.flow.yaml: [clinic] }\nkeys:\n  firm-key: { public: "${keys.firm}", speaksFor: [firm] }\n`;
  writeFiles(cwd, { 'flowdown.config.yaml': config });
  expect((await check(cwd)).code).toBe(1);
  await signing(cwd, 'firm', 'inbox/firm.flow.yaml');
  expect((await check(cwd)).code).toBe(0);
});

describe('verify', () => {
  it('ends with 3 where nothing is signed and nothing has to be', async () => {
    expect((await verify(folderWith({ 'x.flow.yaml': CLINIC }))).code).toBe(3);
  });
});

const RULE = `rule: no-email
version: 1
title: Nothing goes by email
for: transfer
severity: error
then: { channel: { not: email } }
message: "{flow} goes by email"
rationale: Email is kept by many.
remedy: use another channel
references: [House rule 1]
`;

describe('packs', () => {
  async function packed(more = ''): Promise<string> {
    const cwd = folderWith({ 'x.flow.yaml': CLINIC, 'policies/README.md': '' });
    expect(await run(['new', 'rule', 'policies/house/first'], { cwd })).toMatchObject({ code: 0 });
    writeFiles(cwd, { 'flowdown.config.yaml': `packs: [core, ./policies/house]\n${more}` });
    return cwd;
  }
  const signedPacks = (): string =>
    `signedPacks: { ./policies/house: [firm-key] }\nkeys: { firm-key: { public: "${keys.firm}" }, clinic-key: { public: "${keys.clinic}" } }\n`;
  const expectRefused = async (cwd: string, words: string): Promise<void> => {
    const ran = await check(cwd);
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(words);
  };

  it('that have to be signed count where they are, whole', async () => {
    const cwd = await packed(signedPacks());
    await expectRefused(cwd, 'is not signed as signedPacks asks: there is no pack.dsse.json');
    const signed = await signing(cwd, 'firm', 'policies/house');
    expect(signed.stdout).toBe('wrote policies/house/pack.dsse.json\n');
    expect((await check(cwd)).code).toBe(0);
    const rule = readFileSync(join(cwd, 'policies/house/first.yaml'), 'utf8');
    writeFiles(cwd, { 'policies/house/first.yaml': `${rule}# more\n` });
    await expectRefused(cwd, 'first.yaml: the file is not the one that was signed');
    writeFiles(cwd, { 'policies/house/first.yaml': rule, 'policies/house/no-email.yaml': RULE });
    await expectRefused(cwd, 'its files are not those that were signed');
    rmSync(join(cwd, 'policies/house/no-email.yaml'));
    await signing(cwd, 'clinic', 'policies/house');
    expect((await check(cwd)).code).toBe(0);
    rmSync(join(cwd, 'policies/house/pack.dsse.json'));
    await signing(cwd, 'clinic', 'policies/house');
    await expectRefused(cwd, 'it is signed by clinic-key alone');
    writeFileSync(join(cwd, 'policies/house/pack.dsse.json'), '{}');
    await expectRefused(cwd, 'pack.dsse.json is no signature of files');
  });

  it('that are pinned are the ones that were pinned', async () => {
    const cwd = await packed(`pins: { ./policies/house: sha256-${'0'.repeat(64)} }\n`);
    await expectRefused(cwd, 'The pack ./policies/house is not the one that is pinned: it is sha256-');
    const pin = /it is (sha256-[0-9a-f]{64})/.exec((await check(cwd)).stdout.replace(/\s+/g, ' '))?.[1] ?? '';
    writeFiles(cwd, {
      'flowdown.config.yaml': `packs: [core, ./policies/house]\npins: { ./policies/house: ${pin} }\n`,
    });
    expect((await check(cwd)).code).toBe(0);
    writeFiles(cwd, { 'policies/house/notes.txt': 'anything' });
    await expectRefused(cwd, 'is not the one that is pinned');
  });

  it('that nothing names are not guarded by a pin', async () => {
    const cwd = await packed(`pins: { ./policies/hause: sha256-${'0'.repeat(64)} }\n`);
    await expectRefused(
      cwd,
      'This concerns the pack ./policies/hause, which the configuration does not name',
    );
  });

  it('from npm have to be pinned at a gate, and the line to add is told', async () => {
    const cwd = await packed();
    const home = 'node_modules/flowdown-policy-acme';
    cpSync(join(cwd, 'policies/house'), join(cwd, home, 'house'), { recursive: true });
    const about = { name: 'flowdown-policy-acme', version: '1.0.0', flowdown: { packs: ['./house'] } };
    const config = 'packs: [core, flowdown-policy-acme]\n';
    writeFiles(cwd, {
      [`${home}/package.json`]: JSON.stringify(about),
      'flowdown.config.yaml': config,
      '.gitignore': 'node_modules\npolicies\n',
    });
    repository(cwd);
    expect(await check(cwd)).toMatchObject({ code: 0, stderr: '' });
    const gate = (): Promise<Ran> => check(cwd, '--gate', 'main');
    const refused = await gate();
    expect(refused).toMatchObject({ code: 2, stderr: '' });
    const line = /pins: \{ "flowdown-policy-acme": "sha256-[0-9a-f]{64}" \}/.exec(
      refused.stdout.replace(/\s+/g, ' '),
    )?.[0];
    expect(line).toBeDefined();
    writeFiles(cwd, { 'flowdown.config.yaml': `${config}${line ?? ''}\n` });
    commit(cwd);
    expect(await gate()).toMatchObject({ code: 0, stderr: '' });
    // What is installed is not what the base has agreed to.
    writeFiles(cwd, { [`${home}/house/other.txt`]: 'x' });
    const changed = await gate();
    expect(changed).toMatchObject({ code: 2, stderr: '' });
    expect(changed.stdout).toContain('pack-changed');
  });
});

function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd, stdio: 'pipe' })
    .toString()
    .trim();
}

function commit(cwd: string): string {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message=x');
  return git(cwd, 'rev-parse', 'HEAD');
}

function repository(cwd: string): string {
  git(cwd, 'init', '--quiet', '--initial-branch=main');
  return commit(cwd);
}

describe('manifests from elsewhere', () => {
  const sources = (entry: string): string => `packs: [core]
trust: { clinic.flow.yaml: [clinic], inbox/firm.flow.yaml: [firm] }
sources:
  inbox/firm.flow.yaml: { ${entry} }
`;

  it('come from a path, and from a revision of a repository', async () => {
    const far = folderWith({ 'flows/firm.flow.yaml': FIRM });
    const revision = repository(far);
    const cwd = folderWith({ 'clinic.flow.yaml': CLINIC });
    const pin = `sha256: ${sha256(FIRM)}`;
    for (const entry of [
      `path: ${far}/flows/firm.flow.yaml, ${pin}`,
      `path: flows/firm.flow.yaml, repository: ${far}, revision: ${revision}, ${pin}`,
      `path: flows/firm.flow.yaml, repository: ${far}, ${pin}`,
    ]) {
      writeFiles(cwd, { 'flowdown.config.yaml': sources(entry) });
      const { code, stdout, stderr } = await check(cwd);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('2 files');
    }
    // The revision that was named, whatever has come since.
    writeFiles(far, { 'flows/firm.flow.yaml': 'flowdown: 1\n' });
    commit(far);
    expect((await check(cwd)).code).toBe(2);
    writeFiles(cwd, {
      'flowdown.config.yaml': sources(
        `path: flows/firm.flow.yaml, repository: ${far}, revision: ${revision}, ${pin}`,
      ),
    });
    expect((await check(cwd)).code).toBe(0);
  });

  it.each([
    ['another file', 'path: firm.txt', 'it is not the file that is pinned; its sha256 is'],
    ['a file that is not there', 'path: none.txt', 'was not taken in'],
    ['a revision that is none', 'path: firm.txt, repository: ., revision: none', 'there is no revision none'],
    ['a folder that is no repository', 'path: a, repository: /', 'not a git repository'],
  ])('are refused: %s', async (_, entry, words) => {
    const cwd = folderWith({ 'clinic.flow.yaml': CLINIC, 'firm.txt': FIRM });
    writeFiles(cwd, { 'flowdown.config.yaml': sources(`${entry}, sha256: ${sha256('else')}`) });
    repository(cwd);
    const ran = await check(cwd);
    expect(ran).toMatchObject({ code: 2, stderr: '' });
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(words);
    expect(ran.stdout).toMatch(/^flowdown\.config\.yaml:4:3 /);
  });

  it('do not take the place of a file that is there', async () => {
    const cwd = folderWith({ 'clinic.flow.yaml': CLINIC, 'firm.txt': FIRM, 'inbox/firm.flow.yaml': FIRM });
    writeFiles(cwd, { 'flowdown.config.yaml': sources(`path: firm.txt, sha256: ${sha256(FIRM)}`) });
    expect((await check(cwd)).stdout).toContain('there is a file of this name in the workspace');
  });
});
