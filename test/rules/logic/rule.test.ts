/** Conditions that are well formed and cannot be meant: each message, at its place, with what to do. */
import { describe, expect, it } from 'vitest';
import { LOGIC_MESSAGES } from '../../../src/manifest/messages.ts';
import { describe as describeProblem } from '../../../src/manifest/problem.ts';
import { readPack } from '../../../src/rules/pack.ts';

const PACK = {
  path: 'mine/pack.yaml',
  text: 'pack: mine\ntitle: Mine\ndescription: A test.\nreviewed: 2026-01-01\n',
};

const HEAD = `title: A thing
severity: error
message: Something happened.
rationale: Because.
remedy: Do it.
references: [None]
`;

const OPEN = 'cases: [{ title: T, verdict: undecided, manifest: {} }]\n';
const CLOSED = 'cases: [{ title: T, verdict: violates, manifest: {} }]\n';

/** A rule on transfers, unless it says otherwise. */
function ruleText(conditions: string, cases = OPEN): string {
  const kind = /^(for|like):/m.test(conditions) ? '' : 'for: transfer\n';
  return `rule: thing\n${HEAD}${kind}${conditions}\n${cases}`;
}

interface Told {
  readonly code: string;
  readonly at: string;
  readonly beside: readonly string[];
  readonly says: string;
}

/** What is told of a rule: the code, the text that it is shown at, the places beside it, and the words. */
function told(
  conditions: string,
  cases?: string,
  others: readonly { path: string; text: string }[] = [],
): Told[] {
  const text = ruleText(conditions, cases);
  const { problems } = readPack([PACK, { path: 'mine/thing.yaml', text }, ...others]);
  return problems.map((problem) => {
    const { message, help } = describeProblem(problem);
    const beside = (problem.related ?? []).map(({ start, end }) => text.slice(start, end));
    return {
      code: problem.code,
      at: text.slice(problem.start, problem.end),
      beside,
      says: `${message} ${help}`,
    };
  });
}

const REQUIRE = 'require: { flow.logged: true }';

