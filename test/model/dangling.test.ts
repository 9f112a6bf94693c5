import { expect, it } from 'vitest';
import { Strings } from '../../src/manifest/fast/strings.ts';
import { tapeOf, valueOf } from '../../src/manifest/fast/values.ts';
import { headOf } from '../../src/manifest/head.ts';
import { withoutDangling } from '../../src/model/dangling.ts';
import type { LinkProblem } from '../../src/model/statements.ts';

function problem(...path: string[]): LinkProblem {
  return { code: 'unknown-reference', file: 0, path, on: 'value', values: {} };
}

it('takes out just the items and entries that refer to nothing, whatever the order of the problems', () => {
  const tape = tapeOf(
    {
      flowdown: 1,
      flows: {
        listed: { from: 'a', to: 'b', data: ['gone-1', 'kept-1', 'gone-2', 'kept-2'] },
        lost: { from: 'a', to: 'gone', data: ['gone-1', 'kept-1'] },
        whole: { from: 'a', to: 'b', data: ['kept-1'] },
      },
    },
    new Strings(),
  );
  const source = { path: 'a.flow.json', tape, head: headOf(tape) };
  const problems = [
    problem('flows', 'listed', 'data', '0'),
    problem('flows', 'lost', 'to'),
    problem('flows', 'lost', 'data', '0'),
    problem('flows', 'listed', 'data', '2'),
  ];
  for (const order of [problems, [...problems].reverse()]) {
    const [{ tape: without }] = withoutDangling([source], order);
    expect(valueOf(without, 0)).toEqual({
      flowdown: 1,
      flows: {
        listed: { from: 'a', to: 'b', data: ['kept-1', 'kept-2'] },
        whole: { from: 'a', to: 'b', data: ['kept-1'] },
      },
    });
  }
});

it('takes out the parties that a file speaks for and nobody declares, so that what is left can be linked', () => {
  const tape = tapeOf({ flowdown: 1, speaksFor: ['gone', 'kept'] }, new Strings());
  const source = { path: 'a.flow.json', tape, head: headOf(tape) };
  const [without] = withoutDangling([source], [problem('speaksFor', '0')]);
  expect(without.head.speaksFor).toEqual(['kept']);
});
