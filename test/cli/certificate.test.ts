/** Certificates by the command line: files, keys, refusals, examples. */
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { unwrapped } from '../../src/cli/certificates.ts';
import type { Certificate } from '../../src/verify/certificate-format.ts';
import { change, repositoryWith } from './gate/repository.ts';
import { folderWith, ROOT, run, type Files, type Ran } from './run.ts';

const AT = ['--at', '2019-06-01'];
const MANIFEST = `flowdown: 1
parties: { agency: {}, prime: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
flows: { send: { from: camera, to: share, data: [plates] } }
authorizations:
  first: { by: agency, to: prime, data: [plates], actions: [hold], delegable: 1 }
  second: { by: prime, to: vendor, data: [plates], actions: [hold] }
`;
const FILES: Files = { 'flowdown.config.yaml': 'packs: [core]\n', 'a.flow.yaml': MANIFEST };

const keys = { folder: '', ours: '', other: '' };
beforeAll(async () => {
  keys.folder = folderWith();
  for (const name of ['ours', 'other'] as const) {
    const { stdout } = await run(['sign', '--new-key', join(keys.folder, `${name}.pem`)]);
    keys[name] = /public: "([^"]+)"/.exec(stdout)?.[1] ?? '';
    writeFileSync(join(keys.folder, `${name}.pub`), `${keys[name]}\n`);
  }
});
const keyFile = (name: string): string => join(keys.folder, name);

const check = (cwd: string, ...args: string[]): Promise<Ran> =>
  run(['check', ...AT, '--certificate', 'c.json', ...args], { cwd });
const verify = (cwd: string, ...args: string[]): Promise<Ran> =>
  run(['verify-certificate', 'c.json', ...args], { cwd });
const textIn = (cwd: string): string => readFileSync(join(cwd, 'c.json'), 'utf8');

/** A folder with a certificate. */
async function certified(files: Files, ...args: string[]): Promise<string> {
  const cwd = folderWith(files);
  const { stderr, code } = await check(cwd, ...args);
  expect({ stderr, isDone: code === 0 || code === 1 }).toEqual({ stderr: '', isDone: true });
  return cwd;
}

