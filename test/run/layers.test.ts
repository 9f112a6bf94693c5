import { describe, expect, it } from 'vitest';
import { describe as wordsFor } from '../../src/manifest/problem.ts';
import { readPack, check, type FoundPacks } from '../../src/index.ts';
import { ruleSkeleton, packSkeleton } from '../../src/rules/skeleton.ts';
import { openSettings } from '../../src/run/settings.ts';

const OWN = 'flowdown.config.yaml';

function opened(texts: Readonly<Record<string, string>>, packs?: FoundPacks) {
  const { [OWN]: own, ...others } = texts;
  return openSettings({
    config: { path: OWN, text: own },
    extended: new Map(Object.entries(others).map(([path, text]) => [path, { text }])),
    packs,
  });
}

function problemsOf(texts: Readonly<Record<string, string>>) {
  const { problems, config } = opened(texts);
  expect(config).toBeUndefined();
  return problems.map(({ code, file, start, end, values }) => [
    file,
    code,
    texts[file].slice(start, end),
    wordsFor({ code, values }).message,
  ]);
}

const severityOf = (texts: Readonly<Record<string, string>>, rule: string) =>
  opened(texts).rules?.rules.find((each) => each.rule.id === rule)?.severity;

describe('extends', () => {
  it('merges severity and parameters of one rule from several files', () => {
    const { config, rules } = opened({
      [OWN]: `extends: [./base.yaml]
packs: [core]
rules: { case-cbp-2019/blast-radius: { params: { people: 5 } } }
undecided: error
`,
      'base.yaml': `packs: [case-cbp-2019]
failOn: warning
undecided: info
rules: { blast-radius: { severity: info, params: { people: 7, categories: [health] } } }
`,
    });
    expect(rules?.packs.map(({ pack }) => pack)).toEqual(['case-cbp-2019', 'core']);
    const rule = rules?.rules.find((each) => each.rule.id === 'case-cbp-2019/blast-radius');
    expect([rule?.severity, rule?.params]).toEqual(['info', { people: 5, categories: ['health'] }]);
    expect([config?.failOn, config?.undecided]).toEqual(['warning', 'error']);
  });

  it('lets later files decide over earlier ones, and counts a file once', () => {
    const base = (level: string) => `rules: { opaque-flow: ${level} }\n`;
    const files = { 'a.yaml': base('info'), 'b.yaml': base('warning') };
    expect(severityOf({ [OWN]: 'extends: [./a.yaml, ./b.yaml]\n', ...files }, 'core/opaque-flow')).toBe(
      'warning',
    );
    expect(severityOf({ [OWN]: 'extends: [./b.yaml, ./a.yaml]\n', ...files }, 'core/opaque-flow')).toBe(
      'info',
    );
    // b extends root as a does, which undoes nothing of what a says.
    const diamond = {
      [OWN]: 'extends: [./a.yaml, ./b.yaml]\n',
      'a.yaml': 'extends: [./root.yaml]\nrules: { opaque-flow: info }\n',
      'b.yaml': 'extends: [./root.yaml]\n',
      'root.yaml': base('warning'),
    };
    expect(severityOf(diamond, 'core/opaque-flow')).toBe('info');
  });

  it('reads paths from the file in which they stand', () => {
    const texts = {
      [OWN]: 'extends: [../shared/a.yaml]\n',
      '../shared/a.yaml': 'extends: [./deep/b.yaml]\n',
      '../shared/deep/b.yaml': 'rules: { opaque-flow: off }\n',
    };
    expect(severityOf(texts, 'core/opaque-flow')).toBeUndefined();
    expect(opened(texts).layers.map(({ path }) => path)).toEqual([
      '../shared/deep/b.yaml',
      '../shared/a.yaml',
      OWN,
    ]);
  });

  it('puts overrides of the base before those of the file, so that these decide', () => {
    const { rules } = opened({
      [OWN]: 'extends: [./a.yaml]\noverrides: [{ files: ["x/*"], rules: { opaque-flow: error } }]\n',
      'a.yaml': 'overrides: [{ files: ["**"], rules: { core/opaque-flow: off } }]\n',
    });
    const rule = rules?.rules.find((each) => each.rule.id === 'core/opaque-flow');
    expect([rule?.levelIn?.('x/a'), rule?.levelIn?.('y/a')]).toEqual(['error', 'off']);
  });

  it('says everything that is wrong, in every file', () => {
    expect(
      problemsOf({
        [OWN]: 'extends: [./a.yaml, ./none.yaml, /etc/x.yaml]\nrules: { opaque-flw: off }\n',
        'a.yaml':
          'extends: [./b.yaml]\ntrust: { "**": [me] }\nrules: { opaque-flow: { params: { x: 1 } } }\n',
        'b.yaml': 'extends: [./a.yaml]\nrequired: [me]\nfailOn: never\n',
      }),
    ).toEqual([
      ['a.yaml', 'workspace-key', 'trust', expect.stringContaining('flowdown.config.yaml extends this file')],
      ['a.yaml', 'unknown-parameter', 'x', 'The rule has no parameter "x".'],
      ['b.yaml', 'extends-circle', './a.yaml', 'Nothing can extend itself: a.yaml > b.yaml > a.yaml.'],
      ['b.yaml', 'workspace-key', 'required', expect.stringContaining('a.yaml extends this file')],
      [OWN, 'extends-nothing', './none.yaml', expect.stringContaining('there is no such file')],
      [OWN, 'extends-nothing', '/etc/x.yaml', expect.stringContaining('it is no path from this file')],
    ]);
  });

  it.each(['trust: { "**": [a] }', 'required: [a]', 'include: ["**"]', 'exclude: ["**"]', 'at: 2026-01-01'])(
    'refuses what belongs to a workspace: %s',
    (line) => {
      const [[file, code, shown]] = problemsOf({ [OWN]: 'extends: [./a.yaml]\n', 'a.yaml': `${line}\n` });
      expect([file, code, shown]).toEqual(['a.yaml', 'workspace-key', line.slice(0, line.indexOf(':'))]);
    },
  );

  it('does not guess what a file that cannot be read would have said', () => {
    const problems = problemsOf({
      [OWN]: 'extends: [./a.yaml]\nrules: { mine/thing: off }\n',
      'a.yaml': 'packs: [\n',
    });
    expect(problems.map(([file, code]) => [file, code])).toEqual([['a.yaml', 'yaml-syntax']]);
  });

  it('ends where a chain is too long', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [at === 0 ? OWN : `${at}.yaml`, `extends: [./${at + 1}.yaml]\n`]),
    );
    expect(problemsOf(texts).map(([file, code]) => [file, code])).toEqual([['32.yaml', 'extends-deep']]);
  });
});

