import { expect, it } from 'vitest';
import type { Facts } from '../reference/facts.ts';
import type { Verdict } from '../reference/kleene.ts';
import { add, anyAuthorization, ask, changed, eachQuestion, entriesOf } from './drawn.ts';

const RANK: Record<Verdict, number> = { false: 0, unknown: 1, true: 2 };

/** What is judged, with how far it is authorized. */
function judged(facts: Facts | undefined): Map<string, number> {
  const all = [
    ...(facts?.transfers ?? []).map((fact) => [`flow:${fact.flow}/${fact.data}`, fact] as const),
    ...(facts?.collections ?? []).map((fact) => [`collect:${fact.system}/${fact.data}`, fact] as const),
    ...(facts?.productions ?? []).map((fact) => [`produce:${fact.system}/${fact.data}`, fact] as const),
    ...(facts?.accesses ?? []).map((fact) => [`${fact.access}:${fact.system}/${fact.data}`, fact] as const),
  ];
  return new Map(all.map(([name, { authorized }]) => [name, RANK[authorized]]));
}

it('another authorization makes nothing less authorized, and nothing comes or goes by it', () => {
  let better = 0;
  eachQuestion((question, dice, seed) => {
    const { workspace } = question;
    const entry = anyAuthorization(workspace, dice);
    if (entry === undefined) return;
    const more = changed(workspace, (copy) => add(copy, 'authorizations', entry, dice));
    const [before, after] = [workspace, more].map((each) =>
      judged(ask({ ...question, workspace: each }).facts),
    );
    expect([...after.keys()], `seed ${seed}`).toEqual([...before.keys()]);
    for (const [fact, rank] of before) {
      expect(after.get(fact), `${fact}, seed ${seed}`).toBeGreaterThanOrEqual(rank);
      if ((after.get(fact) ?? 0) > rank) better++;
    }
  });
  expect(better).toBeGreaterThan(10);
});

it('less flows hold nothing more', () => {
  let fewer = 0;
  eachQuestion((question, dice, seed) => {
    const flows = entriesOf(question.workspace, 'flows');
    if (flows.length === 0) return;
    const { id } = dice.pick(flows);
    const less = changed(question.workspace, (copy) => {
      for (const { manifest } of copy.files) {
        if (manifest.flows === undefined || !Object.hasOwn(manifest.flows, id)) continue;
        const { [id]: _gone, ...rest } = manifest.flows;
        Object.assign(manifest, { flows: rest });
        if (Object.keys(rest).length === 0) delete manifest.flows;
      }
    });
    const [before, after] = [question.workspace, less].map(
      (workspace) => ask({ ...question, workspace }).facts?.holdings ?? [],
    );
    const held = new Map(before.map(({ system, data, certain }) => [`${data}@${system}`, certain]));
    for (const { system, data, certain } of after) {
      const was = held.get(`${data}@${system}`);
      expect(was, `${data}@${system} without ${id}, seed ${seed}`).toBeDefined();
      if (certain) expect(was, `${data}@${system} without ${id}, seed ${seed}`).toBe(true);
    }
    if (after.length < before.length) fewer++;
  });
  expect(fewer).toBeGreaterThan(10);
});

it('every consequence has a cause, which is unauthorized and none itself', () => {
  let consequences = 0;
  eachQuestion((question, _, seed) => {
    const { facts } = ask(question);
    const lists = [facts?.collections, facts?.productions];
    const unauthorized = new Set([
      ...(facts?.transfers ?? [])
        .filter(({ authorized, certain, consequence }) => authorized === 'false' && certain && !consequence)
        .map(({ flow, data }) => `flow:${flow} ${data}`),
      ...['collect', 'produce'].flatMap((step, i) =>
        (lists[i] ?? [])
          .filter(({ authorized }) => authorized === 'false')
          .map(({ system, data }) => `${step}:${system}/${data} ${data}`),
      ),
    ]);
    for (const { flow, data, consequence, cause } of facts?.transfers ?? []) {
      expect(cause !== null, `flow:${flow}/${data}, seed ${seed}`).toBe(consequence);
      if (cause === null) continue;
      consequences++;
      expect(unauthorized, `flow:${flow}/${data}, seed ${seed}`).toContain(`${cause.step} ${cause.data}`);
    }
  });
  expect(consequences).toBeGreaterThan(30);
});
