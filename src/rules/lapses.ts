/** Days on which the answer of a rule changes although no fact does: records are made, end, or become too old. */
import { parseDuration, secondsFrom } from '../manifest/calendar.ts';
import type { Model } from '../model/model.ts';
import { datedIn, isRecord, type Dated } from './dated.ts';
import type { Rule } from './format.ts';
import type { Params } from './language/evaluate.ts';

/** A rule that is on, with its parameters. */
export interface DatedRule {
  readonly rule: Rule;
  readonly params: Params;
}

/** A day on which a stated one gets another meaning for some rule. */
export interface Lapse {
  readonly day: number;
  readonly of: Dated;
  /** It begins to count, ends, gets older than `span`, comes as near as `span`, or is past. */
  readonly what: 'counts' | 'ends' | 'ages' | 'nears' | 'passes';
  readonly span?: string;
}

/**
 * Days after `from`, up to `until`, on which a dated record begins to count, ends, or gets older than a rule allows, or on
 * which a stated day comes as near as a rule asks.
 */
export function lapseDays(
  model: Model,
  rules: readonly DatedRule[],
  from: number,
  until: number,
): readonly number[] {
  const days = lapsesIn(model, rules, from, until).map(({ day }) => day);
  return [...new Set(days)].sort((a, b) => a - b);
}

/** The same days, each with what lapses, in the order of sections and ids. */
export function lapsesIn(
  model: Model,
  rules: readonly DatedRule[],
  from: number,
  until: number,
): readonly Lapse[] {
  const ages = asked(rules, 'within-last');
  const spans = asked(rules, 'within-next');
  return datedIn(model)
    .flatMap((of): readonly Lapse[] => [
      ...(isRecord(of) ? lifeOf(of, ages) : []),
      ...(of.event === 'assessment-end' ? [{ day: of.day + 1, of, what: 'ends' } as const] : []),
      ...spans.flatMap((span): readonly Lapse[] => [
        { day: firstReaching(of.day, span, from), of, what: 'nears', span },
        { day: of.day + 1, of, what: 'passes' },
      ]),
    ])
    .filter(({ day }) => from < day && day <= until);
}

function lifeOf(of: Dated, ages: readonly string[]): readonly Lapse[] {
  const old = ages.map((span): Lapse => ({ day: dayAfter(of.day, span), of, what: 'ages', span }));
  return [{ day: of.day, of, what: 'counts' }, ...old];
}

/** Durations that the conditions of a rule compare the distance of days with. */
export function spansAsked(rule: DatedRule): readonly string[] {
  return [...asked([rule], 'within-last'), ...asked([rule], 'within-next')];
}

type DayTest = 'within-last' | 'within-next';

/** Durations that rules compare the distance of days with. */
function asked(rules: readonly DatedRule[], test: DayTest): readonly string[] {
  return [...new Set(rules.flatMap(({ rule, params }) => durationsIn(conditionsIn(rule), test, params)))];
}

function conditionsIn({ inherited = {}, where, unless, require }: Rule): readonly unknown[] {
  return [inherited.where, inherited.unless, where, unless, require];
}

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
