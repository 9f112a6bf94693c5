/** Sums over data: records or person-records, no more certain than the data and their numbers are. */
import { exposureOfData } from '../../analysis/exposure.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import type { Model } from '../../model/model.ts';
import type { Range, Several } from '../things/attribute.ts';
import type { TotalTest } from './expression.ts';

/** A sum of which only bounds may be known. */
export interface Total {
  readonly range: Range;
  /** Summed data that do not state their number. */
  readonly silent: readonly number[];
  /** Data of which it is open whether they count. */
  readonly open: readonly number[];
}

/** The sum over those of several data that pass; what may be more than that has no upper bound. */
export function totalOf(
  { sure, maybe, open: isOpen }: Several,
  passes: (datum: number) => Truth,
  of: TotalTest['of'],
  model: Model,
): Total {
  const certain = sure.map(Number);
  const counted = new Set(certain.filter((datum) => passes(datum) === TRUE));
  const open = [...certain, ...maybe.map(Number)].filter((datum) => passes(datum) === UNKNOWN);
  const isMorePossible = isOpen || open.length > 0 || maybe.some((datum) => passes(Number(datum)) !== FALSE);
  const { silent, [of]: least } = exposureOfData(counted, model);
  const most = isMorePossible || silent[of].length > 0 ? Infinity : least;
  return { range: { least, most }, silent: silent[of], open };
}
