import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Comparison, Reach } from '../../src/compare/comparison.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { plainFinding } from '../../src/findings/telling.ts';
import { comparisonMarkdown, type ComparisonOptions } from '../../src/report/pull-request/comparison.ts';
import { small } from './page-cases.ts';

const EMPTY: Comparison = {
  at: '2026-03-01',
  base: { name: 'main', commit: '0123456789abcdef0123456789abcdef01234567' },
  head: { name: 'HEAD' },
  parties: [],
  statements: [],
  entries: [],
  findings: [],
  gate: [],
};

const [sent, kept, listed]: readonly Finding[] = small().result?.findings.map(plainFinding) ?? [];

const REACH: Reach = {
  party: 'vendor',
  data: 'plates',
  categories: ['vehicle.license-plate.image'],
  owners: ['agency'],
  zone: 'office',
  way: 'keeps',
  system: 'share',
  certain: true,
  allowed: 'false',
  custody: sent.custody,
};

const gaining = (...gained: readonly Reach[]): Comparison => ({
  ...EMPTY,
  parties: [...new Set(gained.map(({ party }) => party))].map((party) => ({
    party,
    gained: gained.filter((each) => each.party === party),
    lost: [],
  })),
});

const commentOf = (comparison: Partial<Comparison>, options: Partial<ComparisonOptions> = {}): string =>
  comparisonMarkdown({ ...EMPTY, ...comparison }, { limit: 10, ...options });
const firstOf = (comparison: Partial<Comparison>): string => commentOf(comparison).split('\n')[0];

describe('the comment on a change', () => {
  it('is this', async () => {
    const { summary } = small().result ?? {};
    const comment = commentOf(
      {
        parties: [
          {
            party: 'vendor',
            gained: [REACH, { ...REACH, data: 'rota' }],
            lost: [{ ...REACH, way: 'views', data: 'scores', zone: 'port' }],
            added: { records: 1000, subjects: 900, lowerBound: true },
          },
        ],
        findings: [
          { fate: 'new', after: sent },
          { fate: 'fixed', before: listed },
          { fate: 'moved', before: kept, after: kept },
        ],
        statements: [
          {
            section: 'authorizations',
            id: 'lane',
            was: 'lane-2025',
            fate: 'widened',
            fields: [{ field: 'actions', before: ['view'], after: ['view', 'hold'], direction: 'wider' }],
          },
        ],
        gate: [{ setting: 'rules.core/opaque-flow', before: 'error', after: 'off' }],
      },
      { summary },
    );
    await expect(comment).toMatchFileSnapshot('golden/change.txt');
  });

  it('begins with the most serious thing that it makes possible', () => {
    const allowed: Reach = { ...REACH, party: 'agency-lab', allowed: 'true' };
    expect(firstOf(gaining(allowed, REACH))).toBe(
      '**This change lets `vendor` keep `plates` of `agency` in `office`, which is NOT AUTHORIZED, and 1 more party reaches new data; it adds no violation.**',
    );
    expect(firstOf(gaining({ ...allowed, way: 'reaches', certain: false }))).toBe(
      '**This change may let `agency-lab` reach `plates` of `agency` in `office`, which is authorized; it adds no violation.**',
    );
    expect(firstOf(gaining({ ...REACH, allowed: 'unknown' }))).toContain(
      'whether that is authorized is open',
    );
  });

  it('names few data sets and counts the others', () => {
    const many = Array.from({ length: 9 }, (_, i): Reach => ({ ...REACH, data: `data-${i}` }));
    expect(firstOf(gaining(...many))).toContain('keep `data-0`, `data-1`, `data-2` and 6 more data sets of');
  });

  it('says that nobody reaches anything new, and what it breaks and mends', () => {
    expect(firstOf({})).toBe('**This change lets nobody reach new data; it adds no violation.**');
    const findings: Comparison['findings'] = [
      { fate: 'new', after: sent },
      { fate: 'worsened', before: kept, after: kept },
      { fate: 'new', after: { ...listed, verdict: 'undecided' } },
      { fate: 'fixed', before: listed },
      { fate: 'new', after: { ...kept, waived: ['agreed'] } },
    ];
    expect(firstOf({ findings })).toBe(
      '**This change lets nobody reach new data; it adds 2 violations, leaves 1 undecided and ends 1 finding.**',
    );
    const comment = commentOf({ findings });
    expect(comment).toContain('<summary>1 finding new, and undecided</summary>');
    expect(comment).toContain('<summary>1 finding fixed</summary>');
    expect(comment).toContain('<summary>1 finding new, and waived</summary>');
  });

  it('tells no more new findings than asked for, and counts the rest', () => {
    const findings = [sent, kept, listed].map((after) => ({ fate: 'new', after }) as const);
    const comment = commentOf({ findings }, { limit: 1 });
    expect(comment.match(/^- \*\*/gm)).toHaveLength(1);
    expect(comment).toContain('_2 more findings not shown here._');
  });

  it('puts what it would do to the gate before everything else', () => {
    const comment = commentOf({ ...gaining(REACH), gate: [{ setting: 'baseline', after: 3 }] });
    expect(comment.indexOf('alter the gate')).toBeLessThan(comment.indexOf('| who |'));
    expect(comment).toContain('| `baseline` | not there | `3` |');
  });

  it('has nothing of a stranger but text', () => {
    const bad = '"]; <img src=x> | `x` [a](javascript:b) @all #1';
    const comment = commentOf({
      ...gaining({
        ...REACH,
        party: bad,
        zone: bad,
        system: bad,
        custody: sent.custody.map((step) => ({ ...step, system: bad, zone: bad })),
      }),
      entries: [
        {
          section: 'parties',
          id: bad,
          fate: 'changed',
          fields: [{ field: bad, before: bad, after: { [bad]: bad } }],
        },
      ],
      gate: [{ setting: bad, before: bad, after: [bad] }],
      base: { name: bad },
    });
    const html = new MarkdownIt({ html: true, linkify: true }).render(comment);
    expect(html).not.toMatch(/<(img|a)\b/);
    const drawing = /```mermaid\n([^]*?)```/.exec(comment)?.[1] ?? '';
    expect(drawing.match(/"/g)?.length).toBe(2 * (drawing.match(/\["|-[.-] "/g) ?? []).length);
    expect(html.replace(/<code[^]*?<\/code>/g, '')).not.toMatch(/@all|#1|javascript/);
  });

  it('stays within what a host takes', () => {
    const entries = Array.from({ length: 3000 }, (_, i) => ({
      section: 'flows',
      id: `flow-${i}`,
      fate: 'added' as const,
      fields: [],
    }));
    const comment = commentOf({ ...gaining(REACH), entries, findings: [{ fate: 'new', after: sent }] });
    expect(comment.length).toBeLessThan(65_536);
    const left = Number(/_(\d+) more entries not shown here\._/.exec(comment)?.[1]);
    expect((comment.match(/^- \*\*added\*\*/gm)?.length ?? 0) + left).toBe(3000);
  });
});
