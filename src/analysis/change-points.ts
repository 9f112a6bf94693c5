import { BEGINNING, END, type Model, type Periods } from '../model/model.ts';

/**
 * Days after `from`, up to `until` inclusive, on which something may change: each day on which a period begins, the day after
 * one ends, the day after a disposal. Between them the facts stay as they are.
 */
export function changePoints(model: Model, from: number, until: number): readonly number[] {
  const { contracts, systems, flows, access, authorizations } = model;
  const points = new Set<number>();
  const add = (day: number): void => {
    if (from < day && day <= until) points.add(day);
  };
  for (const section of [contracts, systems, flows, access, authorizations]) addPeriods(section, add);
  for (const disposals of systems.disposals) disposals?.forEach(({ on }) => add(on + 1));
  return [...points].sort((a, b) => a - b);
}

function addPeriods(periods: Periods, add: (day: number) => void): void {
  for (let i = 0; i < periods.from.length; i++) {
    if (periods.from[i] !== BEGINNING) add(periods.from[i]);
    if (periods.until[i] !== END) add(periods.until[i] + 1);
  }
}
