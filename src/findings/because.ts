/** Why a verdict changes on a day: of all that turns on it, what concerns the finding most. */
import { formatDay } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { datedIn, type Dated } from '../rules/dated.ts';
import { lapsesIn, spansAsked, type DatedRule } from '../rules/lapses.ts';
import { standingOf, type Change, type Turning } from './forecast.ts';
import { entriesIn, type Entry } from './subjects.ts';

/** What turns after a day, up to another, by the day on which it does. */
export type Turnings = ReadonlyMap<number, readonly Turning[]>;

/** Everything that turns after `from`, up to `until`. */
export function turningsIn(model: Model, rules: readonly DatedRule[], from: number, until: number): Turnings {
  const all = [
    ...datedIn(model).flatMap(turnOf),
    ...lapsesIn(model, rules, from, until).map(({ day, of, what, span }) => turning(day, of, what, span)),
  ];
  const byDay = new Map<number, Map<string, Turning>>();
  for (const each of all) {
    if (each.day <= from || each.day > until) continue;
    const those = byDay.get(each.day) ?? new Map<string, Turning>();
    those.set(JSON.stringify(each), each);
    byDay.set(each.day, those);
  }
  return new Map([...byDay].map(([day, those]) => [day, [...those.values()]]));
}

/** What the ends of periods, waivers and copies bring about by themselves. */
function turnOf(of: Dated): readonly Turning[] {
  switch (of.event) {
    case 'begin':
      return [turning(of.day, of, 'begins')];
    case 'end':
    case 'expiry':
    case 'disposal':
      return [turning(of.day + 1, of, 'ends')];
    default:
      return [];
  }
}

function turning(
  day: number,
  { section, id, event, day: on }: Dated,
  what: Turning['what'],
  span?: string,
): Turning {
  return { day, section, id, event, on: formatDay(on) ?? '', what, ...(span !== undefined && { span }) };
}

/** Chooses among the turnings of a day. */
export type Chooser = (change: Change, turnings: readonly Turning[]) => readonly Turning[];

/** Of the turnings of a day those that concern a change most; all of them where none is known to concern it. */
export function chooserOf(model: Model, rules: readonly DatedRule[]): Chooser {
  const spans = new Map(rules.map((each) => [each.rule.id, spansAsked(each)]));
  return (change, turnings) => {
    const relations = relationsOf(change, model);
    const open = turnings.filter((each) => isAsked(each, spans.get(relations.rule) ?? []));
    const ranks = open.map((each) => rankOf(each, relations, model));
    const best = Math.max(0, ...ranks);
    return best === 0 ? turnings : open.filter((_, i) => ranks[i] === best);
  };
}

/** The age and the nearness of a day concern those rules alone that ask for them. */
function isAsked({ what, span }: Turning, spans: readonly string[]): boolean {
  if (what === 'begins' || what === 'ends') return true;
  return span === undefined ? spans.length > 0 : spans.includes(span);
}

/** What a change is about. */
interface Relations {
  readonly rule: string;
  readonly subject: string;
  readonly isOfWaiver: boolean;
  /** Is something found that was not there before? */
  readonly isWorse: boolean;
  /** Entries that the finding itself is about, or that come closest to permitting it. */
  readonly own: ReadonlySet<string>;
  /** Entries on the way of the data. */
  readonly near: ReadonlySet<string>;
  readonly parties: ReadonlySet<string>;
}

const keyOf = ({ section, id }: Entry): string => `${section}:${id}`;

function relationsOf({ before, after }: Change, model: Model): Relations {
  const findings = [before, after].filter((each) => each !== undefined);
  const [{ rule, subject }] = findings;
  const entries = entriesIn(subject);
  const closest = findings.flatMap(({ closest: each }) => each?.authorization ?? []);
  const steps = findings.flatMap(({ custody }) => custody);
  const parties = [
    ...findings.flatMap(({ owners, closest: each }) => [...owners, ...(each?.keeper ? [each.keeper] : [])]),
    ...steps.slice(-1).flatMap(({ keepers }) => keepers),
    ...entries.flatMap((entry) => partiesOf(entry, model)),
  ];
  return {
    rule,
    subject,
    isOfWaiver: standingOf(before) === 'waived' || standingOf(after) === 'waived',
    isWorse: before === undefined,
    own: new Set([
      ...entries.filter(({ section }) => section !== 'data').map(keyOf),
      ...closest.map((id) => `authorizations:${id}`),
    ]),
    near: new Set([
      ...entries.map(keyOf),
      ...steps.flatMap(({ step, system }) => [`flows:${step}`, `systems:${system}`]),
    ]),
    parties: new Set(parties),
  };
}

/** Parties by which an entry is somebody's. */
function partiesOf({ section, id }: Entry, model: Model): readonly string[] {
  if (section === 'parties') return [id];
  const i = model[section].indexOf(id);
  if (i < 0) return [];
  switch (section) {
    case 'access':
      return [model.access.entry.at(i).party];
    case 'authorizations':
      return [model.authorizations.entry.at(i).by, model.authorizations.entry.at(i).to];
    case 'contracts':
      return [model.contracts.entry.at(i).acquirer, model.contracts.entry.at(i).supplier];
    case 'systems':
      return keepersOf(model, i);
    case 'flows':
      return [...keepersOf(model, model.flows.source[i]), ...keepersOf(model, model.flows.target[i])];
    default:
      return [];
  }
}

function keepersOf({ systems, parties }: Model, system: number): readonly string[] {
  return system < 0 ? [] : Array.from(row(systems.keepers, system), (keeper) => parties.ids[keeper]);
}

const OF_WAIVER = 4;
const OWN = 3;
const NEAR = 2;
const AROUND = 1;

function rankOf(each: Turning, relations: Relations, model: Model): number {
  if (each.section === 'waivers') {
    return relations.isOfWaiver && isOnFinding(each.id, relations, model) ? OF_WAIVER : 0;
  }
  const key = keyOf(each);
  if (relations.own.has(key)) return OWN;
  if (relations.near.has(key)) return NEAR;
  const parties = partiesOf(each, model);
  // A permission that begins seldom makes anything a violation, and can stand here by chance alone.
  const isByChance = each.section === 'authorizations' && each.what === 'begins' && relations.isWorse;
  const known = parties.filter((party) => relations.parties.has(party));
  // Who is at both ends of a contract or a permission stands closer than who is at one.
  if (!isByChance && parties.length > 0 && known.length === parties.length) return NEAR;
  return known.length > 0 ? AROUND : 0;
}

function isOnFinding(id: string, { subject }: Relations, { waivers, gateWaivers }: Model): boolean {
  const stated = waivers.indexOf(id);
  const gate = gateWaivers.find((each) => each.id === id)?.waiver;
  return gate?.subject === subject || (stated >= 0 && waivers.entry.at(stated).subject === subject);
}
