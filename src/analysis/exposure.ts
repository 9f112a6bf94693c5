/** What is lost if a set of systems falls: the data held there, weighed without counting twice. */
import type { Model } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { dataOn, type Holdings } from './holdings.ts';

/** Records and person-records count entries, not people: one person may be counted more than once. */
export interface Exposure extends Sums {
  /** Data held for certain, ascending. */
  readonly data: readonly number[];
  /** A summed datum states no number, or more may be held. */
  readonly lowerBound: boolean;
  /** Summed data that state no number of records, or none of subjects. */
  readonly silent: { readonly records: readonly number[]; readonly subjects: readonly number[] };
}

/** Sums over data. */
export interface Sums {
  readonly records: number;
  readonly subjects: number;
}

/** Exposure of a set of systems. */
export function exposureOf(systems: Iterable<number>, holdings: Holdings, model: Model): Exposure {
  const { sure, maybe } = dataOn(systems, holdings);
  const certain = exposureOfData(sure, model);
  return maybe.size > 0 ? { ...certain, lowerBound: true } : certain;
}

/** Exposure of data, wherever they lie. */
export function exposureOfData(held: ReadonlySet<number>, { data }: Pick<Model, 'data'>): Exposure {
  const exposed = [...held].sort((a, b) => a - b);
  const top = topmost(exposed, data);
  const silent = {
    records: top.filter((datum) => data.entry.at(datum).records === undefined),
    subjects: top.filter((datum) => data.entry.at(datum).subjects === undefined),
  };
  const lowerBound = silent.records.length + silent.subjects.length > 0;
  return { data: exposed, ...sums(top, held, data), lowerBound, silent };
}

type DataSets = Model['data'];

/** Exposed data that are not below another exposed datum. */
function topmost(exposed: readonly number[], data: DataSets): number[] {
  const covered = new Set<number>();
  for (const datum of exposed) {
    if (!covered.has(datum)) walkBelow(datum, data, (below) => covered.add(below));
  }
  return exposed.filter((datum) => !covered.has(datum));
}

/** Visits everything below a datum once, however it is reached. */
function walkBelow(datum: number, data: DataSets, visit: (below: number) => void): void {
  const seen = new Set<number>();
  const open = [datum];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const below of row(data.below, node)) {
      if (seen.has(below)) continue;
      seen.add(below);
      visit(below);
      open.push(below);
    }
  }
}

function sums(top: readonly number[], held: ReadonlySet<number>, data: DataSets): Sums {
  let records = 0;
  let subjects = 0;
  for (const datum of top) {
    let most = { records: data.entry.at(datum).records ?? 0, subjects: data.entry.at(datum).subjects ?? 0 };
    walkBelow(datum, data, (below) => {
      if (!held.has(below)) return;
      const { records: r = 0, subjects: s = 0 } = data.entry.at(below);
      most = { records: Math.max(most.records, r), subjects: Math.max(most.subjects, s) };
    });
    records += most.records;
    subjects += most.subjects;
  }
  return { records, subjects };
}
