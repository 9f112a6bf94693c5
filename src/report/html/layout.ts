/** Where the systems of a way stand in its drawing: from left to right, in rows that fit a printed page. */
import type { CustodyStep } from '../../findings/finding.ts';

/** A point or the size of something, in units of the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A system in the drawing, or a gap that stands for steps that are not drawn. */
export type Stop = { readonly at: Point } & (
  { readonly step: CustodyStep; readonly note: string } | { readonly hidden: number }
);

/** A line from one stop to the next. */
export interface Line {
  /** Corners, the arrow stands at the last. */
  readonly points: readonly Point[];
  /** Middle of the part that has room for words. */
  readonly middle: Point;
  /** How wide the words may be. */
  readonly room: number;
}

export const BOX = { width: 176, height: 70 } as const;
const GAP = { x: 116, y: 62 } as const;
const MARGIN = { x: 8, y: 26 } as const;
const COLUMNS = 3;

/** How large a drawing with so many stops is. */
export function sizeOf(stops: number): { readonly width: number; readonly height: number } {
  const columns = Math.min(stops, COLUMNS);
  const rows = Math.ceil(stops / COLUMNS);
  return {
    width: columns * BOX.width + (columns - 1) * GAP.x + 2 * MARGIN.x,
    height: rows * BOX.height + (rows - 1) * GAP.y + 2 * MARGIN.y,
  };
}

/** The upper left corner of a stop. */
function placeOf(i: number): Point {
  return {
    x: MARGIN.x + (i % COLUMNS) * (BOX.width + GAP.x),
    y: MARGIN.y + Math.floor(i / COLUMNS) * (BOX.height + GAP.y),
  };
}

/** The line that leads to a stop from the one before it; at the end of a row it goes round. */
export function lineTo(i: number): Line {
  const [from, to] = [placeOf(i - 1), placeOf(i)];
  if (i % COLUMNS !== 0) {
    const y = from.y + BOX.height / 2;
    const start = from.x + BOX.width;
    return {
      points: [
        { x: start, y },
        { x: to.x, y },
      ],
      middle: { x: (start + to.x) / 2, y },
      room: GAP.x - 12,
    };
  }
  const [fromX, toX] = [from.x + BOX.width / 2, to.x + BOX.width / 2];
  const y = from.y + BOX.height + GAP.y / 2;
  return {
    points: [
      { x: fromX, y: from.y + BOX.height },
      { x: fromX, y },
      { x: toX, y },
      { x: toX, y: to.y },
    ],
    middle: { x: (fromX + toX) / 2, y },
    room: fromX - toX - 40,
  };
}

/** Stops that are drawn at the beginning and at the end of a long way. */
const SHOWN = { first: 4, last: 8 } as const;

/** The stops of a way. Of a long one the middle is left out, but for the step where the permission ends. */
export function stopsOf(steps: readonly CustodyStep[], notes: readonly string[]): readonly Stop[] {
  const refused = steps.findIndex(({ authorized }) => authorized === 'false');
  const isShown = (i: number): boolean =>
    i < SHOWN.first || i >= steps.length - SHOWN.last || i === refused || i === refused - 1;
  const stops: ({ step: CustodyStep; note: string } | { hidden: number })[] = [];
  steps.forEach((step, i) => {
    if (isShown(i) && step.omitted === undefined) stops.push({ step, note: notes[i] });
    else addHidden(stops, step.omitted ?? 1);
  });
  return stops.map((stop, i) => ({ ...stop, at: placeOf(i) }));
}

function addHidden(stops: (object | { hidden: number })[], count: number): void {
  const last = stops.at(-1);
  if (last !== undefined && 'hidden' in last) last.hidden += count;
  else stops.push({ hidden: count });
}
