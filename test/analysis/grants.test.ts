import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/analysis/facts.ts';
import { grantOf } from '../../src/analysis/grants.ts';
import { requestAt } from '../../src/analysis/requests.ts';
import { TRUE } from '../../src/analysis/truth.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { generate } from '../reference/generate.ts';

const DAY = parseDay('2019-06-01') ?? 0;

/** Ids of the chain by which `from` lets `to` hold the plates on a system. */
function chain(authorizations: string, from: string, to: string): readonly string[] | undefined {
  const text = `flowdown: 1
parties: { a: {}, b: {}, c: {}, d: {} }
zones: { z: { operator: d } }
data: { plates: { category: vehicle, owner: a } }
systems: { s: { zone: z } }
authorizations:
${authorizations}`;
  const { workspace } = openWorkspace({ files: [{ path: 'a.flow.yaml', text }] });
  if (workspace === undefined) throw new Error('it cannot be opened');
  const { model } = workspace;
  const facts = factsOf(model, DAY);
  const request = requestAt(model, 0, 0, 'hold');
  const found = grantOf(model.parties.indexOf(from), model.parties.indexOf(to), request, facts);
  return found?.map((a) => model.authorizations.ids[a]);
}

const hold = (id: string, by: string, to: string, more = ''): string =>
  `  ${id}: { by: ${by}, to: ${to}, data: [plates], actions: [hold]${more} }\n`;

describe('the chain that grants', () => {
  it('is empty for the owner, and absent where nothing is granted', () => {
    expect(chain(hold('x', 'a', 'b'), 'a', 'a')).toEqual([]);
    expect(chain(hold('x', 'a', 'b'), 'a', 'd')).toBeUndefined();
  });

  it('is the shortest, the smallest ids first', () => {
    const long = hold('p1', 'a', 'b', ', delegable: 2') + hold('p2', 'b', 'c', ', delegable: 1');
    const last = hold('p3', 'c', 'd');
    expect(chain(long + last, 'a', 'd')).toEqual(['p1', 'p2', 'p3']);
    const short = hold('q2', 'a', 'c', ', delegable: 1') + hold('q1', 'a', 'c', ', delegable: 1');
    expect(chain(long + last + short, 'a', 'd')).toEqual(['q1', 'p3']);
    expect(chain(long + last + short + hold('z', 'a', 'd'), 'a', 'd')).toEqual(['z']);
  });

  it('compares from the owner on', () => {
    const byC = hold('m', 'a', 'c', ', delegable: 1') + hold('a', 'c', 'd');
    const byB = hold('l', 'a', 'b', ', delegable: 1') + hold('z', 'b', 'd');
    expect(chain(byC + byB, 'a', 'd')).toEqual(['l', 'z']);
  });

  it('passes on no more often than each link says', () => {
    const links = hold('p1', 'a', 'b', ', delegable: 1') + hold('p2', 'b', 'c', ', delegable: 1');
    expect(chain(links + hold('p3', 'c', 'd'), 'a', 'd')).toBeUndefined();
  });
});

it('is there exactly where the answer is yes, and each link covers what is asked', () => {
  let chains = 0;
  for (let seed = 0; seed < 600; seed++) {
    const { files, trust, required, at } = generate(seed);
    const { workspace } = openWorkspace({
      files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
      config: {
        ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
        ...(required && { required }),
      },
    });
    if (workspace === undefined) throw new Error(`seed ${seed} cannot be opened`);
    const { model } = workspace;
    const facts = factsOf(model, parseDay(at) ?? 0);
    const { by, to, delegable, entry } = model.authorizations;
    for (const [s, d] of model.systems.ids.flatMap((_, i) => model.data.ids.map((__, j) => [i, j]))) {
      for (const action of ['hold', 'derive'] as const) {
        const request = requestAt(model, s, d, action);
        for (const [owner, party] of model.parties.ids.flatMap((_, i) =>
          model.parties.ids.map((__, j) => [i, j]),
        )) {
          if (owner === party) continue;
          const found = grantOf(owner, party, request, facts);
          const isGranted = facts.permissions.authorized(owner, party, request) === TRUE;
          if ((found !== undefined) !== isGranted) expect.fail(`seed ${seed}`);
          if (found === undefined) continue;
          chains++;
          expect([by[found[0]], to[found.at(-1) ?? -1]]).toEqual([owner, party]);
          found.forEach((a, i) => {
            if (i > 0) expect(by[a]).toBe(to[found[i - 1]]);
            expect(delegable[a]).toBeGreaterThanOrEqual(found.length - 1 - i);
            expect(entry.at(a).actions).toContain(action);
            expect(facts.permissions.names(a, d)).toBe(true);
          });
        }
      }
    }
  }
  expect(chains).toBeGreaterThan(500);
});
