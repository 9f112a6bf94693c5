import { describe, expect, it } from 'vitest';
import {
  FILE_MESSAGES,
  IMPORT_MESSAGES,
  LOGIC_MESSAGES,
  MESSAGES,
  TABLE_MESSAGES,
} from '../../src/manifest/messages.ts';
import { describe as describeProblem } from '../../src/manifest/problem.ts';
import { openWorkspace, type WorkspaceInput } from '../../src/run/workspace.ts';

const CONFIG = 'flowdown.config.yaml';
const HEAD = 'flowdown: 1\nparties: { agency: {}, vendor: {} }\n';

function open(files: Readonly<Record<string, string>>, config?: string | WorkspaceInput['config']) {
  const input: WorkspaceInput = {
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    ...(config !== undefined && {
      config: typeof config === 'string' ? { path: CONFIG, text: config } : config,
    }),
  };
  const { workspace, problems, textOf } = openWorkspace(input);
  return {
    workspace,
    problems: problems.map((problem) => ({
      code: problem.code,
      file: problem.file,
      shown: textOf(problem.file)?.slice(problem.start, problem.end),
      related: problem.related,
      ...describeProblem(problem),
    })),
  };
}

/** A manifest with data sets each inside the one before. */
function chainOf(length: number): string {
  const entry = (at: number) => ({
    category: 'a',
    owner: 'agency',
    ...(at > 0 && { contains: [`d${at - 1}`] }),
  });
  const data = Object.fromEntries(Array.from({ length }, (_, at) => [`d${at}`, entry(at)]));
  return JSON.stringify({ flowdown: 1, parties: { agency: {} }, data });
}

/** One case for each code that concerns a workspace as a whole. */
const CASES: Readonly<Record<string, { files: Record<string, string>; config?: string; shown: string }>> = {
  'unknown-reference': {
    files: { 'a.flow.yaml': `${HEAD}zones: { port: { operator: agncy } }\n` },
    shown: 'agncy',
  },
  'duplicate-id': {
    files: {
      'a.flow.yaml': `${HEAD}zones: { port: { operator: agency } }\n`,
      'b.flow.yaml': 'flowdown: 1\nzones: { port: { operator: vendor } }\n',
    },
    shown: 'port',
  },
  cycle: {
    files: {
      'a.flow.yaml': `${HEAD}data:\n  video: { category: a, owner: agency, contains: [face] }\n  face: { category: a, owner: agency, contains: [video] }\n`,
    },
    shown: 'face',
  },
  'too-involved': {
    files: { 'a.flow.json': chainOf(7000) },
    shown: '"data"',
  },
  'unknown-pack': { files: {}, config: 'packs: [cor]\n', shown: 'cor' },
  'unknown-rule': { files: {}, config: 'rules: { opaque-flw: off }\n', shown: 'opaque-flw' },
  'rule-not-on': { files: {}, config: 'rules: { blast-radius: off }\n', shown: 'blast-radius' },
  'rule-twice': {
    files: {},
    config: 'rules: { opaque-flow: off, core/opaque-flow: error }\n',
    shown: 'core/opaque-flow',
  },
  'extends-nothing': { files: {}, config: 'extends: [../base.yaml]\n', shown: '../base.yaml' },
  'unknown-parameter': {
    files: {},
    config:
      'packs: [case-cbp-2019]\nrules: { extractable-by-contractor: { params: { categoris: [health] } } }\n',
    shown: 'categoris',
  },
  'wrong-parameter': {
    files: {},
    config: 'packs: [case-cbp-2019]\nrules: { extractable-by-contractor: { params: { categories: P1Y } } }\n',
    shown: 'categories',
  },
  'ambiguous-trust': {
    files: { 'a/x.flow.yaml': HEAD },
    config: 'trust: { "a/**": [agency], "**": [vendor] }\n',
    shown: '{ "a/**": [agency], "**": [vendor] }',
  },
};

