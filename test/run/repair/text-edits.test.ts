import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/manifest/read.ts';
import { changed, withNew, withoutEntries, withValue } from '../../../src/run/repair/text-edits.ts';
import { unifiedDiff } from '../../../src/report/unified-diff.ts';

function documentOf(text: string, path = 'x.flow.yaml') {
  const { document, problems } = readManifest({ path, text });
  if (document === undefined) throw new Error(JSON.stringify(problems));
  return document;
}

const HAND = `# the file
flowdown: 1

flows:   # what moves
  # why a moves
  a: { from: x, to: y }   # beside a

  # a heading of its own

  # why b moves
  b:
    from: x   # from
    to: y
    # inside b
  "10":
      from: x
      to: y

# about the parties
parties: { p: {} }
`;

function without(text: string, ids: readonly string[], path?: string): string {
  const made = changed(text, withoutEntries(documentOf(text, path), 'flows', new Set(ids)));
  documentOf(made, path);
  return made;
}

/** Lines of a text that another does not have. */
function lost(before: string, after: string): readonly string[] {
  const left = after.split('\n');
  return before.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe('taking entries out of lines', () => {
  it('takes the comments right above and inside, one blank line, and nothing else', () => {
    const made = without(HAND, ['a']);
    expect(lost(HAND, made)).toEqual(['  # why a moves', '  a: { from: x, to: y }   # beside a', '']);
    expect(made).toBe(HAND.replace(/ {2}# why a moves\n.*\n\n/, ''));
  });

  it('keeps comments that stand apart, and those of the next entry', () => {
    expect(without(HAND, ['b'])).toBe(HAND.replace(/ {2}# why b moves\n[^]*?# inside b\n/, ''));
    expect(without(HAND, ['10'])).toBe(HAND.replace(/ {2}"10":\n.*\n.*\n/, ''));
  });

  it('takes the section with the last of them', () => {
    const made = without(HAND, ['a', '10', 'b']);
    expect(made).toBe('# the file\nflowdown: 1\n\n# about the parties\nparties: { p: {} }\n');
  });

  it('keeps line ends with CR, and a last line without an end', () => {
    const text = 'flowdown: 1\r\nflows:\r\n  a: { from: x, to: y }\r\n  b: { from: x, to: y }';
    expect(without(text, ['a'])).toBe('flowdown: 1\r\nflows:\r\n  b: { from: x, to: y }');
    expect(without(text, ['b'])).toBe('flowdown: 1\r\nflows:\r\n  a: { from: x, to: y }\r\n');
  });
});

describe('taking entries out of braces', () => {
  const FLOW = '{ "from": "x", "to": "y" }';

  it.each([
    ['the first', ['a'], `{"flowdown": 1, "flows": {"b": ${FLOW}, "c": ${FLOW}}}`],
    ['the middle one', ['b'], `{"flowdown": 1, "flows": {"a": ${FLOW}, "c": ${FLOW}}}`],
    ['the last two', ['b', 'c'], `{"flowdown": 1, "flows": {"a": ${FLOW}}}`],
    ['all', ['a', 'b', 'c'], '{"flowdown": 1}'],
  ])('%s, on one line', (_, ids, expected) => {
    const text = `{"flowdown": 1, "flows": {"a": ${FLOW}, "b": ${FLOW}, "c": ${FLOW}}}`;
    expect(without(text, ids, 'x.flow.json')).toBe(expected);
  });

  it('on lines of their own, as JSON', () => {
    const entry = (id: string): string => `    "${id}": ${FLOW}`;
    const text = (ids: readonly string[]): string =>
      `{\n  "flowdown": 1,\n  "flows": {\n${ids.map(entry).join(',\n')}\n  }\n}\n`;
    for (const [gone, kept] of [
      ['a', ['b', 'c']],
      ['b', ['a', 'c']],
      ['c', ['a', 'b']],
    ] as const) {
      expect(without(text(['a', 'b', 'c']), [gone], 'x.flow.json')).toBe(text(kept));
    }
  });

  it('on lines of their own, as YAML with comments', () => {
    const text =
      'flowdown: 1\nflows: {\n  a: { from: x, to: y }, # beside a\n  # why b\n  b: { from: x, to: y }, # beside b\n}\n';
    expect(without(text, ['a'])).toBe(text.replace(/ {2}a: .*\n/, ''));
    expect(without(text, ['b'])).toBe(text.replace(/ {2}# why b\n.*\n/, ''));
  });
});

describe('putting entries in', () => {
  const GRANT = { by: 'o', to: 'p', data: ['d'], actions: ['hold'], period: { from: '2026-01-01' } };

  function granted(text: string, path?: string): string {
    const made = changed(text, [withNew(documentOf(text, path), ['authorizations'], { '1e5': GRANT })]);
    expect(documentOf(made, path).manifest.authorizations?.['1e5']).toEqual(GRANT);
    return made;
  }

  it('into a section with lines, behind the last entry', () => {
    const text =
      'flowdown: 1\nauthorizations:\n    one: { by: o, to: p, data: [d], actions: [view] } # first\n    # end\n\nparties: {}\n';
    expect(granted(text)).toBe(
      text.replace(
        '# first\n',
        '# first\n    "1e5":\n      by: o\n      to: p\n      data: [d]\n      actions: [hold]\n      period: { from: 2026-01-01 }\n',
      ),
    );
  });

  it('as a section that is not there yet, also where the last line has no end', () => {
    expect(granted('flowdown: 1\nparties:\n  o: {}')).toBe(
      'flowdown: 1\nparties:\n  o: {}\nauthorizations:\n  "1e5":\n    by: o\n    to: p\n    data: [d]\n    actions: [hold]\n    period: { from: 2026-01-01 }\n',
    );
  });

  it.each(['{"flowdown": 1}', '{\n  "flowdown": 1,\n  "authorizations": {}\n}\n'])(
    'into braces: %s',
    (text) => {
      expect(granted(text, 'x.flow.json')).toContain('"1e5": { "by": "o", "to": "p", "data": ["d"]');
    },
  );

  it('into braces with a comma at their end', () => {
    const text = 'flowdown: 1\nauthorizations: { a: { by: o, to: p, data: [d], actions: [hold] }, }\n';
    expect(granted(text)).toContain('actions: [hold] }, "1e5": { by: o');
  });

  it('a day in place of another, beside another, and as the first of its period', () => {
    const text =
      'flowdown: 1\nflows:\n  a: { from: x, to: y, period: { until: 2030-01-01 } }\n  b:\n    from: x\n    to: y\n    period: { from: 2020-01-01 }\n  c:\n    from: x\n    to: y # c\n';
    const document = documentOf(text);
    const changes = ['a', 'b', 'c'].map((id) =>
      withValue(document, ['flows', id, 'period'], 'until', '2026-01-01'),
    );
    expect(changed(text, changes)).toBe(
      text
        .replace('2030-01-01', '2026-01-01')
        .replace('{ from: 2020-01-01 }', '{ from: 2020-01-01, until: 2026-01-01 }')
        .replace('# c\n', '# c\n    period: { until: 2026-01-01 }\n'),
    );
  });
});

it('a diff has each change with three lines around it, and joins what is near', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `  f${i}: { from: x, to: y }\n`);
  const text = `flowdown: 1\nflows:\n${lines.join('')}`;
  const changes = withoutEntries(documentOf(text), 'flows', new Set(['f0', 'f5', 'f19']));
  const file = {
    path: 'x.flow.yaml',
    before: text,
    text: changed(text, changes),
    changes,
    expected: { flowdown: 1 },
  };
  const diff = unifiedDiff({ ...file, expected: documentOf(file.text).manifest }, 'a folder/');
  expect(diff.split('\n').filter((line) => /^(@@|[-+])/.test(line))).toEqual([
    '--- a/a folder/x.flow.yaml',
    '+++ b/a folder/x.flow.yaml',
    '@@ -1,11 +1,9 @@',
    '-  f0: { from: x, to: y }',
    '-  f5: { from: x, to: y }',
    '@@ -19,4 +17,3 @@',
    '-  f19: { from: x, to: y }',
  ]);
});
