/** Stated disposals, and whether there was anything to dispose of. */
import { parseDay } from '../manifest/calendar.ts';
import type { Disposal } from '../manifest/format.ts';
import { cellOf } from './cells.ts';
import { NO_DAYS } from './days.ts';
import type { Facts } from './facts.ts';
import { perFacts } from './per-facts.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from './truth.ts';

/** A disposal that counts and has taken effect: it is of a day before the day of the check. */
export interface StatedDisposal {
  readonly system: number;
  /** Its position in the list of its system. */
  readonly index: number;
  readonly disposal: Disposal;
  /** Day. */
  readonly on: number;
}

/** Disposals of systems before the day of the check, by system, in the order written. */
export const disposalsOf = perFacts(({ model: { systems }, at }): readonly StatedDisposal[] =>
  systems.entry.all().flatMap(({ disposals = [] }, system) =>
    disposals.flatMap((disposal, index) => {
      const on = parseDay(disposal.on) ?? at;
      const counts = systems.disposals[system] !== undefined;
      return counts && on < at ? [{ system, index, disposal, on }] : [];
    }),
  ),
);

/** Was a copy that it covers, as itself, alive on its day? */
export function coversCopy(
  { model, copies, ground }: Facts,
  { system, disposal, on }: StatedDisposal,
): Truth {
  const data =
    disposal.data === 'all' ? [...model.data.ids.keys()] : disposal.data.map((id) => model.data.indexOf(id));
  const [, certain, , any] = copies;
  const onDay = ground.days.between(on, on);
  const lies = (among: typeof certain): boolean =>
    data.some((datum) => {
      const cell = datum < 0 ? -1 : cellOf(among.cells, system, datum);
      return cell >= 0 && ground.days.intersect(among.days[cell], onDay) !== NO_DAYS;
    });
  return lies(certain) ? TRUE : lies(any) ? UNKNOWN : FALSE;
}
