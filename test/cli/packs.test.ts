/** Packs from folders and packages, and configurations that extend others, by the built program. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packSkeleton, ruleSkeleton } from '../../src/rules/skeleton.ts';
import { folderWith, run, type Files } from './run.ts';

const CONFIG = 'flowdown.config.yaml';
const PACKAGE = 'node_modules/@acme/policies';
const AT = ['--at', '2026-01-01'];

/** The files of a pack with one rule, and more lines for its pack.yaml. */
function pack(folder: string, { rule = 'thing', more = '' } = {}): Files {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return {
    [`${folder}/pack.yaml`]: packSkeleton(name, '2026-01-01') + more,
    [`${folder}/${rule}.yaml`]: ruleSkeleton(rule),
  };
}

/** A package with packs; `about` is what it says of them. */
function packageWith(about: unknown, folder = PACKAGE): Files {
  return {
    [`${folder}/package.json`]: JSON.stringify({ name: '@acme/policies', version: '1.2.0', flowdown: about }),
  };
}

const MAILED = {
  'a.flow.yaml': `flowdown: 1
parties: { clinic: {}, billing: {} }
zones: { ward: { operator: clinic }, office: { operator: billing } }
data: { invoices: { category: health.invoice, owner: clinic } }
systems: { records: { zone: ward, collects: [invoices] }, inbox: { zone: office } }
flows: { send: { from: records, to: inbox, data: [invoices], channel: email } }
`,
};

const rulesFound = async (cwd: string, path = '.'): Promise<readonly string[]> => {
  const { stdout, code } = await run(['check', path, ...AT, '--format', 'json'], { cwd });
  expect(code, stdout).not.toBe(2);
  const { workspaces } = JSON.parse(stdout) as { workspaces: { findings: { rule: string }[] }[] };
  return [...new Set(workspaces.flatMap(({ findings }) => findings.map(({ rule }) => rule)))];
};

/** Problems of a check that ends with 2: their places and codes. */
async function refused(files: Files, change: (cwd: string) => void = () => {}, path = '.') {
  const cwd = folderWith({ ...MAILED, ...files });
  change(cwd);
  const { stdout, stderr, code } = await run(['check', path, ...AT], { cwd });
  expect({ stderr, code }, stdout).toEqual({ stderr: '', code: 2 });
  expect(stdout).toMatch(/nothing was checked\n$/);
  const places = [...stdout.matchAll(/^(\S+) {3}cannot be read {3}(\S+)$/gm)].map(
    ([, at, what]) => `${at} ${what}`,
  );
  return { places, stdout };
}

