import { expect, it } from 'vitest';
import type { DataSet, Flow, System } from '../../src/manifest/format.ts';
import type { Facts } from '../reference/facts.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { ask, changed, eachQuestion, entriesOf } from './drawn.ts';

/** What a way leads over, whoever may say it. */
interface Ground {
  systems: Map<string, System>;
  flows: Map<string, Flow>;
  data: Map<string, DataSet>;
}

function groundOf(workspace: ReferenceWorkspace): Ground {
  const mapOf = <T>(entries: { id: string; entry: T }[]) =>
    new Map(entries.map(({ id, entry }) => [id, entry]));
  return {
    systems: mapOf(entriesOf(workspace, 'systems')),
    flows: mapOf(entriesOf(workspace, 'flows')),
    data: mapOf(entriesOf(workspace, 'data')),
  };
}

function inside({ data }: Ground, id: string): Set<string> {
  return new Set([
    id,
    ...(data.get(id)?.contains ?? []).flatMap((part) => [...inside({ data } as Ground, part)]),
  ]);
}

/** Does every step begin where the one before ended, with something that the step may have made, and end there? */
function isWay(ground: Ground, steps: readonly string[], data: string, system: string): boolean {
  let at: string | undefined;
  let there = new Set<string>();
  for (const step of steps) {
    const [kind, rest] = step.split(':');
    if (kind === 'flow') {
      const flow = ground.flows.get(rest);
      if (flow === undefined || flow.mode === 'view' || (at !== undefined && flow.from !== at)) return false;
      const listed = Array.isArray(flow.data) ? flow.data : undefined;
      if (at === undefined && listed === undefined) return false;
      there = new Set((listed ?? [...there]).flatMap((id) => [...inside(ground, id)]));
      at = flow.to;
    } else {
      const [on, made] = rest.split('/');
      const { collects = [], produces = [] } = ground.systems.get(on) ?? {};
      const isStated = (kind === 'collect' ? collects : produces).includes(made);
      const isFed =
        kind === 'collect'
          ? at === undefined
          : ground.data.get(made)?.derivedFrom?.some((id) => there.has(id));
      if (!isStated || isFed !== true || (at !== undefined && at !== on)) return false;
      there = inside(ground, made);
      at = on;
    }
  }
  return at === system && there.has(data);
}

function lengthOf(steps: readonly string[] = []): number {
  return steps.filter((step) => !step.startsWith('collect:')).length;
}

it('every witness is a way along what is stated, as long as is said', () => {
  let long = 0;
  eachQuestion((question, _, seed) => {
    const { workspace } = question;
    // Of an id that is declared twice, the one that counts is not known here.
    if (workspace.trust !== undefined) return;
    const held = ask(question).facts?.holdings ?? [];
    const holdings = held.map(({ data, system }) => `${data}@${system}`);
    const { witnesses } = ask({ ...question, holdings });
    const ground = groundOf(workspace);
    for (const { data, system, distance } of held) {
      const steps = witnesses[`${data}@${system}`] ?? [];
      expect(isWay(ground, steps, data, system), `${steps.join(' ')}, seed ${seed}`).toBe(true);
      expect(lengthOf(steps), `${steps.join(' ')}, seed ${seed}`).toBe(distance);
      if (distance > 1) long++;
    }
  });
  expect(long).toBeGreaterThan(20);
});

/** The same systems where everything lasts and every flow passes on all that is there, so that days do not matter. */
function timeless(workspace: ReferenceWorkspace): ReferenceWorkspace {
  return changed(workspace, (copy) => {
    for (const { entry } of entriesOf(copy, 'systems')) {
      for (const key of ['period', 'disposals', 'storage'] as const) delete entry[key];
    }
    for (const { entry } of entriesOf(copy, 'flows')) {
      delete entry.period;
      delete entry.categories;
      entry.data = 'all';
    }
  });
}

/** The most steps that anything at the end of one step can be away, as `<data>@<system>` to that number. */
function bounds({ systems, flows, data }: Ground, held: Facts['holdings']): [string, number][] {
  const ground = { systems, flows, data };
  const from = (id: string) => held.filter(({ system }) => system === id);
  const whole = (id: string, on: string, most: number) =>
    [...inside(ground, id)].map((part): [string, number] => [`${part}@${on}`, most]);
  return [
    ...[...systems].flatMap(([on, { collects = [] }]) => collects.flatMap((id) => whole(id, on, 0))),
    ...[...systems].flatMap(([on, { produces = [] }]) =>
      produces.flatMap((made) =>
        from(on)
          .filter((source) => data.get(made)?.derivedFrom?.includes(source.data))
          .flatMap(({ distance }) => whole(made, on, distance + 1)),
      ),
    ),
    ...[...flows.values()]
      .filter(({ mode }) => mode !== 'view')
      .flatMap((flow) =>
        from(flow.from).map((source): [string, number] => [`${source.data}@${flow.to}`, source.distance + 1]),
      ),
  ];
}

it('no step leads anywhere sooner, so that no way is shorter', () => {
  let compared = 0;
  eachQuestion((question, _, seed) => {
    if (question.workspace.trust !== undefined) return;
    const workspace = timeless(question.workspace);
    const held = ask({ ...question, workspace }).facts?.holdings ?? [];
    const distances = new Map(held.map(({ data, system, distance }) => [`${data}@${system}`, distance]));
    for (const [holding, most] of bounds(groundOf(workspace), held)) {
      expect(distances.get(holding), `${holding}, seed ${seed}`).toBeLessThanOrEqual(most);
      compared++;
    }
  });
  expect(compared).toBeGreaterThan(200);
});
