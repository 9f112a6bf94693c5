import { describe, expect, it } from 'vitest';
import { documentSink } from '../../src/manifest/tree.ts';
import { readForeignYaml } from '../../src/manifest/yaml.ts';

function read(text: string): unknown {
  const sink = documentSink();
  const problems = readForeignYaml(text, 'x.yaml', sink);
  if (problems.length > 0)
    return problems.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
  return JSON.parse(JSON.stringify(sink.value()));
}

describe('the YAML of other formats', () => {
  it.each<[string, string, unknown]>([
    [
      'scalars are texts, or nothing',
      '[1, 010, true, no, 2020-07-01, 1e999, ~, null, "~", ""]',
      ['1', '010', 'true', 'no', '2020-07-01', '1e999', null, null, '~', ''],
    ],
    ['what is not written is nothing', 'a:\nb: # later\nc:\n  -\n', { a: null, b: null, c: [null] }],
    ['names in any script', '\u00dcber: \u0441\n', { '\u00dcber': '\u0441' }],
    ['an alias is what its anchor is', 'a: &x { b: [c] }\nd: *x\n', { a: { b: ['c'] }, d: { b: ['c'] } }],
    ['an alias of a scalar', 'a: &x text\nb: [*x, *x]\n', { a: 'text', b: ['text', 'text'] }],
    ['the last anchor above counts', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: '1', b: '1', c: '2', d: '2' }],
    [
      'also where an alias repeats another anchor of the name',
      'a: &o { i: &x 1 }\nb: &x 2\nc: *o\nd: *x\n',
      { a: { i: '1' }, b: '2', c: { i: '1' }, d: '2' },
    ],
    [
      'a merge gives way to the map itself',
      'a: &x { b: 1, c: 2 }\nd: { <<: *x, c: 3 }\n',
      { a: { b: '1', c: '2' }, d: { c: '3', b: '1' } },
    ],
    ['of several the earlier counts', 'd: { <<: [{ a: 1 }, { a: 2, b: 3 }] }\n', { d: { a: '1', b: '3' } }],
    [
      'merges of merges',
      'a: &x { k: 1 }\nb: &y { <<: *x, l: 2 }\nc: { <<: *y }\n',
      { a: { k: '1' }, b: { l: '2', k: '1' }, c: { l: '2', k: '1' } },
    ],
    ['a key twice', 'a: 1\na: 2\n', ['duplicate-key: a']],
    ['no such anchor', 'a: *x\nb: &x 1\n', ['unknown-anchor: *x']],
    ['a merge of what is no map', 'a: &x [1]\nb: { <<: *x }\n', ['wrong-merge: <<']],
    ['a tag', 'a: !!int 1\n', ['tag: !!int']],
    ['a directive', '%YAML 1.1\n---\na: no\n', ['directive: %YAML 1.1']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['several-documents: ---']],
    ['a control character behind an escape', 'a: "\\e[2J"\n', ['control-character: "\\e[2J"']],
    ['one in a name', '"\\e[2J": a\n', ['control-character: "\\e[2J"']],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('what an alias repeats is bounded by the budget', () => {
    const text = 'a: &x [1, 2, 3]\nb: [*x, *x, *x, *x]\n';
    const codes = (budget: number) =>
      readForeignYaml(text, 'x.yaml', documentSink(), budget).map(({ code }) => code);
    expect(codes(60)).toEqual([]);
    expect(codes(20)).toEqual(['expansion']);
  });
});
