/** The copies of a certificate, each with its ground before it, by the steps that its verifier knows. */
import { formatDay } from '../manifest/calendar.ts';
import type { CertifiedCopy } from '../verify/certificate-format.ts';
import { closureOf, type Closure, type Copy } from '../verify/copies.ts';
import { isWithin, withSpan, type Days } from '../verify/spans.ts';
import { isPartOf, KINDS, type Arrival, type Kind, type Steps } from '../verify/steps.ts';

/** All copies, narrower kinds of derivation first, each after the one that it comes from; by fewest steps within a kind. */
export function derivedCopies(steps: Steps): Closure {
  const copies: Copy[] = [];
  for (const kind of KINDS) {
    const there = new Map<string, Days>();
    const add = (arrival: Arrival, from: Copy | undefined): void => {
      const { system, data, by } = arrival;
      const days = steps.alive(arrival);
      const key = `${system}/${data}`;
      if (isWithin(days, there.get(key))) return;
      there.set(key, withSpan(there.get(key), days));
      copies.push({ system, data, kind, days, by, from, depth: from === undefined ? 0 : from.depth + 1 });
    };
    const known = copies.filter((copy) => isPartOf(copy.kind, kind));
    for (const { system, data, days } of known) {
      const key = `${system}/${data}`;
      there.set(key, withSpan(there.get(key), days));
    }
    const first = copies.length;
    for (const arrival of inOrder(steps.starts(kind))) add(arrival, undefined);
    for (const copy of known) follow(copy, kind, steps, add);
    // A list goes on to what is added while it is walked.
    for (let i = first; i < copies.length; i++) follow(copies[i], kind, steps, add);
  }
  return closureOf(copies, steps);
}

function follow(copy: Copy, kind: Kind, steps: Steps, add: (arrival: Arrival, from: Copy) => void): void {
  for (const arrival of inOrder(steps.arrivals(copy, copy.days, kind))) add(arrival, copy);
}

function inOrder(arrivals: readonly Arrival[]): readonly Arrival[] {
  const key = ({ by, data }: Arrival): string => `${by} ${data}`;
  return [...arrivals].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Copies as a certificate lists them. */
export function certifiedCopies(copies: readonly Copy[]): CertifiedCopy[] {
  const places = new Map(copies.map((copy, i) => [copy, i]));
  return copies.map(({ system, data, kind, days, by, from }) => ({
    system,
    data,
    certain: !kind.may,
    grounded: kind.grounded,
    ...(days.from !== -Infinity && { from: formatDay(days.from) ?? '' }),
    until: formatDay(days.until) ?? '',
    by,
    ...(from !== undefined && { of: places.get(from) ?? -1 }),
  }));
}
