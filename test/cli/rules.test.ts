import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CHANGE_RULES } from '../../src/compare/change-rules.ts';
import { folderWith, ROOT, run } from './run.ts';

const usage = (message: string) => ({ stdout: '', stderr: `flowdown: ${message}\n`, code: 2 });

describe('flowdown rules list', () => {
  it('lists the rules of all packs, or of those that are named', async () => {
    const all = await run(['rules', 'list']);
    expect(all).toMatchObject({ stderr: '', code: 0 });
    expect(all.stdout).toMatch(/\n\ncase-cbp-2019 {3}.*; \d+ rules\n\n {2}case-cbp-2019\//);
    expect(all.stdout).toMatch(/\n\ncore {3}.*; \d+ rules\n\n {2}core\//);
    expect(all.stdout).toMatch(/^ {2}core\/opaque-flow +error +flow +A flow /m);
    const core = await run(['rules', 'list', 'core']);
    expect(core.stdout).not.toContain('case-cbp-2019');
    expect(all.stdout).toContain(core.stdout);
  });

  it('has the same as JSON', async () => {
    const { stdout, code } = await run(['rules', 'list', 'core', '--format', 'json']);
    const { version, rules } = JSON.parse(stdout) as { version: number; rules: { id: string }[] };
    expect({ version, code }).toEqual({ version: 1, code: 0 });
    expect(rules).toHaveLength(readdirSync(join(ROOT, 'rules/core')).length - 1);
    expect(Object.keys(rules[0])).toEqual(['id', 'severity', 'status', 'kind', 'title']);
    expect(rules.every(({ id }) => id.startsWith('core/'))).toBe(true);
  });

  it.each([
    [
      ['rules', 'list', 'core/opaque-flow.yaml'],
      'core/opaque-flow.yaml is no folder; a pack is a folder with a pack.yaml',
    ],
    [
      ['rules', 'list', '--format', 'csv'],
      'there is no format csv; the formats of rules list are text and json',
    ],
    [['rules', 'list', '--format', 'json', '--format', 'text'], '--format is stated twice'],
  ])('%j is bad usage', async (args, message) => {
    expect(await run(args, { cwd: join(ROOT, 'rules') })).toMatchObject(usage(message));
  });
});

it('rules list suggests the pack that was meant', async () => {
  const { stderr, code } = await run(['rules', 'list', 'cor']);
  expect(stderr).toMatch(/^flowdown: there is no pack cor \(did you mean core\?\); the packs are /);
  expect(code).toBe(2);
});

describe('flowdown rules show', () => {
  it.each(['text', 'markdown', 'json'])('is explain, as %s too', async (format) => {
    const args = ['core/missing-manifest', '--format', format];
    const [shown, explained] = [await run(['rules', 'show', ...args]), await run(['explain', ...args])];
    expect(shown).toMatchObject({ stderr: '', code: 0 });
    expect(shown.stdout).toBe(explained.stdout);
    expect(shown.stdout).toContain('Every party that has to hand in a manifest has done so');
  });

  it('has the whole rule as JSON', async () => {
    const { stdout } = await run(['rules', 'show', 'missing-manifest', '--format', 'json']);
    const { rule, ...file } = parse(
      readFileSync(join(ROOT, 'rules/core/missing-manifest.yaml'), 'utf8'),
    ) as Record<string, unknown>;
    const id = `core/${rule}`;
    expect(file).toMatchObject({ clauses: ['nist-800-53.sr-3', 'nist-800-53.cm-12'] });
    const references = [
      'NIST SP 800-53 Rev. 5, SR-3 (Supply Chain Controls and Processes)',
      'NIST SP 800-53 Rev. 5, CM-12 (Information Location)',
    ];
    const expected = { version: 1, id, pack: 'core', family: id, ...file, references };
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it.each([
    [['rules', 'show', 'opaque-flo'], 'there is no rule opaque-flo; did you mean core/opaque-flow?'],
    [
      ['explain', 'opaque-flow', '--format', 'csv'],
      'there is no format csv; the formats of a rule are text, markdown and json',
    ],
    [['rules', 'show'], "missing required argument 'rule'"],
  ])('%j is bad usage', async (args, message) => {
    expect(await run(args)).toMatchObject(usage(message));
  });
});

const PACK = 'pack: mine\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n';
const GOOD = readFileSync(join(ROOT, 'rules/core/missing-manifest.yaml'), 'utf8');

describe('what is found in comparisons alone', () => {
  it.each(CHANGE_RULES)('$id is explained', async ({ id, title, when, message, remedy }) => {
    const text = await run(['explain', id]);
    expect(text).toMatchObject({ stderr: '', code: 0 });
    const told = text.stdout.replace(/\s+/g, ' ');
    for (const words of [title, when, message, remedy]) expect(told).toContain(words);
    const page = await run(['rules', 'show', id, '--format', 'markdown']);
    expect(page.stdout).toMatch(new RegExp(`^# .+\n\n\`${id}\`; severity `));
    const value = await run(['explain', id, '--format', 'json']);
    expect(JSON.parse(value.stdout)).toMatchObject({ version: 1, id, pack: 'change', when });
  });

  it('is known by its name alone, and suggested', async () => {
    const named = await run(['explain', 'system-gone-with-data']);
    expect(named.stdout).toMatch(/^change\/system-gone-with-data {3}error\n/);
    expect(await run(['explain', 'change/system-gone-with-dat'])).toMatchObject(
      usage('there is no rule change/system-gone-with-dat; did you mean change/system-gone-with-data?'),
    );
  });

  it('is explained whatever is wrong with the configuration', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': 'packs: [./none]\n' });
    expect((await run(['explain', 'change/copy-gone-without-disposal'], { cwd })).code).toBe(0);
    expect((await run(['explain', 'copy-gone-without-disposal'], { cwd })).code).toBe(2);
  });
});

describe('flowdown rules lint', () => {
  it.each(['core', 'case-cbp-2019'])('finds nothing in %s', async (pack) => {
    const { stdout, stderr, code } = await run(['rules', 'lint', `rules/${pack}`], { cwd: ROOT });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(new RegExp(`^${pack}: \\d+ rules are sound\n$`));
  });

  it('tells every problem of every file, with its line', async () => {
    const cwd = folderWith({
      'rules/mine/pack.yaml': PACK.replace('mine', 'yours'),
      'rules/mine/other.yaml': 'rule: [',
      'rules/mine/missing-manifest.yaml': GOOD.replace('present: true', 'presnt: true').replace(
        'severity:',
        'refines: core/opaque-flo\nseverity:',
      ),
      'rules/mine/late.yml': GOOD,
      'rules/mine/README.md': '# Mine\n',
    });
    symlinkSync(join(cwd, 'rules/mine/other.yaml'), join(cwd, 'rules/mine/link.yaml'));
    const { stdout, stderr, code } = await run(['rules', 'lint', 'rules/mine/'], { cwd });
    expect({ stderr, code }).toEqual({ stderr: '', code: 2 });
    expect(stdout.match(/^\S+ {3}cannot be read {3}.*$/gm)).toEqual([
      'rules/mine/late.yml   cannot be read   not-read',
      'rules/mine/link.yaml   cannot be read   not-read',
      'rules/mine/missing-manifest.yaml:3:10   cannot be read   refines-nothing',
      'rules/mine/missing-manifest.yaml:7:3   cannot be read   unknown-attribute',
      'rules/mine/other.yaml:1:8   cannot be read   yaml-syntax',
      'rules/mine/pack.yaml:1:7   cannot be read   pack-name',
    ]);
    expect(stdout).toContain(`  A manifest has no attribute "presnt".

    5 |   for: manifest
    6 |   require:
    7 |     presnt: true
      |     ^^^^^^
    8 |   message: No`);
    expect(stdout).toMatch(/\n\n6 problems; the pack is not sound\n$/);
  });

  it('looks at the working folder too, and at bytes that are no text', async () => {
    const bytes = new Uint8Array([0x72, 0xff]);
    const folder = folderWith({ 'mine/pack.yaml': PACK, 'mine/thing.yaml': bytes });
    const { stdout, code } = await run(['rules', 'lint', '.'], { cwd: join(folder, 'mine') });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^\.\.\/mine\/thing\.yaml {3}cannot be read {3}encoding\n/);
  });

  it('wants a pack.yaml, and a rule', async () => {
    const cwd = folderWith({
      'mine/missing-manifest.yaml': GOOD,
      'empty/pack.yaml': PACK.replace('mine', 'empty'),
    });
    const mine = await run(['rules', 'lint', 'mine'], { cwd });
    expect(mine.stdout).toMatch(/^mine\/pack\.yaml {3}cannot be read {3}not-read\n/);
    expect(mine.code).toBe(2);
    const empty = await run(['rules', 'lint', 'empty'], { cwd });
    expect(empty).toMatchObject({ stdout: 'empty: there is no rule in it\n', stderr: '', code: 3 });
    expect(await run(['rules', 'lint', 'nowhere'], { cwd })).toMatchObject(
      usage('there is no folder nowhere'),
    );
  });

  it('prints nothing raw that a name holds', async () => {
    const cwd = folderWith({ 'mine/\u202e\u001b[2J.yaml': 'rule: [' });
    const { stdout } = await run(['rules', 'lint', 'mine'], { cwd });
    expect(stdout).toContain('mine/\\u{202e}\\u{1b}[2J.yaml');
    expect(stdout.match(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu)).toBeNull();
  });
});

describe('flowdown new rule', () => {
  it('says where the schema is, where the program is installed', async () => {
    const cwd = folderWith({ 'node_modules/flowdown/schema/rule.schema.json': '{}', 'rules/README.md': '' });
    await run(['new', 'rule', 'rules/mine/thing'], { cwd });
    expect(readFileSync(join(cwd, 'rules/mine/thing.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.\.\/node_modules\/flowdown\/schema\/rule\.schema\.json\n# A rule, /,
    );
  });

  it('writes a pack and a rule that are sound as they stand', async () => {
    const cwd = folderWith({ 'rules/README.md': '' });
    const first = await run(['new', 'rule', 'rules/mine/thing'], { cwd });
    expect(first).toMatchObject({
      stdout: 'wrote rules/mine/pack.yaml\nwrote rules/mine/thing.yaml\n',
      stderr: '',
      code: 0,
    });
    const about = readFileSync(join(cwd, 'rules/mine/pack.yaml'), 'utf8');
    const second = await run(['new', 'rule', 'rules/mine/other.yaml'], { cwd });
    expect(second).toMatchObject({ stdout: 'wrote rules/mine/other.yaml\n', stderr: '', code: 0 });
    expect(readFileSync(join(cwd, 'rules/mine/pack.yaml'), 'utf8')).toBe(about);
    expect(readdirSync(join(cwd, 'rules/mine')).toSorted()).toEqual([
      'other.yaml',
      'pack.yaml',
      'thing.yaml',
    ]);
    const lint = await run(['rules', 'lint', 'rules/mine'], { cwd });
    expect(lint).toMatchObject({ stdout: 'mine: 2 rules are sound\n', stderr: '', code: 0 });
  });

  it('begins a pack in a folder that is there, the working folder included', async () => {
    const folder = folderWith({ 'mine/notes.txt': '' });
    const ran = await run(['new', 'rule', './thing'], { cwd: join(folder, 'mine') });
    expect(ran).toMatchObject({ stdout: 'wrote pack.yaml\nwrote thing.yaml\n', stderr: '', code: 0 });
    expect(readFileSync(join(folder, 'mine/pack.yaml'), 'utf8')).toContain('\npack: mine ');
  });

  it('leaves what is there as it is', async () => {
    const cwd = folderWith({ 'mine/thing.yaml': 'mine\n', file: '', 'target/x': '' });
    symlinkSync(join(cwd, 'target'), join(cwd, 'link'));
    symlinkSync(join(cwd, 'nowhere'), join(cwd, 'mine/dangling.yaml'));
    mkdirSync(join(cwd, 'mine/folder.yaml'));
    for (const [path, message] of [
      ['mine/thing', 'mine/thing is there already'],
      ['mine/dangling', 'mine/dangling is there already'],
      ['mine/folder', 'mine/folder is there already'],
      ['file/thing', 'the pack of file/thing is not a folder'],
      ['link/thing', 'the pack of link/thing is not a folder'],
      ['no/where/thing', 'there is no folder in which the pack of no/where/thing could be made'],
    ]) {
      expect(await run(['new', 'rule', path], { cwd })).toMatchObject(usage(message));
    }
    expect(readFileSync(join(cwd, 'mine/thing.yaml'), 'utf8')).toBe('mine\n');
    expect(existsSync(join(cwd, 'mine/pack.yaml'))).toBe(false);
    expect(readdirSync(join(cwd, 'target'))).toEqual(['x']);
  });

  it.each([
    ['thing', 'thing names no pack; write <pack-folder>/<name>'],
    ['mine/pack', 'pack.yaml says what a pack is about, so no rule is called pack'],
    ['mine/true', '"true" is no name for a rule or a pack: '],
    ['Mine/thing', '"Mine" is no name for a rule or a pack: '],
    ['mine/a\u202eb', '"a\\u{202e}b" is no name for a rule or a pack: '],
  ])('%j is bad usage', async (path, message) => {
    const cwd = folderWith();
    const { stdout, stderr, code } = await run(['new', 'rule', path], { cwd });
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.startsWith(`flowdown: ${message}`)).toBe(true);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('groups of commands', () => {
  it.each([
    [['rules'], 'Usage: flowdown rules '],
    [['new'], 'Usage: flowdown new '],
    [[], 'Usage: flowdown [options]'],
  ])('%j tells its own commands', async (args, usageLine) => {
    const { stdout, stderr, code } = await run(args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr.startsWith(usageLine)).toBe(true);
  });

  it('knows which commands there are', async () => {
    const { stderr, code } = await run(['rules', 'lst']);
    expect(stderr).toBe("flowdown: unknown command 'lst' (Did you mean list?)\n");
    expect(code).toBe(2);
  });
});
