/** Days on which the answer of a rule changes although no fact does: records are made, end, or become too old. */
import { parseDay, parseDuration, secondsFrom } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import type { Rule } from './format.ts';
import type { Params } from './language/evaluate.ts';

/**
 * Days after `from`, up to `until`, on which a dated record begins to count, ends, or gets older than a rule allows, or on
 * which a stated day comes as near as a rule asks.
 */
export function lapseDays(
  model: Model,
  rules: readonly { readonly rule: Rule; readonly params: Params }[],
  from: number,
  until: number,
): readonly number[] {
  const asked = (test: DayTest): readonly string[] => [
    ...new Set(rules.flatMap(({ rule, params }) => durationsIn(conditionsIn(rule), test, params))),
  ];
  const ages = asked('within-last');
  const days = recordDays(model).flatMap((day) => [day, ...ages.map((age) => dayAfter(day, age))]);
  const ends = assessmentsOf(model).flatMap(({ until: end }) =>
    end === undefined ? [] : [(parseDay(end) ?? until) + 1],
  );
  const near = asked('within-next').flatMap((span) =>
    statedDays(model).flatMap((day) => [firstReaching(day, span, from), day + 1]),
  );
  return [...new Set([...days, ...ends, ...near])]
    .filter((day) => from < day && day <= until)
    .sort((a, b) => a - b);
}

type DayTest = 'within-last' | 'within-next';

function conditionsIn({ inherited = {}, where, unless, require }: Rule): readonly unknown[] {
  return [inherited.where, inherited.unless, where, unless, require];
}

/** Durations that conditions compare the distance of days with. */
function durationsIn(written: unknown, test: DayTest, params: Params): readonly string[] {
  if (typeof written !== 'object' || written === null) return [];
  return Object.entries(written).flatMap(([key, value]: [string, unknown]) => {
    if (key !== test) return durationsIn(value, test, params);
    return [typeof value === 'string' ? value : String(params[(value as { param: string }).param])];
  });
}

/** The first day on which a record is older than a duration. */
function dayAfter(day: number, age: string): number {
  const duration = parseDuration(age);
  return duration === undefined ? day : day + Math.floor(secondsFrom(day, duration) / 86_400) + 1;
}

/** The first day from which a duration reaches another day; `from` where it does so already. */
function firstReaching(day: number, span: string, from: number): number {
  const duration = parseDuration(span);
  if (duration === undefined) return from;
  const reaches = (start: number): boolean => day * 86_400 <= start * 86_400 + secondsFrom(start, duration);
  // Later days reach later ones.
  let [lo, hi] = [from, day];
  while (lo < hi) {
    const middle = Math.floor((lo + hi) / 2);
    if (reaches(middle)) hi = middle;
    else lo = middle + 1;
  }
  return lo;
}

/** Every day that a model states as the end of something, or as that of a record. */
function statedDays(model: Model): number[] {
  const { contracts, systems, flows, access, authorizations, waivers, gateWaivers } = model;
  const dated = [contracts, systems, flows, access, authorizations];
  const ends = [
    ...dated.flatMap(({ entry }) => entry.all().flatMap(({ period }) => [period?.from, period?.until])),
    ...waivers.entry.all().map(({ expires }) => expires),
    ...gateWaivers.map(({ waiver }) => waiver.expires),
    ...assessmentsOf(model).map(({ until }) => until),
    ...systems.entry.all().flatMap(({ disposals = [] }) => disposals.map(({ on }) => on)),
  ];
  return [...new Set([...recordDays(model), ...daysOf(ends)])];
}

function daysOf(texts: readonly (string | undefined)[]): number[] {
  return texts.flatMap((text) => (text === undefined ? [] : [parseDay(text) ?? 0]));
}

function recordDays(model: Model): number[] {
  const stated = [
    ...assessmentsOf(model).map(({ on }) => on),
    ...model.parties.entry.all().flatMap(({ training = [] }) => training.map(({ on }) => on)),
    ...model.contracts.entry.all().map(({ awarded }) => awarded),
    ...model.data.entry.all().map(({ deidentified }) => deidentified?.tested),
  ];
  return daysOf(stated);
}

function assessmentsOf({ parties, systems }: Model) {
  return [...parties.entry.all(), ...systems.entry.all()].flatMap(({ assessments = [] }) => assessments);
}
