import { describe, expect, it } from 'vitest';
import { builtInCatalogue, builtInPacks, builtInTaxonomy } from '../../src/rules/built-in.ts';
import { catalogueOf, standsFor } from '../../src/rules/catalogue.ts';
import type { Clause } from '../../src/rules/catalogue-format.ts';
import { sortOf } from '../../src/rules/params.ts';

const clause = (more: Partial<Clause> = {}): Clause => ({
  cite: 'Act',
  title: 'T',
  kind: 'law',
  summary: 'S.',
  verified: 'read',
  source: 'The act.',
  checked: '2026-01-01',
  ...more,
});

describe('the clauses that come with the product', () => {
  const catalogue = [...builtInCatalogue()];

  it('say where they were read, unless they were not', () => {
    const silent = catalogue.filter(([, { source, verified }]) => verified !== 'unverified' && source === '');
    expect(silent).toEqual([]);
    expect(catalogue.length).toBeGreaterThan(200);
  });

  it('are cited by one name each', () => {
    const cites = catalogue.map(([, { cite }]) => cite);
    expect(new Set(cites).size).toBe(cites.length);
  });

  it('replace clauses that are there, or were before there was a catalogue', () => {
    const ids = new Set(catalogue.flatMap(([id, { aliases = [] }]) => [id, ...aliases.map((a) => a.id)]));
    const lost = catalogue.flatMap(([, { replaces = [] }]) => replaces.filter((id) => !ids.has(id)));
    expect(lost).toEqual([]);
  });

  it('have parameters that are durations, days, numbers or names', () => {
    const sorts = catalogue.flatMap(([, { parameters = {} }]) =>
      Object.values(parameters).map(({ value }) => sortOf(value)),
    );
    expect(sorts.length).toBeGreaterThan(100);
    expect(new Set(sorts)).toEqual(
      new Set(['a duration such as P30D', 'a number', 'a list of names', 'a day']),
    );
  });
});

describe('the rules that come with the product', () => {
  const rules = builtInPacks().flatMap((pack) => pack.rules);

  it('each cite a clause or a control', () => {
    expect(rules.filter(({ clauses = [] }) => clauses.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('are off where a number that they take from a clause is not verified', () => {
    const unverified = rules.filter(({ params = {} }) =>
      Object.values(params).some(({ from }) => from?.verified === 'unverified'),
    );
    expect(unverified.every(({ status }) => status !== undefined)).toBe(true);
  });

  it('are no copies of each other', () => {
    const asked = new Map<string, string>();
    const copies = rules.flatMap(({ id, like, for: kind, where, unless, require }) => {
      if (like !== undefined) return [];
      const text = JSON.stringify([kind, where, unless, require]);
      const other = asked.get(text);
      asked.set(text, id);
      return other === undefined ? [] : [[id, other]];
    });
    expect(copies).toEqual([]);
  });

  it('look for categories and purposes that the taxonomy has', () => {
    const { categories, purposes } = builtInTaxonomy();
    const names = rules.flatMap(({ id, params = {} }) =>
      Object.entries(params).flatMap(([param, { default: value }]) =>
        Array.isArray(value) && ['categories', 'purposes', 'never'].includes(param)
          ? value.map((name: string) => ({ id, param, name }))
          : [],
      ),
    );
    const has = (name: string): boolean => Object.hasOwn(categories, name) || Object.hasOwn(purposes, name);
    expect(names.filter(({ name }) => !has(name))).toEqual([]);
  });
});

describe('what an id in a contract stands for', () => {
  const { catalogue } = catalogueOf([
    {
      source: 's',
      title: 'S',
      clauses: {
        old: clause(),
        newer: clause({ cite: 'B', replaces: ['old'], aliases: [{ id: 'renumbered' }] }),
        newest: clause({ cite: 'C', replaces: ['renumbered', 'gone'] }),
      },
    },
  ]);
  const clauses = standsFor(catalogue);

  it.each([
    ['old', ['old']],
    ['renumbered', ['newer', 'old']],
    ['newest', ['newest', 'newer', 'gone', 'old']],
    ['of-the-house', ['of-the-house']],
  ])('%s', (id, expected) => {
    expect(clauses(id)).toEqual(expected);
  });

  it('ends where clauses replace each other', () => {
    const circle = { a: clause({ replaces: ['b'] }), b: clause({ cite: 'B', replaces: ['a'] }) };
    const found = catalogueOf([{ source: 's', title: 'S', clauses: circle }]).catalogue;
    expect(standsFor(found)('a')).toEqual(['a', 'b']);
  });
});

it('what is taken is told, and changes nothing', () => {
  const known = catalogueOf([
    { source: 's', title: 'S', clauses: { a: clause({ aliases: [{ id: 'b' }] }) } },
  ]).catalogue;
  const { catalogue, taken } = catalogueOf(
    [{ source: 't', title: 'T', clauses: { b: clause({ cite: 'X' }), c: clause({ cite: 'Y' }) } }],
    known,
  );
  expect([...catalogue.keys()]).toEqual(['a', 'c']);
  expect(taken).toEqual([{ id: 'b', file: 0, path: ['clauses', 'b'] }]);
});