describe('a pack in a folder', () => {
  it('is on by its path from the configuration, wherever the check is started', async () => {
    const cwd = folderWith({ ...MAILED, ...pack('policies/mine'), [CONFIG]: 'packs: [./policies/mine]\n' });
    expect(await rulesFound(cwd)).toEqual(['mine/thing']);
    expect(await rulesFound(join(cwd, 'policies'), '..')).toEqual(['mine/thing']);
  });

  it('may lie outside of the workspace, and extend packs beside it', async () => {
    const cwd = folderWith({
      ...pack('shared/base', { rule: 'basic' }),
      ...pack('shared/mine', { more: 'extends: [../base, core]\n' }),
      'shared/mine/special.yaml': ruleSkeleton('special').replace(
        'severity: warning',
        'refines: base/basic\nseverity: warning',
      ),
      'ws/a.flow.yaml': MAILED['a.flow.yaml'],
      [`ws/${CONFIG}`]: 'packs: [../shared/mine]\n',
    });
    expect(await rulesFound(cwd, 'ws')).toEqual(
      expect.arrayContaining(['base/basic', 'mine/special', 'mine/thing', 'core/unauthorized-transfer']),
    );
  });

  it('is known by its name to the commands that speak of rules', async () => {
    const cwd = folderWith({ ...MAILED, ...pack('policies/mine'), [CONFIG]: 'packs: [./policies/mine]\n' });
    const below = join(cwd, 'policies');
    const list = await run(['rules', 'list', 'mine'], { cwd: below });
    expect(list).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('  mine/thing  warning  transfer'),
    });
    const all = await run(['rules', 'list'], { cwd: below });
    expect(all.stdout).toMatch(/^core {3}[\s\S]*^mine {3}/m);
    const shown = await run(['explain', 'thing'], { cwd: below });
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^mine\/thing {3}warning\n/) });
    const untested = ruleSkeleton('thing').replace(/ {2}- title: What is sent is no[^]*$/, '');
    writeFileSync(join(below, 'mine/thing.yaml'), untested);
    const test = await run(['test', 'mine', '--format', 'json'], { cwd: below });
    expect(test).toMatchObject({ code: 0, stdout: expect.stringContaining('"file": "mine/thing.yaml"') });
    // And by its folder where no workspace is.
    const lint = await run(['rules', 'lint', 'mine'], { cwd: below });
    expect(lint).toMatchObject({ code: 0, stdout: 'mine: 1 rule is sound\n' });
  });

  it('is not written over by a report', async () => {
    const cwd = folderWith({
      ...MAILED,
      ...pack('mine'),
      [CONFIG]: 'extends: [./base.yaml]\npacks: [./mine]\n',
      'base.yaml': 'failOn: never\n',
    });
    for (const file of ['mine/pack.yaml', 'base.yaml']) {
      const { stderr, code } = await run(['check', ...AT, '--format', `json=${file}`], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain('it is a file that is being checked');
    }
  });

  it('is one file more for a rule more: that is all it takes', async () => {
    const cwd = folderWith({ ...MAILED, ...pack('mine'), [CONFIG]: 'packs: [./mine]\n' });
    expect(await run(['new', 'rule', 'mine/other'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'wrote mine/other.yaml\n',
    });
    expect(await rulesFound(cwd)).toEqual(['mine/other', 'mine/thing']);
    expect((await run(['rules', 'list', 'mine'], { cwd })).stdout).toContain('; 2 rules\n');
    expect((await run(['test', 'mine'], { cwd })).stdout).toContain(
      'mine: 2 rules, 8 cases, all as expected',
    );
  });

  it('tells all that is wrong with its files, and with the configuration', async () => {
    const { places } = await refused({
      ...pack('mine', { more: 'extends: [cor, ./none, ../other]\n' }),
      'mine/broken.yaml': 'rule: [\n',
      'mine/worse.yaml': 'rule: {\n',
      'mine/late.yml': '',
      'other/pack.yaml': 'pack: another\n',
      [CONFIG]: 'packs: [./mine, ./nowhere, case-cbp-2018, mine]\nrules: { mine/thin: off }\n',
    });
    expect(places).toEqual([
      `${CONFIG}:1:17 no-pack`,
      `${CONFIG}:1:28 unknown-pack`,
      `${CONFIG}:1:43 unknown-pack`,
      'mine/broken.yaml:2:1 yaml-syntax',
      'mine/late.yml not-read',
      expect.stringMatching(/^mine\/pack\.yaml:\d+:11 unknown-pack$/),
      expect.stringMatching(/^mine\/pack\.yaml:\d+:16 no-pack$/),
      'mine/worse.yaml:2:1 yaml-syntax',
      'other/pack.yaml:1:1 missing-field',
      'other/pack.yaml:1:1 missing-field',
      'other/pack.yaml:1:1 missing-field',
    ]);
  });

  it('suggests the pack, or the path, that was meant', async () => {
    const { stdout } = await refused({ ...pack('mine'), [CONFIG]: 'packs: [cas-cbp-2019, mine]\n' });
    expect(stdout).toContain('Did you mean "case-cbp-2019"?');
    expect(stdout).toContain('Did you mean "./mine"?');
  });

  it('is not reached through a link, and has none in it', async () => {
    const { places, stdout } = await refused(
      { ...pack('real/mine'), ...pack('other'), [CONFIG]: 'packs: [./link/mine, ./other, ./mine]\n' },
      (cwd) => {
        symlinkSync('real', join(cwd, 'link'));
        symlinkSync('real/mine', join(cwd, 'mine'));
        symlinkSync('../real/mine/thing.yaml', join(cwd, 'other/linked.yaml'));
      },
    );
    expect(places).toEqual([`${CONFIG}:1:9 no-pack`, `${CONFIG}:1:31 no-pack`, 'other/linked.yaml not-read']);
    expect(stdout).toContain('link is a link, and links are not followed');
  });

  it('with a giant file is refused', async () => {
    const { places } = await refused({
      ...pack('mine'),
      'mine/giant.yaml': `# ${'x'.repeat(70_000_000)}\n`,
      [CONFIG]: 'packs: [./mine]\n',
    });
    expect(places).toEqual([expect.stringMatching(/^mine\/giant\.yaml(?::1:1)? too-large$/)]);
  });

  it('cannot extend itself, not by way of others either', async () => {
    const { places, stdout } = await refused({
      ...pack('a', { more: 'extends: [../b]\n' }),
      ...pack('b', { more: 'extends: [../a, ../b]\n' }),
      [CONFIG]: 'packs: [./a, ./b]\n',
    });
    expect(places.map((place) => place.replace(/:\d+:/, ':'))).toEqual([
      'b/pack.yaml:11 extends-circle',
      'b/pack.yaml:17 extends-circle',
    ]);
    expect(stdout).toContain('a > b > a');
  });

  it('has a name of its own, and no other takes it', async () => {
    const { places, stdout } = await refused({
      ...pack('one/mine'),
      ...pack('two/mine'),
      ...pack('three/core'),
      [CONFIG]: 'packs: [./one/mine, ./two/mine, ./three/core, ./one/mine]\n',
    });
    expect(places).toEqual([`${CONFIG}:1:21 pack-twice`, `${CONFIG}:1:33 pack-twice`]);
    expect(stdout).toContain('Two packs are called mine: one/mine and two/mine.');
    expect(stdout).toContain('one that comes with Flowdown and three/core');
  });

  it('prints nothing raw that its names hold', async () => {
    const { stdout } = await refused({
      'mine/\u202e\u001b[2J.yaml': 'rule: [',
      ...pack('mine'),
      [CONFIG]: 'packs: [./mine]\n',
    });
    expect(stdout).toContain('mine/\\u{202e}\\u{1b}[2J.yaml');
    expect(stdout.match(/(?!\n)[\p{Cc}\p{Cf}]/gu)).toBeNull();
  });
});

