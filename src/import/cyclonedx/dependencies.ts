/** Dependencies: connections of which nobody says what goes over them. */
import type { Placed } from '../schema.ts';
import { componentPlace, elementOf, type Element, type Elements, type Surroundings } from './peers.ts';
import { addMove, count, type Sketch } from './sketch.ts';
import { RUNNING } from './words.ts';

/** What the dependencies of a bill say: which places are connected, and which have data. */
export function sketchDependencies(elements: Elements, surroundings: Surroundings, sketch: Sketch): void {
  for (const { ref, dependsOn = [] } of elements.bill.form.dependencies ?? []) {
    if (ref === undefined) continue;
    for (const target of dependsOn) connect(elements, surroundings, [ref, target], sketch);
  }
}

/** Connects what two references mean; where one of them is data, the other has it. */
export function connect(
  elements: Elements,
  surroundings: Surroundings,
  [ref, target]: readonly [Placed, Placed],
  sketch: Sketch,
): void {
  const one = elementOf(surroundings, elements, ref.text, sketch)?.element;
  const other = elementOf(surroundings, elements, target.text, sketch)?.element;
  count(sketch, 'dependency');
  const isAPlace = one?.kind === 'place' || other?.kind === 'place';
  const from = isAPlace ? placeOf(elements, one, sketch) : undefined;
  const to = isAPlace ? placeOf(elements, other, sketch) : undefined;
  if (from !== undefined && to !== undefined) {
    if (from !== to) sketch.weak.push({ from, to, origin: target.origin });
  } else if (from !== undefined && other?.kind === 'data') sketch.data.get(other.key)?.places.add(from);
  else sketch.left.add('dependencies.dependsOn');
}

function placeOf(elements: Elements, element: Element | undefined, sketch: Sketch): string | undefined {
  if (element?.kind === 'place') return element.key;
  if (element?.kind !== 'component' || !RUNNING.has(element.component.type?.text ?? '')) return undefined;
  return componentPlace(elements, element.component, sketch);
}

/** The place of which nobody says where it is. */
export const NOWHERE = 'destination-not-stated';

/**
 * Opens the connections between places of which no movement is stated, in both directions: who calls whom does not tell
 * where data goes. What leaves for somewhere unnamed and has no connection goes to a place that nobody names.
 */
export function openConnections(sketch: Sketch): void {
  const stated = new Set(
    [...sketch.moves.values()].flatMap(({ from, to }) => [pair(from, to), pair(to, from)]),
  );
  const connected = new Set<string>();
  for (const { from, to, origin } of sketch.weak) {
    if (stated.has(pair(from, to))) continue;
    connected.add(from).add(to);
    count(sketch, 'weak dependency');
    for (const [start, end] of [
      [from, to],
      [to, from],
    ] as const)
      addMove(sketch, ['weak', start, end], { ...OPEN, from: start, to: end, origin });
  }
  for (const [from, origin] of sketch.leaving) {
    if (connected.has(from)) continue;
    count(sketch, 'destination not stated');
    sketch.places.set(NOWHERE, { key: NOWHERE, wish: NOWHERE, value: {}, remarks: [] });
    addMove(sketch, ['weak', from, NOWHERE], { ...OPEN, from, to: NOWHERE, origin });
  }
}

const OPEN = { data: [], classes: [], value: {}, remarks: [] };

function pair(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