describe('problems of a workspace', () => {
  it.each(Object.entries(CASES))('%s is told at its place', (code, { files, config, shown }) => {
    const { workspace, problems } = open(files, config);
    expect(workspace).toBeUndefined();
    expect(problems.map((problem) => [problem.code, problem.shown])).toEqual([[code, shown]]);
  });

  it('names given for a parameter have to be ones that occur', () => {
    const setting = (names: string) =>
      `packs: [case-cbp-2019]\nrules: { pilot-control-gap: { params: { environments: ${names} } } }\n`;
    const [problem, ...others] = open({}, setting('[test, pilt]')).problems;
    expect(others).toEqual([]);
    expect([problem.code, problem.shown]).toEqual(['impossible-name', 'pilt']);
    expect(problem.message).toBe('"system.environment" can never be "pilt".');
    expect(problem.help).toBe('Did you mean "pilot"? It can be: production, pilot, test.');
    expect(open({}, setting('[production]')).problems).toEqual([]);
  });

  it('has a case for every code that no single file, rule or path gives', () => {
    const elsewhere = [
      'not-read',
      // Signatures, pins and manifests from elsewhere: test/cli/sign.test.ts, test/cli/pins.test.ts
      'broken-envelope',
      'guards-no-pack',
      'pack-changed',
      'pack-not-guarded',
      'pack-not-pinned',
      'pack-not-signed',
      'source-not-read',
      'unknown-signing-key',
      'pack-name',
      'rule-name',
      'refines-nothing',
      'unknown-attribute',
      'unknown-operator',
      'wrong-condition',
      'wrong-test',
      'not-at-system',
      'clause-taken',
      'like-nothing',
      'like-own',
      'like-too-long',
      'not-preview',
      'unknown-clause',
      'unknown-clause-parameter',
      'unknown-limit',
      'wrong-default',
      'unknown-placeholder',
      'undeclared-parameter',
      'unused-parameter',
      // Of rules that are like others, and of clauses (test/rules).
      'like-nothing',
      'like-own',
      'unknown-clause',
      'unknown-clause-parameter',
      'clause-taken',
      'wrong-default',
      'not-preview',
      'unknown-limit',
      // Of configurations that extend others (test/run/layers.test.ts).
      'extends-circle',
      'extends-deep',
      'workspace-key',
      // Of packs from elsewhere (test/cli/packs.test.ts).
      'name-taken',
      // Of files of other formats: test/cli/from.test.ts.
      'unknown-format',
      'nothing-to-import',
      'no-pack',
      'package-json',
      'package-packs',
      'package-without-packs',
      'several-packs',
      'pack-twice',
      'packs-clash',
      'ambiguous-rule',
    ];
    const codes = Object.keys(MESSAGES).filter(
      (code) =>
        ![FILE_MESSAGES, IMPORT_MESSAGES, LOGIC_MESSAGES, TABLE_MESSAGES].some((table) => code in table) &&
        !elsewhere.includes(code),
    );
    expect(Object.keys(CASES).sort()).toEqual(codes.sort());
  });

  it('tells all of them at once, in every file', () => {
    const { problems } = open(
      {
        'a.flow.yaml': `${HEAD}zones: { port: { operator: agncy } }\nflows: { send: { from: x, to: y } }\n`,
        'b.flow.yaml': 'flowdown: 1\nzones: { port: { operator: agency } }\n',
      },
      {},
    );
    expect(problems.map(({ code, file }) => `${file} ${code}`)).toEqual([
      'a.flow.yaml unknown-reference',
      'a.flow.yaml unknown-reference',
      'a.flow.yaml unknown-reference',
      'b.flow.yaml duplicate-id',
    ]);
  });

  it('names the other place of an id that is declared twice, and the nearest id', () => {
    const [duplicate] = open(CASES['duplicate-id'].files).problems;
    expect(duplicate.related).toMatchObject([{ file: 'a.flow.yaml', note: 'first declared here' }]);
    const [unknown] = open(CASES['unknown-reference'].files).problems;
    expect(unknown.help).toContain('Did you mean "agency"?');
  });
});

