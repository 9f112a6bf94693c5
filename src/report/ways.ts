/** The ways of the data of an act; data that went the same way are told together. */
import type { Act } from '../findings/acts.ts';
import type { CustodyStep } from '../findings/finding.ts';

/** One way, and the data that went it. */
export interface DataWay {
  readonly steps: readonly CustodyStep[];
  readonly data: readonly string[];
}

/** What a step that begins a copy does there, in place of the name of a flow. */
export const MADE: Readonly<Record<string, string>> = { collect: 'collected', produce: 'derived' };

/** The ways of an act, in the order of its findings. */
export function waysOf({ findings }: Pick<Act, 'findings'>): readonly DataWay[] {
  const ways = new Map<string, { steps: readonly CustodyStep[]; data: string[] }>();
  for (const { custody, data } of findings) {
    if (custody.length === 0 || data === undefined) continue;
    const key = custody.map(({ step, system }) => `${step}>${system}`).join();
    const way = ways.get(key);
    if (way === undefined) ways.set(key, { steps: custody, data: [data] });
    else way.data.push(data);
  }
  return [...ways.values()];
}

/** Who keeps the system of a step, in words. */
export function keptWords({ keepers }: Pick<CustodyStep, 'keepers'>): string {
  return keepers.length === 0 ? 'keeper unknown' : keepers.join(' and ');
}
