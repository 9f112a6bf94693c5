import { expect, it } from 'vitest';
import { dateOf, dayOf } from '../reference/day.ts';
import type { Facts } from '../reference/facts.ts';
import type { Dice } from '../reference/random.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';
import { add, anyAuthorization, ask, changed, eachQuestion, entriesOf, type Section } from './drawn.ts';

/** An entry of some section that is active on no day up to that of the check. */
function later(workspace: ReferenceWorkspace, dice: Dice): [Section, object] | undefined {
  const period = { from: dateOf(dayOf(workspace.at) + dice.between(1, 3)) };
  const ids = (section: 'parties' | 'zones' | 'data' | 'systems'): string[] =>
    entriesOf(workspace, section).map(({ id }) => id);
  const [parties, zones, data, systems] = [ids('parties'), ids('zones'), ids('data'), ids('systems')];
  if ([parties, zones, data, systems].some((list) => list.length === 0)) return undefined;
  const entries: Record<Exclude<Section, 'waivers'>, object | undefined> = {
    flows: { from: dice.pick(systems), to: dice.pick(systems), data: [dice.pick(data)], period },
    access: { party: dice.pick(parties), systems: [dice.pick(systems)], kind: 'admin', period },
    contracts: { acquirer: parties[0], supplier: dice.pick(parties), period },
    systems: { zone: dice.pick(zones), collects: [dice.pick(data)], period },
    authorizations: { ...anyAuthorization(workspace, dice), period },
  };
  const section = dice.pick(Object.keys(entries) as (keyof typeof entries)[]);
  return entries[section] && [section, entries[section]];
}

/** Facts without the factors of the authorization that comes closest, which may well be one that has not begun. */
function withoutFactors(facts: Facts | undefined): unknown {
  return JSON.parse(JSON.stringify(facts, (key, value: unknown) => (key === 'failed' ? [] : value)));
}

it('what begins after the day of the check changes no fact of that day', () => {
  const added = new Map<string, number>();
  eachQuestion((question, dice, seed) => {
    const entry = later(question.workspace, dice);
    if (entry === undefined) return;
    const more = changed(question.workspace, (copy) => add(copy, ...entry, dice));
    const [before, after] = [question.workspace, more].map((workspace) =>
      withoutFactors(ask({ ...question, workspace }).facts),
    );
    expect(after, `${entry[0]}, seed ${seed}`).toEqual(before);
    added.set(entry[0], (added.get(entry[0]) ?? 0) + 1);
  });
  expect([...added.keys()].sort()).toEqual(['access', 'authorizations', 'contracts', 'flows', 'systems']);
});

it('a waiver that has expired hides nothing: what is not about waivers is found as without any', () => {
  let hidden = 0;
  eachQuestion((question, _, seed) => {
    const { workspace } = question;
    if (entriesOf(workspace, 'waivers').length === 0 && workspace.waivers === undefined) return;
    const ended = dateOf(dayOf(workspace.at) - 1);
    const expired = changed(workspace, (copy) => {
      for (const { entry } of entriesOf(copy, 'waivers')) Object.assign(entry, { expires: ended });
      for (const entry of Object.values(copy.waivers ?? {})) Object.assign(entry, { expires: ended });
    });
    const none = changed(workspace, (copy) => {
      delete copy.waivers;
      for (const { manifest } of copy.files) delete manifest.waivers;
    });
    const [asWas, over, without] = [workspace, expired, none].map((each) =>
      ask({ ...question, workspace: each }).findings.filter(({ subject }) => !subject.startsWith('waivers:')),
    );
    expect(over, `seed ${seed}`).toEqual(without);
    hidden += asWas.filter(({ waived }) => waived !== undefined).length;
  });
  expect(hidden).toBeGreaterThan(10);
});
