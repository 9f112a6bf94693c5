import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingText, readMapping } from '../../src/import/formats.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { namesBy, type ForeignName } from '../../src/import/names.ts';
import { namesNotes } from '../../src/import/telling.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';

const account = (name: string): ForeignName => ({ name, what: 'AWS account' });
const reading = (text: string) =>
  readMapping({ path: 'flowdown.mapping.yaml', bytes: new TextEncoder().encode(text) });

describe('names', () => {
  const mapping: Mapping = {
    parties: { '111122223333': 'agency', Müller: 'mueller' },
    categories: { plates: 'vehicle.license-plate.image', both: ['biometric.face', 'health'] },
  };

  it('have the id of the mapping, or one of their own', () => {
    const ids = namesBy(mapping).ids('parties', ['111122223333', 'Agency', 'Müller', 'X Y'].map(account), {
      fallback: 'party',
    });
    expect(Object.fromEntries(ids)).toEqual({
      '111122223333': { id: 'agency', isMapped: true },
      Müller: { id: 'mueller', isMapped: true },
      // What a mapping gives is taken for others.
      Agency: { id: 'agency-2', isMapped: false },
      'X Y': { id: 'x-y', isMapped: false },
    });
  });

  it('have ids that no other name changes, unless it asks for the same one', () => {
    const idsOf = (names: readonly string[]) =>
      namesBy(mapping).ids('zones', names.map(account), { fallback: 'zone' });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/)),
        fc.stringMatching(/^[A-Z0-9]{7}$/),
        (names, other) => {
          const before = idsOf(names);
          const after = idsOf([other, ...names]);
          for (const name of names) expect(after.get(name)).toEqual(before.get(name));
          expect(idsOf([...names].reverse())).toEqual(
            before.size === 0 ? new Map() : new Map([...before].reverse()),
          );
        },
      ),
    );
  });

  it('can be one category or several, and are never made up', () => {
    const names = namesBy(mapping);
    const categoriesOf = (name: string) => names.categories({ name, what: 'tag' });
    expect([categoriesOf('plates'), categoriesOf('both'), categoriesOf('constructor')]).toEqual([
      ['vehicle.license-plate.image'],
      ['biometric.face', 'health'],
      undefined,
    ]);
    expect(names.find('systems', { name: 'x', what: 'host' })).toBeUndefined();
  });

  it('that were asked for and are not mapped are told, with what to write and what may be meant', () => {
    const names = namesBy({ parties: { '111122223333': 'agency', '999999999999': 'vendor' } });
    names.ids('parties', ['111122223333', '999999999989'].map(account), { fallback: 'party' });
    expect(names.report()).toEqual({
      unmapped: [{ kind: 'parties', name: '999999999989', what: 'AWS account', suggestion: '999999999999' }],
      idle: [{ kind: 'parties', name: '999999999999', suggestion: '999999999989' }],
    });
    expect(namesNotes(names.report(), 'flowdown.mapping.yaml')).toEqual([
      'AWS account 999999999989 is not in flowdown.mapping.yaml (it has 999999999999: a slip?); to say what it is, under parties: "999999999989": <id of a party>',
      'flowdown.mapping.yaml: no file has 999999999999 of parties; did you mean 999999999989?',
    ]);
  });

  it('are listed up to a bound, and the rest counted', () => {
    const names = namesBy({});
    names.ids(
      'zones',
      Array.from({ length: 50 }, (_, at) => account(`z${at}`)),
      { fallback: 'zone' },
    );
    const notes = namesNotes(names.report(), 'm.yaml');
    expect(notes).toHaveLength(21);
    expect(notes[20]).toBe('30 more names have no mapping; flowdown import --draft-mapping lists all');
  });
});

describe('a mapping', () => {
  it('has names in any script, and anchors count', () => {
    expect(reading('parties: { Ämter: &a agency, "1": *a }\ncategories: { x: [a.b, c] }\n').mapping).toEqual({
      parties: { Ämter: 'agency', '1': 'agency' },
      categories: { x: ['a.b', 'c'] },
    });
  });

  it.each([
    ['partys: { a: b }\n', 'partys', 'parties'],
    ['parties: { a: B C }\n', 'B C', 'not an id'],
    ['categories: { a: [] }\n', 'a', 'empty'],
    ['parties: [a]\n', '[a]', 'map'],
    ['parties: { a: b, a: c }\n', 'a', 'twice'],
  ])('that is wrong is told at its place: %s', (text, place, word) => {
    const { mapping, problems } = reading(text);
    expect(mapping).toBeUndefined();
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual([place]);
    const { message, help } = wordsOf(problems[0]);
    expect(`${message} ${help}`).toContain(word);
  });

  it('is drafted with what is known and what is not, and the draft can be read', () => {
    const mapping: Mapping = { parties: { 'Known One': 'known' }, categories: { x: ['a', 'b'] } };
    const names = namesBy(mapping);
    names.ids('parties', ['Known One', 'New "Two"\u001b'].map(account), { fallback: 'party' });
    const origin = { file: 'plan.json', place: 'resources[3]', span: { start: 0, end: 1 } };
    names.find('zones', { name: 'eu-1', what: 'region', origin });
    names.categories({ name: 'x', what: 'tag' });
    const text = mappingText(mapping, names.report());
    expect(text)
      .toBe(`# What foreign names are in manifests. Take the # away from a line, and put the right name behind the colon.
# A name that stays unknown keeps an id of its own.

parties:
  "Known One": known
  # "New \\"Two\\"\\u001b": <id of a party>  # AWS account

# zones:
  # "eu-1": <id of a zone>  # region, plan.json resources[3]

categories:
  "x": [a, b]
`);
    expect(reading(text).mapping).toEqual(mapping);
    const filled = text.replace('# zones:', 'zones:').replace('# "eu-1": <id of a zone>', '"eu-1": here');
    expect(reading(filled).mapping).toEqual({ ...mapping, zones: { 'eu-1': 'here' } });
  });
});