describe('clauses and names of packs', () => {
  const clause = (id: string, more = '') => `source: mine
title: Mine
clauses:
  ${id}: { cite: X, title: Y, kind: policy, summary: Z, verified: read, source: S, checked: 2026-01-01${more} }
`;

  it('can be cited by the pack, and by those that extend it', async () => {
    const cwd = folderWith({
      ...MAILED,
      ...pack('base', { rule: 'basic' }),
      'base/clauses.yaml': clause('acme-7'),
      ...pack('mine', { more: 'extends: [../base]\n' }),
      'mine/thing.yaml': ruleSkeleton('thing').replace('\nreferences:', '\nclauses: [acme-7]\nreferences:'),
      [CONFIG]: 'packs: [./mine]\n',
    });
    expect(await rulesFound(cwd)).toEqual(['base/basic', 'mine/thing']);
    expect((await run(['explain', 'mine/thing'], { cwd })).stdout).toContain('- X (Y)');
  });

  it('are not redefined', async () => {
    const { places } = await refused({
      ...pack('mine'),
      'mine/clauses.yaml': clause('far-52.204-21'),
      'mine/taxonomy.yaml': 'categories: { biometric: { title: Something else } }\n',
      [CONFIG]: 'packs: [./mine]\n',
    });
    expect(places).toEqual(['mine/clauses.yaml:4:3 clause-taken', 'mine/taxonomy.yaml:1:15 name-taken']);
  });

  it('of two packs that do not know each other clash in the configuration that has both', async () => {
    const one = {
      'one/clauses.yaml': clause('acme-7'),
      'one/taxonomy.yaml': 'purposes: { x1: { title: A }, x2: { title: B } }\n',
    };
    const two = {
      'two/clauses.yaml': clause('acme-8', ', aliases: [{ id: acme-7 }]'),
      'two/taxonomy.yaml': 'purposes: { x1: { title: A }, x2: { title: C } }\n',
    };
    const { places, stdout } = await refused({
      ...pack('one'),
      ...pack('two'),
      ...one,
      ...two,
      [CONFIG]: 'packs: [./one, ./two]\n',
    });
    expect(places).toEqual([`${CONFIG}:1:16 packs-clash`, `${CONFIG}:1:16 packs-clash`]);
    expect(stdout).toContain('The packs one and two both say what "acme-7" means.');
    expect(stdout).toContain('The packs one and two both say what "x2" means.');
  });
});