describe('rules by name', () => {
  it.each([
    ['opaque-flw', 'unknown-rule', 'Did you mean "core/opaque-flow"?'],
    ['core/opaque-flw', 'unknown-rule', 'Did you mean "core/opaque-flow"?'],
    ['blast-radius', 'rule-not-on', 'Add case-cbp-2019 to "packs"'],
    ['case-cbp-2019/blast-radius', 'rule-not-on', 'Add case-cbp-2019 to "packs"'],
  ])('%s is %s', (name, code, help) => {
    const { problems } = opened({ [OWN]: `rules: { ${name}: off }\n` });
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(wordsFor(problems[0]).help).toContain(help);
  });
});

describe('packs for the library', () => {
  const files = (pack: string, more = '') => [
    { path: `${pack}/pack.yaml`, text: packSkeleton(pack, '2026-01-01') + more },
    { path: `${pack}/thing.yaml`, text: ruleSkeleton('thing') },
  ];

  it('are read from texts, and found by what names them', () => {
    const base = readPack(files('base')).pack;
    const mine = readPack(files('mine', 'extends: [base]\n'), base && [base]).pack;
    const packs = new Map([base, mine].map((pack) => [pack?.pack, pack]));
    const found: FoundPacks = (name) =>
      packs.has(name) ? { pack: packs.get(name), folder: name } : undefined;
    const { result, problems } = check(
      { files: [{ path: 'a.flow.yaml', text: 'flowdown: 1\n' }], config: { packs: ['mine'] }, packs: found },
      { at: '2026-01-01' },
    );
    expect(problems).toEqual([]);
    expect(result?.packs).toEqual(['base', 'mine']);
    // Both have a rule of that name.
    const { problems: ambiguous } = opened({ [OWN]: 'packs: [mine]\nrules: { thing: off }\n' }, found);
    expect(ambiguous.map(({ code, values }) => [code, values.rules])).toEqual([
      ['ambiguous-rule', 'base/thing, mine/thing'],
    ]);
  });
});
