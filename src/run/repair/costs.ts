/** What edits cost, as they are typed: `cut=3,obtain=1,flow:upload=10`. */
import { nearest } from '../../manifest/nearest.ts';
import type { Names } from '../../model/names.ts';

export interface Costs {
  /** Of cutting a flow that has no cost of its own. */
  readonly cut: number;
  /** Of each authorization. */
  readonly obtain: number;
  /** Of cutting single flows, by id. */
  readonly flows: ReadonlyMap<string, number>;
}

// Sums of so many flows as a workspace can have stay whole numbers.
const COST = /^[1-9]\d{0,5}$/;

/** Reads costs; of one that is stated twice the later counts. Where something is wrong, says what. */
export function costsOf(typed: readonly string[], declared: Names): Costs | { readonly trouble: string } {
  const costs = { cut: 1, obtain: 1, flows: new Map<string, number>() };
  for (const part of typed.flatMap((each) => each.split(','))) {
    const at = part.lastIndexOf('=');
    const [name, value] = [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
    if (at < 0 || !COST.test(value))
      return { trouble: `--cost wants whole numbers from 1 to 999999, such as cut=3,obtain=1, not ${part}` };
    if (name === 'cut' || name === 'obtain') costs[name] = Number(value);
    else if (name.startsWith('flow:') && declared.indexOf(name.slice(5)) >= 0)
      costs.flows.set(name.slice(5), Number(value));
    else return { trouble: unknownCost(name, declared) };
  }
  return costs;
}

function unknownCost(name: string, { ids }: Names): string {
  if (!name.startsWith('flow:')) return `--cost knows cut, obtain and flow:<id>, not ${name}`;
  const suggestion = nearest(name.slice(5), ids);
  return `there is no flow ${name.slice(5)}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`;
}

/** The cost of cutting a flow. */
export function costOfFlow({ cut, flows }: Costs, id: string): number {
  return flows.get(id) ?? cut;
}