/** Conditions with what is told of them: code, place, and a part of the words. */
const TOLD: readonly (readonly [
  conditions: string,
  code: keyof typeof LOGIC_MESSAGES,
  at: string,
  says: string,
])[] = [
  // Names of closed lists.
  [
    'require: { mode: copi }',
    'impossible-name',
    'copi',
    '"mode" can never be "copi". Did you mean "copy"? It can be: copy, move, view.',
  ],
  [
    'where: { to.kind: { one-of: [server, sever] } }\n' + REQUIRE,
    'impossible-name',
    'sever',
    'Did you mean "server"?',
  ],
  [
    'where: { to.kind: { not: { one-of: [server, sever] } } }\n' + REQUIRE,
    'impossible-name',
    'sever',
    'device',
  ],
  [
    'where: { to.kind: { is-a: [server.big] } }\n' + REQUIRE,
    'impossible-name',
    'server.big',
    '"to.kind" can never be',
  ],
  ['where: { flow.channel: { matches: "mail*" } }\n' + REQUIRE, 'impossible-name', '"mail*"', 'email'],
  [
    'require: { to.ports.removableMedia: { not: unknown } }',
    'impossible-name',
    'unknown',
    'ask for "stated: false".',
  ],
  ['where: { closest.failed: custdy }\n' + REQUIRE, 'impossible-name', 'custdy', '"custody"'],
  [
    'for: use\nwhere: { closest.failed: custdy }\nrequire: { ended: false }',
    'impossible-name',
    'custdy',
    '"custody"',
  ],
  ['for: exposure\nrequire: { of: system }', 'impossible-name', 'system', 'zone, party'],
  [
    'for: authorization\nrequire: { actions: { none: { one-of: [reed] } } }',
    'impossible-name',
    'reed',
    'collect, hold',
  ],
  ['for: authorization\nrequire: { unused-actions: { none: hoold } }', 'impossible-name', 'hoold', '"hold"'],
  [
    'for: handling\nrequire: { systems: { every: { environment: prod, logging: true } } }',
    'impossible-name',
    'prod',
    'production',
  ],
  [
    'params: { modes: { default: [copy, coppy], description: D } }\nwhere: { mode: { one-of: { param: modes } } }\n' +
      REQUIRE,
    'impossible-name',
    'coppy',
    '"copy"',
  ],
  // Names in lists.
  [
    'where: { data.category: { is-a: [biometric, biometric.face] } }\n' + REQUIRE,
    'needless-name',
    'biometric.face',
    'in this list already, as "biometric"',
  ],
  ['where: { purpose: { one-of: [a, b, a] } }\n' + REQUIRE, 'needless-name', 'a', 'as "a"'],
  [
    'params: { categories: { default: [health, health.lab], description: D } }\nwhere: { data.category: { is-a: { param: categories } } }\n' +
      REQUIRE,
    'needless-name',
    'health.lab',
    'as "health"',
  ],
  // What nothing can pass.
  [
    'where: { data.sources: { count: { below: 0 } } }\n' + REQUIRE,
    'never-true',
    'data.sources',
    'Nothing can pass this test.',
  ],
  ['where: { data.sources: { count: 1.5 } }\n' + REQUIRE, 'never-true', 'data.sources', 'Nothing can pass'],
  [
    'where: { data.subjects: { at-most: -1 } }\n' + REQUIRE,
    'never-true',
    'data.subjects',
    'Nothing can pass',
  ],
  [
    'where: { data.retention: { below: P0D } }\n' + REQUIRE,
    'never-true',
    'data.retention',
    'Nothing can pass',
  ],
  [
    'where: { purpose: { is-a: [a], matches: "*", not: { is-a: [b] } } }\n' + REQUIRE,
    'needless-test',
    'matches',
    '',
  ],
  ['where: { data.subjects: { at-most: 2, at-least: 3 } }\n' + REQUIRE, 'never-true', 'data.subjects', ''],
  [
    'where: { data.retention: { at-most: P1M, above: P40D } }\n' + REQUIRE,
    'never-true',
    'data.retention',
    '',
  ],
  ['where: { purpose: { one-of: [a, b], is-a: [c] } }\n' + REQUIRE, 'never-true', 'purpose', ''],
  [
    'where: { data.category: { some: { matches: "x*", is-a: [y], one-of: [y.a] } } }\n' + REQUIRE,
    'never-true',
    'data.category',
    '',
  ],
  // What nothing can fail.
  [
    'where: { data.sources: { count: { at-least: 0 } } }\n' + REQUIRE,
    'never-false',
    'data.sources',
    'Nothing can fail this',
  ],
  ['where: { data.subjects: { above: -1 } }\n' + REQUIRE, 'never-false', 'data.subjects', ''],
  ['require: { any: [{ flow.logged: true }, { not: { flow.logged: true } }] }', 'never-false', 'any', ''],
  ['require: { any: [{ flow.logged: true }, { flow.logged: false }] }', 'never-false', 'any', ''],
  ['where: { mode: { one-of: [copy, move, view] } }\n' + REQUIRE, 'never-false', 'mode', ''],
  ['where: { mode: { matches: "*" } }\n' + REQUIRE, 'never-false', 'mode', ''],
  // What cannot be true together.
  [
    'where: { all: [{ mode: copy }, { mode: view }] }\n' + REQUIRE,
    'contradiction',
    'mode',
    'never be true together with "where > all 1 > mode"',
  ],
  [
    'where: { mode: copy, all: [{ flow.logged: true }, { all: [{ mode: view }] }] }\n' + REQUIRE,
    'contradiction',
    'mode',
    '"where > mode"',
  ],
  [
    'where: { purpose: { is-a: [a] }, not: { purpose: { is-a: [a] } } }\n' + REQUIRE,
    'contradiction',
    'not',
    '',
  ],
  [
    'where: { purpose: { is-a: [a] }, all: [{ purpose: { is-a: [b] } }] }\n' + REQUIRE,
    'contradiction',
    'purpose',
    '',
  ],
  [
    'where: { purpose: { matches: "b*" }, all: [{ purpose: a.b }] }\n' + REQUIRE,
    'contradiction',
    'purpose',
    '',
  ],
  [
    'where: { purpose: { stated: false }, all: [{ purpose: a }] }\n' + REQUIRE,
    'contradiction',
    'purpose',
    '',
  ],
  ['where: { contractor: true, not: { contractor: true } }\n' + REQUIRE, 'contradiction', 'not', ''],
  [
    'where: { to.zone: a, all: [{ to.zone: { one-of: [b, c] } }] }\n' + REQUIRE,
    'contradiction',
    'to.zone',
    '',
  ],
  [
    'where: { mode: { not: copy }, all: [{ mode: { not: move } }, { mode: { not: view } }] }\n' + REQUIRE,
    'contradiction',
    'mode',
    '"where > mode" and "where > all 1 > mode"',
  ],
  [
    'where: { data.category: { none: { is-a: [a] } }, all: [{ data.category: a.b }] }\n' + REQUIRE,
    'contradiction',
    'data.category',
    '',
  ],
  [
    'where: { data.sources: { count: 0, some: { derived: true } } }\n' + REQUIRE,
    'contradiction',
    'some',
    '"where > data.sources > count"',
  ],
  [
    'where: { contractor: true, mode: copy, any: [{ contractor: false }, { all: [{ purpose: a }, { mode: view }] }] }\n' +
      REQUIRE,
    'contradiction',
    'any',
    '"where > contractor"',
  ],
  [
    'params: { n: { default: 5, description: D } }\nwhere: { data.subjects: { at-most: { param: n } }, all: [{ data.subjects: { above: { param: n } } }] }\n' +
      REQUIRE,
    'contradiction',
    'data.subjects',
    '',
  ],
  [
    'for: party\nwhere: { assessments: { some: { current: true, not: { current: true } } } }\nrequire: { contact: { stated: true } }',
    'contradiction',
    'not',
    '"where > assessments > some > current"',
  ],
  // What says nothing more.
  [
    'where: { mode: copy, all: [{ mode: { one-of: [copy, move] } }] }\n' + REQUIRE,
    'needless-test',
    'mode',
    'adds nothing to "where > mode"',
  ],
  [
    'where: { data.subjects: { at-most: 2 }, all: [{ data.subjects: { at-most: 3 } }] }\n' + REQUIRE,
    'needless-test',
    'data.subjects',
    '',
  ],
  [
    'where: { data.category: { is-a: [biometric] }, all: [{ data.category: { is-a: [biometric.face] } }] }\n' +
      REQUIRE,
    'needless-test',
    'data.category',
    '"where > all 1 > data.category"',
  ],
  [
    'where: { purpose: { is-a: [a], one-of: [a.b, a.c] } }\n' + REQUIRE,
    'needless-test',
    'is-a',
    '"where > purpose > one-of"',
  ],
  ['require: { any: [{ mode: copy }, { mode: { one-of: [copy, move] } }] }', 'needless-test', 'mode', ''],
  [
    'for: party\nwhere: { training: { some: { on: { within-last: P1Y } } }, all: [{ training: { some: { on: { within-last: P2Y } } } }] }\nrequire: { contact: { stated: true } }',
    'needless-test',
    'training',
    '',
  ],
  // Exceptions.
  [
    'where: { mode: copy }\nunless: [{ when: { mode: view }, because: B }]\n' + REQUIRE,
    'idle-exception',
    'when',
    'ruled out by "where > mode"',
  ],
  [
    'unless: [{ when: { mode: copy }, because: B, unless: [{ when: { mode: view }, because: B }] }]\n' +
      REQUIRE,
    'idle-exception',
    'when',
    '"unless 1 > when > mode"',
  ],
  [
    'unless: [{ when: { mode: copy }, because: B, unless: [{ when: { mode: { not: view } }, because: B }] }]\n' +
      REQUIRE,
    'idle-exception',
    'when',
    '"unless 1 > unless 1"',
  ],
  [
    'unless: [{ when: { mode: { not: copy } }, because: B }, { when: { mode: view, contractor: true }, because: B }]\n' +
      REQUIRE,
    'covered-exception',
    'when',
    '"unless 1 > when"',
  ],
  // Rules that nothing violates.
  [
    'where: { mode: copy, contractor: true }\nrequire: { mode: { not: view } }',
    'never-violated',
    'require',
    'by "where > mode"',
  ],
  [
    'where: { mode: copy }\nunless: [{ when: { mode: { not: view } }, because: B }]\n' + REQUIRE,
    'never-violated',
    'when',
    '',
  ],
];

