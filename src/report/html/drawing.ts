/** The way of data as a drawing: a box for each system, an arrow for each flow, and a sign where the permission ends. */
import type { CustodyStep } from '../../findings/finding.ts';
import { counted } from '../../rules/language/wording.ts';
import { keptWords, MADE, type DataWay } from '../ways.ts';
import { stepNotes } from '../words.ts';
import { BOX, lineTo, sizeOf, stopsOf, type Line, type Point, type Stop } from './layout.ts';
import { markup, type Markup } from './markup.ts';

/** The drawing of a way; `id` is one of ours, and is on the page once. */
export function drawing({ steps, data }: DataWay, id: string): Markup {
  const stops = stopsOf(steps, stepNotes(steps));
  const { width, height } = sizeOf(stops.length);
  return markup`<svg
    class="way"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-text"
  >
    <title id="${id}-title">The way of ${data.join(', ')}</title>
    <desc id="${id}-text">${wayWords(steps)}</desc>
    ${stops.map((stop, i) => (i === 0 ? markup`` : arrow(stop, lineTo(i))))} ${stops.map(box)}
  </svg>`;
}

/** The same in one sentence, for those who hear the page. */
function wayWords(steps: readonly CustodyStep[]): string {
  const notes = stepNotes(steps);
  const words = steps.map((step, i) => {
    if (step.omitted !== undefined) return notes[i];
    const by = MADE[step.step] ?? `by ${step.step}`;
    const note = notes[i] === '' ? '' : `, ${notes[i]}`;
    return `${by} at ${step.system} in ${step.zone} (${keptWords(step)})${note}`;
  });
  return `${words.join('; then ')}.`;
}

type Standing = 'refused' | 'open' | 'plain';

/** How a step looks: permitted ones like those that nobody has to permit. */
export function standingOf({ authorized }: Pick<CustodyStep, 'authorized'>): Standing {
  if (authorized === 'false') return 'refused';
  return authorized === 'unknown' ? 'open' : 'plain';
}

const SAID: Readonly<Record<Standing, string>> = { refused: 'not authorized', open: 'open', plain: '' };

function box(stop: Stop): Markup {
  const { x, y } = stop.at;
  if ('hidden' in stop) {
    const words = counted(stop.hidden, 'more step');
    return markup`<text class="hidden-steps" x="${x + BOX.width / 2}" y="${y + BOX.height / 2 + 4}">${words}</text>\n`;
  }
  const { step } = stop;
  const line = (name: string, at: number, text: string): Markup => {
    const fitting = shortened(text, BOX.width - 24, name === 'system' ? 7.6 : 6.3);
    return markup`<text class="${name}" x="${x + 12}" y="${y + at}">${fitting}</text>`;
  };
  const lines = [
    line('system', 24, step.system),
    line('zone', 43, step.zone),
    line('keeper', 59, keptBy(step)),
  ];
  return markup`<g class="stop ${standingOf(step)}">
<rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="8"/>${lines}
</g>\n`;
}

function keptBy(step: CustodyStep): string {
  return step.keepers.length === 0 ? keptWords(step) : `kept by ${keptWords(step)}`;
}

function arrow(stop: Stop, { points, middle, room }: Line): Markup {
  const isStep = 'step' in stop;
  const standing = isStep ? standingOf(stop.step) : 'plain';
  const name = isStep ? (MADE[stop.step.step] ?? stop.step.step) : '';
  const path = points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(' ');
  const [before, end] = points.slice(-2);
  const label = shortened(name, room, 6.4);
  return markup`<g class="step ${standing}">
<path class="line" d="${path}"/><path class="tip" d="${tip(before, end)}"/>
<text class="flow" x="${middle.x}" y="${middle.y - 12}">${label}</text>${sign(standing, middle)}
</g>\n`;
}

/** A triangle that points from one point to another, along or down. */
function tip({ x: fromX }: Point, { x, y }: Point): string {
  return fromX === x ? `M${x} ${y} l-5 -9 h10 Z` : `M${x} ${y} l-9 -5 v10 Z`;
}

/** Where a step is not permitted, a sign and words say so: colour alone would be lost on paper, and on some eyes. */
function sign(standing: Standing, { x, y }: Point): Markup | undefined {
  if (standing === 'plain') return undefined;
  const mark =
    standing === 'refused'
      ? markup`<path class="mark" d="M${x - 3.5} ${y - 3.5} l7 7 m0 -7 l-7 7"/>`
      : markup`<text class="mark-text" x="${x}" y="${y + 4}">?</text>`;
  return markup`<circle class="sign" cx="${x}" cy="${y}" r="8"/>${mark}
<text class="said" x="${x}" y="${y + 22}">${SAID[standing]}</text>`;
}

/** A name cut to a width; the list under the drawing has it whole. */
function shortened(text: string, width: number, letter: number): string {
  const letters = Array.from(text);
  const fits = Math.max(1, Math.floor(width / letter));
  return letters.length <= fits ? text : `${letters.slice(0, fits - 1).join('')}\u2026`;
}
