/** Threat Dragon diagrams with what stands in which box, and from where to where their flows go. */
import type { Source } from '../importer.ts';
import type { Report } from '../reporting.ts';
import type { Placed } from '../schema.ts';
import { reportTwice, reportUnknown, sectionOf } from '../sections.ts';
import type { Tally } from '../summary.ts';
import { readPart, type Box, type Cell, type Diagram, type Part } from './model.ts';

/** A flow between two elements. */
export interface Link {
  readonly cell: Cell;
  readonly from: Cell;
  readonly to: Cell;
}

/** All diagrams of all files together. */
export interface Model {
  readonly parts: readonly Part[];
  /** Actors, processes and stores. */
  readonly elements: readonly Cell[];
  /** The innermost box around an element, if any. */
  readonly around: ReadonlyMap<Cell, Cell>;
  /** Trust boundaries with an inside. */
  readonly boxes: readonly Cell[];
  readonly links: readonly Link[];
  /** Flows of which an end is attached to no element. */
  readonly loose: readonly Cell[];
  readonly curves: number;
  readonly left: Tally;
}

/** Reads files together. Flows to cells that are not there, and cells that two files have, are problems. */
export function modelIn(sources: readonly Source[], report: Report, left: Tally): Model {
  const parts = sources.flatMap((source) => readPart(source, left) ?? []);
  const diagrams = parts.flatMap((part) => part.diagrams);
  reportShared(diagrams, report);
  const linked = diagrams.map((diagram) => linksIn(diagram, report));
  const cells = diagrams.flatMap((diagram) => diagram.cells);
  return {
    parts,
    elements: cells.filter(isElement),
    around: new Map(diagrams.flatMap((diagram) => [...insideOf(diagram)])),
    boxes: cells.filter(({ kind }) => kind === 'box'),
    links: linked.flatMap(({ links }) => links),
    loose: linked.flatMap(({ loose }) => loose),
    curves: cells.filter(({ kind }) => kind === 'curve').length,
    left,
  };
}

function isElement({ kind }: Cell): boolean {
  return kind === 'actor' || kind === 'process' || kind === 'store';
}

/** A copy of a diagram in its file has the same ids; in another file they say that one thing is defined twice. */
function reportShared(diagrams: readonly Diagram[], report: Report): void {
  const first = new Map<string, Cell>();
  for (const cell of diagrams.flatMap(({ cells }) => cells)) {
    const earlier = first.get(cell.id);
    if (earlier === undefined) first.set(cell.id, cell);
    else if (earlier.origin.file !== cell.origin.file) reportTwice('cells', cell, earlier.origin, report);
  }
}

function linksIn({ cells }: Diagram, report: Report): { links: Link[]; loose: Cell[] } {
  const section = sectionOf('cells', cells, report);
  const elementAt = (end: Placed | undefined): Cell | undefined => {
    const cell = end && section.find(end.text);
    if (end !== undefined && cell === undefined) reportUnknown(end, section, report);
    return cell !== undefined && isElement(cell) ? cell : undefined;
  };
  const links: Link[] = [];
  const loose: Cell[] = [];
  for (const cell of cells) {
    if (cell.kind !== 'flow') continue;
    const [from, to] = [elementAt(cell.flow.source), elementAt(cell.flow.target)];
    if (from === undefined || to === undefined) loose.push(cell);
    else links.push({ cell, from, to });
  }
  return { links, loose };
}

/** The smallest box around the middle of each element. */
function insideOf({ cells }: Diagram): Map<Cell, Cell> {
  const boxes = cells
    .filter(({ kind, box }) => kind === 'box' && box !== undefined)
    .sort((a, b) => areaOf(a.box) - areaOf(b.box) || (a.id < b.id ? -1 : 1));
  const around = new Map<Cell, Cell>();
  for (const cell of cells.filter(isElement)) {
    const box = boxes.find((each) => isAround(each.box, cell.box));
    if (box !== undefined) around.set(cell, box);
  }
  return around;
}

function areaOf(box: Box | undefined): number {
  return box === undefined ? 0 : box.width * box.height;
}

function isAround(outer: Box | undefined, inner: Box | undefined): boolean {
  if (outer === undefined || inner === undefined) return false;
  const x = inner.x + inner.width / 2 - outer.x;
  const y = inner.y + inner.height / 2 - outer.y;
  return x >= 0 && y >= 0 && x <= outer.width && y <= outer.height;
}
