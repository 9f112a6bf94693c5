import type { Disagreement, Outcome } from './fuzz.ts';
import { asText } from './text.ts';

/** What a run has looked at, for people. */
export function summary({ models, disagreements, features }: Outcome): string {
  const share = (count: number): string => `${((100 * count) / models).toFixed(1).padStart(5)} %`;
  const lines = [...features]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([name, count]) => `${share(count)}  ${name}`);
  return [`${models} models, ${disagreements.length} disagreements; of the models have`, ...lines].join('\n');
}

/** A disagreement with all that it takes to look into it. */
export function asked({ seed, question, difference }: Disagreement): string {
  const { workspace, rules, holdings } = question;
  const about = [...rules.map(({ id }) => id), ...holdings].join(', ');
  return `seed ${seed}, asked for ${about || 'facts'}${asText(workspace)}\n${difference}`;
}
