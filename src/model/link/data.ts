import type { EntryIn, DataSets, Entries, SectionName } from '../model.ts';
import { closure, orderBelow } from '../order.ts';
import { invert, row, rowsOf, type Rows } from '../rows.ts';
import type { LinkProblem } from '../statements.ts';
import { textColumn, textRows, type LinkedEntries } from '../entries.ts';
import { interner, internedRows, referenceColumn, referenceRows, type Linker } from './linker.ts';

/** Data sets with their closure under containment, and the names of their categories. */
export interface LinkedData {
  readonly data: DataSets;
  readonly categories: readonly string[];
}

/** Links the data sets; a cycle of "contained in, or derived from" is a problem. */
export function linkData(entries: LinkedEntries<EntryIn<DataSets>>, linker: Linker): LinkedData {
  const count = entries.ids.length;
  const categories = interner(entries.strings);
  const list = (field: 'contains' | 'derivedFrom') =>
    referenceRows(entries, { section: 'data', field, of: 'data', names: entries }, linker);
  const contains = list('contains');
  const derivedFrom = list('derivedFrom');
  const below = belowRows(contains, derivedFrom, count);
  const { order, cycles } = orderBelow(below);
  for (const cycle of cycles) linker.ledger.problems.push(cycleProblem(entries, 'data', cycle));
  // Owners add up along the same arrows, so that a closure of both kinds that fits bounds them too.
  const fits = cycles.length > 0 || closure(below, order) !== undefined;
  if (!fits) linker.ledger.problems.push(tooInvolved(entries));
  const contents = closure(contains, cycles.length > 0 || !fits ? new Int32Array(0) : order) ?? contains;
  const owner = { section: 'data', field: 'owner', of: 'parties', names: linker.parties } as const;
  const data: DataSets = {
    ...entries,
    owner: referenceColumn(entries, owner, linker),
    categories: internedRows(categoryRows(entries), categories),
    derivedFrom,
    below,
    order,
    contents,
    containers: invert(contents, count),
  };
  return { data, categories: categories.names };
}

/** Categories of each datum: one, or a list. */
function categoryRows(entries: LinkedEntries<unknown>): Rows {
  const lists = textRows(entries, 'category');
  const single = textColumn(entries, 'category');
  return rowsOf(Array.from(single, (text, i) => (text >= 0 ? [text] : [...row(lists, i)])));
}

function tooInvolved(entries: Entries<unknown>): LinkProblem {
  return { code: 'too-involved', file: entries.file[0], path: ['data'], on: 'key', values: {} };
}

/** Directly below a datum: what it contains, and what is derived from it. */
function belowRows(contains: Rows, derivedFrom: Rows, count: number): Rows {
  const derived = invert(derivedFrom, count);
  const lists: number[][] = [];
  for (let datum = 0; datum < count; datum++) lists.push([...row(contains, datum), ...row(derived, datum)]);
  return rowsOf(lists);
}

/** The problem of a cycle, told from its smallest member on. */
function cycleProblem(
  entries: Entries<unknown>,
  section: SectionName,
  cycle: readonly number[],
): LinkProblem {
  const start = cycle.indexOf(Math.min(...cycle));
  const members = [...cycle.slice(start), ...cycle.slice(0, start)];
  return {
    code: 'cycle',
    file: entries.file[members[0]],
    path: [section, entries.ids[members[0]]],
    on: 'key',
    values: { section, path: [...members, members[0]].map((member) => entries.ids[member]).join(' > ') },
    related: members.slice(1).map((member) => ({
      file: entries.file[member],
      path: [section, entries.ids[member]],
      note: 'part of the cycle',
    })),
  };
}