describe.concurrent('check --certificate', () => {
  it('writes the same bytes every time, and prints what it prints without', async () => {
    const cwd = await certified(FILES);
    const first = textIn(cwd);
    const plain = await run(['check', ...AT], { cwd });
    expect(await check(cwd)).toMatchObject({ stdout: plain.stdout, code: plain.code });
    expect(textIn(cwd)).toBe(first);
  });

  it.each(['border-pilot', 'border-pilot-repaired', 'commercial-chain', 'toll-road'])(
    'certifies %s',
    async (example) => {
      const cwd = folderWith();
      const folder = join(ROOT, 'examples', example);
      const { stderr } = await run(['check', folder, ...AT, '--certificate', 'c.json'], { cwd });
      expect(stderr).toBe('');
      expect(await verify(cwd, folder)).toMatchObject({ code: 0, stderr: '' });
    },
  );

  it.each<[string, string[], string]>([
    ['over a horizon', ['--horizon', '2020-01-01'], 'a certificate is of one day'],
    ['over a duration', ['--fail-within', 'P30D'], 'a certificate is of one day'],
    ['for one party', ['--party', 'vendor'], 'a report that is limited does not tell all'],
    ['over a manifest', ['--certificate', 'a.flow.yaml'], 'stated twice'],
  ])('is refused %s', async (_, args, words) => {
    const cwd = folderWith(FILES);
    const { code, stdout, stderr } = await check(cwd, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(readdirSync(cwd)).not.toContain('c.json');
  });

  it.each<[string, Files, string]>([
    [
      'of several workspaces',
      {
        'a/flowdown.config.yaml': '',
        'a/a.flow.yaml': MANIFEST,
        'b/flowdown.config.yaml': '',
        'b/a.flow.yaml': MANIFEST,
      },
      'there are several: a/, b/',
    ],
    [
      'where a required manifest is missing',
      { ...FILES, 'flowdown.config.yaml': 'required: [vendor]\n' },
      'a required manifest is missing',
    ],
    ['of nothing', { 'flowdown.config.yaml': 'packs: [core]\n' }, 'nothing to check: no manifest was found'],
  ])('is refused %s', async (_, files, words) => {
    const cwd = folderWith(files);
    const { code, stdout, stderr } = await check(cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(readdirSync(cwd)).not.toContain('c.json');
  });

  it('is of the state that is checked, and refused with a gate', async () => {
    const cwd = repositoryWith(FILES);
    change(cwd, { 'a.flow.yaml': MANIFEST.replace('delegable: 1', 'delegable: 0') });
    expect(await check(cwd, '--since', 'main')).toMatchObject({ code: 1, stderr: '' });
    expect(await verify(cwd)).toMatchObject({ code: 0, stderr: '' });
    const { predicate } = JSON.parse(textIn(cwd)) as Certificate;
    expect(predicate.transfers.map(({ authorized }) => authorized)).toEqual(['false']);
    expect(predicate.findings.map(({ rule, known }) => [rule, known])).toContainEqual([
      'core/unauthorized-transfer',
      undefined,
    ]);
    const gated = await check(cwd, '--gate', 'main');
    expect(gated).toMatchObject({ code: 2, stdout: '' });
    expect(gated.stderr).toContain('with --gate it goes by the configuration of the base');
  });

  it('is refused where files of other formats count', async () => {
    const cwd = folderWith(FILES);
    const model = join(ROOT, 'test/import/models/clinic.yaml');
    const { code, stderr } = await check(cwd, '--from', 'threagile', model);
    expect(code).toBe(2);
    expect(stderr).toContain('files of other formats count in this workspace');
  });

  it.each(['a.flow.yaml', 'flowdown.config.yaml', 'linked.json', 'none/c.json', 'x.dsse.json', 'key.pem'])(
    'is not written to %s',
    async (path) => {
      const cwd = folderWith({ ...FILES, 'key.pem': readFileSync(keyFile('ours.pem')) });
      symlinkSync('elsewhere.json', join(cwd, 'linked.json'));
      const { code, stderr } = await run(['check', ...AT, '--certificate', path, '--key', 'key.pem'], {
        cwd,
      });
      expect(code).toBe(2);
      expect(stderr).toContain(`the report is not written to ${path}`);
    },
  );

  it('wants a certificate for a key, and a key that is one', async () => {
    const cwd = folderWith(FILES);
    expect((await run(['check', '--key', 'k.pem'], { cwd })).stderr).toContain(
      'state --certificate <file> too',
    );
    const wrong = await check(cwd, '--key', 'a.flow.yaml');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('the key a.flow.yaml: it is no private key');
  });

  it('is of what cannot be read: no certificate, and the problems', async () => {
    const cwd = folderWith({ ...FILES, 'b.flow.yaml': 'flowdown: 1\nparties: [\n' });
    expect(await check(cwd)).toMatchObject({ code: 2 });
    expect(readdirSync(cwd)).not.toContain('c.json');
  });
});

describe.concurrent('verify-certificate', () => {
  it('tells what is certified, and what not', async () => {
    const cwd = await certified(FILES);
    const { stdout, code } = await verify(cwd);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'c.json   valid\n\n  1 manifest in ./ at 2019-06-01: findings, 1 violation, 0 undecided\n  2 copies, 1 transfer',
    );
    expect(stdout).toContain('not signed');
    expect(stdout).toContain('Not certified:\n  - That what the manifests declare is true');
    const told = JSON.parse((await verify(cwd, '--format', 'json')).stdout) as object;
    expect(told).toMatchObject({
      version: 1,
      certificate: 'c.json',
      valid: true,
      at: '2019-06-01',
      reasons: [],
      signedBy: [],
    });
  });

  it.each<[string, (cwd: string) => void, RegExp]>([
    [
      'a manifest by one byte',
      (cwd) => writeFileSync(join(cwd, 'a.flow.yaml'), `${MANIFEST}\n`),
      /subject\[0\]: a\.flow\.yaml is not what it was/,
    ],
    [
      'a manifest more',
      (cwd) => writeFileSync(join(cwd, 'b.flow.yaml'), 'flowdown: 1\n'),
      /subject: b\.flow\.yaml is left out/,
    ],
    [
      'the configuration',
      (cwd) => writeFileSync(join(cwd, 'flowdown.config.yaml'), 'packs: [core]\nfailOn: never\n'),
      /predicate\.configuration\[0\].*predicate\.verdict\.failOn/s,
    ],
    [
      'a rule',
      (cwd) =>
        writeFileSync(join(cwd, 'flowdown.config.yaml'), 'rules: { core/unauthorized-transfer: off }\n'),
      /predicate\.packs\[0\].*predicate\.judged/s,
    ],
    [
      'the certificate',
      (cwd) => writeFileSync(join(cwd, 'c.json'), textIn(cwd).replace('"first"', '"other"')),
      /predicate\.seal.*chain\[0\]: there is no authorization other/s,
    ],
  ])('finds a change of %s', async (_, alter, reasons) => {
    const cwd = await certified(FILES);
    alter(cwd);
    const { code, stdout, stderr } = await verify(cwd);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('c.json   not valid');
    expect(stdout).toMatch(reasons);
  });

  it('finds another day', async () => {
    const cwd = await certified(FILES);
    expect(await verify(cwd, '--at', '2019-06-01')).toMatchObject({ code: 0 });
    expect(await verify(cwd, '--at', '2019-06-02')).toMatchObject({ code: 1 });
    expect(await verify(cwd, '--at', 'today')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['no JSON', 'flowdown: 1\n', /c\.json:1:1 .*json-syntax/],
    ['nothing', '', /c\.json/],
    ['binary', new Uint8Array([0xff, 0xfe, 0, 0]), /c\.json/],
    ['a deep one', '['.repeat(100_000), /c\.json:1:\d+ .*nesting/],
    [
      'another statement',
      '{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"x","predicate":{}}',
      /c\.json:1:/,
    ],
    [
      'an envelope around nothing',
      '{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"e30="}]}',
      /c\.json/,
    ],
    ['an envelope that is none', '{"payload":1}', /c\.json:1:/],
  ])('does not read %s', async (_, content, place) => {
    const cwd = folderWith({ ...FILES, 'c.json': content });
    const { code, stdout, stderr } = await verify(cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(place);
    expect(stderr).toContain('nothing was verified');
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });

  it('does not print what a terminal would obey', async () => {
    const cwd = await certified(FILES);
    writeFileSync(join(cwd, 'c.json'), textIn(cwd).replace('"version":"', String.raw`"version":"\u001b[31m`));
    const { stdout, stderr } = await verify(cwd);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe.concurrent('an envelope', () => {
  const signed = (more: Files = {}): Promise<string> =>
    certified({ ...FILES, ...more }, '--key', keyFile('ours.pem'));

  it('is verified by the key that is wanted, and by no other', async () => {
    const cwd = await signed();
    expect(await verify(cwd, '--key', keyFile('ours.pub'))).toMatchObject({ code: 0, stderr: '' });
    expect(await verify(cwd, '--key', keyFile('ours.pem'))).toMatchObject({ code: 0 });
    const other = await verify(cwd, '--key', keyFile('other.pub'));
    expect(other.code).toBe(1);
    expect(other.stdout).toContain('signatures: no key that the configuration knows has signed it');
    expect(await verify(cwd)).toMatchObject({ code: 1 });
  });

  it('is verified by the keys of the configuration', async () => {
    const config = (period: string): Files => ({
      'flowdown.config.yaml': `packs: [core]\nkeys: { ours: { public: "${keys.ours}"${period} } }\n`,
    });
    const cwd = await signed(config(''));
    expect((await verify(cwd)).stdout).toContain('signed by ours');
    const revoked = await signed(config(', revoked: 2019-05-01'));
    expect((await verify(revoked)).stdout).toContain('the key ours is revoked since 2019-05-01');
  });

  it('has to be there where a key is wanted', async () => {
    const cwd = await certified(FILES);
    const { code, stdout } = await verify(cwd, '--key', keyFile('ours.pub'));
    expect(code).toBe(1);
    expect(stdout).toContain('the file: it is not signed');
  });

  it('is refused with any one bit changed', async () => {
    const cwd = await signed();
    const bytes = new TextEncoder().encode(textIn(cwd));
    const { payload } = JSON.parse(textIn(cwd)) as { payload: string };
    const isRefused = (changed: Uint8Array): boolean => {
      const { reasons, problems } = unwrapped('c.json', changed, { ours: { public: keys.ours } }, 0, true);
      return reasons.length + problems.length > 0;
    };
    expect(isRefused(bytes)).toBe(false);
    const accepted: string[] = [];
    // Each bit around the payload, and one in each byte of that.
    bytes.forEach((byte, at) => {
      const isPayload = at > 20 && at < payload.length;
      for (const bit of isPayload ? [at % 8] : [0, 1, 2, 3, 4, 5, 6, 7]) {
        if (isPayload && at % 5 > 0) continue;
        if (!isRefused(bytes.with(at, byte ^ (1 << bit)))) accepted.push(`${at}.${bit}`);
      }
    });
    expect(accepted).toEqual([]);
  }, 120_000);
});