describe('a pack in a package', () => {
  it.each([
    ['@acme/policies', './packs/acme'],
    ['@acme/policies', ['./packs/acme']],
    ['@acme/policies/acme', ['./packs/acme', './packs/other']],
  ])('is found as Node finds it: %s, %j', async (name, packs) => {
    const cwd = folderWith({
      ...packageWith({ packs }),
      ...pack(`${PACKAGE}/packs/acme`),
      'deep/ws/a.flow.yaml': MAILED['a.flow.yaml'],
      [`deep/ws/${CONFIG}`]: `packs: ['${name}']\n`,
    });
    expect(await rulesFound(cwd, 'deep/ws')).toEqual(['acme/thing']);
    const { stdout } = await run(['config', 'print', 'deep/ws'], { cwd });
    expect(stdout).toContain(
      '  acme  node_modules/@acme/policies/packs/acme of @acme/policies 1.2.0  deep/ws/flowdown.config.yaml:1\n',
    );
  });

  it('runs none of its code', async () => {
    const cwd = folderWith({
      ...MAILED,
      [`${PACKAGE}/package.json`]: JSON.stringify({
        name: '@acme/policies',
        main: 'index.js',
        scripts: { postinstall: 'node index.js' },
        flowdown: { packs: './packs/acme' },
      }),
      [`${PACKAGE}/index.js`]: 'throw new Error("it was run")\n',
      [`${PACKAGE}/packs/acme/index.js`]: 'throw new Error("it was run")\n',
      ...pack(`${PACKAGE}/packs/acme`),
      [CONFIG]: 'packs: ["@acme/policies"]\n',
    });
    expect(await rulesFound(cwd)).toEqual(['acme/thing']);
  });

  it('extends packs of its package, and packages beside it, from where it lies', async () => {
    const store = 'node_modules/.store/policies/node_modules';
    const cwd = folderWith({
      ...MAILED,
      ...packageWith({ packs: './packs/acme' }, `${store}/@acme/policies`),
      ...pack(`${store}/@acme/policies/packs/acme`, { more: 'extends: [../base, plain]\n' }),
      ...pack(`${store}/@acme/policies/packs/base`),
      [`${store}/plain/package.json`]: '{ "flowdown": { "packs": ["./plain"] } }',
      ...pack(`${store}/plain/plain`),
      [CONFIG]: 'packs: ["@acme/policies"]\n',
    });
    mkdirSync(join(cwd, 'node_modules/@acme'), { recursive: true });
    // As package managers make it that keep each package once.
    symlinkSync('../.store/policies/node_modules/@acme/policies', join(cwd, PACKAGE));
    expect(await rulesFound(cwd)).toEqual(['acme/thing', 'base/thing', 'plain/thing']);
  });

  it.each([
    ['it has only code', { main: 'index.js' }, `${CONFIG}:1:9 package-without-packs`],
    ['it has several', { flowdown: { packs: ['./packs/acme', './b'] } }, `${CONFIG}:1:9 several-packs`],
    [
      'its field leads out',
      { flowdown: { packs: ['../../mine'] } },
      `${PACKAGE}/package.json:1:23 package-packs`,
    ],
    [
      'its field leads out below',
      { flowdown: { packs: './a/../../b' } },
      `${PACKAGE}/package.json:1:22 package-packs`,
    ],
    ['its field is absolute', { flowdown: { packs: '/etc' } }, `${PACKAGE}/package.json:1:22 package-packs`],
    ['its field is the package', { flowdown: { packs: './' } }, `${PACKAGE}/package.json:1:22 package-packs`],
    ['its field is no text', { flowdown: { packs: [7] } }, `${PACKAGE}/package.json:1:23 package-packs`],
    ['its field is empty', { flowdown: { packs: [] } }, `${PACKAGE}/package.json:1:22 package-packs`],
    ['its field is a number', { flowdown: 7 }, `${PACKAGE}/package.json:1:13 package-packs`],
    [
      'its folder is not there',
      { flowdown: { packs: './none' } },
      `${PACKAGE}/package.json:1:22 package-packs`,
    ],
    ['its folder is a link', { flowdown: { packs: './link' } }, `${PACKAGE}/package.json:1:22 package-packs`],
    [
      'it is below a link',
      { flowdown: { packs: './out/mine' } },
      `${PACKAGE}/package.json:1:22 package-packs`,
    ],
  ])('is refused where %s', async (_, about, place) => {
    const { places } = await refused(
      {
        [`${PACKAGE}/package.json`]: JSON.stringify(about),
        ...pack(`${PACKAGE}/packs/acme`),
        ...pack('mine'),
        [CONFIG]: 'packs: ["@acme/policies"]\n',
      },
      (cwd) => {
        symlinkSync('packs/acme', join(cwd, PACKAGE, 'link'));
        symlinkSync('../../..', join(cwd, PACKAGE, 'out'));
      },
    );
    expect(places).toEqual([place]);
  });

  it.each([
    ['is no JSON', '{ "flowdown": { "packs": ["./packs/acme",] } }', /package\.json:1:\d+ json-syntax$/],
    ['is a list', '[]', /package\.json package-json$/],
    ['is giant', ' '.repeat(70_000_000), /package\.json(?::1:1)? too-large$/],
  ])('is refused where its package.json %s', async (_, text, place) => {
    const { places } = await refused({
      [`${PACKAGE}/package.json`]: text,
      [CONFIG]: 'packs: ["@acme/policies"]\n',
    });
    expect(places).toEqual([expect.stringMatching(place)]);
  });

  it('cannot extend what lies outside of it', async () => {
    const { places, stdout } = await refused({
      ...packageWith({ packs: './packs/acme' }),
      ...pack(`${PACKAGE}/packs/acme`, { more: 'extends: [../../../../../mine]\n' }),
      ...pack('mine'),
      [CONFIG]: 'packs: ["@acme/policies"]\n',
    });
    expect(places).toEqual([expect.stringMatching(/packs\/acme\/pack\.yaml:\d+:11 no-pack$/)]);
    expect(stdout).toContain('it lies outside of its package');
  });

  it.each([
    '/etc',
    'mine/../x',
    '..',
    '@acme',
    '@acme/../x',
    'a/b/c',
    'a\\b',
    '~',
    'https://x.org/p',
    ' core',
  ])('is not asked for by %j', async (name) => {
    const { places } = await refused({ ...pack('mine'), [CONFIG]: `packs: [${JSON.stringify(name)}]\n` });
    expect(places).toEqual([`${CONFIG}:1:9 unknown-pack`]);
  });
});