describe('trust', () => {
  const trust = { 'agency/*': ['agency'], 'vendor/*': ['vendor'] };

  it('lets the first entry that may declare an id have it, and tells of the other', () => {
    const { workspace } = open(
      {
        'agency/a.flow.yaml': `${HEAD}data: { plates: { category: vehicle, owner: agency } }\n`,
        'vendor/v.flow.yaml': 'flowdown: 1\ndata: { plates: { category: misc, owner: vendor } }\n',
      },
      { trust },
    );
    expect(workspace?.model.data.entry.at(0).owner).toBe('agency');
    expect(workspace?.model.unentitled).toMatchObject([{ subject: 'data:plates', defect: 'name-taken' }]);
  });

  it('keeps two files of one entry from declaring one id', () => {
    const data = 'data: { plates: { category: vehicle, owner: agency } }\n';
    const { problems } = open(
      { 'agency/a.flow.yaml': HEAD + data, 'agency/b.flow.yaml': `flowdown: 1\n${data}` },
      { trust },
    );
    expect(problems.map(({ code }) => code)).toEqual(['duplicate-id']);
  });

  it('takes what refers to a statement without effect as referring to nothing', () => {
    const { workspace, problems } = open(
      {
        'vendor/v.flow.yaml': `${HEAD}zones: { office: { operator: vendor }, port: { operator: agency } }
systems: { share: { zone: office }, lane: { zone: port, custodian: vendor } }
data: { plates: { category: vehicle, owner: agency } }
flows: { send: { from: lane, to: share, data: [plates] } }
`,
      },
      { trust },
    );
    expect(problems).toEqual([]);
    expect(workspace?.model.data.ids).toEqual([]);
    expect([...(workspace?.model.flows.data.items ?? [])]).toEqual([]);
    expect(workspace?.model.unentitled.map(({ subject }) => subject)).toEqual(['data:plates', 'zones:port']);
  });

  it('tells what nobody declares in a statement without effect as well, each place once', () => {
    const { workspace, problems } = open(
      {
        'vendor/v.flow.yaml': `${HEAD}contracts:
  main: { acquirer: agency, supplier: vendr, subcontracting: { approved: [other] } }
`,
      },
      { trust },
    );
    expect(workspace).toBeUndefined();
    expect(problems.map(({ code, shown }) => `${code} ${shown}`)).toEqual([
      'unknown-reference vendr',
      'unknown-reference other',
    ]);
  });
});

describe('faults of a file and faults between files', () => {
  const BROKEN = `flowdown: 1
parties: { agency: {}, vendor: { colour: red } }
zones: { port: { operator: agncy } }
systems:
  camera: { zone: prt, period: { from: 2019-02-30 }, retention: 30 days }
data:
  video: { category: a, owner: agency, contains: [face] }
  face: { category: a, owner: agency, contains: [video], records: many }
flows: { send: { from: camera, to: camera, data: [vido], speed: 9 } }
`;

  it('are told together', () => {
    const { problems } = open({
      'a.flow.yaml': BROKEN,
      'b.flow.yaml': 'flowdown: 1\nparties: { agency: {} }\n',
    });
    expect(problems.map(({ code, shown }) => `${code} ${shown}`)).toEqual([
      'unknown-key colour',
      'unknown-reference agncy',
      'unknown-reference prt',
      'bad-date 2019-02-30',
      'bad-duration 30 days',
      'cycle face',
      'wrong-type many',
      'unknown-reference vido',
      'unknown-key speed',
      'duplicate-id agency',
    ]);
  });

  it('leave references alone where a file cannot be understood at all', () => {
    const { problems } = open({ 'a.flow.yaml': BROKEN, 'b.flow.yaml': 'flowdown: 1\n  zones: {' });
    expect(problems.map(({ code }) => code)).not.toContain('unknown-reference');
  });
});
