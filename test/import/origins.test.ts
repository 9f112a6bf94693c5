import fc from 'fast-check';
import { expect, it } from 'vitest';
import { originsOf, type Ways } from '../../src/import/origins.ts';

const flow = (text: string) => ({ from: text[0], to: text[2] });
const ways = (places: string, flows: string): Ways => ({
  places: [...places],
  flows: flows === '' ? [] : flows.split(' ').map(flow),
});
const first = () => 0;

it.each<[string, string, readonly string[]]>([
  ['ab', '', ['a', 'b']],
  ['ab', 'a>b', ['a']],
  ['', 'a>b b>c', ['a']],
  ['', 'a>b b>a', ['a?']],
  ['', 'b>a a>b c>b', ['c']],
  ['d', 'a>a a>b', ['a', 'd']],
  ['', 'a>b b>a b>c c>d d>c', ['a?']],
])('places %s with flows %s', (places, flows, expected) => {
  const found = originsOf(ways(places, flows), first);
  expect(found.map(({ place, isChosen }) => `${place}${isChosen ? '?' : ''}`)).toEqual(expected);
});

it('of places that hand it round the one of the lowest rank is chosen', () => {
  const rank = (place: string) => (place === 'c' ? 0 : 1);
  expect(originsOf(ways('', 'a>b b>c c>a'), rank)).toEqual([{ place: 'c', isChosen: true }]);
});

it('from the origins every place is reached, and from fewer of them not', () => {
  const place = fc.constantFrom(...'abcdefgh');
  const flows = fc.array(fc.record({ from: place, to: place }), { maxLength: 14 });
  const reach = (from: readonly string[], edges: readonly { from: string; to: string }[]) => {
    const seen = new Set(from);
    for (let size = -1; size !== seen.size;) {
      size = seen.size;
      for (const edge of edges) if (seen.has(edge.from)) seen.add(edge.to);
    }
    return seen;
  };
  fc.assert(
    fc.property(fc.array(place), flows, (places, edges) => {
      const all = new Set([...places, ...edges.flatMap(({ from, to }) => [from, to])]);
      const origins = originsOf({ places, flows: edges }, first).map((origin) => origin.place);
      expect(reach(origins, edges)).toEqual(all);
      for (const left of origins) {
        expect(
          reach(
            origins.filter((each) => each !== left),
            edges,
          ).size,
        ).toBeLessThan(all.size);
      }
    }),
  );
});
