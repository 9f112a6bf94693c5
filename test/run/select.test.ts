import { describe, expect, it } from 'vitest';
import { looksLikeManifest, selectManifests } from '../../src/run/select.ts';

describe('which files are manifests', () => {
  const paths = [
    'b/x.flow.yml',
    'a.flow.yaml',
    'a.yaml',
    'deep/er/z.flow.json',
    '.hidden.flow.yaml',
    'note.md',
  ];

  it('takes in what the names say, in order, and keeps the rest in view', () => {
    expect(selectManifests(paths, {})).toEqual({
      manifests: ['.hidden.flow.yaml', 'a.flow.yaml', 'b/x.flow.yml', 'deep/er/z.flow.json'],
      candidates: ['a.yaml'],
    });
  });

  it('follows include and exclude', () => {
    expect(selectManifests(paths, { include: ['**/*.yaml'], exclude: ['.*'] })).toEqual({
      manifests: ['a.flow.yaml', 'a.yaml'],
      candidates: ['b/x.flow.yml', 'deep/er/z.flow.json'],
    });
  });

  it('passes over no name, whatever stands in it', () => {
    const odd = [
      'a\nb/x.flow.yaml',
      'c/x\ny.flow.yaml',
      ' /*.flow.yaml',
      '\u2028/z.flow.json',
      '[a]/{b}.flow.yaml',
    ];
    expect(new Set(selectManifests(odd, {}).manifests)).toEqual(new Set(odd));
    expect(selectManifests(odd, { exclude: ['**'] }).manifests).toEqual([]);
  });
});

describe('what looks like a manifest', () => {
  it.each([
    ['flowdown: 1\n', true],
    ['# a comment\n"flowdown" : 1\n', true],
    ['{"flowdown":1}', true],
    ['{\n  "parties": {},\n  "flowdown": 1\n}', true],
    ['\uFEFFflowdown: 1', true],
    ['  flowdown: 1\n', false],
    ['name: flowdown\n', false],
    ['{"name": "flowdown"}', false],
  ])('%j: %s', (text, expected) => {
    expect(looksLikeManifest(text)).toBe(expected);
  });

  it('is told in linear time, however much space there is', () => {
    for (const space of ['\n', ' ', '\t', '{', ' \n']) {
      expect(looksLikeManifest(`${space.repeat(500_000)}x`)).toBe(false);
    }
  });
});
