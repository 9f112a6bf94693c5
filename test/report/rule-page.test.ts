import { describe, expect, it } from 'vitest';
import type { Pack, Rule } from '../../src/rules/format.ts';
import { explainRule } from '../../src/report/explain.ts';
import { ruleIndexPage, rulePage } from '../../src/report/rule-page.ts';

const RULE: Rule = {
  id: 'mine/thing',
  family: 'mine/thing',
  pack: 'mine',
  title: 'A *thing* | [x](y)',
  severity: 'error',
  for: 'transfer',
  refines: ['core/one', 'core/two'],
  params: { limit: { default: 'P30D', description: 'How\nlong.' } },
  where: { mode: 'copy' },
  unless: [
    { when: { ended: true }, because: 'it is over', unless: [{ when: { mode: 'move' }, because: 'moved' }] },
  ],
  require: { authorized: true },
  message: '{data} is <b>there</b>.',
  rationale: 'Because.',
  remedy: 'stop {flow}',
  references: ['A_B_ 1'],
  cases: [
    { title: 'One', verdict: 'violates', subject: 'flow:a/`b', manifest: { parties: { a: {} } } },
    {
      title: 'Two',
      verdict: 'undecided',
      at: '2020-01-01',
      trust: ['a'],
      required: ['b', 'c'],
      manifest: { note: '```' },
    },
  ],
};

const PACK: Pack = {
  pack: 'mine',
  title: 'Mine',
  description: 'All of it.',
  reviewed: '2026-01-15',
  rules: [RULE],
};

it('tells all there is to a rule', () => {
  expect(rulePage(RULE, { isLinked: true, note: 'Made.', reviewed: '2026-01-15' }))
    .toBe(`# A \\*thing\\* \\| \\[x\\](y)

\`mine/thing\`; severity error; looks at each [transfer](../../vocabulary.md#transfer); refines [\`core/one\`](../core/one.md) and [\`core/two\`](../core/two.md)

<!-- Made. -->

## Why

Because.

## What to do

stop \`{flow}\`

## A violation reads

\`{data}\` is \\<b\\>there\\</b\\>.

What stands in braces is filled in from the fact.

## Parameters

| parameter | default | what it is |
| --- | --- | --- |
| \`limit\` | \`30 days\` | How long. |

## Exceptions

- it is over; but not when:
  - moved

## Its conditions

\`\`\`yaml
where:
  mode: copy
unless:
  - when: { ended: true }
    unless: [{ when: { mode: move } }]
require:
  authorized: true
\`\`\`

## Where it comes from

- A\\_B\\_ 1

Reviewed: 2026-01-15. Not legal advice.

## Cases

Each is a whole manifest but for its first line, \`flowdown: 1\`, and the only file of its workspace.

### One

**violates it**, as of 2019-06-01; found for \`\` flow:a/\`b \`\`.

\`\`\`yaml
parties: { a: {} }
\`\`\`

### Two

**cannot be decided**, as of 2020-01-01; the file speaks for \`a\` only; manifests are required of \`b\` and \`c\`.

\`\`\`\`yaml
note: "\`\`\`"
\`\`\`\`
`);
});

it('has no links where it stands alone', () => {
  const page = rulePage(RULE);
  expect(page).toContain('looks at each transfer; refines `core/one` and `core/two`\n');
  expect(page).not.toContain('](..');
});

it('lists the rules of packs', () => {
  const page = ruleIndexPage([{ pack: PACK, more: 'mine.md' }], 'Made.');
  expect(page).toContain(`<!-- Made. -->

## mine

**Mine.** All of it.

Reviewed: 2026-01-15. Not legal advice. More on it is in [mine.md](../mine.md).

| rule | asks that | looks at | severity | refines |
| --- | --- | --- | --- | --- |
| [\`mine/thing\`](mine/thing.md) | A \\*thing\\* \\| \\[x\\](y) | [transfer](../vocabulary.md#transfer) | error | [\`core/one\`](core/one.md), [\`core/two\`](core/two.md) |
`);
});