describe('a configuration that extends others', () => {
  it('has their packs, by paths from where they stand', async () => {
    const cwd = folderWith({
      'ws/a.flow.yaml': MAILED['a.flow.yaml'],
      [`ws/${CONFIG}`]: 'extends: [../shared/base.yaml]\nrules: { thing: error }\n',
      'shared/base.yaml': 'packs: [./policies/mine]\nfailOn: never\n',
      ...pack('shared/policies/mine'),
    });
    const { stdout, code } = await run(['check', 'ws', ...AT], { cwd });
    expect(stdout).toContain('error   mine/thing');
    expect(code).toBe(0);
  });

  it('tells what is wrong in each of them, and follows no link', async () => {
    const { places } = await refused(
      {
        [CONFIG]: 'extends: [./a.yaml, ./link.yaml, ./no/b.yaml, ./latin.yaml]\n',
        'a.yaml': 'packs: [./none]\nwaivers: {}\nfailOn: sometimes\n',
        'real.yaml': 'failOn: never\n',
        'latin.yaml': new Uint8Array([0x66, 0xff]),
      },
      (cwd) => symlinkSync('real.yaml', join(cwd, 'link.yaml')),
    );
    expect(places).toEqual([
      'a.yaml:3:9 not-one-of',
      `${CONFIG}:1:21 extends-nothing`,
      `${CONFIG}:1:34 extends-nothing`,
      `${CONFIG}:1:47 extends-nothing`,
    ]);
  });

  it('shows places of files outside of the workspace as they are seen from here', async () => {
    const files = {
      'ws/a.flow.yaml': MAILED['a.flow.yaml'],
      [`ws/${CONFIG}`]: 'extends: [../shared/base.yaml]\n',
      'shared/base.yaml': 'at: 2026-01-01\n',
    };
    const { places } = await refused(files, () => {}, 'ws');
    expect(places).toEqual(['shared/base.yaml:1:1 workspace-key']);
    const cwd = folderWith(files);
    const { stdout } = await run(['check', 'ws', ...AT, '--format', 'sarif'], { cwd });
    expect(stdout).toContain('"uri": "shared/base.yaml"');
  });
});

