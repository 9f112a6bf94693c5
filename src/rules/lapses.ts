/** Days on which the answer of a rule changes although no fact does: records are made, end, or become too old. */
import { parseDay, parseDuration, secondsFrom } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import type { Rule } from './format.ts';
import type { Params } from './language/evaluate.ts';

/** Days after `from`, up to `until`, on which a dated record begins to count, ends, or gets older than a rule allows. */
export function lapseDays(
  model: Model,
  rules: readonly { readonly rule: Rule; readonly params: Params }[],
  from: number,
  until: number,
): readonly number[] {
  const ages = new Set(
    rules.flatMap(({ rule, params }) => agesIn([rule.where, rule.unless, rule.require], params)),
  );
  const days = recordDays(model).flatMap((day) => [day, ...[...ages].map((age) => dayAfter(day, age))]);
  const ends = assessmentsOf(model).flatMap(({ until: end }) =>
    end === undefined ? [] : [(parseDay(end) ?? until) + 1],
  );
  return [...new Set([...days, ...ends])].filter((day) => from < day && day <= until).sort((a, b) => a - b);
}

/** Durations that conditions compare the age of records with. */
function agesIn(written: unknown, params: Params): readonly string[] {
  if (typeof written !== 'object' || written === null) return [];
  return Object.entries(written).flatMap(([key, value]: [string, unknown]) => {
    if (key !== 'within-last') return agesIn(value, params);
    return [typeof value === 'string' ? value : String(params[(value as { param: string }).param])];
  });
}

/** The first day on which a record is older than a duration. */
function dayAfter(day: number, age: string): number {
  const duration = parseDuration(age);
  return duration === undefined ? day : day + Math.floor(secondsFrom(day, duration) / 86_400) + 1;
}

function recordDays(model: Model): number[] {
  const stated = [
    ...assessmentsOf(model).map(({ on }) => on),
    ...model.parties.entry.flatMap(({ training = [] }) => training.map(({ on }) => on)),
    ...model.contracts.entry.map(({ awarded }) => awarded),
  ];
  return stated.flatMap((text) => (text === undefined ? [] : [parseDay(text) ?? 0]));
}

function assessmentsOf({ parties, systems }: Model) {
  return [...parties.entry, ...systems.entry].flatMap(({ assessments = [] }) => assessments);
}