const CLAUSE = { clause: 'dfars-1', cite: 'DFARS 1', parameter: 'incident-notice' } as const;

const LIKE: Rule = {
  ...RULE,
  id: 'mine/other',
  status: 'preview',
  like: 'mine/thing',
  params: {
    limit: { default: 'P3D', description: 'How long.', from: { ...CLAUSE, verified: 'unverified' } },
    days: { default: 3, description: 'How many.' },
  },
  inherited: { where: { mode: 'copy' }, unless: RULE.unless, params: [] },
  where: { ended: false },
  unless: undefined,
};

describe('a rule that is like another, and off by itself', () => {
  const page = rulePage(LIKE, { isLinked: true });
  const text = explainRule(LIKE, { reviewed: '2026-01-15' });

  it('says why it is off, and how it is switched on', () => {
    expect(page).toContain(
      'Preview: it is off by itself, since it rests on a number that nobody has verified.',
    );
    expect(text).toMatch(/\nIs it on\?\n {2}Preview: [^]*rules: \{ mine\/other: error \}/);
    expect(text).toMatch(/^mine\/other {3}off \(preview\)/);
    const template = explainRule({ ...LIKE, status: 'template' });
    expect(template).toContain('Template: it is off by itself, since it is a form that other rules fill in.');
    const optional = explainRule({ ...LIKE, status: 'optional' });
    expect(optional).toContain(
      'Optional: it is off by itself, for those alone who know that it concerns them.',
    );
    expect(ruleIndexPage([{ pack: { ...PACK, rules: [LIKE] } }])).toContain('| off (preview) |');
  });

  it('says what it is like', () => {
    expect(page).toContain('It is like [`mine/thing`](../mine/thing.md): ');
    expect(page).toContain('- it is over; but not when:\n  - moved\n');
    expect(text).toContain('It is like mine/thing, with parameters of its own.');
  });

  it('says what its numbers rest on', () => {
    const words = 'incident-notice of DFARS 1, unverified: nobody has read it in its source';
    expect(page).toContain(`| parameter | default | comes from | what it is |
| --- | --- | --- | --- |
| \`limit\` | \`3 days\` | ${words} | How long. |
| \`days\` | \`3\` |  | How many. |
`);
    expect(text.replace(/\s+/g, ' ')).toContain(`- limit: How long. 3 days by default (${words}).`);
  });

  it('shows its cases as examples', () => {
    expect(text).toContain('Reviewed: 2026-01-15. Not legal advice.');
    expect(text).toMatch(
      /\n {2}- One: violates it, as of 2019-06-01; found for flow:a\/`b\n\n {6}parties: \{ a: \{\} \}\n/,
    );
  });
});

it('tells of a rule that is like another what it takes from there', () => {
  const page = rulePage({
    ...RULE,
    like: 'core/one',
    inherited: {
      where: { 'data.derived': true },
      unless: [{ when: { contractor: false }, because: 'it is theirs' }],
    },
  });
  expect(page).toContain(`## Exceptions

- it is theirs
- it is over; but not when:
  - moved
`);
  expect(page).toContain(`where:
  all: [{ data.derived: true }, { mode: copy }]
unless:
  - when: { contractor: false }
  - when: { ended: true }
`);
});

it('lists templates in a table of their own', () => {
  const template: Rule = { ...RULE, id: 'mine/form', status: 'template' };
  const page = ruleIndexPage([{ pack: { ...PACK, rules: [RULE, template] } }]);
  const [rules, templates] = page.split('\n### Templates of mine\n');
  expect(rules).toContain('| [`mine/thing`](mine/thing.md) |');
  expect(rules).not.toContain('mine/form');
  expect(templates).toContain(`
| template | asks that | looks at | severity | parameters |
| --- | --- | --- | --- | --- |
| [\`mine/form\`](mine/form.md) | A \\*thing\\* \\| \\[x\\](y) | [transfer](../vocabulary.md#transfer) | error | \`limit\` |
`);
  const only = ruleIndexPage([{ pack: { ...PACK, rules: [template] } }]);
  expect(only).not.toContain('| rule |');
});