describe('conditions that cannot be meant', () => {
  it.each(TOLD)('%s', (conditions, code, at, says) => {
    const problems = told(conditions);
    expect(problems.map((problem) => [problem.code, problem.at])).toEqual([[code, at]]);
    expect(problems[0].says).toContain(says);
    expect(problems[0].says).not.toMatch(/[[\]{}]|\?$/);
  });

  it('has a case for each message', () => {
    const codes = new Set<string>([...TOLD.map(([, code]) => code), 'unthought-unknown']);
    expect(Object.keys(LOGIC_MESSAGES).filter((code) => !codes.has(code))).toEqual([]);
  });

  it('shows the other place', () => {
    const [problem] = told('where: { mode: copy, all: [{ mode: view }] }\n' + REQUIRE);
    expect(problem.beside).toEqual(['mode']);
  });

  it('tells all of them at once', () => {
    const codes = told(
      'where: { mode: copi, all: [{ purpose: a }, { purpose: b }] }\nrequire: { flow.channel: x, data.subjects: { below: 0 } }',
    ).map(({ code }) => code);
    expect(codes).toEqual(['impossible-name', 'contradiction', 'impossible-name', 'never-true']);
  });
});

describe('conditions that can be meant', () => {
  it.each([
    // Of several values, different ones can pass.
    'where: { data.category: a, all: [{ data.category: b }] }',
    'where: { data.category: { every: a }, all: [{ data.category: { none: a } }] }',
    'for: authorization\nwhere: { actions: { stated: false, some: hold } }\nrequire: { used: true }',
    'for: authorization\nwhere: { channels: { stated: false }, not: { channels: { subset-of: purposes } } }\nrequire: { used: true }',
    // Whether something is stated is a question of its own.
    'where: { purpose: { stated: true }, all: [{ purpose: a }] }',
    'where: { any: [{ purpose: { stated: false } }, { purpose: a }] }',
    // Which is longer hangs on the month, or on the configuration.
    'where: { data.retention: { at-most: P30D, at-least: P1M } }',
    'params: { a: { default: [x], description: D } }\nwhere: { purpose: { one-of: { param: a } }, all: [{ purpose: y }] }',
    'where: { data.subjects: { above: 2, below: 3 } }',
    'where: { purpose: { is-a: [a, b] }, all: [{ purpose: { is-a: [b, c] } }] }',
    'where: { purpose: { is-a: [a], not: a } }',
    'where: { purpose: { is-a: [a], matches: "*b" } }',
    // An exception with exceptions leaves something.
    'unless: [{ when: { mode: { not: copy } }, because: B, unless: [{ when: { contractor: true }, because: B }] }, { when: { mode: view }, because: B }]',
    // What every fact of a kind has is a rule on the kind.
    'for: statement\nrequire: { entitled: true }',
  ])('%s', (conditions) => {
    expect(told(/require:/.test(conditions) ? conditions : `${conditions}\n${REQUIRE}`)).toEqual([]);
  });
});

