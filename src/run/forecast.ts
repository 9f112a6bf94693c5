/** A workspace -> the calendar of verdicts that change. */
import { chooserOf, turningsIn } from '../findings/because.ts';
import { changesBetween, told, type Forecast, type ForecastDay } from '../findings/forecast.ts';
import { formatDay } from '../manifest/calendar.ts';
import { checkWorkspace, daysUpTo } from './check.ts';
import type { Workspace } from './workspace.ts';

/** The days that are looked at, in days since 1970-01-01. */
export interface ForecastOptions {
  readonly at: number;
  readonly until: number;
}

/** Compares what is found on each day on which something changes with what was found before it. */
export function forecast(workspace: Workspace, { at, until }: ForecastOptions): Forecast {
  const { model, rules } = workspace;
  const turnings = turningsIn(model, rules.rules, at, until);
  const choose = chooserOf(model, rules.rules);
  const points = daysUpTo(until, workspace, at);
  const days: ForecastDay[] = [];
  let before = checkWorkspace(workspace, { at }).findings;
  for (const day of points) {
    const after = checkWorkspace(workspace, { at: day }).findings;
    const changes = told(changesBetween(before, after), (change) => choose(change, turnings.get(day) ?? []));
    if (changes.length > 0) days.push({ day: formatDay(day) ?? '', changes });
    before = after;
  }
  return { at: formatDay(at) ?? '', until: formatDay(until) ?? '', looked: points.length, days };
}
