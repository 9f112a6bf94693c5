/** Are the copies of a certificate those that follow? Each derived from one before it, and nothing brings any other. */
import { formatDay, parseDay } from '../manifest/calendar.ts';
import type { CertifiedCopy } from './certificate-format.ts';
import { isWithin, withSpan, type Days, type Span } from './spans.ts';
import { isPartOf, KINDS, type Arrival, type Cell, type Kind, type Steps } from './steps.ts';

/** Takes what is wrong, with its place in the certificate. */
export type Complain = (place: string, words: string) => void;

/** A copy with its days as numbers. */
export interface Copy extends Cell {
  readonly kind: Kind;
  readonly days: Span;
  /** The step that brings it, and the copy from which; from none where it begins by itself. */
  readonly by: string;
  readonly from: Copy | undefined;
  /** Steps of this way before its last. */
  readonly depth: number;
}

/** What has come by a kind of derivation, and from which copy; from none where it began by itself. */
export interface Brought {
  readonly arrival: Arrival;
  readonly from: Copy | undefined;
}

/** Copies that were found to be right. */
export interface Closure {
  readonly copies: readonly Copy[];
  /** Everything that follows in one step by a kind of derivation, from nothing and from each copy. */
  brought(kind: Kind): Iterable<Brought>;
}

/** Days by cell. */
class Cells {
  private readonly days = new Map<string, Map<string, Days>>();

  has({ system, data }: Cell, span: Span): boolean {
    return isWithin(span, this.days.get(system)?.get(data));
  }

  add({ system, data }: Cell, span: Span): void {
    let here = this.days.get(system);
    if (here === undefined) this.days.set(system, (here = new Map<string, Days>()));
    here.set(data, withSpan(here.get(data), span));
  }
}

/** Checks the copies of a certificate, in one pass for each kind of derivation. */
export function checkCopies(listed: readonly CertifiedCopy[], steps: Steps, complain: Complain): Closure {
  const beginnings = KINDS.map((kind) => indexed(steps.starts(kind)));
  const there = KINDS.map(() => new Cells());
  const copies: Copy[] = [];
  listed.forEach((entry, i) => {
    const kind = kindOf(entry);
    const level = KINDS.indexOf(kind);
    const source = entry.of === undefined ? undefined : copies[entry.of];
    const copy: Copy = {
      ...cellOf(entry),
      kind,
      days: daysOf(entry),
      by: entry.by,
      from: source,
      depth: source === undefined ? 0 : source.depth + 1,
    };
    const fault = groundFault(entry, i, copy, source, beginnings[level], steps);
    if (fault !== undefined) complain(`copies[${i}]`, fault);
    else if (there[level].has(copy, copy.days))
      complain(`copies[${i}]`, 'it adds nothing to the copies before it');
    copies.push(copy);
    KINDS.forEach((wide, at) => {
      if (isPartOf(kind, wide)) there[at].add(copy, copy.days);
    });
  });
  const closure = closureOf(copies, steps, beginnings);
  KINDS.forEach((kind, level) => {
    for (const { arrival } of closure.brought(kind)) {
      const days = steps.alive(arrival);
      if (!there[level].has(arrival, days))
        complain(
          'copies',
          `${arrival.by} brings ${arrival.data} to ${arrival.system}${kindWords(kind)} for the days ${daysWords(days)}, and the list does not have that`,
        );
    }
  });
  return closure;
}

/** Copies that are known to be right. */
export function closureOf(
  copies: readonly Copy[],
  steps: Steps,
  beginnings = KINDS.map((kind) => indexed(steps.starts(kind))),
): Closure {
  return {
    copies,
    *brought(kind) {
      for (const arrival of beginnings[KINDS.indexOf(kind)].values()) yield { arrival, from: undefined };
      for (const from of copies) {
        if (!isPartOf(from.kind, kind)) continue;
        for (const arrival of steps.arrivals(from, from.days, kind)) yield { arrival, from };
      }
    },
  };
}

/** Arrivals by step and datum, of which no two begin the same. */
function indexed(arrivals: readonly Arrival[]): ReadonlyMap<string, Arrival> {
  return new Map(arrivals.map((arrival) => [nameOf(arrival), arrival]));
}

function nameOf({ by, data }: { readonly by: string; readonly data: string }): string {
  return `${by} ${data}`;
}

function groundFault(
  entry: CertifiedCopy,
  at: number,
  copy: Copy,
  source: Copy | undefined,
  beginnings: ReadonlyMap<string, Arrival>,
  steps: Steps,
): string | undefined {
  const { of } = entry;
  if (of !== undefined && (source === undefined || of >= at))
    return `it begins from copies[${of}], which does not stand before it`;
  if (source !== undefined && !isPartOf(source.kind, copy.kind))
    return `it begins from copies[${of}], which is less certain or less grounded`;
  const made =
    source === undefined
      ? [beginnings.get(nameOf(entry))]
      : steps.arrivals(source, source.days, copy.kind, entry.by);
  const arrival = made.find(
    (each) =>
      each !== undefined && each.by === entry.by && each.data === copy.data && each.system === copy.system,
  );
  if (arrival === undefined) {
    const from =
      source === undefined
        ? 'by itself'
        : `from ${source.data} on ${source.system} (${daysWords(source.days)})`;
    return `${entry.by} does not bring ${copy.data} to ${copy.system} ${from}${kindWords(copy.kind)}`;
  }
  const days = steps.alive(arrival);
  if (days.from === copy.days.from && days.until === copy.days.until) return undefined;
  return `${entry.by} brings it for the days ${daysWords(days)}, and not ${daysWords(copy.days)}`;
}

function kindOf({ certain, grounded }: CertifiedCopy): Kind {
  return KINDS[(grounded ? 0 : 1) + (certain ? 0 : 2)];
}

function cellOf({ system, data }: CertifiedCopy): Cell {
  return { system, data };
}

function daysOf({ from, until }: CertifiedCopy): Span {
  return {
    from: from === undefined ? -Infinity : (parseDay(from) ?? Infinity),
    until: parseDay(until) ?? -Infinity,
  };
}

function daysWords({ from, until }: Span): string {
  return `${from === -Infinity ? '' : formatDay(from)}..${formatDay(until)}`;
}

function kindWords({ grounded, may }: Kind): string {
  const how = [...(grounded ? ['going back to a collection'] : []), may ? 'perhaps' : 'for certain'];
  return ` (${how.join(', ')})`;
}
