import type { Model } from '../model/model.ts';
import { IntColumn, row } from '../model/rows.ts';

/** Sections whose entries have periods. */
export const DATED_SECTIONS = ['contracts', 'systems', 'flows', 'access', 'authorizations'] as const;

/** Periods that entries state, in the order of sections and ids: number of the section and of the entry. */
export interface StatedPeriods {
  readonly section: Int32Array;
  readonly entry: Int32Array;
}

/** Every stated period of an entry that has effect; an access that counts for no system has none. */
export function statedPeriods(model: Model): StatedPeriods {
  const section = new IntColumn();
  const entry = new IntColumn();
  DATED_SECTIONS.forEach((name, number) => {
    const { dated } = model[name];
    for (let i = 0; i < dated.length; i++) {
      if (dated[i] === 0 || (name === 'access' && row(model.access.systems, i).length === 0)) continue;
      section.push(number);
      entry.push(i);
    }
  });
  return { section: section.filled(), entry: entry.filled() };
}
