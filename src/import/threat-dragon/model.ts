/** Threat Dragon models, version 2, as they are written: the cells of their diagrams. */
import type { Origin } from '../draft.ts';
import type { Source } from '../importer.ts';
import { anything, flag, listOf, needed, readRoot, record, text, type Placed, type Read } from '../schema.ts';
import type { Identified } from '../sections.ts';
import type { Tally } from '../summary.ts';
import { kindOf, type CellKind, type DataFlag } from './words.ts';

const isOpen = { isOpen: true };
const labelled = record({ text }, isOpen);

const dataSchema = record({
  name: text,
  type: text,
  outOfScope: flag,
  reasonOutOfScope: text,
  protocol: text,
  isBidirectional: flag,
  isEncrypted: flag,
  isPublicNetwork: flag,
  storesCredentials: flag,
  isALog: flag,
  storesInventory: flag,
  handlesCardPayment: flag,
  // They say of a cell what its type says.
  isTrustBoundary: anything,
  hasOpenThreats: anything,
});

const endSchema = record({ cell: text }, isOpen);

const cellSchema = record({
  id: needed(text),
  shape: text,
  position: record({ x: text, y: text }, isOpen),
  size: record({ width: text, height: text }, isOpen),
  // Where names stood before version 2.1; the rest is drawing.
  attrs: record({ text: labelled, label: labelled }, isOpen),
  source: endSchema,
  target: endSchema,
  data: dataSchema,
});

const fileSchema = record({
  version: text,
  summary: record({ title: text }),
  detail: record({ diagrams: listOf(record({ title: text, cells: listOf(cellSchema) })) }),
});

/** A rectangle of a drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something in a diagram; its origin points to its id. */
export interface Cell extends Identified {
  readonly kind: CellKind;
  /** Empty where it has none. */
  readonly name: string;
  readonly box?: Box;
  readonly isOutOfScope: boolean;
  readonly whyOutOfScope?: string;
  readonly isEncrypted: boolean;
  /** What the model says is there. */
  readonly flags: readonly DataFlag[];
  readonly flow: {
    /** Undefined where an end is attached to nothing. */
    readonly source?: Placed;
    readonly target?: Placed;
    readonly protocol: string;
    readonly isBidirectional: boolean;
    readonly isPublic: boolean;
  };
}

export interface Diagram {
  readonly origin: Origin;
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** What one file holds. */
export interface Part {
  readonly title: string;
  readonly diagrams: readonly Diagram[];
}

/** Reads one file; undefined where it is no map, which has been reported. */
export function readPart({ path: file, roots, problems }: Source, left: Tally): Part | undefined {
  const part = roots[0] && readRoot(fileSchema, roots[0], { file, problems, left });
  if (part === undefined) return undefined;
  const diagrams = (part.detail?.diagrams ?? []).map(({ origin, title, cells = [] }) => ({
    origin,
    title: title?.text ?? '',
    cells: cells.map((cell) => cellOf(cell, left)),
  }));
  return { title: part.summary?.title?.text ?? '', diagrams };
}

function cellOf(value: Read<typeof cellSchema>, left: Tally): Cell {
  const { id, origin, data, attrs } = value;
  const words = [data?.type?.text, value.shape?.text].filter((each) => each !== undefined);
  const kind = kindOf(words);
  if (kind === undefined) left.add(`detail.diagrams.cells ${JSON.stringify(words.join(' '))}`);
  const name = data?.name ?? attrs?.text?.text ?? attrs?.label?.text;
  const box = boxOf(value);
  const why = data?.reasonOutOfScope?.text;
  return {
    id: id.text,
    origin: { ...origin, span: id.origin.span },
    kind: kind ?? 'other',
    name: (name?.text ?? '').replace(/\s+/g, ' '),
    ...(box && { box }),
    isOutOfScope: data?.outOfScope ?? false,
    ...(why !== undefined && { whyOutOfScope: why }),
    isEncrypted: data?.isEncrypted ?? false,
    flags: flagsOf(data),
    flow: {
      ...(value.source?.cell && { source: value.source.cell }),
      ...(value.target?.cell && { target: value.target.cell }),
      protocol: data?.protocol?.text ?? '',
      isBidirectional: data?.isBidirectional ?? false,
      isPublic: data?.isPublicNetwork ?? false,
    },
  };
}

function flagsOf(data: Read<typeof dataSchema> | undefined): DataFlag[] {
  const all: readonly DataFlag[] = ['handlesCardPayment', 'isALog', 'storesCredentials', 'storesInventory'];
  return all.filter((each) => data?.[each] === true);
}

function boxOf({ position, size }: Read<typeof cellSchema>): Box | undefined {
  const [x, y, width, height] = [position?.x, position?.y, size?.width, size?.height].map((each) =>
    Number(each?.text ?? Number.NaN),
  );
  return [x, y, width, height].every(Number.isFinite) ? { x, y, width, height } : undefined;
}