describe('flowdown config print', () => {
  const FILES = {
    ...MAILED,
    ...pack('policies/mine', { more: 'extends: [../base]\n' }),
    ...pack('policies/base', { rule: 'basic' }),
    'policies/mine/quiet.yaml': ruleSkeleton('quiet').replace(
      'severity: warning',
      'status: preview\nseverity: warning',
    ),
    'policies/mine/sworn.yaml': ruleSkeleton('sworn')
      .replace(
        'params:',
        'params:\n  notice:\n    from: { clause: acme-7, parameter: notice }\n    description: The notice.',
      )
      .replace('By {flow', 'By {notice} {flow')
      .replace('message: >-\n', 'message: >-\n  {notice}\n'),
    'policies/mine/clauses.yaml': `source: mine
title: Mine
clauses:
  acme-7:
    { cite: X, title: Y, kind: policy, summary: Z, verified: read, source: S, checked: 2026-01-01, parameters: { notice: { value: P3D, verified: partly } } }
`,
    'base.yaml': `packs: [./policies/mine]
failOn: warning
rules: { mine/thing: { severity: info, params: { channels: [courier] } } }
`,
    [CONFIG]: `extends: [./base.yaml]
rules:
  thing: { params: { categories: [health, biometric] } }
  basic: off
overrides:
  - { files: ["archive/**"], rules: { mine/sworn: error } }
required: [clinic]
`,
  };

  it('tells everything that counts, each value with where it comes from', async () => {
    const cwd = folderWith(FILES);
    const { stdout, stderr, code } = await run(['config', 'print'], { cwd });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toBe(`flowdown.config.yaml

Extends, of which each decides over those above it
  base.yaml

Packs
  base  policies/base  extended by mine
  mine  policies/mine  base.yaml:1

Settings
  failOn     warning                               base.yaml:2
  undecided  warning; info where the rule is info  by default
  at         today, in UTC                         by default
  include    **/*.flow.{yaml,yml,json}             by default
  exclude    none                                  by default
  trust      every file speaks for everyone        by default
  required   clinic                                flowdown.config.yaml:7
  taxonomy   none                                  by default
  waivers    none                                  by default

Overrides, of which the last decides
  archive/**  mine/sworn  error  flowdown.config.yaml:6

2 rules on
  mine/sworn    warning            its own
    notice      P3D                its own: notice of acme-7, partly read in its source
    categories  health             its own
    channels    email              its own
  mine/thing    info               base.yaml:3
    categories  health, biometric  flowdown.config.yaml:3
    channels    courier            base.yaml:3

2 rules off
  base/basic  flowdown.config.yaml:4
  mine/quiet  preview
`);
  });

  it('has the same as JSON, from anywhere', async () => {
    const cwd = folderWith(FILES);
    const here = await run(['config', 'print', '--format', 'json'], { cwd });
    const { folder, ...value } = JSON.parse(here.stdout) as Record<string, unknown>;
    expect(folder).toBe('.');
    expect(value).toMatchObject({
      version: 1,
      configuration: CONFIG,
      extends: ['base.yaml'],
      packs: [
        { pack: 'base', found: 'folder', folder: 'policies/base', from: { kind: 'pack', pack: 'mine' } },
        { pack: 'mine', from: { kind: 'configuration', file: 'base.yaml', line: 1 } },
      ],
      settings: { failOn: { value: 'warning' }, undecided: { from: { kind: 'default' } } },
      off: [
        { rule: 'base/basic', why: 'configuration' },
        { rule: 'mine/quiet', why: 'preview' },
      ],
    });
    const below = await run(['config', 'print', '--format', 'json'], { cwd: join(cwd, 'policies') });
    expect(JSON.parse(below.stdout)).toEqual({ folder: '..', ...value });
  });

  it('tells the defaults where there is no configuration, and needs no sound manifests', async () => {
    const cwd = folderWith({ 'a.flow.yaml': 'flowdown: [' });
    const { stdout, code } = await run(['config', 'print'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^no configuration in \.\/\n\nPacks\n {2}core {2}comes with flowdown \S+ {2}by default\n/,
    );
  });

  it('tells problems, and refuses what is no single workspace', async () => {
    const cwd = folderWith({ [`a/${CONFIG}`]: 'packs: [cor]\n', [`b/${CONFIG}`]: '{}\n' });
    const a = await run(['config', 'print', 'a'], { cwd });
    expect(a).toMatchObject({ stdout: '', code: 2 });
    expect(a.stderr).toMatch(/^a\/flowdown\.config\.yaml:1:9 {3}cannot be read {3}unknown-pack\n/);
    expect(a.stderr).toMatch(/1 problem; nothing was printed\n$/);
    const both = await run(['config', 'print'], { cwd });
    expect(both.stderr).toBe('flowdown: . leads to several workspaces; name one: a/, b/\n');
    const csv = await run(['config', 'print', 'b', '--format', 'csv'], { cwd });
    expect(csv).toMatchObject({
      code: 2,
      stderr: 'flowdown: there is no format csv; the formats of config print are text and json\n',
    });
  });
});

describe('packs that are not sound', () => {
  it('keep no command from speaking of built-in rules by their full ids', async () => {
    const cwd = folderWith({
      ...pack('mine'),
      'mine/broken.yaml': 'rule: [\n',
      [CONFIG]: 'packs: [./mine]\n',
    });
    expect((await run(['explain', 'core/opaque-flow'], { cwd })).code).toBe(0);
    expect((await run(['rules', 'list', 'core'], { cwd })).code).toBe(0);
    for (const args of [
      ['explain', 'thing'],
      ['rules', 'list'],
      ['test'],
      ['test', './mine'],
      ['rules', 'list', 'mine'],
    ]) {
      const { stdout, stderr, code } = await run(args, { cwd });
      expect({ stdout, code }, args.join(' ')).toEqual({ stdout: '', code: 2 });
      expect(stderr).toMatch(/^mine\/broken\.yaml:2:1 {3}cannot be read {3}yaml-syntax\n/);
    }
  });

  it('do not keep rules from being listed where only their names are wrong', async () => {
    const cwd = folderWith({ ...pack('mine'), [CONFIG]: 'packs: [./mine]\nrules: { thin: off }\n' });
    expect((await run(['rules', 'list', 'mine'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, CONFIG), 'packs: [./mine\n');
    expect((await run(['rules', 'list'], { cwd })).code).toBe(2);
  });
});
