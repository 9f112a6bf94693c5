import { expect, it } from 'vitest';
import { withoutDangling } from '../../src/model/dangling.ts';
import type { LinkProblem } from '../../src/model/statements.ts';

function problem(...path: string[]): LinkProblem {
  return { code: 'unknown-reference', file: 0, path, on: 'value', values: {} };
}

it('takes out just the items and entries that refer to nothing, whatever the order of the problems', () => {
  const source = {
    path: 'a.flow.json',
    manifest: {
      flowdown: 1 as const,
      flows: {
        listed: { from: 'a', to: 'b', data: ['gone-1', 'kept-1', 'gone-2', 'kept-2'] },
        lost: { from: 'a', to: 'gone', data: ['gone-1', 'kept-1'] },
        whole: { from: 'a', to: 'b', data: ['kept-1'] },
      },
    },
  };
  const problems = [
    problem('flows', 'listed', 'data', '0'),
    problem('flows', 'lost', 'to'),
    problem('flows', 'lost', 'data', '0'),
    problem('flows', 'listed', 'data', '2'),
  ];
  for (const order of [problems, [...problems].reverse()]) {
    const [{ manifest }] = withoutDangling([source], order);
    expect(manifest.flows).toEqual({
      listed: { from: 'a', to: 'b', data: ['kept-1', 'kept-2'] },
      whole: { from: 'a', to: 'b', data: ['kept-1'] },
    });
  }
});