describe('what may be unknown', () => {
  const without = (conditions: string) => told(conditions, CLOSED).map(({ code, at }) => [code, at]);

  it('wants an undecided case, once for each path', () => {
    const conditions =
      'where: { purpose: { is-a: [a] }, not: { flow.channel: email } }\nrequire: { purpose: { not: a.b } }';
    expect(without(conditions)).toEqual([
      ['unthought-unknown', 'purpose'],
      ['unthought-unknown', 'flow.channel'],
    ]);
    expect(told(conditions)).toEqual([]);
    expect(told(conditions, CLOSED)[0].says).toBe(
      'Where nobody states "purpose", the answer is undecided, and nothing in the rule says that this is meant. ' +
        'Add a case with the verdict undecided, or ask for "stated".',
    );
  });

  it('or a word on whether it is stated', () => {
    expect(without('where: { purpose: { stated: true } }\nrequire: { purpose: a }')).toEqual([]);
    expect(
      without('unless: [{ when: { purpose: { stated: false } }, because: B }]\nrequire: { purpose: a }'),
    ).toEqual([]);
    expect(without('where: { to.zone.operator: { stated: true } }\nrequire: { to.zone: a }')).toEqual([]);
    expect(without('where: { to.zone: { stated: true } }\nrequire: { to.zone.operator: a }')).toEqual([
      ['unthought-unknown', 'to.zone.operator'],
    ]);
  });

  it('on the thing that is asked about', () => {
    const conditions = (stated: string) =>
      `for: party\nwhere: { contact: { stated: true } }\nrequire: { training: { ${stated}every: { topic: { one-of: [a] } } } }`;
    expect(without(conditions(''))).toEqual([
      ['unthought-unknown', 'training'],
      ['unthought-unknown', 'topic'],
    ]);
    expect(without(conditions('stated: true, '))).toEqual([['unthought-unknown', 'topic']]);
  });

  it('and on what a value is compared with', () => {
    expect(without('require: { mode: { same-as: purpose } }')).toEqual([['unthought-unknown', 'mode']]);
  });

  it('does not ask where nothing is unknown', () => {
    expect(without('where: { mode: copy }\nrequire: { contractor: false }')).toEqual([]);
  });
});

describe('a rule that is like another', () => {
  const base = {
    path: 'mine/base.yaml',
    text: `rule: base\n${HEAD}for: transfer
params: { modes: { default: [copy], description: D } }
where: { contractor: true }
unless: [{ when: { ended: true }, because: B }]
require: { mode: { not: { one-of: { param: modes } } } }
${CLOSED}`,
  };
  const like = (more: string) =>
    told(`like: mine/base\n${more}`, CLOSED, [base]).map(({ code, at, says }) => [code, at, says]);

  it('is told of what stands in its own file', () => {
    expect(like('')).toEqual([]);
    expect(like('where: { contractor: false }')).toEqual([
      [
        'contradiction',
        'contractor',
        expect.stringContaining('"where > contractor" of the rule that it is like'),
      ],
    ]);
    expect(like('unless: [{ when: { ended: true, mode: view }, because: B }]')).toEqual([
      ['covered-exception', 'when', expect.stringContaining('"unless 1 > when" of the rule that it is like')],
    ]);
    expect(like('params: { modes: { default: [coppy] } }')).toEqual([
      ['impossible-name', 'coppy', expect.stringContaining('"copy"')],
    ]);
    expect(like('where: { purpose: a }')).toEqual([['unthought-unknown', 'purpose', expect.any(String)]]);
  });

  it('may rule out what the other excepts', () => {
    expect(like('where: { ended: false }')).toEqual([]);
  });
});
