/** The way of data as a small Mermaid drawing. */
import type { CustodyStep } from '../../findings/finding.ts';
import { stopsOf, type Stop } from '../html/layout.ts';
import { keptWords, MADE } from '../ways.ts';
import { stepNotes } from '../words.ts';
import { label } from './escape.ts';

/** The drawing of a way; ids are numbers of ours, and labels hold nothing that Mermaid reads. */
export function wayDrawing(steps: readonly CustodyStep[]): string {
  const stops = stopsOf(steps, stepNotes(steps));
  const boxes = stops.map((stop, i) => `  n${i}["${boxWords(stop)}"]\n`);
  const arrows = stops.slice(1).map((stop, i) => `  n${i} ${arrow(stop)} n${i + 1}\n`);
  return `\`\`\`mermaid\nflowchart LR\n${[...boxes, ...arrows].join('')}\`\`\`\n`;
}

function boxWords(stop: Stop): string {
  if ('hidden' in stop) return `${stop.hidden} more`;
  const { step } = stop;
  const kept = step.keepers.length === 0 ? keptWords(step) : `kept by ${keptWords(step)}`;
  return `${label(step.system)}<br>${label(step.zone)}<br>${label(kept)}`;
}

/** A step without permission is dotted and says so: colours are the host's. */
function arrow(stop: Stop): string {
  if ('hidden' in stop) return '-->';
  const { step, authorized } = stop.step;
  const name = label(MADE[step] ?? step);
  if (authorized === 'false') return `-. "${name}: NOT AUTHORIZED" .->`;
  if (authorized === 'unknown') return `-. "${name}: open" .->`;
  return `-- "${name}" -->`;
}
